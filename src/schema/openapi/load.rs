//! From documents to operations: OpenAPI 3.0, 3.1 and 3.2, and Swagger 2.0.
//!
//! Only what binds examples is followed: paths, parameters, bodies and their schemas. A `$ref` in an example, a link
//! or an extension is data.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Map, Value};

use super::model::{Api, Body, Content, Operation, Status};
use super::reader::{Reader, Site};
use super::{media, style};
use crate::schema::described::{DescribedExample, DescribedExamples};
use crate::schema::document::child;
use crate::schema::document::{Documents, Target};
use crate::schema::json_schema::{Bundle, Dialect, Lowering};
use crate::schema::{Direction, Flaws, Parameter, ParameterPlace, ParameterStyle, SchemaError, SchemaRef};

/// Headers that a description cannot describe as parameters (OpenAPI 3.1 §4.8.12.1).
const IGNORED: [&str; 3] = ["Accept", "Content-Type", "Authorization"];

pub(super) const METHODS: [&str; 9] =
    ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// What the files describe.
pub(super) struct Loaded {
    /// The examples in the descriptions, if they were asked for.
    pub(super) examples: Vec<DescribedExample>,
    pub(super) bundle: Bundle,
    pub(super) apis: Vec<Api>,
    pub(super) names: BTreeMap<String, Vec<u32>>,
    pub(super) flaws: Flaws,
}

/// Reads every document that says that it is OpenAPI; the others are parts of them.
/// `errors` are those about files that could not be read.
pub(super) fn load(
    documents: &Documents,
    errors: Vec<SchemaError>,
    with_examples: bool,
) -> Result<Loaded, Vec<SchemaError>> {
    let mut lowering = Lowering::new(documents);
    if with_examples {
        lowering.note_values();
    }
    let mut reader = Reader {
        documents,
        lowering,
        examples: with_examples.then(DescribedExamples::default),
        dialect: Dialect::OpenApi31,
        noted: HashSet::new(),
        is_aside: false,
        names: BTreeMap::new(),
        errors,
    };
    let mut apis = Vec::new();
    for at in 0..documents.list.len() as u32 {
        let root = Target { file: at, pointer: String::new() };
        if let Some(dialect) = reader.dialect(&root) {
            reader.dialect = dialect;
            reader.components(&root);
            apis.push(reader.api(&root));
            reader.aside(&root);
        }
    }
    let mut examples = reader.examples.unwrap_or_default();
    for (at, number, dialect) in reader.lowering.with_values() {
        examples.add_values(&reader.lowering.walk, &at, number, dialect.is_open_api());
    }
    let (bundle, warnings) = reader.lowering.finish();
    if apis.is_empty() {
        reader.errors.extend(warnings);
        return Err(reader.errors);
    }
    for api in &mut apis {
        for operation in api.operations.iter_mut().flatten() {
            let responses = operation.responses.iter_mut().flat_map(|(_, content)| content);
            for (_, body) in operation.request.iter_mut().chain(responses) {
                if matches!(*body, Body::Schema(number) if !has_structure(&bundle, number)) {
                    *body = Body::Unstructured;
                }
            }
        }
    }
    let flaws = Flaws { errors: reader.errors, warnings };
    Ok(Loaded { examples: examples.finish(), bundle, apis, names: reader.names, flaws })
}

/// Whether a schema says anything that JSON could break.
fn has_structure(bundle: &Bundle, number: u32) -> bool {
    let Value::Object(keywords) = &bundle.defs[number as usize].schema else {
        return bundle.defs[number as usize].schema == Value::Bool(false);
    };
    let notes = ["title", "description", "readOnly", "writeOnly", "format"];
    keywords.keys().any(|keyword| !notes.contains(&keyword.as_str()))
}

/// What parameters and bodies of an operation may take from around it.
struct Around<'a> {
    path: &'a str,
    parameters: Vec<Target>,
    consumes: Vec<String>,
    produces: Vec<String>,
}

impl Reader<'_> {
    fn dialect(&mut self, root: &Target) -> Option<Dialect> {
        let value = self.value(root)?;
        let version = |keyword: &str| match value.get(keyword)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        if let Some(version) = version("openapi") {
            if version.starts_with("3.0") {
                return Some(Dialect::OpenApi30);
            }
            if !version.starts_with('3') {
                let message = format!("OpenAPI {version} is not known; 3.0, 3.1, 3.2 and Swagger 2.0 are");
                self.errors.push(self.documents.error(&child(root, &["openapi"]), message));
                return None;
            }
            return Some(Dialect::OpenApi31);
        }
        let version = version("swagger")?;
        if !version.starts_with('2') {
            let message = format!("Swagger {version} is not known; 2.0 and OpenAPI 3.0, 3.1, 3.2 are");
            self.errors.push(self.documents.error(&child(root, &["swagger"]), message));
            return None;
        }
        Some(Dialect::Swagger)
    }

    fn components(&mut self, root: &Target) {
        let folder = if self.is_swagger() { &["definitions"][..] } else { &["components", "schemas"] };
        let folder = child(root, folder);
        for name in self.members(&folder).into_iter().flat_map(Map::keys) {
            let component = child(&folder, &[name]);
            self.composition(name, &component);
            let number = self.lowering.define(&component, self.dialect, Some(name));
            let Some(number) = number else { continue };
            let numbers = self.names.entry(name.clone()).or_default();
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
    }

    /// Notes which schemas a component is composed with.
    fn composition(&mut self, name: &str, component: &Target) {
        let Some(component) = self.behind(component.clone()) else { return };
        let mut bases = Vec::new();
        for part in self.elements(&child(&component, &["allOf"])) {
            if self.member(&part, "$ref").is_some() {
                bases.extend(self.behind(part));
            }
        }
        self.lowering.compose(name, &component, bases);
    }

    fn api(&mut self, root: &Target) -> Api {
        let mut api = Api::default();
        self.servers(root, &mut api);
        let Some(paths) = self.member(root, "paths").and_then(|paths| self.behind(paths)) else { return api };
        for path in self.members(&paths).into_iter().flat_map(Map::keys) {
            if path.starts_with("x-") {
                continue;
            }
            let Some(item) = self.behind(child(&paths, &[path])) else { continue };
            self.servers(&item, &mut api);
            api.routes.add(path);
            let operations = self.path_item(root, path, &item, &mut api);
            api.operations.push(operations);
        }
        api
    }

    fn servers(&mut self, of: &Target, api: &mut Api) {
        let Some(members) = self.members(of) else { return };
        if of.pointer.is_empty() && self.is_swagger() {
            let text = |keyword: &str| members.get(keyword).and_then(Value::as_str).unwrap_or_default();
            let (host, base) = (text("host"), text("basePath"));
            let url = if host.is_empty() { base.to_owned() } else { format!("https://{host}{base}") };
            api.routes.serve(&url);
            return;
        }
        for server in members.get("servers").and_then(Value::as_array).into_iter().flatten() {
            let Some(url) = server.get("url").and_then(Value::as_str) else { continue };
            api.routes.serve(url);
            let mut filled = url.to_owned();
            for (name, variable) in server.get("variables").and_then(Value::as_object).into_iter().flatten() {
                if let Some(default) = variable.get("default").and_then(Value::as_str) {
                    filled = filled.replace(&format!("{{{name}}}"), default);
                }
            }
            api.routes.serve(&filled);
        }
    }

    pub(super) fn path_item(
        &mut self,
        root: &Target,
        path: &str,
        item: &Target,
        api: &mut Api,
    ) -> Vec<Operation> {
        let around = Around {
            path,
            parameters: self.list(item, "parameters"),
            consumes: self.strings(&child(root, &["consumes"])),
            produces: self.strings(&child(root, &["produces"])),
        };
        let Some(members) = self.members(item) else { return Vec::new() };
        let mut found: Vec<(String, Target)> = METHODS
            .iter()
            .filter(|method| members.contains_key(**method))
            .map(|method| (method.to_ascii_uppercase(), child(item, &[method])))
            .collect();
        let more = child(item, &["additionalOperations"]);
        for method in self.members(&more).into_iter().flat_map(Map::keys) {
            found.push((method.clone(), child(&more, &[method])));
        }
        found
            .into_iter()
            .filter_map(|(method, at)| {
                let at = self.behind(at)?;
                self.servers(&at, api);
                Some(self.operation(method, &at, &around))
            })
            .collect()
    }

    fn operation(&mut self, method: String, at: &Target, around: &Around<'_>) -> Operation {
        let mut listed = self.list(at, "parameters");
        listed.extend(around.parameters.iter().cloned());
        let what = format!("{method} {}", around.path);
        let (mut parameters, mut request) = (Vec::<Parameter>::new(), Content::new());
        let mut body_name = None;
        for target in listed {
            let Some(target) = self.behind(target) else { continue };
            match self.text(&target, "in") {
                Some("body") => {
                    body_name = self.text(&target, "name");
                    let types = self.types(at, "consumes", &around.consumes);
                    let body = self.schema(&child(&target, &["schema"]), &format!("request body of {what}"));
                    request = types.into_iter().map(|media| (media, body)).collect();
                }
                Some("formData") if request.is_empty() => {
                    request.push(("multipart/form-data".to_owned(), Body::Unstructured));
                }
                _ => {
                    let own = self.parameter(&target);
                    // What an operation says of a parameter replaces what its path says.
                    let known = |one: &Parameter| {
                        parameters.iter().any(|p| p.name == one.name && p.place == one.place)
                    };
                    parameters.extend(own.filter(|own| !known(own)));
                }
            }
        }
        if let Some(body) = self.member(at, "requestBody").and_then(|body| self.behind(body)) {
            let site = Site { method: &method, path: around.path, direction: Direction::Request };
            request = self.content(&child(&body, &["content"]), &format!("request body of {what}"), site);
        }
        let responses = self.responses(at, &method, around);
        let operation = Operation { at: at.clone(), method, request, responses, parameters };
        self.recorded_examples(at, around.path, &operation, body_name);
        operation
    }

    fn types(&self, operation: &Target, keyword: &str, around: &[String]) -> Vec<String> {
        let own = self.strings(&child(operation, &[keyword]));
        let types = if own.is_empty() { around.to_vec() } else { own };
        if types.is_empty() { vec!["application/json".to_owned()] } else { types }
    }

    fn responses(&mut self, operation: &Target, method: &str, around: &Around<'_>) -> Vec<(Status, Content)> {
        let mut responses = Vec::new();
        let Some(list) = self.member(operation, "responses").and_then(|list| self.behind(list)) else {
            return responses;
        };
        for key in self.members(&list).into_iter().flat_map(Map::keys) {
            let Some(status) = Status::of(key) else { continue };
            let Some(response) = self.behind(child(&list, &[key])) else { continue };
            let name = format!("{key} response of {method} {}", around.path);
            let site = Site { method, path: around.path, direction: Direction::Response(status.code()) };
            self.header_examples(&response);
            let content = if self.is_swagger() {
                match self.member(&response, "schema") {
                    Some(schema) => {
                        let body = self.schema(&schema, &name);
                        self.swagger_examples(&response, body, site);
                        let types = self.types(operation, "produces", &around.produces);
                        types.into_iter().map(|media| (media, body)).collect()
                    }
                    None => Content::new(),
                }
            } else {
                self.content(&child(&response, &["content"]), &name, site)
            };
            responses.push((status, content));
        }
        responses
    }

    pub(super) fn content(&mut self, content: &Target, name: &str, site: Site<'_>) -> Content {
        let mut bodies = Content::new();
        let Some(content) = self.members(content).and_then(|_| self.behind(content.clone())) else {
            return bodies;
        };
        for media in self.members(&content).into_iter().flat_map(Map::keys) {
            let Some(at) = self.behind(child(&content, &[media])) else { continue };
            let schema = self.member(&at, "schema");
            let body = schema.map_or(Body::Unstructured, |schema| self.schema(&schema, name));
            self.body_examples(&at, media, body, site);
            bodies.push((media.clone(), body));
        }
        bodies
    }

    /// The schema at a place. Only one that is written there takes the name of its place.
    pub(super) fn schema(&mut self, at: &Target, name: &str) -> Body {
        if self.value(at) == Some(&Value::Bool(false)) {
            let number = self.lowering.define(at, self.dialect, Some(name));
            return number.map_or(Body::Unstructured, Body::Schema);
        }
        let Some(members) = self.members(at) else { return Body::Unstructured };
        let is_file = members.get("type").and_then(Value::as_str) == Some("file")
            || members.get("format").and_then(Value::as_str) == Some("binary");
        // What is said beside a reference changes little of what the reference names.
        let name = match members.get("$ref").and_then(Value::as_str) {
            Some(reference) => component_name(reference),
            None => Some(name),
        };
        let number = self.lowering.define(at, self.dialect, name).filter(|_| !is_file);
        number.map_or(Body::Unstructured, Body::Schema)
    }

    /// The elements of a list, which may be behind a reference.
    fn list(&mut self, of: &Target, keyword: &str) -> Vec<Target> {
        let list = child(of, &[keyword]);
        let reference = self.text(&list, "$ref");
        let behind = reference.and_then(|reference| self.lowering.resolve(&list, reference));
        self.elements(&behind.unwrap_or(list))
    }

    pub(super) fn parameter(&mut self, at: &Target) -> Option<Parameter> {
        let members = self.members(at)?;
        let name = self.text(at, "name")?.to_owned();
        let place = match self.text(at, "in")? {
            "path" => ParameterPlace::Path,
            "query" => ParameterPlace::Query,
            // OpenAPI says that these are to be ignored.
            "header" if IGNORED.iter().any(|ignored| name.eq_ignore_ascii_case(ignored)) => return None,
            "header" => ParameterPlace::Header,
            "cookie" => ParameterPlace::Cookie,
            _ => return None,
        };
        let content = self.member(at, "content").and_then(|content| {
            let media = self.members(&content)?.keys().find(|media| media::may_be_json(media))?;
            Some(child(&content, &[media]))
        });
        let is_json = content.is_some();
        let shown = content.clone().unwrap_or_else(|| at.clone());
        let content = content.and_then(|content| self.member(&content, "schema"));
        let schema = if self.is_swagger() { Some(at.clone()) } else { self.member(at, "schema") };
        let schema = schema.or(content);
        let schema = schema.and_then(|schema| self.lowering.define(&schema, self.dialect, Some(&name)));
        self.part_examples(&shown, schema, Direction::Request);
        let (style, explode) = if is_json {
            (ParameterStyle::Json, false)
        } else {
            style::of(members, place, self.is_swagger())
        };
        Some(Parameter {
            required: members.get("required") == Some(&Value::Bool(true)),
            described_at: crate::schema::document::place(self.documents, at, "/name"),
            place,
            schema: schema.map(|id| SchemaRef { id, collection: false }),
            style,
            explode,
            members: Vec::new(),
            in_path: None,
            name,
        })
    }
}

/// The name of the component that a reference leads to, if it is one that needs no decoding.
fn component_name(reference: &str) -> Option<&str> {
    let (folder, name) = reference.rsplit_once('/')?;
    let is_plain = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'));
    let is_folder = folder.ends_with("#/components/schemas") || folder.ends_with("#/definitions");
    (is_folder && is_plain).then_some(name)
}
