//! Configuration and descriptions that change, saved or not, and the pages that depend on them.

use std::fmt::Write as _;
use std::fs;

use lsp_server::{Message, Response};
use serde_json::{Value, json};

use super::editor::{Editor, codes};
use super::parcelo::{OPENAPI, with_openapi};

const PAGE: &str = "```http\nPOST /parcels HTTP/1.1\nContent-Type: application/json\n\n{ \"size\": \"tiny\", \"to\": { \"city\": \"Oslo\" } }\n```\n";

fn saved(editor: &Editor, name: &str) {
    let change = json!({ "uri": editor.uri(name), "type": 2 });
    editor.tell("workspace/didChangeWatchedFiles", json!({ "changes": [change] }));
}

#[test]
fn a_configuration_counts_before_it_is_saved() {
    let mut editor = with_openapi();
    editor.show("a.md", PAGE);
    assert_eq!(codes(&editor.diagnostics("a.md", 1)), ["schema/enum-value"]);
    editor.show("apiproof.toml", "schemas = [\"openapi.yaml\"]\nignore = [\"schema\"]\n");
    assert_eq!(editor.diagnostics("a.md", 1), Vec::<Value>::new());
}

#[test]
fn a_description_counts_before_it_is_saved_and_until_it_is_closed() {
    let mut editor = with_openapi();
    editor.show("a.md", PAGE);
    assert_eq!(codes(&editor.diagnostics("a.md", 1)), ["schema/enum-value"]);
    editor.show("openapi.yaml", &OPENAPI.replace("[small,", "[tiny, small,"));
    assert_eq!(editor.diagnostics("a.md", 1), Vec::<Value>::new());
    let closed = json!({ "textDocument": { "uri": editor.uri("openapi.yaml") } });
    editor.tell("textDocument/didClose", closed);
    assert_eq!(codes(&editor.diagnostics("a.md", 1)), ["schema/enum-value"]);
}

#[test]
fn a_file_that_is_saved_elsewhere_does_not_replace_what_is_open() {
    let mut editor = with_openapi();
    editor.show("openapi.yaml", &OPENAPI.replace("[small,", "[tiny, small,"));
    fs::write(editor.folder.path().join("openapi.yaml"), OPENAPI.replace("[small,", "[huge,")).unwrap();
    saved(&editor, "openapi.yaml");
    editor.show("a.md", PAGE);
    assert_eq!(editor.diagnostics("a.md", 1), Vec::<Value>::new());
}

#[test]
fn pages_that_depend_on_a_description_are_checked_again() {
    let mut editor = with_openapi();
    editor.show("a.md", PAGE);
    editor.diagnostics("a.md", 1);
    fs::write(editor.folder.path().join("openapi.yaml"), OPENAPI.replace("[small,", "[tiny,")).unwrap();
    saved(&editor, "openapi.yaml");
    assert_eq!(editor.diagnostics("a.md", 1), Vec::<Value>::new());
}

#[test]
fn pages_that_do_not_depend_on_it_are_not() {
    let mut editor = with_openapi();
    editor.show("a.md", PAGE);
    editor.diagnostics("a.md", 1);
    fs::write(editor.folder.path().join("other.md"), "# Another page\n").unwrap();
    saved(&editor, "other.md");
    editor.show("b.md", PAGE);
    editor.diagnostics("b.md", 1);
    let a = editor.uri("a.md");
    let again = |message: &Message| matches!(message, Message::Notification(it) if it.params["uri"] == a);
    assert!(!editor.unread.iter().any(again));
}

/// A description that takes a while to read.
fn large() -> String {
    let mut text = OPENAPI.to_owned();
    for number in 0..3000 {
        let _ =
            writeln!(text, "    Unused{number}: {{ type: object, properties: {{ a: {{ type: string }} }} }}");
    }
    text
}

#[test]
fn progress_is_shown_where_the_client_has_a_place_for_it() {
    let config = "schemas = [\"openapi.yaml\"]\n";
    let files = [("apiproof.toml", config), ("openapi.yaml", &*large())];
    let shows = json!({ "window": { "workDoneProgress": true } });
    let mut editor = Editor::in_folder(&shows, &Value::Null, &files);
    editor.show("a.md", PAGE);
    let (id, token) = editor.wait(|message| match message {
        Message::Request(it) if it.method == "window/workDoneProgress/create" => {
            Some((it.id.clone(), it.params["token"].clone()))
        }
        _ => None,
    });
    editor.connection.sender.send(Message::Response(Response::new_ok(id, Value::Null))).unwrap();
    for kind in ["begin", "end"] {
        let params = editor.wait(|message| match message {
            Message::Notification(it) if it.method == "$/progress" => Some(it.params.clone()),
            _ => None,
        });
        assert_eq!((&params["token"], &params["value"]["kind"]), (&token, &json!(kind)));
    }
    editor.diagnostics("a.md", 1);
    editor.show("b.md", PAGE);
    editor.diagnostics("b.md", 1);
    let more = |message: &Message| matches!(message, Message::Request(_));
    assert!(!editor.unread.iter().any(more), "everything is loaded");
}
