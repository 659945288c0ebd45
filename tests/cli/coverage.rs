//! What pages declare outside of their examples, and what no example shows, as a user sees it.

use super::{folder, json, run};

const PAGE: &str = "# Parcels

## Get a parcel

`GET /parcels/:id`

```http
GET /parcels/p-1 HTTP/1.1
X-Key: abc
```

```http
HTTP/1.1 200 OK
```

Status codes:

- **200** - OK
- **404** - Not found

### Request headers

| Name | Description |
|------|-------------|
| X-Key | Required. |
| Prefer | Required. |
";

const API: &str = "openapi: 3.1.0
info: { title: Parcels, version: '1' }
paths:
  /parcels/{id}:
    get: { responses: { '200': { description: A parcel } } }
    delete: { responses: { '204': { description: Gone } } }
";

#[test]
fn what_no_example_shows_is_listed() {
    let here = folder(&[("a.md", PAGE.as_bytes()), ("api.yaml", API.as_bytes())]);
    let (code, stdout, stderr) = run(here.path(), &["coverage", "--schema", "api.yaml", "a.md"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    let expected = "Shown by examples
       1 of 2       statuses that pages declare
       1 of 1       endpoint lines
       1 of 2       headers and members that tables call for
       1 of 2       operations of the API
       1 of 1       statuses of operations with an example

a.md
     19  status    404 - Not found
     26  header    Prefer

Operations without an example
  DELETE /parcels/{id}
";
    assert_eq!(stdout, expected);
    let arguments = ["coverage", "--schema", "api.yaml", "--output-format", "json", "a.md"];
    let report = json(&run(here.path(), &arguments).1);
    assert_eq!(report["summary"]["statuses"]["declared"], 2);
    assert_eq!(report["files"][0]["missing"][0]["line"], 19);
    assert_eq!(report["operations"][0]["method"], "DELETE");
}

#[test]
fn inspect_shows_what_was_understood_of_the_prose() {
    let here = folder(&[("a.md", PAGE.as_bytes())]);
    let report = json(&run(here.path(), &["inspect", "--output-format", "json", "a.md"]).1);
    let declared = &report["files"][0]["declared"];
    assert_eq!(declared["statuses"][1]["codes"], "404");
    assert_eq!(declared["statuses"][0]["shown"], true);
    assert_eq!(declared["endpoints"][0]["target"], "/parcels/:id");
    assert_eq!(declared["fields"][0]["required"], true);
    let (_, stdout, _) = run(here.path(), &["inspect", "a.md"]);
    assert!(stdout.contains("declares GET /parcels/:id at 5 (code)\n"), "{stdout}");
    assert!(stdout.contains("declares X-Key at 25 (header, required)\n"), "{stdout}");
}

const TYPED: &str = "# Parcels

## Get a parcel

`GET /parcels/:id`

```http
GET /parcels/p-1 HTTP/1.1
```

```http
HTTP/1.1 200 OK
Content-Type: application/json

{ \"id\": \"p-1\", \"stops\": [{ \"depot\": \"d-1\" }] }
```
";

const TYPED_API: &str = r##"{
  "openapi": "3.1.0", "info": { "title": "Parcels", "version": "1" },
  "paths": { "/parcels/{id}": { "get": { "responses": {
    "200": { "description": "", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/parcel" } } } },
    "304": { "description": "" }, "4XX": { "description": "" }
  } } } },
  "components": { "schemas": {
    "parcel": { "type": "object", "properties": {
      "id": { "type": "string" }, "note": { "type": "string" },
      "stops": { "type": "array", "items": { "$ref": "#/components/schemas/stop" } }
    } },
    "stop": { "type": "object", "properties": { "depot": { "type": "string" }, "at": { "type": "string" } } },
    "van": { "type": "object", "properties": { "id": { "type": "string" } } }
  } }
}"##;

const CSDL: &str = r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="parcelo" xmlns="http://docs.oasis-open.org/odata/ns/edm">
<EntityType Name="parcel"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/>
<Property Name="address" Type="parcelo.address"/><NavigationProperty Name="stops" Type="Collection(parcelo.stop)"/></EntityType>
<EntityType Name="stop"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/></EntityType>
<ComplexType Name="address"><Property Name="street" Type="Edm.String"/><Property Name="town" Type="Edm.String"/></ComplexType>
<Action Name="sign" IsBound="true"><Parameter Name="it" Type="parcelo.parcel"/></Action>
<Action Name="lose" IsBound="true"><Parameter Name="it" Type="parcelo.parcel"/></Action>
<Action Name="skip" IsBound="true"><Parameter Name="it" Type="parcelo.stop"/></Action>
<EntityContainer Name="all"><EntitySet Name="parcels" EntityType="parcelo.parcel"/><EntitySet Name="stops" EntityType="parcelo.stop"/></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>"#;

const ODATA: &str = "```http
GET https://api.parcelo.example/v1/parcels/p-1
```

```http
HTTP/1.1 200 OK
Content-Type: application/json

{ \"id\": \"p-1\", \"address\": { \"town\": \"Ulm\" } }
```

```http
POST https://api.parcelo.example/v1/parcels/p-1/sign
```
";

#[test]
fn properties_of_types_and_statuses_of_operations_are_counted() {
    let here = folder(&[("a.md", TYPED.as_bytes()), ("api.json", TYPED_API.as_bytes())]);
    let (code, stdout, stderr) = run(here.path(), &["coverage", "--schema", "api.json", "a.md"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    let expected = "Shown by examples
       1 of 1       endpoint lines
       1 of 1       operations of the API
       1 of 3       statuses of operations with an example
       2 of 3       types
       3 of 5       properties of types with an example

Properties without an example
  parcel (2 of 3 shown): note
  stop (1 of 2 shown): at

Statuses of operations without an example
  GET /parcels/{id}: 304, 4XX
";
    assert_eq!(stdout, expected);
    let arguments = ["check", "--schema", "api.json", "--output-format", "html", "a.md"];
    let (_, html, _) = run(here.path(), &arguments);
    assert!(html.contains("<td><code>stop (OpenAPI)</code></td><td><code>at</code></td>"), "{html}");
}

#[test]
fn metadata_counts_as_far_as_pages_are_about_it() {
    let here = folder(&[("a.md", ODATA.as_bytes()), ("api.csdl", CSDL.as_bytes())]);
    let (_, stdout, _) = run(here.path(), &["coverage", "--schema", "api.csdl", "a.md"]);
    let expected = "Shown by examples
       2 of 4       operations of the API
       2 of 3       types
       3 of 4       properties of types with an example

Properties without an example
  parcelo.address (1 of 2 shown): street

Operations without an example
  /stops
  POST parcelo.parcel/lose
";
    assert_eq!(stdout, expected);
    let here =
        folder(&[("a.md", TYPED.replace("parcels", "vans").as_bytes()), ("api.csdl", CSDL.as_bytes())]);
    let (_, stdout, _) = run(here.path(), &["coverage", "--schema", "api.csdl", "a.md"]);
    assert!(!stdout.contains("operations of the API"), "{stdout}");
}

#[test]
fn tables_are_facts() {
    let page = "## parcelState values

|Member|Description|
|:---|:---|
|open|On its way.|
|lost|Nobody knows.|

## Properties

|Property|Type|Description|
|:---|:---|:---|
|weight|Int32|In grams. Required.|

## Relationships

|Relationship|Type|Description|
|:---|:---|:---|
|stops|[stop](stop.md) collection|Where it was.|

```http
GET /parcels HTTP/1.1
```
";
    let here = folder(&[("a.md", page.as_bytes())]);
    let report = json(&run(here.path(), &["inspect", "--output-format", "json", "a.md"]).1);
    let declared = &report["files"][0]["declared"];
    assert_eq!(declared["enums"][0]["name"], "parcelState");
    assert_eq!(declared["enums"][0]["values"][1], "lost");
    assert_eq!(declared["fields"][0]["kind"], "property");
    assert_eq!(declared["fields"][0]["type"], "Int32");
    assert_eq!(declared["fields"][1]["type"], "stop collection");
    let (_, stdout, _) = run(here.path(), &["inspect", "a.md"]);
    assert!(stdout.contains("declares weight at 12 (property, Int32, required)\n"), "{stdout}");
    assert!(stdout.contains("declares the values of parcelState at 3: open, lost\n"), "{stdout}");
}

const SHOWN_API: &str = "openapi: 3.1.0
info: { title: Parcels, version: '1' }
paths:
  /parcels:
    post:
      requestBody: { content: { application/json: { schema: { type: object }, example: { id: p-1 } } } }
      responses: { '201': { description: Made }, '400': { description: Bad } }
    get: { responses: { '200': { description: Parcels } } }
  /parcels/{id}:
    get:
      responses:
        '200': { description: A parcel, content: { application/json: { schema: { type: object }, example: { id: p-1 } } } }
    delete: { responses: { '204': { description: Gone } } }
";

#[test]
fn operations_are_shown_by_a_page_or_by_the_description() {
    let page = "```http\nGET /parcels/p-1 HTTP/1.1\n```\n\n```http\nGET /parcels HTTP/1.1\n```\n";
    let here = folder(&[("a.md", page.as_bytes()), ("api.yaml", SHOWN_API.as_bytes())]);
    let arguments = ["coverage", "--schema", "api.yaml", "--output-format", "json", "a.md"];
    let report = json(&run(here.path(), &arguments).1);
    assert_eq!(report["summary"]["operations"]["shown"], 3);
    let shown: Vec<String> = report["shown_operations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| format!("{} {} {} {}", it["method"], it["path"], it["by_page"], it["by_description"]))
        .map(|line| line.replace('"', ""))
        .collect();
    assert_eq!(shown, ["GET /parcels true false", "POST /parcels false true", "GET /parcels/{id} true true"]);
    assert_eq!(report["operations"][0]["method"], "DELETE");
    let (_, stdout, _) = run(here.path(), &["coverage", "--schema", "api.yaml", "a.md"]);
    assert!(stdout.contains("       2 of 3       of these by the description itself\n"), "{stdout}");
}
