//! `discriminator`: a member whose value says which schema an object is of.
//!
//! It stands beside a list of branches, or on a base that others are composed with. Either becomes conditions, so that
//! the validator holds an object against the schema that it names, at every depth.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Map, Value, json};

use super::choice::{choice, chosen};
use super::dialect::Dialect;
use super::lower::{At, Lowering, add};
use crate::schema::document::Target;

type Members = Map<String, Value>;

/// What a discriminator says: the schema, how it was referred to, and the value that means it.
type Mapped<'m> = (Option<u32>, &'m str, &'m str);

impl Lowering<'_> {
    /// Notes that a component is composed with others (`allOf`), so that it is known when one of them turns out to
    /// have a discriminator.
    pub(crate) fn compose(&mut self, name: &str, component: &Target, bases: Vec<Target>) {
        for base in bases {
            self.heirs.entry(base).or_default().push((name.to_owned(), component.clone()));
        }
    }

    pub(super) fn discriminator(&mut self, members: &Members, at: &At, out: &mut Members) {
        let (property, mapping) = match members.get("discriminator") {
            Some(Value::Object(own)) => (
                own.get("propertyName").and_then(Value::as_str),
                own.get("mapping").and_then(Value::as_object),
            ),
            Some(Value::String(property)) => (Some(property.as_str()), None),
            _ => return,
        };
        let Some(property) = property else { return };
        // A bare name is that of a component; what leads nowhere is passed over.
        let mapped: Vec<Mapped<'_>> = mapping
            .into_iter()
            .flatten()
            .filter_map(|(value, to)| {
                let to = to.as_str()?;
                let reference =
                    if to.contains(['/', '#', '.']) { to.to_owned() } else { component(to, at.dialect) };
                Some((self.branch(&reference, at).map(|(number, _)| number), to, value.as_str()))
            })
            .collect();
        match ["oneOf", "anyOf"].into_iter().find(|keyword| out.contains_key(*keyword)) {
            Some(keyword) => self.branches(keyword, property, &mapped, members, at, out),
            None => self.heirs(property, &mapped, at, out),
        }
    }

    /// On a base: the value names the schema that is composed with it.
    fn heirs(&mut self, property: &str, mapped: &[Mapped<'_>], at: &At, out: &mut Members) {
        let own = self.define(&at.target(), at.dialect, None);
        let mut values: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        for (number, _, value) in mapped {
            if let Some(number) = number.filter(|number| Some(*number) != own) {
                values.entry(number).or_default().push((*value).to_owned());
            }
        }
        let mut passed = HashSet::from([at.target()]);
        let mut open = vec![at.target()];
        while let Some(base) = open.pop() {
            for (name, target) in self.heirs.get(&base).cloned().unwrap_or_default() {
                if !passed.insert(target.clone()) {
                    continue;
                }
                let number = self.define(&target, at.dialect, Some(&name));
                if let Some(number) = number.filter(|number| !values.contains_key(number)) {
                    values.insert(number, vec![name]);
                }
                open.push(target);
            }
        }
        let cases: Vec<_> = values
            .into_iter()
            .map(|(number, values)| (values, json!({ "$ref": format!("#/$defs/{number}") })))
            .collect();
        for case in choice(property, &cases) {
            add(out, "allOf", case);
        }
    }

    /// Beside a list of branches: the value chooses one, so only that one is held against it.
    fn branches(
        &mut self,
        keyword: &str,
        property: &str,
        mapped: &[Mapped<'_>],
        members: &Members,
        at: &At,
        out: &mut Members,
    ) {
        let branches = members.get(keyword).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let (mut cases, mut known) = (Vec::new(), Vec::new());
        let mut complete = true;
        for branch in branches {
            let Some(reference) = branch.get("$ref").and_then(Value::as_str) else { return };
            let Some((number, name)) = self.branch(reference, at) else { return };
            let leads_here = |(to, bare, _): &&Mapped<'_>| *to == Some(number) || *bare == name;
            let mut values: Vec<String> =
                mapped.iter().filter(leads_here).map(|(_, _, value)| (*value).to_owned()).collect();
            if values.is_empty() {
                complete = false;
                values.push(name);
            }
            known.extend(values.iter().cloned());
            cases.push((values, json!({ "$ref": format!("#/$defs/{number}") })));
        }
        let Some(all) = out.shift_remove(keyword) else { return };
        let mut otherwise = Map::from_iter([(keyword.to_owned(), all)]);
        if complete {
            otherwise.insert("properties".to_owned(), json!({ property: { "enum": known } }));
        }
        let cases = choice(property, &cases);
        add(
            out,
            "allOf",
            json!({ "if": chosen(property, &known), "then": { "allOf": cases }, "else": otherwise }),
        );
    }
}

fn component(name: &str, dialect: Dialect) -> String {
    let folder = if dialect == Dialect::Swagger { "definitions" } else { "components/schemas" };
    format!("#/{folder}/{name}")
}

#[cfg(test)]
mod tests {
    use crate::schema::json_schema::tests::{check, files};
    use crate::schema::{Direction, OpenApi, OperationQuery, Resolution, SchemaProvider, Tolerance};

    const BASES: &str = "
openapi: 3.0.3
paths:
  /items:
    get:
      responses: {'200': {content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Item'}}}}}}
components:
  schemas:
    Item:
      type: object
      required: [kind]
      properties: {kind: {type: string}, label: {type: string}}
      discriminator: {propertyName: kind, mapping: {box: '#/components/schemas/Box', lost: '#/components/schemas/Lost'}}
    Box:
      allOf: [{$ref: '#/components/schemas/Item'}, {type: object, required: [weight], properties: {weight: {type: number}}}]
    Letter:
      allOf: [{$ref: '#/components/schemas/Item'}, {type: object, required: [pages], properties: {pages: {type: integer}, labels: {type: string}}}]
    Card:
      allOf: [{$ref: '#/components/schemas/Letter'}, {type: object, properties: {stamp: {type: boolean}}}]
";

    #[test]
    fn a_base_hands_on_to_what_is_composed_with_it() {
        let swagger = BASES
            .replace("openapi: 3.0.3", "swagger: '2.0'")
            .replace("components:\n  schemas:", "definitions:")
            .replace("#/components/schemas/", "#/definitions/")
            .replace("{content: {application/json: {schema: ", "{schema: ")
            .replace("}}}}}}\n", "}}}}\n")
            .replace("discriminator: {propertyName: kind, mapping: {box: '#/definitions/Box', lost: '#/definitions/Lost'}}", "discriminator: kind");
        let cases: [(&str, &[&str]); 8] = [
            (r#"{"kind": "other", "weight": "much"}"#, &[]),
            (r#"{"kind": "Letter"}"#, &["/0: missing pages in Letter"]),
            (r#"{"kind": "Letter", "pages": 2, "labels": "a"}"#, &[]),
            (r#"{"kind": "Letter", "pages": "two"}"#, &["/0/pages: string for integer"]),
            (r#"{"kind": "Card", "pages": 1, "stamp": "no"}"#, &["/0/stamp: string for boolean"]),
            (r#"{"kind": "{kind}"}"#, &[]),
            (r#"{"label": 1}"#, &["/0: missing kind in Item", "/0/label: integer for string"]),
            (r#"{"kind": "BOX", "weight": "much"}"#, &["/0/weight: string for number"]),
        ];
        for (text, boxed) in [(BASES, "box"), (&swagger, "Box")] {
            let api =
                OpenApi::load(&files(&[("items.yaml", text)]), false).expect("the description is right");
            let direction = Direction::Response(Some(200));
            let query = OperationQuery { method: "GET", target: "/items", direction, media_type: None };
            let Resolution::Found(schema) = api.by_operation(&query) else { panic!("{boxed}") };
            let tolerance = Tolerance { direction: Some(direction), ..Tolerance::default() };
            for (body, expected) in cases {
                let body = format!("[{}]", body.replace("BOX", boxed));
                assert_eq!(check(&api, schema, &body, &tolerance), expected, "{body}");
            }
        }
    }

    #[test]
    fn several_descriptions_of_one_operation_leave_the_choice() {
        let of = |name: &str| {
            let text = "openapi: 3.1.0\npaths:\n  /items: {get: {responses: {'200': {content: {application/json: {schema: {required: [NAME]}}}}}}}\n";
            text.replace("NAME", name)
        };
        let api = OpenApi::load(&files(&[("a.yaml", &of("a")), ("b.yaml", &of("b"))]), false)
            .expect("both are right");
        let direction = Direction::Response(Some(200));
        let query = OperationQuery { method: "GET", target: "/items", direction, media_type: None };
        let Resolution::Ambiguous(schemas) = api.by_operation(&query) else { panic!("one was chosen") };
        let found = |at: usize| check(&api, schemas[at], r#"{"a": 1}"#, &Tolerance::default()).len();
        assert_eq!((schemas.len(), found(0), found(1)), (2, 0, 1));
        assert_eq!(api.parameters("GET", "/items").map(|list| list.len()), None);
    }
}
