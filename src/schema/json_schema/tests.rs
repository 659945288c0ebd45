use super::*;
use crate::schema::json_schema::instance::{Seen, TreeJson, View};
use crate::schema::{Direction, TypeWord, ViolationKind};
use crate::syntax::json::parse;
use crate::text::LocalSpan;

pub(crate) fn files(texts: &[(&str, &str)]) -> Vec<Arc<SourceFile>> {
    texts.iter().map(|(path, text)| Arc::new(SourceFile::new(*path, *text))).collect()
}

fn load(texts: &[(&str, &str)]) -> JsonSchemas {
    JsonSchemas::load(&files(texts)).expect("the schemas are right")
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

#[test]
fn every_draft_is_read_as_it_was_meant() {
    let cases: &[(&str, &str, &[&str])] = &[
        (
            r#"{"$schema": "http://json-schema.org/draft-04/schema#", "id": "https://parcelo.example/n",
                "properties": {"n": {"minimum": 0, "exclusiveMinimum": true}}}"#,
            r#"{"n": 0}"#,
            &["/n: must be more than 0"],
        ),
        (
            r##"{"$schema": "http://json-schema.org/draft-07/schema#",
                "definitions": {"s": {"$id": "#text", "type": "string"}},
                "properties": {"a": {"$ref": "#text", "type": "integer"},
                               "list": {"items": [{"type": "integer"}], "additionalItems": false}},
                "dependencies": {"a": ["list"]}}"##,
            r#"{"a": 1, "list": [1, 2]}"#,
            &["/a: integer for string", "/list/1: must be left out"],
        ),
        (
            r##"{"$schema": "https://json-schema.org/draft/2019-09/schema", "$recursiveAnchor": true,
                "properties": {"child": {"$recursiveRef": "#"}, "n": {"type": "integer"}}}"##,
            r#"{"child": {"child": {"n": "x"}}}"#,
            &["/child/child/n: string for integer"],
        ),
        (
            r##"{"$id": "https://parcelo.example/tree", "$dynamicAnchor": "node",
                "properties": {"children": {"prefixItems": [true], "items": {"$dynamicRef": "#node"}},
                               "n": {"type": "integer"}, "meta": {"$ref": "https://json-schema.org/draft/2020-12/schema"}}}"##,
            r#"{"children": [1, {"n": "x"}], "meta": 7}"#,
            &["/children/1/n: string for integer"],
        ),
        (
            r#"{"type": "object", "patternProperties": {"^(?!x)": {"type": "string"}}, "additionalProperties": false}"#,
            r#"{"a": 1, "xa": 2}"#,
            &["/a: integer for string", "/xa: unknown xa in thing"],
        ),
    ];
    for (schema, body, expected) in cases {
        let schemas = load(&[("a/thing.schema.json", schema)]);
        let thing = found(&schemas, "thing");
        assert_eq!(check(&schemas, thing, body, &Tolerance::default()), *expected, "{schema}");
    }
}

#[test]
fn files_refer_to_each_other_by_path_and_by_id() {
    let schemas = load(&[
        (
            "schemas/shipment.yaml",
            "$id: https://parcelo.example/schemas/shipment\ntitle: Shipment\nproperties:\n  parcel: {$ref: parts/parcel.json}\n  \
             depot: {$ref: depot}\n  self: {$ref: 'shipment#/properties/n'}\n  n: {type: integer}\n",
        ),
        (
            "schemas/parts/parcel.json",
            r#"{"properties": {"w": {"type": "number"}, "in": {"$ref": "../shipment.yaml"}}}"#,
        ),
        ("schemas/depot.json", r#"{"$id": "https://parcelo.example/schemas/depot", "type": "string"}"#),
    ]);
    let shipment = found(&schemas, "Shipment");
    assert_eq!(found(&schemas, "https://parcelo.example/schemas/shipment"), shipment);
    assert_eq!(schemas.by_type("Shipmant"), Resolution::Unknown { near: Some("Shipment".to_owned()) });
    assert_eq!(schemas.by_type("graph.user"), Resolution::NotCovered(NotCovered::Foreign));
    let body = r#"{"parcel": {"w": "x", "in": {"n": "x"}}, "depot": 1, "self": "x"}"#;
    assert_eq!(
        check(&schemas, shipment, body, &Tolerance::default()),
        [
            "/parcel/w: string for number",
            "/parcel/in/n: string for integer",
            "/depot: integer for string",
            "/self: string for integer"
        ]
    );
    let tree = parse(body, LocalSpan::new(0, body.len()));
    let value = Instance { tree: &tree, text: body, node: tree.root().unwrap() };
    let violations = schemas.validate(shipment, value, &Tolerance::default()).unwrap();
    let at = schemas.locate(violations[0].schema_at.unwrap()).unwrap();
    assert_eq!((&*at.path, at.line, at.column), ("schemas/parts/parcel.json", 1, 23));
    let at = schemas.locate(violations[1].schema_at.unwrap()).unwrap();
    assert_eq!((&*at.path, at.line, at.column), ("schemas/shipment.yaml", 7, 7));
    let exported = schemas.export(shipment);
    assert_eq!(exported["properties"]["parcel"]["$ref"], "#/$defs/parcel");
    assert_eq!(exported["$defs"]["parcel"]["properties"]["in"]["$ref"], "#/$defs/Shipment");
    assert!(jsonschema::options().build(&exported).is_ok(), "{exported}");
}

#[test]
fn direction_decides_about_one_way_members() {
    let schemas = load(&[(
        "user.yaml",
        "required: [id, pin]\nproperties:\n  id: {type: string, readOnly: true}\n  pin: {type: string, writeOnly: true}\n",
    )]);
    let user = found(&schemas, "user");
    let cases: [(Option<Direction>, &str, &[&str]); 6] = [
        (Some(Direction::Request), r#"{"id": "1", "pin": "2"}"#, &["/id: read-only id"]),
        (Some(Direction::Request), r#"{"pin": "2"}"#, &[]),
        (Some(Direction::Request), "{}", &[": missing pin in user"]),
        (Some(Direction::Response(Some(200))), r#"{"id": "1", "pin": "2"}"#, &["/pin: write-only pin"]),
        (Some(Direction::Response(None)), r#"{"id": "1"}"#, &[]),
        (None, r#"{"id": "1", "pin": "2"}"#, &[]),
    ];
    for (direction, body, expected) in cases {
        let tolerance = Tolerance { direction, ..Tolerance::default() };
        assert_eq!(check(&schemas, user, body, &tolerance), expected, "{direction:?} {body}");
    }
}

#[test]
fn what_cannot_be_trusted_is_refused_with_its_line() {
    let alias = |c: u8| {
        let list = vec![format!("*{}", char::from(c - 1)); 9].join(",");
        format!("{0}: &{0} [{list}]\n", char::from(c))
    };
    let bomb =
        "a: &a [x,x,x,x,x,x,x,x,x]\n".to_owned() + &(b'b'..=b'j').map(alias).collect::<Vec<_>>().concat();
    let deep = "{\"not\":".repeat(400) + "{}" + &"}".repeat(400);
    let deep_yaml = "a: ".to_owned() + &"[".repeat(4000);
    let cases: &[(&str, u32, &str)] = &[
        (
            "type: object\nproperties:\n  a:\n    $ref: http://parcelo.example/a.json\n",
            4,
            "nothing is fetched",
        ),
        ("$ref: file:///etc/passwd\n", 1, "nothing is fetched"),
        ("$ref: ../../../etc/passwd\n", 1, "not among the schema files"),
        ("$ref: /etc/passwd\n", 1, "not among the schema files"),
        ("\n$ref: '#/$defs/none'\n", 2, "which does not exist"),
        (
            "\n$ref: '#/$defs/a'\n$defs:\n  a: {$ref: '#/$defs/b'}\n  b: {$ref: '#/$defs/a'}\n",
            4,
            "back to itself",
        ),
        ("type: object\ntype: array\n", 2, "twice"),
        ("type: [object\n", 1, "not valid YAML"),
        ("type:\n\t- x\n", 2, "not valid YAML"),
        ("type: strnig\n", 1, "`type` is `strnig`"),
        ("properties:\n  a:\n    multipleOf: 0\n", 3, "`multipleOf` cannot be `0`"),
        ("properties:\n  a:\n    multipleOf: -1\n", 3, "`multipleOf` cannot be"),
        ("{\n\"maximum\": 1e400}", 2, "larger than any"),
        ("{\n\"pattern\": \"([\"}", 2, "no regular expression"),
        ("a: *b\n", 1, "alias"),
        ("a: &a [*a]\n", 1, "inside the value"),
        ("", 1, "empty"),
        ("a: 1\n---\nb: 2\n", 2, "second"),
        ("? [a]\n: b\n", 1, "a key must be a text"),
        ("{\"type\": \"object\",\n}", 1, "not valid JSON"),
        ("{\"a\": 1,\n\"a\": 2}", 2, "twice"),
        ("42", 1, "expected a JSON Schema"),
        (&bomb, 6, "repeat too much"),
        (&deep, 1, "deeper"),
        (&deep_yaml, 1, "deeper"),
    ];
    for (text, line, message) in cases {
        let error = match JsonSchemas::load(&files(&[("s/a.schema", text)])) {
            Ok(mut schemas) => schemas.take_flaws().warnings.swap_remove(0),
            Err(mut errors) => errors.swap_remove(0),
        };
        assert_eq!((error.path.as_str(), error.line), ("s/a.schema", Some(*line)), "{text}: {error:?}");
        assert!(error.message.contains(message), "{text}: {error:?}");
    }
    // Cycles that pass through a value, and those that do not, are fine.
    for text in [
        "allOf: [{$ref: '#'}]\n",
        "properties: {a: {$ref: '#'}}\n",
        "anyOf: [{$ref: '#'}, {type: integer}]\n",
    ] {
        let schemas = load(&[("a.yaml", text)]);
        check(&schemas, found(&schemas, "a"), r#"{"a": {"a": {"a": 1}}}"#, &Tolerance::default());
    }
}

#[test]
fn yaml_is_read_by_the_core_schema() {
    let cases: &[(&str, &str)] = &[
        ("a: no\nb: yes\nc: on", r#"{"a":"no","b":"yes","c":"on"}"#),
        ("a: ~\nb:\nc: null\nd: True", r#"{"a":null,"b":null,"c":null,"d":true}"#),
        (
            "a: 1\nb: -2\nc: +3\nd: 0x1F\ne: 0o17\nf: 1.5\ng: 1e3\nh: .5",
            r#"{"a":1,"b":-2,"c":3,"d":31,"e":15,"f":1.5,"g":1000.0,"h":0.5}"#,
        ),
        (
            "a: 1_000\nb: 12:30\nc: .inf\nd: 2025-01-02\ne: 1.2.3\nf: -x",
            r#"{"a":"1_000","b":"12:30","c":".inf","d":"2025-01-02","e":"1.2.3","f":"-x"}"#,
        ),
        ("200: a\n'x': \"1\"\ny: !!str 1\nz: !own 2", r#"{"200":"a","x":"1","y":"1","z":"2"}"#),
        (
            "a: &x {k: 1, l: 2}\nb: {<<: *x, k: 3}\nc: *x",
            r#"{"a":{"k":1,"l":2},"b":{"k":3,"l":2},"c":{"k":1,"l":2}}"#,
        ),
        ("a: |\n  x\n  y\nb: >\n  x\n  y", "{\"a\":\"x\\ny\\n\",\"b\":\"x y\\n\"}"),
        ("\u{feff}a: 18446744073709551615", r#"{"a":18446744073709551615}"#),
    ];
    for (yaml, json) in cases {
        let file = Arc::new(SourceFile::new("a.yaml", *yaml));
        let document = crate::schema::document::Document::read(&file).expect(yaml);
        assert_eq!(document.value.to_string(), *json, "{yaml}");
    }
}
