use std::sync::Arc;

use super::*;
use crate::syntax::json;
use crate::text::LocalSpan;

/// A page that defines one type: its block, and its property table as `name:type` pairs.
fn page(name: &str, bases: &[&str], block: &str, table: &str) -> PageInput {
    let tree = json::parse(block, LocalSpan::new(0, block.len()));
    let places = tree.nodes().map(|(_, node)| node.span.start).collect();
    let rows = table.split_whitespace().filter_map(|row| row.split_once(':')).map(|(name, ty)| RowInput {
        name: name.to_owned(),
        at: 0,
        type_text: ty.to_owned(),
        description: String::new(),
    });
    let tables = vec![TableInput { kind: TableKind::Properties, rows: rows.collect() }];
    let resource = ResourceInput {
        type_name: name.to_owned(),
        bases: bases.iter().map(|&base| base.to_owned()).collect(),
        open: false,
        mentioned: Vec::new(),
        at: 0,
        block: BlockInput { text: block.to_owned(), tree, places },
        tables,
    };
    let source = Arc::new(SourceFile::new(format!("{name}.md"), block));
    PageInput { source, resources: vec![resource], enums: Vec::new() }
}

/// What a body of a type has against it: pointer and kind.
fn violations(docs: &DocResources, name: &str, body: &str) -> Vec<String> {
    let Resolution::Found(schema) = docs.by_type(name) else { panic!("{name}") };
    let tree = json::parse(body, LocalSpan::new(0, body.len()));
    let value = Instance { tree: &tree, text: body, node: tree.root().unwrap() };
    let found = docs.validate(schema, value, &Tolerance::default()).unwrap_or_default();
    found.iter().map(|violation| tree.pointer(violation.node, body)).collect()
}

#[test]
fn circles_of_inheritance_end() {
    let docs = DocResources::new(&[
        page("p.a", &["p.b"], r#"{"x": "String"}"#, "x:String"),
        page("p.b", &["p.c"], r#"{"y": 1}"#, "y:Int32"),
        page("p.c", &["p.a", "p.c"], r#"{"z": true}"#, "z:Boolean"),
    ]);
    for name in ["p.a", "p.b", "p.c"] {
        assert_eq!(
            violations(&docs, name, r#"{"x": 1, "y": "", "z": "no", "w": 1}"#),
            ["/x", "/y", "/z", "/w"]
        );
    }
}

#[test]
fn pages_that_contradict_each_other_are_ambiguous() {
    let one = || page("p.a", &[], r#"{"x": "String", "y": 1}"#, "x:String y:Int32");
    let part = page("p.a", &[], r#"{"x": "String"}"#, "x:String");
    let other = page("p.a", &[], r#"{"x": {"@odata.type": "p.b"}}"#, "x:p.b");
    let target = page("p.b", &[], r#"{"z": true}"#, "z:Boolean");
    let docs = DocResources::new(&[one(), part, one()]);
    assert_eq!(violations(&docs, "p.a", r#"{"x": 1, "y": 1, "w": 1}"#), ["/x", "/w"], "one has all names");
    let docs = DocResources::new(&[one(), other, target]);
    assert!(matches!(docs.by_type("p.a"), Resolution::Ambiguous(refs) if refs.len() == 2));
}

#[test]
fn pages_may_each_describe_a_part() {
    let docs = DocResources::new(&[
        page("p.a", &[], r#"{"x": "String"}"#, "x:String"),
        page("p.a", &[], r#"{"y": 1}"#, "y:Int32"),
    ]);
    assert_eq!(violations(&docs, "p.a", r#"{"x": 1, "y": "", "w": 1}"#), ["/x", "/y"], "others may exist");
}

#[test]
fn names_are_found_in_full_or_short() {
    let docs = DocResources::new(&[page("p.v1.parcel", &[], "{}", ""), page("p.v2.stop", &[], "{}", "")]);
    assert!(matches!(docs.by_type("p.v1.parcel"), Resolution::Found(_)));
    assert!(matches!(docs.by_type("parcel"), Resolution::Found(_)));
    let near = Resolution::Unknown { near: Some("p.v1.parcel".to_owned()) };
    assert_eq!(docs.by_type("p.v1.Parcel"), near);
    assert_eq!(docs.by_type("p.v1.stop"), Resolution::NotCovered(NotCovered::Foreign));
    assert_eq!(docs.names(), ["p.v1.parcel", "p.v2.stop"]);
}

#[test]
fn deep_blocks_and_bodies_are_read() {
    let deep = |open: &str, close: &str| open.repeat(20_000) + &close.repeat(20_000);
    let block =
        format!("{{\"x\": {}, \"y\": {}1{}}}", deep("[", "]"), "{\"a\":".repeat(9_000), "}".repeat(9_000));
    let docs = DocResources::new(&[page("p.a", &[], &block, "")]);
    assert!(violations(&docs, "p.a", &block).is_empty());
    let Resolution::Found(schema) = docs.by_type("p.a") else { panic!() };
    assert!(docs.export(schema)["properties"].is_object());
}

#[test]
fn export_is_a_json_schema() {
    let docs = DocResources::new(&[
        page("p.a", &["p.b"], r#"{"x": "a | b", "s": [{"@odata.type": "p.b"}]}"#, "x:String s:b[]"),
        page(
            "p.b",
            &[],
            r#"{"t": "String (timestamp)", "next": {"@odata.type": "p.b"}}"#,
            "t:DateTimeOffset next:b",
        ),
    ]);
    let Resolution::Found(schema) = docs.by_type("p.a") else { panic!() };
    let json = docs.export(schema);
    assert_eq!(json["properties"]["s"]["items"]["$ref"], "#/$defs/p.b");
    assert_eq!(json["$defs"]["p.b"]["properties"]["t"]["format"], "date-time");
    assert_eq!(json["unevaluatedProperties"], false);
}

#[test]
fn formats_hold_where_nothing_on_the_page_contradicts_them() {
    for (block, table, expected) in [
        (r#"{"t": "String (timestamp)"}"#, "t:DateTimeOffset", &["/t"][..]),
        (r#"{"t": "2026-03-01T08:30:00Z"}"#, "t:DateTimeOffset", &["/t"]),
        ("{}", "t:DateTimeOffset", &["/t"]),
        (r#"{"t": "String (timestamp)"}"#, "", &["/t"]),
        (r#"{"t": "next week"}"#, "t:DateTimeOffset", &[]),
        (r#"{"t": "String"}"#, "t:DateTimeOffset", &[]),
        (r#"{"t": "2026-03-01T08:30:00Z"}"#, "", &[]),
        (r#"{"t": "2026-03-01"}"#, "t:String", &[]),
    ] {
        let docs = DocResources::new(&[page("p.a", &[], block, table)]);
        assert_eq!(violations(&docs, "p.a", r#"{"t": "tomorrow"}"#), expected, "{block} {table}");
        assert_eq!(violations(&docs, "p.a", r#"{"t": "2026-03-02T09:00:00+01:00"}"#), [""; 0], "{block}");
    }
}
