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
| Prefer | Optional. |
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
    let expected = "a.md
     19  status    404 - Not found
     26  header    Prefer

Operations without an example
  DELETE /parcels/{id}

Shown by examples: 1 of 2 declared statuses, 1 of 1 endpoint lines, 1 of 2 headers and members, 1 of 2 operations.
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
