//! Findings that the editor asks for, of every page of its folder.

use lsp_server::RequestId;
use serde_json::{Value, json};

use super::editor::{Editor, codes};

const FAULTY: &str = "```json\n{ \"a\": 1, }\n```\n";
const CLEAN: &str = "```json\n{ \"a\": 1 }\n```\n";

fn editor() -> Editor {
    let files = [("a.md", FAULTY), ("b.md", CLEAN), ("c.md", FAULTY)];
    Editor::in_folder(&json!({ "textDocument": { "diagnostic": {} } }), &json!({ "workspace": true }), &files)
}

/// Asks for the findings of all pages: the items of the report.
fn pull(editor: &mut Editor, known: &[Value]) -> Vec<Value> {
    let id = ask(editor, known);
    items(editor, &id)
}

fn ask(editor: &mut Editor, known: &[Value]) -> RequestId {
    let known: Vec<Value> =
        known.iter().map(|item| json!({ "uri": item["uri"], "value": item["resultId"] })).collect();
    editor.request("workspace/diagnostic", json!({ "previousResultIds": known }))
}

fn items(editor: &mut Editor, id: &RequestId) -> Vec<Value> {
    let result = editor.answer(id).response_result.unwrap();
    let mut items = result["items"].as_array().unwrap().clone();
    items.sort_by_key(|item| item["uri"].to_string());
    items
}

#[test]
fn pages_with_findings_are_reported_whether_open_or_not() {
    let mut editor = editor();
    assert_eq!(editor.introduction["capabilities"]["diagnosticProvider"]["workspaceDiagnostics"], true);
    editor.show("c.md", FAULTY);
    let items = pull(&mut editor, &[]);
    let uris: Vec<&Value> = items.iter().map(|item| &item["uri"]).collect();
    assert_eq!(uris, [&editor.uri("a.md"), &editor.uri("c.md")]);
    assert_eq!((&items[0]["version"], &items[1]["version"]), (&Value::Null, &json!(1)));
    assert_eq!(codes(items[0]["items"].as_array().unwrap()), ["json/trailing-comma"]);
}

#[test]
fn the_next_report_waits_for_a_change_and_has_only_that() {
    let mut editor = editor();
    let first = pull(&mut editor, &[]);
    let id = ask(&mut editor, &first);
    // Nothing changes by asking for something else.
    let hover =
        json!({ "textDocument": { "uri": editor.uri("a.md") }, "position": { "line": 0, "character": 0 } });
    assert!(editor.ask("textDocument/hover", hover).is_err());
    assert!(editor.unread.is_empty());
    editor.show("a.md", CLEAN);
    let second = items(&mut editor, &id);
    assert_eq!(second[0]["items"], json!([]));
    assert_eq!(second[1]["kind"], "unchanged");
}

#[test]
fn a_page_that_is_gone_is_reported_once_as_clean() {
    let mut editor = editor();
    let first = pull(&mut editor, &[]);
    std::fs::remove_file(editor.folder.path().join("a.md")).unwrap();
    let change = json!({ "changes": [{ "uri": editor.uri("a.md"), "type": 3 }] });
    editor.tell("workspace/didChangeWatchedFiles", change);
    let second = pull(&mut editor, &first);
    assert_eq!((&second[0]["uri"], &second[0]["items"]), (&editor.uri("a.md"), &json!([])));
}

#[test]
fn a_report_that_waits_is_answered_when_the_server_shuts_down() {
    let mut editor = editor();
    let first = pull(&mut editor, &[]);
    let id = ask(&mut editor, &first);
    editor.ask("shutdown", Value::Null).unwrap();
    assert_eq!(items(&mut editor, &id), [Value::Null; 0]);
}

#[test]
fn a_report_that_waits_can_be_cancelled() {
    let mut editor = editor();
    let first = pull(&mut editor, &[]);
    let id = ask(&mut editor, &first);
    editor.tell("$/cancelRequest", json!({ "id": editor.next }));
    assert_eq!(editor.answer(&id).response_result.unwrap_err().code, -32800);
    editor.show("a.md", CLEAN);
    assert_eq!(pull(&mut editor, &first)[0]["items"], json!([]));
}

#[test]
fn without_the_setting_nobody_is_offered_all_pages() {
    let editor = Editor::open(&json!({ "textDocument": { "diagnostic": {} } }));
    let offered = &editor.introduction["capabilities"]["diagnosticProvider"];
    assert_eq!(offered["workspaceDiagnostics"], false);
}
