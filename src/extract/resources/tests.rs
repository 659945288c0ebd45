use std::sync::Arc;

use super::*;
use crate::document::Document;
use crate::markup::markdown;
use crate::schema::doc_resource::DocResources;
use crate::schema::{Instance, Resolution, SchemaProvider, Tolerance, ViolationKind};
use crate::text::LocalSpan;

fn read(path: &str, text: &str) -> Option<PageInput> {
    let source = Arc::new(SourceFile::new(path, text));
    let read = |document: &Document<'_>| resources(&ParsedPage::read(&source, document), &source);
    let whole = read(&markdown::parse_whole(source.text()));
    let parts = read(&markdown::parse_with(source.text(), may_matter));
    assert_eq!(format!("{whole:?}"), format!("{parts:?}"), "{text}");
    parts
}

fn docs(pages: &[&str]) -> DocResources {
    let pages: Vec<_> = pages.iter().filter_map(|page| read("resources/page.md", page)).collect();
    DocResources::new(&pages)
}

/// What is wrong with a body: `pointer kind`, in order.
fn found(docs: &DocResources, name: &str, collection: bool, body: &str) -> Vec<String> {
    let Resolution::Found(mut schema) = docs.by_type(name) else { panic!("{name} is not defined") };
    schema.collection = collection;
    let tree = json::parse(body, LocalSpan::new(0, body.len()));
    let value = Instance { tree: &tree, text: body, node: tree.root().unwrap() };
    let violations = docs.validate(schema, value, &Tolerance::default()).unwrap_or_default();
    let word = |kind: &ViolationKind| match kind {
        ViolationKind::UnknownProperty { near, .. } => format!("unknown {}", near.as_deref().unwrap_or("-")),
        ViolationKind::TypeMismatch { expected, found } => format!("{found:?} for {expected:?}"),
        ViolationKind::EnumValue { near, .. } => format!("value {}", near.as_deref().unwrap_or("-")),
        ViolationKind::Format { format } => (*format).to_owned(),
        ViolationKind::CollectionShape { collection } => format!("collection {collection}"),
        ViolationKind::UnknownType { near, .. } => format!("type {}", near.as_deref().unwrap_or("-")),
        other => format!("{other:?}"),
    };
    violations.iter().map(|one| format!("{} {}", tree.pointer(one.node, body), word(&one.kind))).collect()
}

const PARCEL: &str = r##"# parcel resource type

Inherits from [item](item.md).

## Properties

|Property|Type|Description|
|:---|:---|:---|
|id|String|Key. Inherited from [item](item.md)|
|`weight`|Int32|In grams.|
|**value**|Edm.Double|In euros.|
|fragile|Boolean (read-only)|Handle with care.|
|status|parcelStatus|Where it is. Possible values are: `open`, `lost`.|
|size|String|The size.|
|sentDateTime|DateTimeOffset|When it was sent.|
|address|[address](address.md)|Where it goes.|
|stops|[stop][] collection|Where it was.|
|labels|Collection(String)|Labels.|
|note|String|The note.|

### parcelStatus values

|Member|Description|
|:---|:---|
|open|On its way.|
|lost|Nobody knows.|

## Relationships

|Relationship|Type|Description|
|:---|:---|:---|
|carrier|[carrier](carrier.md)|Who carries it.|

## JSON representation

<!-- { "blockType": "resource", "keyProperty": "id", "baseType": null, "@odata.type": "parcelo.v1.parcel" } -->
```json
{
  "@odata.type": "#parcelo.v1.parcel",
  "id": "String (identifier)",
  "weight": 1024,
  "value": "4.2",
  "fragile": true,
  "status": {"@odata.type": "parcelo.v1.parcelStatus"},
  "size": "s | m | l",
  "sentDateTime": "String (timestamp)",
  "address": {"@odata.type": "parcelo.v1.address"},
  "stops": [{"@odata.type": "parcelo.v1.stop"}],
  "labels": ["String"],
  "note": {"@odata.type": "parcelo.v1.address"}
}
```
"##;

const OTHERS: &str = r#"# Base types

## item

### Properties

|Name|Type|
|---|---|
|id|string|

<!-- { "blockType": "resource", "@odata.type": "parcelo.v1.item" } -->
```json
{ "id": "string" }
```

## address

### Properties

|Property name|Type|Description|
|---|---|---|
|city|string, maximum size 20|The city.|

<!-- { "blockType": "resource", "@odata.type": "parcelo.v1.address" } -->
```json
{ "city": "string" }
```

## stop

<!-- { "blockType": "resource", "@odata.type": "parcelo.v1.stop" } -->
```json
{ "depot": "String", "arrival": "Date", "slot": { "from": "String" }, "extra": null, "load": 0.5 }
```

## carrier

### Properties

|Property|Type|Description|
|---|---|---|
|name|String|Its name.|

<!-- { "blockType": "resource", "openType": "true", "@odata.type": "parcelo.v1.carrier" } -->
```json
{ "name": "String" }
```

## express

This parcel is derived from the **parcel** type.

### Properties

|Property|Type|Description|
|---|---|---|
|deadline|TimeOfDay|Its deadline.|

<!-- { "blockType": "resource", "@odata.type": "parcelo.v1.express" } -->
```json
{ "deadline": "String (time of day)" }
```
"#;

#[test]
fn values_are_checked_at_every_depth() {
    let docs = docs(&[PARCEL, OTHERS]);
    let cases: [(&str, &[&str]); 24] = [
        (r#"{"id": "p-1", "weight": 900, "value": 9, "fragile": false, "status": "open"}"#, &[]),
        (r#"{"weight": "900"}"#, &["/weight String for Integer"]),
        (r#"{"weight": 9.5, "value": 9.5}"#, &["/weight Number for Integer"]),
        (r#"{"fragile": "false"}"#, &["/fragile String for Boolean"]),
        (r#"{"id": 1042}"#, &["/id Integer for String"]),
        (r#"{"id": null, "weight": null, "stops": null, "address": null}"#, &[]),
        (r#"{"status": "opne"}"#, &["/status value open"]),
        (r#"{"status": "open,lost"}"#, &[]),
        (r#"{"size": "xxl"}"#, &[]),
        (r#"{"status": "{status}", "weight": "<weight>", "fragile": "Boolean"}"#, &[]),
        (r#"{"sentDateTime": "2026-03-01T08:30:00+01:00"}"#, &[]),
        (r#"{"sentDateTime": "yesterday"}"#, &["/sentDateTime date-time"]),
        (r#"{"address": "Main Street"}"#, &[r#"/address String for Object(Some("parcelo.v1.address"))"#]),
        (
            r#"{"address": {"city": 1, "contry": "NL"}}"#,
            &["/address/city Integer for String", "/address/contry unknown -"],
        ),
        (r#"{"stops": {"depot": "A"}}"#, &["/stops Object(None) for Array"]),
        (r#"{"stops": [{"depot": "A"}, {"depot": 2}]}"#, &["/stops/1/depot Integer for String"]),
        (
            r#"{"stops": [{"new": 1, "slot": {"from": 1, "to": 2}}]}"#,
            &["/stops/0/slot/from Integer for String"],
        ),
        (r#"{"labels": ["a", 1]}"#, &["/labels/1 Integer for String"]),
        (r#"{"note": 1}"#, &[]),
        (r#"{"wieght": 900}"#, &["/wieght unknown weight"]),
        (r##"{"@odata.etag": "1", "stops@odata.count": 2, "#parcelo.return": {}}"##, &[]),
        (r##"{"odata.type": "#parcelo.v1.parcel"}"##, &["/odata.type unknown @odata.type"]),
        (r#"{"carrier": {"name": 1, "fleet": 2}}"#, &["/carrier/name Integer for String"]),
        (r#"{"stops": [], "labels": [...], "address": {}}"#, &[]),
    ];
    for (body, expected) in cases {
        assert_eq!(found(&docs, "parcelo.v1.parcel", false, body), expected, "{body}");
    }
}

#[test]
fn objects_say_what_they_are() {
    let docs = docs(&[PARCEL, OTHERS]);
    let cases: [(&str, &[&str]); 6] = [
        (
            r##"{"@odata.type": "#parcelo.v1.express", "deadline": "12:30:00", "wieght": 1}"##,
            &["/wieght unknown weight"],
        ),
        (r#"{"deadline": "12:30:00"}"#, &[]),
        (r##"{"@odata.type": "#parcelo.v1.Express", "due": 1}"##, &["/@odata.type type parcelo.v1.express"]),
        (
            r##"{"@odata.type": "#parcelo.v2.pallet", "due": 1, "weight": ""}"##,
            &["/weight String for Integer"],
        ),
        (
            r##"{"stops": [{"extra": {"@odata.type": "#parcelo.v1.address", "city": 1}}]}"##,
            &["/stops/0/extra/city Integer for String"],
        ),
        (r#"{"a": 1, "b": 2, "c": 3}"#, &[]),
    ];
    for (body, expected) in cases {
        assert_eq!(found(&docs, "parcelo.v1.parcel", false, body), expected, "{body}");
    }
}

#[test]
fn bodies_have_the_shape_that_belongs_there() {
    let docs = docs(&[PARCEL, OTHERS]);
    let cases: [(bool, &str, &[&str]); 10] = [
        (true, r#"{"value": [{"city": "A"}, {"city": 1}]}"#, &["/value/1/city Integer for String"]),
        (true, r#"[{"city": 1}]"#, &["/0/city Integer for String"]),
        (true, r#"{"city": "A"}"#, &[" collection true"]),
        (true, r#"{"value": {"city": "A"}}"#, &["/value collection true"]),
        (true, r#"{"value": []}"#, &[]),
        (true, "{ ... }", &[]),
        (false, r#"{"@odata.context": "", "value": {"city": 1}}"#, &["/value/city Integer for String"]),
        (false, r#"{"value": [{"city": "A"}]}"#, &["/value collection false"]),
        (false, r#"{"@odata.context": "", "value": "A"}"#, &[]),
        (false, r#""A""#, &[r#" String for Object(Some("parcelo.v1.address"))"#]),
    ];
    for (collection, body, expected) in cases {
        assert_eq!(found(&docs, "parcelo.v1.address", collection, body), expected, "{body}");
    }
}

#[test]
fn unknown_members_need_a_page_that_agrees_with_itself() {
    let page = |table: &str, block: &str, annotation: &str| {
        format!(
            "# parcel\n\n## Properties\n\n|Property|Type|\n|---|---|\n{table}\n\n## JSON\n\n\
             <!-- {{ \"blockType\": \"resource\", \"@odata.type\": \"p.parcel\"{annotation} }} -->\n\
             ```json\n{block}\n```\n"
        )
    };
    let cases = [
        ("|id|String|", r#"{"id": "String"}"#, "", true),
        ("|id|String|\n|size|String|", r#"{"id": "String"}"#, "", false),
        ("|id|String|", r#"{"id": "String", "size": "String"}"#, "", false),
        ("|id|String|", r#"{"id": "String", "@odata.etag": "String"}"#, "", true),
        ("|id|String|", r#"{"id": "String"}"#, r#", "openType": true"#, false),
        ("|id|String|", r#"{"id": "String"}"#, r#", "baseType": "p.elsewhere""#, false),
        ("|**Basics**| |\n|id|String|", r#"{"id": "String"}"#, "", true),
        ("|a*b c?|String|\n|id|String|", r#"{"id": "String"}"#, "", false),
    ];
    for (table, block, annotation, reported) in cases {
        let page = page(table, block, annotation);
        let found = found(&docs(&[&page]), "p.parcel", false, r#"{"id": "1", "extra": 1}"#);
        assert_eq!(!found.is_empty(), reported, "{page}");
    }
}

#[test]
fn a_forgotten_base_is_no_unknown_member() {
    let pallet = "# pallet\n\n## Properties\n\n|Property|Type|\n|---|---|\n|height|Int32|\n\n\
        <!-- { \"blockType\": \"resource\", \"@odata.type\": \"parcelo.v1.pallet\" } -->\n```json\n{\"height\": 1}\n```\n";
    let docs = docs(&[PARCEL, OTHERS, pallet]);
    assert!(found(&docs, "pallet", false, r#"{"height": 1, "id": "p-1"}"#).is_empty());
    assert_eq!(found(&docs, "pallet", false, r#"{"height": 1, "colour": "red"}"#), ["/colour unknown -"]);
}

#[test]
fn lists_of_values_are_found() {
    let page = "# parcelStatus enum type\n\n## Members\n\n|Member|Value|\n|---|---|\n|`open`|0|\n|lost|1|\n\n\
        ## State enumeration\n\n|Value|\n|---|\n|new|\n\n## Methods\n\n|Value|\n|---|\n|new|\n";
    let input = read("resources/enum.md", page).unwrap();
    let lists: Vec<_> = input.enums.iter().map(|list| (list.name.as_str(), list.values.join(" "))).collect();
    assert_eq!(lists, [("parcelStatus", "open lost".to_owned()), ("State", "new".to_owned())]);
}

#[test]
fn places_are_those_of_the_page() {
    let quoted = format!("> {}", PARCEL.trim_end().replace('\n', "\r\n> "));
    let input = read("resources/parcel.md", &quoted).unwrap();
    let resource = &input.resources[0];
    let at = |offset: u32, text: &str| input.source.text()[offset as usize..].starts_with(text);
    assert!(at(resource.at, "{"));
    assert!(at(resource.block.places[2], "\"id\""));
    assert!(at(resource.tables[0].rows[1].at, "`weight`"));
    assert_eq!(resource.bases, ["item"]);
    assert_eq!(resource.tables.len(), 2);
}

#[test]
fn paragraphs_name_ancestors() {
    let cases: [(&str, &[&str]); 7] = [
        ("Inherits from [item](item.md).", &["item"]),
        ("It is derived from [**item**][item] and inherits properties from that resource.", &["item"]),
        ("Derived from item.", &["item"]),
        ("Inherits all properties from the parcelo.v1.item type.", &["parcelo.v1.item"]),
        ("These types inherit\nfrom others.", &[]),
        ("Inherits from", &[]),
        ("A parcel.", &[]),
    ];
    for (paragraph, expected) in cases {
        assert_eq!(ancestors(paragraph), expected, "{paragraph}");
    }
}
