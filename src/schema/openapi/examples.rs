//! Where a description shows examples of bodies, parameters and headers.
//!
//! OpenAPI 3 has `example` and `examples` beside a schema, Swagger 2.0 `examples` by media type. What an example says
//! is read where it is checked.

use super::media;
use super::model::{Body, Content, Operation};
use super::reader::{Reader, Site};
use crate::schema::described::{DescribedExample, DescribedRole};
use crate::schema::document::Target;
use crate::schema::document::child;
use crate::schema::{Direction, SchemaRef};

impl Reader<'_> {
    /// Notes the examples of a body beside its schema.
    pub(super) fn body_examples(&mut self, at: &Target, media: &str, body: Body, site: Site<'_>) {
        let Body::Schema(number) = body else { return };
        if self.examples.is_none() {
            return;
        }
        // What is written out as pairs or parts is an object here; other types have a text of their own.
        let role = if media::may_be_json(media) { DescribedRole::Body } else { DescribedRole::Part };
        let is_object = |reader: &Self, at: &Target| reader.members(at).is_some();
        let is_new = self.noted.insert((at.clone(), number, site.direction));
        for value in self.beside(at, if is_new { usize::MAX } else { 1 }) {
            if role == DescribedRole::Body || media::is_form(media) && is_object(self, &value) {
                self.note(value, number, role, site.direction, Some(site));
            }
        }
    }

    /// Notes the examples of a parameter or a header.
    pub(super) fn part_examples(&mut self, at: &Target, schema: Option<u32>, direction: Direction) {
        let Some(number) = schema.filter(|_| self.examples.is_some()) else { return };
        // Swagger 2.0 has no keyword for it; this is what its tools agree on.
        let values = if self.is_swagger() {
            self.member(at, "x-example").into_iter().collect()
        } else {
            self.beside(at, usize::MAX)
        };
        for value in values {
            self.note(value, number, DescribedRole::Part, direction, None);
        }
    }

    /// Notes the examples of a header.
    pub(super) fn header(&mut self, at: &Target) {
        let schema = if self.is_swagger() { Some(at.clone()) } else { self.member(at, "schema") };
        let Some(schema) = schema else { return };
        if let Body::Schema(number) = self.schema(&schema, "header") {
            self.part_examples(at, Some(number), Direction::Response(None));
        }
    }

    /// Notes the examples of the headers of a response.
    pub(super) fn header_examples(&mut self, response: &Target) {
        if self.examples.is_some() {
            for header in self.named(&child(response, &["headers"])) {
                self.header(&header);
            }
        }
    }

    /// Notes the examples of a response of Swagger 2.0, by media type.
    pub(super) fn swagger_examples(&mut self, response: &Target, body: Body, site: Site<'_>) {
        let Body::Schema(number) = body else { return };
        if self.examples.is_none() {
            return;
        }
        let list = child(response, &["examples"]);
        let types: Vec<&String> =
            self.members(&list).into_iter().flat_map(|members| members.keys()).collect();
        for media in types.into_iter().filter(|media| media::may_be_json(media)) {
            self.note(child(&list, &[media]), number, DescribedRole::Body, site.direction, Some(site));
        }
    }

    /// Notes the recorded exchanges of Azure's descriptions, `x-ms-examples`: parameters and bodies of responses, which
    /// mostly stand in files of their own.
    pub(super) fn recorded_examples(
        &mut self,
        at: &Target,
        path: &str,
        operation: &Operation,
        body_name: Option<&str>,
    ) {
        if self.examples.is_none() {
            return;
        }
        let site = |direction| Site { method: &operation.method, path, direction };
        let json = |content: &Content| {
            content.iter().find_map(|(media, body)| match body {
                Body::Schema(number) if media::may_be_json(media) => Some(*number),
                _ => None,
            })
        };
        let list = child(at, &["x-ms-examples"]);
        for name in self.members(&list).into_iter().flat_map(|members| members.keys()) {
            let Some(recorded) = self.behind(child(&list, &[name])) else { continue };
            let sent = child(&recorded, &["parameters"]);
            for name in self.members(&sent).into_iter().flat_map(|members| members.keys()) {
                let parameter = operation.parameters.iter().find(|parameter| parameter.name == *name);
                let (number, role) = match parameter {
                    Some(parameter) => (parameter.schema.map(|schema| schema.id), DescribedRole::Part),
                    None if body_name == Some(name) => (json(&operation.request), DescribedRole::Body),
                    None => continue,
                };
                let Some(number) = number else { continue };
                self.note(
                    child(&sent, &[name]),
                    number,
                    role,
                    Direction::Request,
                    Some(site(Direction::Request)),
                );
            }
            let answers = child(&recorded, &["responses"]);
            for status in self.members(&answers).into_iter().flat_map(|members| members.keys()) {
                let code = status.parse().ok();
                let Some(body) = self.member(&child(&answers, &[status]), "body") else { continue };
                let direction = Direction::Response(code);
                if let Some(number) = operation.response(code).and_then(json) {
                    self.note(body, number, DescribedRole::Body, direction, Some(site(direction)));
                }
            }
        }
    }

    /// The values under `example` and `examples` of an object that has a schema beside them; of as many examples at
    /// most.
    fn beside(&mut self, at: &Target, most: usize) -> Vec<Target> {
        let mut values: Vec<Target> = self.member(at, "example").into_iter().collect();
        for example in self.named_up_to(&child(at, &["examples"]), most) {
            values.extend(self.member(&example, "value").or_else(|| self.member(&example, "dataValue")));
            let is_container = |text: &str| text.trim_start().starts_with(['{', '[']);
            if self.text(&example, "serializedValue").is_some_and(is_container) {
                values.extend(self.member(&example, "serializedValue"));
            }
            // One that is not among the files of the description is nobody's mistake.
            let outside = self.text(&example, "externalValue");
            values.extend(outside.and_then(|file| self.lowering.walk.resolve(&example, file).ok()));
        }
        values.into_iter().map(|value| self.bundled(value)).collect()
    }

    /// What a bundler puts into the place of a value that is nothing but a `$ref`.
    fn bundled(&self, value: Target) -> Target {
        let reference = self.members(&value).filter(|members| members.len() == 1);
        let reference = reference.and_then(|members| members.get("$ref")?.as_str());
        let Some(to) = reference.and_then(|reference| self.lowering.walk.resolve(&value, reference).ok())
        else {
            return value;
        };
        let is_example = to.pointer.starts_with("/components/examples/");
        self.member(&to, "value").filter(|_| is_example).unwrap_or(to)
    }

    fn note(
        &mut self,
        at: Target,
        number: u32,
        role: DescribedRole,
        direction: Direction,
        site: Option<Site<'_>>,
    ) {
        let example = DescribedExample {
            at,
            schema: SchemaRef { id: number, collection: false },
            direction: Some(direction).filter(|_| !self.is_aside),
            role,
            operation: site
                .filter(|_| !self.is_aside)
                .map(|site| (site.method.to_owned(), site.path.to_owned())),
        };
        if let Some(examples) = &mut self.examples
            && !(self.is_aside && examples.has(&example.at))
        {
            examples.add(example);
        }
    }
}
