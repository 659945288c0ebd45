//! The whole provider over one small service.

mod url;

use std::fmt::Write as _;
use std::sync::Arc;

use super::Csdl;
use crate::schema::{
    Direction, Instance, OperationQuery, Resolution, SchemaError, SchemaProvider, Tolerance, TypeWord,
    ViolationKind,
};
use crate::syntax::json;
use crate::text::{LocalSpan, SourceFile};

const SERVICE: &str = include_str!("parcelo.csdl");

fn load(texts: &[&str]) -> Result<Csdl, SchemaError> {
    let file = |(index, text): (usize, &&str)| Arc::new(SourceFile::new(format!("{index}.xml"), *text));
    Csdl::load(texts.iter().enumerate().map(file).collect())
}

fn service() -> Csdl {
    load(&[SERVICE]).unwrap()
}

fn schema(types: &str) -> String {
    format!(
        r#"<Schema Namespace="a" Alias="self" xmlns="http://docs.oasis-open.org/odata/ns/edm">{types}</Schema>"#
    )
}

fn show(csdl: &Csdl, resolution: &Resolution) -> String {
    match resolution {
        Resolution::Found(schema) => {
            format!("{}{}", csdl.name(*schema), if schema.collection { "[]" } else { "" })
        }
        Resolution::Unknown { near } => format!("unknown, near {near:?}"),
        Resolution::Ambiguous(several) => format!("{} of them", several.len()),
        Resolution::NotCovered(reason) => format!("{reason:?}"),
    }
}

#[test]
fn types_are_found_by_every_name_that_a_page_gives_them() {
    let csdl = service();
    for (name, expected) in [
        ("parcelo.parcel", "parcelo.parcel"),
        ("p.parcel", "parcelo.parcel"),
        ("parcel", "parcelo.parcel"),
        ("invoice", "parcelo.billing.invoice"),
        ("event", "parcelo.event"),
        ("parcelo.billing.event", "parcelo.billing.event"),
        ("parcelo.speed", "parcelo.speed"),
        ("parcelo.Parcel", "unknown, near Some(\"parcelo.parcel\")"),
        ("Parcelo.parcel", "unknown, near Some(\"parcelo.parcel\")"),
        ("parcelo.parcle", "unknown, near Some(\"parcelo.parcel\")"),
        ("parcelo.invoice", "unknown, near Some(\"parcelo.billing.invoice\")"),
        ("parcelo.reroute", "unknown, near None"),
        ("other.parcel", "Foreign"),
        ("shipment", "Foreign"),
        ("Edm.String", "NotJson"),
        ("String", "NotJson"),
        ("None", "NotJson"),
        ("json", "parcelo.json"),
    ] {
        assert_eq!(show(&csdl, &csdl.by_type(name)), expected, "{name}");
    }
    let single = load(&[&schema(r#"<ComplexType Name="parcel"/>"#)]).unwrap();
    assert_eq!(show(&single, &single.by_type("parcell")), "unknown, near Some(\"a.parcel\")");
}

/// The findings against a body, one a line: pointer and kind.
fn findings(csdl: &Csdl, ty: &str, collection: bool, direction: Direction, body: &str) -> String {
    let mut schema = match csdl.by_type(ty) {
        Resolution::Found(schema) => schema,
        _ => match csdl.by_operation(&OperationQuery {
            method: "POST",
            target: ty,
            direction: Direction::Request,
            media_type: None,
        }) {
            Resolution::Found(schema) => schema,
            other => panic!("{ty}: {other:?}"),
        },
    };
    schema.collection = collection;
    let tree = json::parse(body, LocalSpan::new(0, body.len()));
    let instance = Instance { tree: &tree, text: body, node: tree.root().unwrap() };
    let tolerance = Tolerance { truncated: false, direction: Some(direction) };
    let mut out = String::new();
    for violation in csdl.validate(schema, instance, &tolerance).unwrap_or_default() {
        let kind = match violation.kind {
            ViolationKind::UnknownProperty { near, .. } => format!("unknown property, near {near:?}"),
            ViolationKind::TypeMismatch { expected, found } => format!("{found:?} for {expected:?}"),
            ViolationKind::EnumValue { near, .. } => format!("no member, near {near:?}"),
            ViolationKind::Format { format } => format!("no {format}"),
            ViolationKind::CollectionShape { collection } => format!("collection {collection}"),
            ViolationKind::UnknownType { name, near, .. } => format!("unknown type {name}, near {near:?}"),
            ViolationKind::Constraint { required } => required,
            other => format!("{other:?}"),
        };
        writeln!(out, "{} {kind}", tree.pointer(violation.node, body)).unwrap();
    }
    out.trim_end().to_owned()
}

fn response(ty: &str, body: &str) -> String {
    findings(&service(), ty, false, Direction::Response(Some(200)), body)
}

#[test]
fn values_are_held_to_their_types() {
    for (member, expected) in [
        (r#""weight": 3"#, ""),
        (r#""weight": "INF""#, ""),
        (r#""weight": "3""#, "/weight String for Number"),
        (r#""insured": null"#, "/insured NullValue"),
        (r#""insured": "true""#, "/insured String for Boolean"),
        (r#""pieces": 3.0"#, ""),
        (r#""pieces": 3.5"#, "/pieces Number for Integer"),
        (r#""pieces": 3000000000"#, "/pieces must be between -2147483648 and 2147483647"),
        (r#""pieces": null"#, ""),
        (r#""pieces": [1]"#, "/pieces Array for Integer"),
        (r#""barcode": "9007199254740993""#, ""),
        (r#""barcode": "many""#, "/barcode String for Integer"),
        (r#""postedAt": "2026-03-01T08:30:00+01:00""#, ""),
        (r#""postedAt": "2026-03-01""#, "/postedAt no date-time"),
        (r#""postedAt": 1772350200"#, "/postedAt Integer for String"),
        (r#""postedAt": "String (timestamp)""#, ""),
        (r#""postedAt": """#, ""),
        (r#""dueOn": "2026-02-30""#, "/dueOn no date"),
        (r#""opensAt": "08:00:00.0000000""#, ""),
        (r#""opensAt": "8 am""#, "/opensAt no time"),
        (r#""transit": "P1DT2H""#, ""),
        (r#""transit": "2 days""#, "/transit no duration"),
        (r#""trace": "7c8a1f7e-52c3-4d60-9b1c-0d2b6f1f9a11""#, ""),
        (r#""trace": "7c8a1f7e-52c3""#, "/trace no uuid"),
        (r#""trace": "xxxxxxxx-52c3""#, ""),
        (r#""picture": "UGFyY2Vs""#, ""),
        (r#""picture": "a picture""#, "/picture no base64"),
        (r#""speed": "express""#, ""),
        (r#""speed": 1"#, ""),
        (r#""speed": "Express""#, "/speed no member, near Some(\"express\")"),
        (r#""speed": "standard | express""#, ""),
        (r#""speed": "standard,express""#, "/speed no member, near None"),
        (r#""speed": true"#, "/speed Boolean for String"),
        (r#""handling": "fragile, cold""#, ""),
        (r#""handling": "fragile,warm""#, "/handling no member, near None"),
        (r#""tags": ["a", null, 1]"#, "/tags/1 NullValue\n/tags/2 Integer for String"),
        (r#""tags": "a""#, "/tags String for Array"),
        (r#""tags": null"#, ""),
        (r#""to": "Main Street""#, "/to String for Object(Some(\"parcelo.address\"))"),
        (r#""to": {"country": null}"#, "/to/country NullValue"),
        (r#""stops": [{}, {"contry": "PT"}]"#, "/stops/1/contry unknown property, near Some(\"country\")"),
        (r#""extra": [{"any": 1}, "thing"]"#, ""),
        (r#""labels": {"count": "1", "other": 2}"#, "/labels/count String for Integer"),
        (r#""scan": 7"#, ""),
        (
            r#""sender": {"name": 7, "parcels": [{"id": 1}]}"#,
            "/sender/name Integer for String\n/sender/parcels/0/id Integer for String",
        ),
        (r#""Weight": 3"#, "/Weight unknown property, near Some(\"weight\")"),
        (r#""height": "3""#, ""),
        (r#""colour": 3"#, "/colour unknown property, near None"),
        (r##""<name>": 3, "weight@unit": "kg", "#parcelo.reroute": {}"##, ""),
        (r#""weight": <weight>, "speed": "{speed}", "postedAt": ..."#, ""),
    ] {
        assert_eq!(response("parcelo.parcel", &format!("{{{member}}}")), expected, "{member}");
    }
}

#[test]
fn an_object_says_which_type_it_is() {
    for (body, expected) in [
        (r##"{"@odata.type": "#parcelo.pallet", "height": "3"}"##, "/height String for Number"),
        (
            r#"{"@odata.type": "parcelo.pallet", "heigth": 3}"#,
            "/heigth unknown property, near Some(\"height\")",
        ),
        (r##"{"@odata.type": "#parcelo.entity", "pieces": "3"}"##, "/pieces String for Integer"),
        (
            r##"{"@odata.type": "#parcelo.palet", "height": 3, "pieces": "3"}"##,
            "/@odata.type unknown type parcelo.palet, near Some(\"parcelo.pallet\")\n/pieces String for Integer",
        ),
        (
            r##"{"@odata.type": "#parcelo.Pallet", "height": "3"}"##,
            "/@odata.type unknown type parcelo.Pallet, near Some(\"parcelo.pallet\")\n/height String for Number",
        ),
        (
            r##"{"@odata.type": "#parcelo.customer", "name": 3}"##,
            "/@odata.type unknown type parcelo.customer, near None\n/name Integer for String",
        ),
        (r##"{"@odata.type": "#other.pallet", "height": 3}"##, ""),
        (
            r##"{"to": {"@odata.type": "#parcelo.lockerAddress", "locker": "3"}}"##,
            "/to/locker String for Integer",
        ),
        (
            r##"{"extra": [{"@odata.type": "#parcelo.address", "country": 3}]}"##,
            "/extra/0/country Integer for String",
        ),
        (r#"{"@removed": {"reason": "deleted"}, "ident": 7}"#, ""),
    ] {
        assert_eq!(response("parcelo.parcel", body), expected, "{body}");
    }
}

#[test]
fn envelopes_are_opened_and_shapes_compared() {
    let csdl = service();
    for (ty, collection, body, expected) in [
        (
            "parcel",
            true,
            r#"{"@odata.context": "", "value": [{"pieces": "1"}]}"#,
            "/value/0/pieces String for Integer",
        ),
        ("parcel", true, r#"[{"pieces": "1"}]"#, "/0/pieces String for Integer"),
        ("parcel", true, r#"{"value": []}"#, ""),
        (
            "parcel",
            true,
            r#"{"value": {"pieces": "1"}}"#,
            "/value collection true\n/value/pieces String for Integer",
        ),
        ("parcel", true, r#"{"pieces": "1", "items": []}"#, " collection true\n/pieces String for Integer"),
        ("parcel", false, r#"{"value": {"pieces": "1"}}"#, "/value/pieces String for Integer"),
        (
            "parcel",
            false,
            r#"{"value": [{"pieces": "1"}]}"#,
            "/value collection false\n/value/0/pieces String for Integer",
        ),
        ("parcel", false, r#"[{"pieces": 1}]"#, " collection false"),
        ("parcel", false, r#"{"value": "x"}"#, "/value unknown property, near None"),
        ("parcel", false, r#"{"error": {"code": "x"}}"#, ""),
        ("parcel", false, r#""text""#, " String for Object(Some(\"parcelo.parcel\"))"),
        ("event", false, r#"{"value": 7}"#, "/value Integer for String"),
        ("event", true, r#"{"value": [{"value": 7}]}"#, "/value/0/value Integer for String"),
        ("speed", false, r#"{"value": "slow"}"#, "/value no member, near None"),
        (
            "/parcels/7/reroute",
            false,
            r#"{"address": {"country": 1}, "reason": null}"#,
            "/address/country Integer for String\n/reason NullValue",
        ),
        ("/parcels/7/reroute", false, r#"{"value": 1}"#, "/value unknown property, near None"),
    ] {
        let found = findings(&csdl, ty, collection, Direction::Response(None), body);
        assert_eq!(found, expected.trim_start_matches('\n'), "{ty} {body}");
    }
}

#[test]
fn what_the_service_sets_is_reported_in_requests_only() {
    let csdl = service();
    let body = r#"{"status": "sent", "sender": {"name": "A"}}"#;
    let read_only = |name: &str| format!("{:?}", ViolationKind::ReadOnly { name: name.to_owned() });
    let expected = format!("/status {}\n/sender/name {}", read_only("status"), read_only("name"));
    assert_eq!(findings(&csdl, "parcel", false, Direction::Request, body), expected);
    assert_eq!(findings(&csdl, "parcel", false, Direction::Response(None), body), "");
}

#[test]
fn violations_point_into_the_metadata() {
    let csdl = service();
    let Resolution::Found(schema) = csdl.by_type("parcel") else { panic!() };
    let body = r#"{"pieces": "1"}"#;
    let tree = json::parse(body, LocalSpan::new(0, body.len()));
    let instance = Instance { tree: &tree, text: body, node: tree.root().unwrap() };
    let found = csdl.validate(schema, instance, &Tolerance::default()).unwrap_or_default();
    let place = csdl.locate(found[0].schema_at.unwrap()).unwrap();
    let line = SERVICE.lines().nth(place.line as usize - 1).unwrap();
    assert_eq!((line.trim(), place.column), (r#"<Property Name="pieces" Type="Edm.Int32"/>"#, 9));
    assert!(matches!(&found[0].kind, ViolationKind::TypeMismatch { expected: TypeWord::Integer, .. }));
}

#[test]
fn several_files_are_one_metadata() {
    let base = r#"<Schema Namespace="b" Alias="self" xmlns="http://docs.oasis-open.org/odata/ns/edm">
        <ComplexType Name="base"><Property Name="x" Type="Edm.Int32"/></ComplexType></Schema>"#;
    let derived = schema(
        r#"<ComplexType Name="leaf" BaseType="b.base"/><ComplexType Name="far" BaseType="c.gone"/>
        <ComplexType Name="own"><Property Name="leaf" Type="self.leaf"/></ComplexType>"#,
    );
    let csdl = load(&[&derived, base]).unwrap();
    let check = |ty: &str, body: &str| findings(&csdl, ty, false, Direction::Response(None), body);
    assert_eq!(
        check("a.leaf", r#"{"x": "1", "y": 2}"#),
        "/x String for Integer\n/y unknown property, near None"
    );
    assert_eq!(check("a.own", r#"{"leaf": {"x": true}}"#), "/leaf/x Boolean for Integer");
    assert_eq!(check("a.far", r#"{"y": 2}"#), "", "what an unknown base declares is unknown");
    let twice = load(&[&derived, &derived]).unwrap();
    assert_eq!(show(&twice, &twice.by_type("a.leaf")), "2 of them");
}

#[test]
fn what_cannot_be_read_is_refused_with_its_line() {
    let circle = schema("\n<ComplexType Name='x' BaseType='a.y'/>\n<ComplexType Name='y' BaseType='a.x'/>");
    let bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>\n<Schema>&b;</Schema>";
    let nameless = schema("\n\n<ComplexType/>");
    for (text, line, word) in [
        (bomb, 2, "DOCTYPE"),
        ("<Schema Namespace='a'>\n<EntityType>\n</Schema>", 3, "expected `</EntityType>`, found `</Schema>`"),
        ("<Schema Namespace='a'>\n", 2, "ends before"),
        ("", 1, "no XML element"),
        ("\n\n{}", 3, "well-formed"),
        ("<a>\n&b;</a>", 2, "&amp;"),
        ("<html/>", 1, "`html`"),
        ("<Schema/>", 1, "`Namespace`"),
        ("<e:Edmx Version='1.0' xmlns:e='x'/>", 1, "found 1.0"),
        (&nameless, 3, "`Name`"),
        (&circle, 2, "derives from itself"),
    ] {
        let error = load(&[text]).unwrap_err();
        assert_eq!((error.path.as_str(), error.line), ("0.xml", Some(line)), "{text}: {}", error.message);
        assert!(error.message.contains(word), "{}", error.message);
    }
    let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    assert!(load(&[&schema(&deep)]).is_ok(), "unknown elements are passed over, however deep");
}

#[test]
fn a_deep_body_is_walked_without_recursion() {
    let depth = 20_000;
    let body = format!("{}{}", r#"{"children": ["#.repeat(depth), "]}".repeat(depth));
    assert_eq!(response("parcelo.folder", &body), "");
}

#[test]
fn types_are_exported_as_json_schema() {
    let csdl = service();
    let Resolution::Found(schema) = csdl.by_type("parcelo.parcel") else { panic!() };
    let exported = csdl.export(schema);
    let parcel = &exported["$defs"]["parcelo.parcel"];
    assert_eq!(exported["$ref"], "#/$defs/parcelo.parcel");
    assert_eq!(parcel["properties"]["id"]["type"], "string");
    assert_eq!(parcel["properties"]["status"]["readOnly"], true);
    assert_eq!(parcel["properties"]["sender"]["anyOf"][0]["title"], "parcelo.customer");
    assert_eq!(exported["$defs"]["parcelo.speed"]["enum"][1], "express");
    assert!(exported["$defs"]["parcelo.customer"].is_null(), "what it only navigates to stays behind");
    assert!(csdl.names().contains(&"parcelo.billing.invoice".to_owned()));
}

#[test]
fn a_collection_of_anything_is_an_array() {
    let csdl = load(&[&schema(
        r#"<ComplexType Name="json"/>
           <ComplexType Name="t">
             <Property Name="notes" Type="Collection(a.json)"/>
             <Property Name="rest" Type="Collection(Edm.Untyped)"/>
             <Property Name="far" Type="Collection(other.thing)"/>
             <Property Name="one" Type="a.json"/>
           </ComplexType>"#,
    )])
    .unwrap();
    let found = |body| findings(&csdl, "a.t", false, Direction::Response(Some(200)), body);
    assert_eq!(found(r#"{"notes": [1, {"x": []}], "rest": [[], null], "far": [{}], "one": [1]}"#), "");
    assert_eq!(
        found(r#"{"notes": {"x": 1}, "rest": 1, "far": {"y": {}}}"#),
        "/notes Object(None) for Array\n/rest Integer for Array\n/far Object(None) for Array"
    );
}
