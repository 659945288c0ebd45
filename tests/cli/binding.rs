//! Which description a page is checked against, and what the configuration says of it.

use std::fs;

use super::configuration::found;
use super::{check_json, folder, json, run};

#[test]
fn every_page_has_the_schemas_of_its_version() {
    let schema = |version: &str, property: &str| {
        format!(
            "{{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\", \"title\": \"parcel\", \"type\": \"object\", \
             \"additionalProperties\": false, \"properties\": {{\"{property}\": {{}}}}, \"description\": \"{version}\"}}"
        )
    };
    let page = "<!-- { \"blockType\": \"response\", \"@odata.type\": \"parcel\" } -->\n```http\nHTTP/1.1 200 OK\n\
                Content-Type: application/json\n\n{\"id\": 1}\n```\n";
    let here = folder(&[
        (
            "apiproof.toml",
            b"schemas = [\"v1.json\"]\n[[override]]\npaths = [\"beta\"]\nschemas = [\"beta.json\"]\n\
              [[override]]\npaths = [\"none\"]\nschemas = []\n",
        ),
        ("v1.json", schema("v1", "id").as_bytes()),
        ("beta.json", schema("beta", "number").as_bytes()),
        ("v1/a.md", page.as_bytes()),
        ("beta/a.md", page.as_bytes()),
        ("none/a.md", page.as_bytes()),
    ]);
    assert_eq!(found(here.path(), &[]), ["beta/a.md:schema/unknown-property"]);
    let (_, report, _) = check_json(here.path(), &[]);
    assert_eq!(report["summary"]["schema_checked"], 2);
    let report = json(&run(here.path(), &["inspect", "--output-format", "json"]).1);
    let files = report["files"].as_array().unwrap();
    let pages = files.iter().filter(|file| file["path"].as_str().is_some_and(|path| path.ends_with("/a.md")));
    let sources: Vec<_> = pages.map(|page| &page["examples"][0]["schema"]["source"]).collect();
    assert_eq!(
        sources,
        ["beta.json".into(), serde_json::Value::Null, "v1.json".into()].iter().collect::<Vec<_>>()
    );
}

#[test]
fn a_body_is_bound_by_method_path_and_status() {
    let config = "[[bind]]\nmethod = \"GET\"\npath = \"/v1/parcels/{id}\"\nstatus = 200\nschema = \"schemas/parcel.json\"\n\
                  [[bind]]\nmethod = \"POST\"\npath = \"/v1/parcels\"\nbody = \"request\"\ntype = \"draft\"\n";
    let schema = |title: &str, property: &str| {
        format!(
            "{{\"title\": \"{title}\", \"type\": \"object\", \"additionalProperties\": false, \"properties\": {{\"{property}\": {{}}}}}}"
        )
    };
    let page = "```http\nGET https://api.parcelo.example/v1/parcels/17\n```\n\n```http\nHTTP/1.1 200 OK\n\
                Content-Type: application/json\n\n{\"weigth\": 1}\n```\n\n\
                ```http\nPOST /v1/parcels\nContent-Type: application/json\n\n{\"weight\": 1}\n```\n";
    let files = [("parcel.json", schema("parcel", "weight")), ("draft.json", schema("draft", "size"))];
    let here = folder(&[
        ("apiproof.toml", format!("schemas = [\"schemas/draft.json\"]\n{config}").as_bytes()),
        ("schemas/parcel.json", files[0].1.as_bytes()),
        ("schemas/draft.json", files[1].1.as_bytes()),
        ("a.md", page.as_bytes()),
    ]);
    let (_, report, stderr) = check_json(here.path(), &["--select", "schema/unknown-property"]);
    assert_eq!(stderr, "");
    assert_eq!(report["summary"]["schema_checked"], 2, "{report}");
    let lines: Vec<_> =
        report["diagnostics"].as_array().unwrap().iter().map(|it| it["line"].clone()).collect();
    assert_eq!(lines, [9, 16], "{report}");
    for (text, expected) in [
        ("schema = \"gone.json\"", "apiproof.toml:1:1: `gone.json`: no such file or folder"),
        (
            "schema = \"schemas/*.json\"",
            "apiproof.toml:1:1: expected one file, but `schemas/*.json` matches several",
        ),
        ("type = \"parcle\"", "apiproof.toml:1:1: no schema defines `parcle`"),
    ] {
        let text = format!("[[bind]]\nmethod = \"GET\"\npath = \"/a\"\n{text}\n");
        fs::write(here.path().join("apiproof.toml"), text).unwrap();
        let (code, _, stderr) = run(here.path(), &["check"]);
        assert_eq!((code, stderr.as_str()), (2, format!("error: {expected}\n").as_str()));
    }
}

#[test]
fn known_words_are_no_mistakes() {
    let page = "```http\nGETT /v1/parcels HTTP/1.1\nHost: api.parcelo.example\n```\n";
    let here = folder(&[("a.md", page.as_bytes())]);
    assert_eq!(found(here.path(), &[]), ["a.md:http/unknown-method"]);
    fs::write(here.path().join("apiproof.toml"), "[known]\nmethods = [\"GETT\"]\n").unwrap();
    assert!(found(here.path(), &[]).is_empty());
}

#[test]
fn addresses_of_the_api_are_named() {
    let api = "openapi: 3.1.0\ninfo: { title: Parcelo, version: '1' }\nservers: [ { url: 'https://api.parcelo.example/v1' } ]\n\
               paths:\n  /parcels/{id}:\n    get:\n      responses:\n        '200':\n          description: A parcel\n          \
               content: { application/json: { schema: { type: object, properties: { id: { type: string } } } } }\n";
    let page = |address: &str| {
        format!(
            "```http\nGET {address}/parcels/1 HTTP/1.1\n```\n\n```http\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n\
             {{ \"id\": 1 }}\n```\n"
        )
    };
    for (address, key, bound) in [
        ("http://depot.local:8080/gate", "", false),
        ("http://depot.local:8080/gate", "servers = [\"http://depot.local:8080/gate\"]", true),
        ("http://depot.local:8080/gate", "servers = [\"http://depot.local:8080/other\"]", false),
        ("{{gate}}/depot", "", false),
        ("{{gate}}/depot", "base = [\"{{gate}}/depot\"]", true),
        ("{{gate}}/depots", "base = [\"{{gate}}/depot\"]", false),
    ] {
        let configuration = format!("schemas = [\"api.yaml\"]\n{key}\n");
        let here = folder(&[
            ("apiproof.toml", configuration.as_bytes()),
            ("api.yaml", api.as_bytes()),
            ("a.md", page(address).as_bytes()),
        ]);
        let found = found(here.path(), &[]);
        assert_eq!(
            found.iter().any(|it| it == "a.md:schema/type-mismatch"),
            bound,
            "{address} {key}: {found:?}"
        );
    }
}
