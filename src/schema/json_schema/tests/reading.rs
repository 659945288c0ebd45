//! What files are read as: drafts, references, and what is refused.

use super::*;

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
        ("type: object\ntype: array\n", 2, "duplicate key"),
        ("type: [object\n", 1, "not valid YAML"),
        ("type:\n\t- x\n", 2, "not valid YAML"),
        ("type: strnig\n", 1, "`type` is `strnig`"),
        ("properties:\n  a:\n    multipleOf: 0\n", 3, "`multipleOf` cannot be `0`"),
        ("properties:\n  a:\n    multipleOf: -1\n", 3, "`multipleOf` cannot be"),
        ("{\n\"maximum\": 1e400}", 2, "larger than any"),
        ("{\n\"pattern\": \"([\"}", 2, "not a valid regular expression"),
        ("a: *b\n", 1, "alias"),
        ("a: &a [*a]\n", 1, "inside the value"),
        ("", 1, "empty"),
        ("a: 1\n---\nb: 2\n", 2, "second"),
        ("? [a]\n: b\n", 1, "a key must be a text"),
        ("{\"type\": \"object\",\n}", 1, "not valid JSON"),
        ("{\"a\": 1,\n\"a\": 2}", 2, "duplicate key"),
        ("42", 1, "expected a JSON Schema"),
        (&bomb, 6, "repeat too much"),
        (&deep, 1, "deeper"),
        (&deep_yaml, 1, "deeper"),
    ];
    for (text, line, message) in cases {
        let error = match JsonSchemas::load(&files(&[("s/a.schema", text)]), false) {
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
        let document = crate::schema::document::Document::read(&file, false).expect(yaml);
        assert_eq!(document.value.to_string(), *json, "{yaml}");
    }
}
