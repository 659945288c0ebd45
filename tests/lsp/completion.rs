//! What may be written at a position.

use serde_json::{Value, json};

use super::editor::Editor;
use super::parcelo::{OPENAPI, with_csdl, with_openapi};

fn posted(body: &str) -> String {
    format!("```http\nPOST /parcels HTTP/1.1\nContent-Type: application/json\n\n{body}\n```\n")
}

#[test]
fn missing_members_come_first_if_they_are_required() {
    let items = with_openapi().complete(&posted("{ \"size\": \"small\", | }"));
    let labels: Vec<&str> = items.iter().map(|(label, _)| label.as_str()).collect();
    assert_eq!(labels, ["to", "weight", "fragile", "stops"]);
    assert_eq!(items[0].1, "\"to\": ");
}

#[test]
fn a_name_that_is_being_written_is_replaced_as_a_whole() {
    let mut editor = with_openapi();
    let page = posted("{ \"size\": \"small\", \"to\": { \"ci|\": 1 } }");
    let items = editor.at_mark(&page, "textDocument/completion", &Value::Null).unwrap();
    let edit = &items[0]["textEdit"];
    assert_eq!(edit["newText"], "\"city\"", "the colon is there");
    assert_eq!(edit["range"]["start"]["character"], 27);
    assert_eq!(edit["range"]["end"]["character"], 31);
}

#[test]
fn a_body_that_is_not_finished_is_completed_all_the_same() {
    for body in ["{ \"to\": { |", "{ \"size\": \"small\",\n  \"to\": {\n    \"|\n  }\n}"] {
        assert_eq!(with_openapi().labels(&posted(body)), ["city", "zip"], "{body}");
    }
}

#[test]
fn values_are_those_that_the_schema_lists() {
    let mut editor = with_openapi();
    assert_eq!(editor.labels(&posted("{ \"size\": | }")), ["\"small\"", "\"medium\"", "\"large\""]);
    assert_eq!(editor.labels(&posted("{ \"size\": \"s|\" }")), ["\"small\"", "\"medium\"", "\"large\""]);
    assert_eq!(editor.labels(&posted("{ \"fragile\": | }")), ["true", "false"]);
    assert_eq!(editor.labels(&posted("{ \"weight\": | }")), Vec::<String>::new());
    assert_eq!(editor.labels(&posted("{ \"size\": \"small\" | }")), Vec::<String>::new());
}

#[test]
fn elements_of_arrays_have_the_members_of_their_type() {
    assert_eq!(
        with_openapi().labels(&posted("{ \"stops\": [ { \"zip\": \"1\" }, { | } ] }")),
        ["city", "zip"]
    );
}

#[test]
fn a_body_in_single_quotes_of_a_shell_is_completed() {
    let page = "```bash\ncurl -X POST https://api.parcelo.example/parcels \\\n  -d '{ \"size\": \"small\", \"to\": { | } }'\n```\n";
    assert_eq!(with_openapi().labels(page), ["city", "zip"]);
}

#[test]
fn a_body_in_double_quotes_of_a_shell_is_left_alone() {
    let page =
        "```bash\ncurl -X POST https://api.parcelo.example/parcels -d \"{ \\\"to\\\": { | } }\"\n```\n";
    assert_eq!(with_openapi().labels(page), Vec::<String>::new());
}

#[test]
fn an_object_may_name_the_types_that_derive_from_its_own() {
    let page = "```http\nPATCH /crates/7 HTTP/1.1\nContent-Type: application/json\n\n{ \"@odata.type\": \"|\" }\n```\n";
    assert_eq!(with_csdl().labels(page), ["\"#parcelo.v1.crate\"", "\"#parcelo.v1.pallet\""]);
    let page = page.replace("\"@odata.type\": \"|\"", "|");
    assert_eq!(with_csdl().labels(&page), ["state", "sentAt", "onTop", "id", "@odata.type"]);
}

#[test]
fn the_body_of_a_collection_holds_its_elements_in_value() {
    let page = "```http\nGET /crates HTTP/1.1\n```\n\n```http\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{ | }\n```\n";
    assert_eq!(with_csdl().labels(page), ["value", "@odata.type"]);
    let page = page.replace("{ | }", "{ \"value\": [{ | }] }");
    assert_eq!(with_csdl().labels(&page), ["state", "sentAt", "onTop", "id", "@odata.type"]);
}

#[test]
fn request_lines_have_the_paths_of_the_description() {
    let items = with_openapi().complete("```http\nGET /v1/par| HTTP/1.1\n```\n");
    assert_eq!(items[0], ("/parcels".to_owned(), "/v1/parcels".to_owned()));
    assert_eq!(items[1].0, "/parcels/{id}");
    let labels = with_openapi().labels("```http\nPOST /| HTTP/1.1\n```\n");
    assert_eq!(labels, ["/parcels"], "only what the method is used with");
}

#[test]
fn statuses_are_those_of_the_operation() {
    let page = "```http\nPOST /parcels HTTP/1.1\n\n{ \"size\": \"small\", \"to\": { \"city\": \"Oslo\" } }\n```\n\n```http\nHTTP/1.1 2|\n```\n";
    assert_eq!(with_openapi().labels(page), ["201 Created", "409 Conflict"]);
}

#[test]
fn header_names_begin_with_those_of_the_operation() {
    let page = "```http\nPOST /parcels HTTP/1.1\nContent-Type: application/json\nP|\n\n{}\n```\n";
    let items = with_openapi().complete(page);
    assert_eq!(items[0], ("Parcelo-Depot".to_owned(), "Parcelo-Depot: ".to_owned()));
    let has = |name: &str| items.iter().any(|(label, _)| label == name);
    assert!(has("Prefer") && !has("Content-Type") && !has("ETag"));
}

#[test]
fn media_types_begin_with_those_of_the_operation() {
    let page = "```http\nPOST /parcels HTTP/1.1\nContent-Type: app|\n\n{}\n```\n";
    let labels = with_openapi().labels(page);
    assert_eq!(labels[0], "application/json");
    assert!(labels.contains(&"application/merge-patch+json".to_owned()));
}

#[test]
fn annotations_have_keys_and_block_types() {
    let mut editor = with_openapi();
    let keys = editor.labels("<!-- { \"blockType\": \"request\", | } -->\n```http\nGET /parcels\n```\n");
    assert!(keys.contains(&"name".to_owned()) && !keys.contains(&"blockType".to_owned()));
    let types = editor.labels("<!-- { \"blockType\": \"|\" } -->\n```http\nGET /parcels\n```\n");
    assert_eq!(types[..2], ["request", "response"]);
}

#[test]
fn comments_complete_their_first_word() {
    let mut editor = with_openapi();
    let items = editor.complete("<!-- apip|\n");
    assert_eq!(items[0], ("apiproof-ignore".to_owned(), "apiproof-ignore ".to_owned()));
    assert_eq!(editor.labels("Read about apip|\n"), Vec::<String>::new());
}

#[test]
fn a_request_without_a_body_can_be_given_one() {
    let mut editor = with_openapi();
    let page = "- Send:\n\n  ```http\n  POST /parcels HTTP/1.1\n  ```\n";
    editor.show("a.md", page);
    let position = json!({ "line": 3, "character": 4 });
    let params = json!({
        "textDocument": { "uri": editor.uri("a.md") },
        "range": { "start": position, "end": position },
        "context": { "diagnostics": [], "only": ["refactor"] },
    });
    let actions = editor.ask("textDocument/codeAction", params).unwrap();
    assert_eq!(actions[0]["title"], "Create the body from the schema");
    let expected = "- Send:\n\n  ```http\n  POST /parcels HTTP/1.1\n  Content-Type: application/json\n\n  {\n    \"size\": \"small\",\n    \"to\": {\n      \"city\": \"string\"\n    }\n  }\n  ```\n";
    assert_eq!(editor.edited(page, &actions[0]["edit"]), expected);
}

#[test]
fn the_name_that_is_there_is_offered_in_whatever_case() {
    let page = "```http\nPOST /parcels HTTP/1.1\nconte|nt-type: application/json\n\n{}\n```\n";
    assert!(with_openapi().labels(page).contains(&"Content-Type".to_owned()));
}

#[test]
fn what_only_the_service_sets_is_not_offered_in_a_request() {
    let labels = with_openapi().labels(&posted("{ \"si|\": 1 }"));
    assert!(!labels.contains(&"id".to_owned()) && labels.contains(&"size".to_owned()), "{labels:?}");
}

#[test]
fn a_type_counts_before_a_name_that_is_being_written() {
    let page = "```http\nPATCH /crates/7 HTTP/1.1\nContent-Type: application/json\n\n{\n  \"@odata.type\": \"#parcelo.v1.pallet\", \"|\n}\n```\n";
    assert!(with_csdl().labels(page).contains(&"layers".to_owned()));
}

#[test]
fn a_class_of_statuses_offers_those_of_the_class() {
    let described = OPENAPI.replace("        \"409\": {", "        4XX: {");
    let files = [("apiproof.toml", "schemas = [\"openapi.yaml\"]\n"), ("openapi.yaml", &*described)];
    let mut editor = Editor::in_folder(&json!({}), &Value::Null, &files);
    let page = "```http\nPOST /parcels HTTP/1.1\n```\n\n```http\nHTTP/1.1 2|01 Created\n```\n";
    let labels = editor.labels(page);
    assert_eq!(labels[0], "201 Created");
    assert!(labels.contains(&"404 Not Found".to_owned()) && !labels.contains(&"200 OK".to_owned()));
}
