//! Text from outside that stands on no page: arguments, and descriptions of the API.

use std::fmt::Write as _;
use std::fs;

use tempfile::TempDir;

use super::hostile::{ATTEMPTS, controls, obeyed};
use super::{json, run};

/// Names, values and titles of a description are text from outside as well.
#[test]
fn descriptions_of_the_api_are_quoted_harmlessly() {
    let folder = TempDir::new().unwrap();
    let mut schemas = serde_json::Map::new();
    let mut page = String::from("# Parcels\n");
    for (at, attempt) in ATTEMPTS.iter().enumerate() {
        let other = format!("b{attempt}");
        let schema = serde_json::json!({
            "type": "object", "title": attempt, "required": [attempt], "additionalProperties": false,
            "properties": { *attempt: { "type": "integer" }, &other: { "enum": [attempt] } },
        });
        let body = serde_json::json!({ *attempt: "x", &other: 1, "c": attempt });
        schemas.insert(format!("t{at}"), schema);
        schemas.insert(format!("{at}{attempt}"), serde_json::json!({ "type": "object" }));
        let _ = write!(
            page,
            "\n<!-- {{ \"blockType\": \"response\", \"@odata.type\": \"t{at}\" }} -->\n```http\nHTTP/1.1 200 OK\n\
             Content-Type: application/json\n\n{body}\n```\n"
        );
    }
    let api = serde_json::json!({ "openapi": "3.0.0", "info": { "title": "\u{1b}c", "version": "1" }, "paths": {},
        "components": { "schemas": schemas } });
    fs::write(folder.path().join("a.md"), page).unwrap();
    fs::write(folder.path().join("api.json"), api.to_string()).unwrap();
    let checked = |format| ["check", "--isolated", "--schema", "api.json", "--output-format", format];
    let (code, stdout, stderr) = run(folder.path(), &checked("json"));
    assert_eq!(code, 1, "{stderr}");
    let found = json(&stdout)["diagnostics"].as_array().unwrap().len();
    assert!(found > 2 * ATTEMPTS.len(), "{found}");
    let formats =
        ["text", "concise", "json", "sarif", "gitlab", "junit", "checkstyle", "rdjson", "markdown", "html"];
    let lists = [["schema", "list"], ["schema", "export"]];
    let runs = formats.map(|format| checked(format).to_vec()).into_iter();
    let runs = runs.chain(lists.map(|words| [&words[..], &["--schema", "api.json"]].concat()));
    for args in runs {
        let (_, stdout, stderr) = run(folder.path(), &args);
        let said = format!("{stdout}{stderr}");
        assert_eq!((controls(&said), said.lines().find_map(obeyed)), (Vec::new(), None), "{args:?}");
    }
}

#[test]
fn arguments_are_quoted_harmlessly() {
    let folder = TempDir::new().unwrap();
    for args in [
        &["check", "--\u{1b}[31m\n::error::x"][..],
        &["check", "--output-format", "\u{9b}31m##[error]x"],
        &["check", "\r\n::error::x"],
        &["check", "--config", "##vso[x]"],
        &["check", "--select", "\u{202e}json"],
        &["explain", "\u{1b}]0;x\u{7}"],
        &["man", "\u{1b}c"],
        &["##[error]x"],
    ] {
        let (code, stdout, stderr) = run(folder.path(), args);
        let said = format!("{stdout}{stderr}");
        assert_eq!((code, controls(&said)), (2, Vec::new()), "{args:?}");
        assert_eq!(said.lines().find_map(obeyed), None, "{args:?}");
        assert!(!stderr.is_empty(), "{args:?}");
    }
}
