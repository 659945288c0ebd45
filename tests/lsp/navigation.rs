//! From examples to descriptions and back.

use std::fs;

use serde_json::{Value, json};

use super::editor::Editor;
use super::parcelo::{CSDL, OPENAPI, with_csdl, with_openapi};

/// File name and text of the line that a location begins on.
fn place(editor: &Editor, location: &Value, text: &str) -> (String, String) {
    let uri = location["uri"].as_str().unwrap();
    let line = usize::try_from(location["range"]["start"]["line"].as_u64().unwrap()).unwrap();
    let name = uri.rsplit('/').next().unwrap().to_owned();
    assert!(uri.starts_with(editor.uri("").as_str().unwrap().trim_end_matches('/')), "{uri}");
    (name, text.lines().nth(line).unwrap().trim().to_owned())
}

fn posted(body: &str) -> String {
    format!("```http\nPOST /parcels HTTP/1.1\nContent-Type: application/json\n\n{body}\n```\n")
}

#[test]
fn a_member_leads_to_its_description() {
    let mut editor = with_openapi();
    let page = posted("{ \"size\": \"small\", \"to\": { \"ci|ty\": \"Oslo\" } }");
    let found = editor.at_mark(&page, "textDocument/definition", &Value::Null).unwrap();
    let (file, line) = place(&editor, &found[0], OPENAPI);
    assert_eq!((&*file, &line[..5]), ("openapi.yaml", "city:"));
}

#[test]
fn a_member_leads_to_its_type() {
    let mut editor = with_openapi();
    let page = posted("{ \"size\": \"small\", \"t|o\": { \"city\": \"Oslo\" } }");
    let found = editor.at_mark(&page, "textDocument/typeDefinition", &Value::Null).unwrap();
    assert_eq!(place(&editor, &found[0], OPENAPI).1, "Address:");
}

#[test]
fn a_request_line_leads_to_its_operation() {
    let mut editor = with_openapi();
    let page = "```http\nGET /par|cels/7 HTTP/1.1\n```\n";
    let found = editor.at_mark(page, "textDocument/definition", &Value::Null).unwrap();
    let line = usize::try_from(found[0]["range"]["start"]["line"].as_u64().unwrap()).unwrap();
    let lines: Vec<&str> = OPENAPI.lines().skip(line - 1).take(2).map(str::trim).collect();
    assert_eq!(lines, ["/parcels/{id}:", "get:"]);
}

#[test]
fn a_type_leads_to_the_metadata() {
    let mut editor = with_csdl();
    let page = "```http\nPATCH /crates/7 HTTP/1.1\nContent-Type: application/json\n\n{ \"@odata.type\": \"#parcelo.v1.pal|let\" }\n```\n";
    let found = editor.at_mark(page, "textDocument/definition", &Value::Null).unwrap();
    let (file, line) = place(&editor, &found[0], CSDL);
    assert_eq!((&*file, &line[..25]), ("service.csdl", "<EntityType Name=\"pallet\""));
}

#[test]
fn an_operation_knows_the_examples_that_show_it() {
    let mut editor = with_openapi();
    let folder = editor.folder.path().to_owned();
    fs::write(
        folder.join("get.md"),
        "# Get\n\n```http\nGET https://api.parcelo.example/v1/parcels/p-9\n```\n",
    )
    .unwrap();
    fs::write(folder.join("list.md"), "# List\n\n```http\nGET /parcels HTTP/1.1\n```\n").unwrap();
    let page = "```http\nGET /par|cels/7 HTTP/1.1\n```\n";
    let context = json!({ "context": { "includeDeclaration": true } });
    fs::write(folder.join("a.md"), "# Another text\n").unwrap();
    let found = editor.at_mark(page, "textDocument/references", &context).unwrap();
    let mut places: Vec<(String, Value)> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|at| {
            (
                at["uri"].as_str().unwrap().rsplit('/').next().unwrap().to_owned(),
                at["range"]["start"]["line"].clone(),
            )
        })
        .collect();
    places.sort_by(|one, other| one.0.cmp(&other.0));
    assert_eq!(places, [("a.md".to_owned(), json!(1)), ("get.md".to_owned(), json!(3))]);
}

#[test]
fn a_name_is_changed_wherever_the_page_has_it() {
    let page = "<!-- { \"blockType\": \"request\", \"name\": \"get_par|cel\" } -->\n```http\nGET /parcels/7\n```\n\n<!-- { \"blockType\": \"response\", \"name\": [\"get_parcel\", \"other\"] } -->\n```http\nHTTP/1.1 404 Not Found\n```\n";
    let mut editor = with_openapi();
    let prepared = editor.at_mark(page, "textDocument/prepareRename", &Value::Null).unwrap();
    assert_eq!(prepared["placeholder"], "get_parcel");
    let edit = editor.at_mark(page, "textDocument/rename", &json!({ "newName": "read_parcel" })).unwrap();
    let expected = page.replace('|', "").replace("get_parcel", "read_parcel");
    assert_eq!(editor.edited(page, &edit), expected);
}

#[test]
fn what_is_no_name_is_not_renamed() {
    let mut editor = with_openapi();
    let page =
        "<!-- { \"blockType\": \"req|uest\", \"name\": \"get_parcel\" } -->\n```http\nGET /parcels/7\n```\n";
    assert_eq!(editor.at_mark(page, "textDocument/prepareRename", &Value::Null), Ok(Value::Null));
    assert_eq!(editor.at_mark(page, "textDocument/rename", &json!({ "newName": "a" })), Err(-32803));
    let page = page.replace("req|uest", "request").replace("get_parcel", "get|_parcel");
    assert_eq!(editor.at_mark(&page, "textDocument/rename", &json!({ "newName": "a\"b" })), Err(-32803));
}
