//! What the validator has against values, and what schemas are read as.

use super::*;
use crate::schema::json_schema::instance::{Seen, TreeJson, View};
use crate::schema::{Direction, TypeWord, ViolationKind};
use crate::syntax::json::parse;
use crate::text::LocalSpan;

mod reading;

pub(crate) fn files(texts: &[(&str, &str)]) -> Vec<Arc<SourceFile>> {
    texts.iter().map(|(path, text)| Arc::new(SourceFile::new(*path, *text))).collect()
}

fn load(texts: &[(&str, &str)]) -> JsonSchemas {
    JsonSchemas::load(&files(texts), false).expect("the schemas are right")
}

fn word(word: &TypeWord) -> String {
    match word {
        TypeWord::Object(Some(name)) => name.clone(),
        TypeWord::OneOf(words) => words.iter().map(self::word).collect::<Vec<_>>().join(" or "),
        other => format!("{other:?}").to_lowercase().replace("object(none)", "object"),
    }
}

/// A violation on one line: the node's pointer, and what is wrong.
pub(crate) fn line(violation: &Violation, value: Instance<'_>) -> String {
    let near = |near: &Option<String>| near.as_ref().map(|near| format!(" ~{near}")).unwrap_or_default();
    let what = match &violation.kind {
        ViolationKind::UnknownProperty { name, owner, near: n } => {
            format!("unknown {name} in {owner}{}", near(n))
        }
        ViolationKind::MissingProperty { name, owner } => format!("missing {name} in {owner}"),
        ViolationKind::TypeMismatch { expected, found } => format!("{} for {}", word(found), word(expected)),
        ViolationKind::EnumValue { allowed, near: n, .. } => {
            format!("none of {}{}", allowed.join(","), near(n))
        }
        ViolationKind::Format { format } => format!("no {format}"),
        ViolationKind::NullValue => "null".to_owned(),
        ViolationKind::Constraint { required } => required.clone(),
        ViolationKind::CollectionShape { collection } => format!("collection {collection}"),
        ViolationKind::ReadOnly { name } => format!("read-only {name}"),
        ViolationKind::WriteOnly { name } => format!("write-only {name}"),
        ViolationKind::UnknownType { name, .. } => format!("unknown type {name}"),
    };
    format!("{}: {what}", value.tree.pointer(violation.node, value.text))
}

pub(crate) fn check(
    provider: &dyn SchemaProvider,
    schema: SchemaRef,
    body: &str,
    tolerance: &Tolerance,
) -> Vec<String> {
    let tree = parse(body, LocalSpan::new(0, body.len()));
    let value = Instance { tree: &tree, text: body, node: tree.root().expect("a value") };
    let Some(found) = provider.validate(schema, value, tolerance) else {
        return vec!["too complex".to_owned()];
    };
    found.iter().map(|violation| line(violation, value)).collect()
}

fn found(provider: &dyn SchemaProvider, name: &str) -> SchemaRef {
    match provider.by_type(name) {
        Resolution::Found(schema) => schema,
        other => panic!("{name}: {other:?}"),
    }
}

fn table(schema: &str, cases: &[(&str, &[&str])]) {
    let schemas = load(&[("schemas/parcel.yaml", schema)]);
    let parcel = found(&schemas, "parcel");
    for (body, expected) in cases {
        assert_eq!(check(&schemas, parcel, body, &Tolerance::default()), *expected, "{body}");
    }
}

#[test]
fn our_tree_is_json_to_the_validator() {
    let text = jsonschema::json::conformance::document().to_string();
    let tree = parse(&text, LocalSpan::new(0, text.len()));
    let view = View::new(Instance { tree: &tree, text: &text, node: tree.root().unwrap() });
    jsonschema::json::conformance::assert_conformance::<TreeJson>(&Seen::Tree(&view, tree.root().unwrap()));
}

const PARCEL: &str = r#"
$schema: https://json-schema.org/draft/2020-12/schema
type: object
required: [id, weight]
additionalProperties: false
properties:
  id: {type: string, format: uuid}
  weight: {type: number, exclusiveMinimum: 0, maximum: 30}
  count: {type: integer}
  service: {enum: [standard, express, overnight]}
  label: {type: string, pattern: "^PX-[0-9]+$", maxLength: 8}
  sent: {type: [string, "null"], format: date-time}
  day: {type: string, format: date}
  transit: {type: string, format: duration}
  track: {type: string, format: uri}
  tags: {type: array, items: {type: string}, minItems: 1, uniqueItems: true}
  address:
    type: object
    required: [city]
    properties:
      city: {type: string}
      zip: {type: string}
    additionalProperties: false
  next: {$ref: '#'}
"#;

#[test]
fn every_fault_stands_on_its_node() {
    let id = r#""id": "6f1c2d3e-0000-4000-8000-000000000001", "weight": 2"#;
    let with = |rest: &str| format!("{{{id}, {rest}}}");
    let cases: &[(&str, &[&str])] = &[
        (r#""count": 3, "sent": null, "tags": ["a", "b"]"#, &[]),
        (r#""wieght": 3"#, &["/wieght: unknown wieght in parcel"]),
        (r#""lable": "PX-1""#, &["/lable: unknown lable in parcel ~label"]),
        (r#""count": "3""#, &["/count: string for integer"]),
        (r#""count": 3.5"#, &["/count: number for integer"]),
        (r#""count": null"#, &["/count: null"]),
        (r#""service": "expres""#, &["/service: none of standard,express,overnight ~express"]),
        (r#""service": null"#, &["/service: null"]),
        (r#""label": "PX-12345678""#, &["/label: must be at most 8 characters long"]),
        (r#""label": "QX-1""#, &["/label: must match the pattern `^PX-[0-9]+$`"]),
        (r#""sent": "2025-13-01T00:00:00Z""#, &["/sent: no date-time"]),
        (r#""sent": "2025-12-01T00:00:00+05:30", "day": "2025-12-01", "transit": "PT1.5S""#, &[]),
        (r#""sent": true"#, &["/sent: boolean for string"]),
        (r#""day": "tomorrow", "transit": "two days""#, &["/day: no date", "/transit: no duration"]),
        (r#""day": "YYYY-MM-DD", "track": "https://{host}/t""#, &[]),
        (r#""tags": []"#, &["/tags: must have at least 1 element"]),
        (r#""tags": ["a", 1, "b", 2]"#, &["/tags/1: integer for string", "/tags/3: integer for string"]),
        (r#""tags": ["a", "a"]"#, &["/tags: must not have an element twice"]),
        (r#""tags": {"a": 1}"#, &["/tags: collection true"]),
        (r#""address": [{}]"#, &["/address: collection false"]),
        (
            r#""address": {"zip": 1, "street": "x"}"#,
            &[
                "/address: missing city in parcel.address",
                "/address/zip: integer for string",
                "/address/street: unknown street in parcel.address",
            ],
        ),
        (r#""next": {"id": "6f1c2d3e-0000-4000-8000-000000000001"}"#, &["/next: missing weight in parcel"]),
    ];
    let cases: Vec<(String, &[&str])> =
        cases.iter().map(|(rest, expected)| (with(rest), *expected)).collect();
    table(PARCEL, &cases.iter().map(|(body, expected)| (body.as_str(), *expected)).collect::<Vec<_>>());
    table(
        PARCEL,
        &[
            (r#"{"weight": 0}"#, &[": missing id in parcel", "/weight: must be more than 0"]),
            ("[]", &[": collection false"]),
            ("null", &[": null"]),
        ],
    );
}

#[test]
fn what_stands_for_something_else_is_excused() {
    table(
        PARCEL,
        &[
            (r#"{"id": "<id>", "weight": <weight>, "count": "integer", "service": "{service}"}"#, &[]),
            (r#"{"id": "...", ... }"#, &[]),
            (r#"{"weight": 2, "...": "..."}"#, &[]),
            (r#"{"id": "{id}", "weight": 2, "service": "standard | express"}"#, &[]),
            (r#"{"id": "{id}", "weight": 2, "tags": [ ... ]}"#, &[]),
            (r#"{"id": "{id}", "weight": 2, "weight": "two"}"#, &["/weight: string for number"]),
            (r#"{"id": "{id}", "weight": "two", "weight": 2}"#, &[]),
            (r#"{"id": "{id}", "\u0077eight": 2}"#, &[]),
            ("“nothing”", &[": string for parcel"]),
        ],
    );
    let schemas = load(&[("schemas/parcel.yaml", PARCEL)]);
    let truncated = Tolerance { truncated: true, ..Tolerance::default() };
    let parcel = found(&schemas, "parcel");
    assert_eq!(check(&schemas, parcel, r#"{"service": "x"}"#, &truncated).len(), 1);
    let collection = SchemaRef { collection: true, ..parcel };
    for (body, expected) in [
        (r#"[{"weight": 1}]"#, "/0: missing id in parcel"),
        (r#"{"value": [{"weight": 1}], "next": "x"}"#, "/value/0: missing id in parcel"),
        (r#"{"weight": 1}"#, ": collection true"),
    ] {
        assert_eq!(check(&schemas, collection, body, &Tolerance::default()), [expected], "{body}");
    }
    let deep = "[".repeat(5000) + &"]".repeat(5000);
    assert_eq!(check(&schemas, parcel, &deep, &Tolerance::default()), ["too complex"]);
}

#[test]
fn of_several_branches_the_closest_is_reported() {
    table(
        r#"
properties:
  item:
    oneOf:
      - {type: object, required: [kind, pages], properties: {kind: {const: letter}, pages: {type: integer}}}
      - {type: object, required: [kind, weight], properties: {kind: {const: box}, weight: {type: number}}}
      - type: "null"
  size: {anyOf: [{type: integer}, {type: array}]}
  state: {anyOf: [{enum: [open, shut]}, {const: lost}]}
  loose:
    anyOf:
      - {required: [a], properties: {a: {type: string}}}
      - {required: [b], properties: {b: {type: string}}}
  both: {oneOf: [{type: integer}, {type: number}]}
"#,
        &[
            (r#"{"item": {"kind": "box", "pages": 2}}"#, &["/item: missing weight in parcel.item"]),
            (r#"{"item": {"kind": "letter", "pages": "2"}}"#, &["/item/pages: string for integer"]),
            (r#"{"item": {"kind": "lettr", "pages": 2}}"#, &["/item/kind: none of letter,box ~letter"]),
            (r#"{"item": {"kind": "<kind>", "pages": 2}}"#, &[]),
            (r#"{"item": 3}"#, &["/item: integer for object"]),
            (r#"{"item": null, "size": 1, "state": "lost"}"#, &[]),
            (r#"{"size": "big"}"#, &["/size: string for integer or array"]),
            (r#"{"state": "opened"}"#, &["/state: none of open,shut,lost ~open"]),
            (r#"{"loose": {"a": 1}}"#, &["/loose/a: integer for string"]),
            (r#"{"loose": {}}"#, &["/loose: must have `a` or `b`"]),
            (r#"{"both": 1}"#, &["/both: must have exactly one of the listed forms"]),
        ],
    );
}

#[test]
fn schemas_that_speak_together_do_not_contradict() {
    table(
        r#"
allOf:
  - {$ref: '#/$defs/base'}
  - {properties: {b: {type: string}}, additionalProperties: true}
unevaluatedProperties: false
$defs:
  base: {properties: {a: {type: integer}, closed: {allOf: [{$ref: '#/$defs/one'}, {properties: {y: {}}}]}}}
  one: {properties: {x: {}}, additionalProperties: false}
if: {properties: {a: {const: 1}}, required: [a]}
then: {required: [b]}
not: {required: [c, d]}
propertyNames: {pattern: "^[a-z]+$"}
dependentRequired: {c: [a]}
"#,
        &[
            (r#"{"a": "1", "b": "x"}"#, &["/a: string for integer"]),
            (r#"{"closed": {"x": 1, "y": 2, "z": 3}}"#, &["/closed/z: unknown z in one"]),
            (r#"{"a": 1}"#, &[": missing b in parcel"]),
            (r#"{"a": "<a>"}"#, &[]),
            (r#"{"b": "x", "B1": 2}"#, &["/B1: its name must match the pattern `^[a-z]+$`"]),
        ],
    );
}
