//! Descriptions of the API as a user names them: by a flag or the configuration, broken or whole.

use std::fs;

use super::{CLEAN, folder, json, run};

const TYPED: &str = "# Parcels\n\n<!-- { \"blockType\": \"response\", \"@odata.type\": \"parcelo.parcel\" } -->\n```http\n\
                     HTTP/1.1 200 OK\nContent-Type: application/json\n\n{ \"id\": \"p-1042\", \"wieght\": 900 }\n```\n";

const METADATA: &str = r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
  <edmx:DataServices>
    <Schema Namespace="parcelo" xmlns="http://docs.oasis-open.org/odata/ns/edm">
      <ComplexType Name="parcel">
        <Property Name="id" Type="Edm.String"/>
        <Property Name="weight" Type="Edm.Int32"/>
      </ComplexType>
    </Schema>
  </edmx:DataServices>
</edmx:Edmx>
"#;

#[test]
fn a_schema_comes_from_the_configuration_or_a_flag() {
    let files: [(&str, &[u8]); 3] = [
        ("docs/a.md", TYPED.as_bytes()),
        ("docs/apiproof.toml", b"schemas = [\"../api/*.csdl\"]"),
        ("api/parcelo.csdl", METADATA.as_bytes()),
    ];
    let folder = folder(&files);
    let expected = "a.md:8:19: error[schema/unknown-property] unknown property `wieght` of `parcelo.parcel`; did you \
                    mean `weight`?";
    let (code, out, err) = run(&folder.path().join("docs"), &["check", "--output-format", "concise"]);
    assert_eq!((code, out.trim_end()), (1, expected), "{err}");
    assert!(err.contains("1 checked against a schema, 0 not covered."), "{err}");

    let args = ["check", "docs", "--isolated", "--schema", "api", "--output-format", "json"];
    let (code, out, _) = run(folder.path(), &args);
    let report = json(&out);
    assert_eq!(code, 1);
    assert_eq!(report["summary"]["schema_checked"], 1);
    let finding = &report["diagnostics"][0];
    assert_eq!(finding["related"][0]["path"], "api/parcelo.csdl");
    assert_eq!(finding["related"][0]["line"], 4);
    assert_eq!(finding["fix"]["applicability"], "unsafe");

    let (_, out, _) = run(folder.path(), &["check", "docs", "--isolated", "--schema", "api/parcelo.csdl"]);
    assert!(out.contains("api/parcelo.csdl:4"), "{out}");

    let args = ["inspect", "docs", "--isolated", "--schema", "api", "--output-format", "json"];
    let report = json(&run(folder.path(), &args).1);
    let schema = &report["files"][0]["examples"][0]["schema"];
    assert_eq!(schema["type"], "parcelo.parcel");
    assert_eq!(schema["source"], "api/parcelo.csdl");
    assert_eq!(schema["coverage"], "checked");
    let (_, out, _) = run(folder.path(), &["inspect", "docs", "--isolated"]);
    assert!(out.contains("not covered: no annotation or operation gives its type"), "{out}");
}

#[test]
fn a_schema_that_cannot_be_used_is_trouble_with_its_line() {
    let cases: [(&str, &str, &str); 7] = [
        (
            "a.csdl",
            "<Edmx Version=\"4.0\" xmlns=\"http://docs.oasis-open.org/odata/ns/edmx\">\n<broken",
            "a.csdl:2: ",
        ),
        ("a.xml", "<html/>", "a.xml:1: not OData CSDL"),
        ("a.json", "{ \"$ref\": \"file:///etc/passwd\" }", "a.json:1: "),
        ("a.yaml", "parcels:\n  - 1\n", "a.yaml:1: neither OData CSDL nor OpenAPI nor JSON Schema"),
        ("a.yaml", "parcels:\n  - [1\n", "a.yaml:2: not valid YAML"),
        ("a.json", "{\n\"parcels\": [ }", "a.json:2: "),
        ("a.json", "", "a.json:1: expected a description of an API, but the file is empty"),
    ];
    for (name, text, expected) in cases {
        let folder = folder(&[("a.md", CLEAN.as_bytes()), (name, text.as_bytes())]);
        let (code, _, err) = run(folder.path(), &["check", "a.md", "--schema", name]);
        assert_eq!(code, 2, "{name}: {err}");
        assert!(err.contains(expected), "{name}: {err}");
        assert!(!err.contains("root:"), "{err}");
    }
    let folder = folder(&[("a.md", CLEAN.as_bytes())]);
    let (code, _, err) = run(folder.path(), &["check", "a.md", "--schema", "gone/*.json"]);
    assert_eq!((code, err.contains("`gone/*.json`: no such file or folder")), (2, true), "{err}");
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_folder_of_the_configuration() {
    let folder = folder(&[
        ("docs/a.md", CLEAN.as_bytes()),
        ("docs/apiproof.toml", b"schemas = [\"linked.csdl\"]"),
        ("outside.csdl", METADATA.as_bytes()),
    ]);
    let docs = folder.path().join("docs");
    std::os::unix::fs::symlink("../outside.csdl", docs.join("linked.csdl")).unwrap();
    let (code, _, err) = run(&docs, &["check"]);
    assert_eq!((code, err.contains("leads out of the folder")), (2, true), "{err}");
    fs::write(docs.join("apiproof.toml"), "schemas = [\"*.csdl\"]").unwrap();
    let (code, _, err) = run(&docs, &["check"]);
    assert_eq!((code, err.contains("names no file")), (2, true), "{err}");
}

#[test]
fn the_schemas_can_be_listed_shown_and_exported() {
    let folder = folder(&[("parcelo.csdl", METADATA.as_bytes())]);
    let (code, out, _) = run(folder.path(), &["schema", "list", "--schema", "parcelo.csdl"]);
    assert_eq!(code, 0);
    assert!(out.starts_with("parcelo.parcel "), "{out}");
    assert!(out.contains("parcelo.csdl:4") && out.contains("problem-details"), "{out}");
    let list = json(&run(folder.path(), &["schema", "list", "--output-format", "json"]).1);
    assert_eq!(list["types"][0]["kind"], "built in");

    let (code, out, _) =
        run(folder.path(), &["schema", "show", "parcelo.parcel", "--schema", "parcelo.csdl"]);
    assert_eq!(code, 0);
    assert!(json(&out)["$schema"].is_string() && out.contains("weight"), "{out}");
    let (code, _, err) =
        run(folder.path(), &["schema", "show", "parcelo.parcle", "--schema", "parcelo.csdl"]);
    assert_eq!((code, err.contains("did you mean `parcelo.parcel`?")), (2, true), "{err}");

    let bundle = json(&run(folder.path(), &["schema", "export", "--schema", "parcelo.csdl"]).1);
    assert!(bundle["$defs"]["parcelo.parcel"]["properties"]["weight"].is_object(), "{bundle}");
    assert!(bundle["$defs"]["json-api"].is_object());
}

#[test]
fn a_reference_that_leads_nowhere_costs_itself_alone() {
    let schema = r##"{ "$schema": "https://json-schema.org/draft/2020-12/schema",
"properties": {
"a": { "$ref": "#/$defs/gone" } } }"##;
    let folder = folder(&[("a.md", CLEAN.as_bytes()), ("a.json", schema.as_bytes())]);
    let (code, _, err) = run(folder.path(), &["check", "a.md", "--schema", "a.json"]);
    assert_eq!(code, 0, "{err}");
    let expected = "warning: a.json:3: `$ref` points to `#/$defs/gone`, which does not exist; any value is accepted here\n";
    assert_eq!(err, expected);
}

#[test]
fn files_below_the_folder_of_a_description_are_read_with_it() {
    let api = "openapi: 3.0.3\ninfo: { title: Parcelo, version: '1' }\npaths:\n  /parcels:\n    get:\n      responses:\n        '200': { description: All, content: { application/json: { schema: { $ref: parts/parcel.yaml } } } }\n";
    let parcel = "type: object\nproperties:\n  depot: { $ref: '../more/depot.yaml#/Depot' }\n";
    let depot = "Depot: { type: object, properties: { city: { type: string } } }\n";
    let page = "```http\nGET /parcels HTTP/1.1\n```\n\n```http\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{ \"depot\": { \"city\": 7 } }\n```\n";
    let folder = folder(&[
        ("a.md", page.as_bytes()),
        ("api/openapi.yaml", api.as_bytes()),
        ("api/parts/parcel.yaml", parcel.as_bytes()),
        ("api/more/depot.yaml", depot.as_bytes()),
    ]);
    let (code, out, err) = run(folder.path(), &["check", "a.md", "--schema", "api/openapi.yaml"]);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    assert!(out.contains("but is the number `7`"), "{out}");
}
