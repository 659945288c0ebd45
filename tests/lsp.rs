//! The language server as an editor sees it: messages in, messages out.

// Everything here is a test, the helpers too.
#![allow(clippy::unwrap_used)]

use std::fs;

use lsp_server::Message;
use serde_json::{Value, json};

use self::editor::{Editor, codes, span};

#[path = "lsp/completion.rs"]
mod completion;
#[path = "lsp/editor.rs"]
mod editor;
#[path = "lsp/frames.rs"]
mod frames;
#[path = "lsp/hostile.rs"]
mod hostile;
#[path = "lsp/hover.rs"]
mod hover;
#[path = "lsp/navigation.rs"]
mod navigation;
#[path = "lsp/parcelo.rs"]
mod parcelo;
#[path = "lsp/places.rs"]
mod places;
#[path = "lsp/protocol.rs"]
mod protocol;
#[path = "lsp/pulled.rs"]
mod pulled;
#[path = "lsp/settings.rs"]
mod settings;
#[path = "lsp/sources.rs"]
mod sources;
#[path = "lsp/typing.rs"]
mod typing;

const PAGE: &str = "# Parcel\n\n```json\n{ \"id\": \"é😀\", }\n```\n";

#[test]
fn a_page_gets_its_diagnostics_when_it_is_opened() {
    let mut editor = Editor::open(&json!({}));
    editor.show("a.md", PAGE);
    let found = editor.diagnostics("a.md", 1);
    assert_eq!(codes(&found), ["json/trailing-comma"]);
    assert_eq!(found[0]["range"], span([[3, 13], [3, 14]]), "UTF-16 counts the emoji twice");
    assert_eq!(found[0]["source"], "apiproof");
}

#[test]
fn columns_count_in_the_unit_that_was_agreed_on() {
    for (encoding, column) in [("utf-8", 16), ("utf-16", 13), ("utf-32", 12)] {
        let offered = json!({ "general": { "positionEncodings": [encoding] } });
        let mut editor = Editor::open(&offered);
        editor.show("a.md", PAGE);
        let found = editor.diagnostics("a.md", 1);
        assert_eq!(found[0]["range"]["start"]["character"], column, "{encoding}");
    }
}

#[test]
fn diagnostics_follow_the_text_and_not_the_file() {
    let mut editor = Editor::open(&json!({}));
    fs::write(editor.folder.path().join("a.md"), PAGE).unwrap();
    editor.show("a.md", PAGE);
    editor.diagnostics("a.md", 1);
    editor.edit("a.md", 2, [[3, 13], [3, 14]], "");
    assert_eq!(editor.diagnostics("a.md", 2), Vec::<Value>::new());
}

#[test]
fn a_page_that_is_closed_has_none() {
    let mut editor = Editor::open(&json!({}));
    editor.show("a.md", PAGE);
    editor.diagnostics("a.md", 1);
    editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": editor.uri("a.md") } }));
    let uri = editor.uri("a.md");
    let left = editor.wait(|message| match message {
        Message::Notification(it) if it.params["uri"] == uri && it.params.get("version").is_none() => {
            Some(it.params["diagnostics"].clone())
        }
        _ => None,
    });
    assert_eq!(left, json!([]));
}

#[test]
fn a_client_that_asks_is_answered_and_not_told_as_well() {
    let mut editor = Editor::open(&json!({ "textDocument": { "diagnostic": {} } }));
    editor.show("a.md", PAGE);
    let page = json!({ "uri": editor.uri("a.md") });
    let first = editor.ask("textDocument/diagnostic", json!({ "textDocument": page })).unwrap();
    assert_eq!(first["kind"], "full");
    assert_eq!(codes(first["items"].as_array().unwrap()), ["json/trailing-comma"]);
    let again = json!({ "textDocument": page, "previousResultId": first["resultId"] });
    let second = editor.ask("textDocument/diagnostic", again).unwrap();
    assert_eq!(second, json!({ "kind": "unchanged", "resultId": first["resultId"] }));
    let pushed = |message: &Message| matches!(message, Message::Notification(it) if it.method.ends_with("publishDiagnostics"));
    assert!(!editor.unread.iter().any(pushed));
}

#[test]
fn a_finding_offers_its_fix_and_ways_to_ignore_it() {
    let mut editor = Editor::open(&json!({}));
    editor.show("a.md", PAGE);
    let params = json!({
        "textDocument": { "uri": editor.uri("a.md") },
        "range": span([[3, 13], [3, 13]]),
        "context": { "diagnostics": [] },
    });
    let actions = editor.ask("textDocument/codeAction", params).unwrap();
    let titles: Vec<&str> =
        actions.as_array().unwrap().iter().map(|it| it["title"].as_str().unwrap()).collect();
    let expected = [
        "Remove the comma",
        "Ignore `json/trailing-comma` in this block",
        "Ignore `json/trailing-comma` on this page",
    ];
    assert_eq!(titles, expected);
    assert_eq!(actions[0]["isPreferred"], true);
    let uri = editor.uri("a.md");
    let edit = &actions[0]["edit"]["changes"][uri.as_str().unwrap()];
    assert_eq!(*edit, json!([{ "range": span([[3, 13], [3, 14]]), "newText": "" }]));
    let comment = &actions[1]["edit"]["changes"][uri.as_str().unwrap()][0];
    assert_eq!(comment["newText"], "<!-- apiproof-ignore json/trailing-comma -->\n");
    assert_eq!(comment["range"], span([[2, 0], [2, 0]]));
}

#[test]
fn a_comment_goes_where_the_container_of_the_block_is() {
    let mut editor = Editor::open(&json!({}));
    editor.show("a.mdx", "> ```json\n> { \"id\": 1, }\n> ```\n");
    let params = json!({
        "textDocument": { "uri": editor.uri("a.mdx") },
        "range": span([[1, 11], [1, 11]]),
        "context": { "diagnostics": [] },
    });
    let actions = editor.ask("textDocument/codeAction", params).unwrap();
    let uri = editor.uri("a.mdx");
    let comment = &actions[1]["edit"]["changes"][uri.as_str().unwrap()][0]["newText"];
    assert_eq!(*comment, "> {/* apiproof-ignore json/trailing-comma */}\n");
}

#[test]
fn every_safe_fix_is_one_action_of_the_source_kind() {
    let mut editor = Editor::open(&json!({}));
    editor.show("a.md", "```json\n{ \"a\": 1, }\n```\n\n```json\n[1, 2,]\n```\n");
    let params = json!({
        "textDocument": { "uri": editor.uri("a.md") },
        "range": span([[0, 0], [0, 0]]),
        "context": { "diagnostics": [], "only": ["source.fixAll"] },
    });
    let actions = editor.ask("textDocument/codeAction", params).unwrap();
    assert_eq!(actions.as_array().unwrap().len(), 1);
    assert_eq!(actions[0]["kind"], "source.fixAll.apiproof");
    let uri = editor.uri("a.md");
    let edit = &actions[0]["edit"]["changes"][uri.as_str().unwrap()][0];
    assert_eq!(edit["newText"], " }\n```\n\n```json\n[1, 2");
}

#[test]
fn hover_explains_the_finding() {
    let mut editor = Editor::open(&json!({}));
    editor.show("a.md", PAGE);
    let params = json!({
        "textDocument": { "uri": editor.uri("a.md") },
        "position": { "line": 3, "character": 13 },
    });
    let hover = editor.ask("textDocument/hover", params).unwrap();
    let text = hover["contents"]["value"].as_str().unwrap();
    assert!(text.starts_with("**json/trailing-comma** (error, default)"), "{text}");
}

#[test]
fn comments_complete_the_names_of_rules() {
    let mut editor = Editor::open(&json!({}));
    editor.show("a.md", "<!-- apiproof-ignore json/ -->\n\ntext json/\n");
    let at = |line: u32, character: u32| {
        json!({
            "textDocument": { "uri": editor.uri("a.md") },
            "position": { "line": line, "character": character },
        })
    };
    let (inside, outside) = (at(0, 26), at(2, 10));
    let items = editor.ask("textDocument/completion", inside).unwrap();
    assert!(items.as_array().unwrap().iter().any(|item| item["label"] == "json/trailing-comma"));
    assert_eq!(editor.ask("textDocument/completion", outside).unwrap(), json!([]));
}

#[test]
fn examples_are_symbols_by_what_they_begin_with() {
    let mut editor = Editor::open(&json!({}));
    editor.show("a.md", "```http\nGET /v1/parcels/7\n```\n\n```http\nHTTP/1.1 404 Not Found\n```\n");
    let params = json!({ "textDocument": { "uri": editor.uri("a.md") } });
    let symbols = editor.ask("textDocument/documentSymbol", params).unwrap();
    let names: Vec<&Value> = symbols.as_array().unwrap().iter().map(|it| &it["name"]).collect();
    assert_eq!(names, ["GET /v1/parcels/7", "404 Not Found"]);
}

#[test]
fn settings_count_from_the_start_and_when_they_change() {
    let page = "```json\n{ \"a\": 1 } // the id\n```\n";
    let mut editor = Editor::with(&json!({}), &json!({ "level": "strict" }));
    editor.show("a.md", page);
    assert_eq!(codes(&editor.diagnostics("a.md", 1)), ["json/comment"]);
    let settings = json!({ "settings": { "apiproof": { "level": "default" } } });
    editor.tell("workspace/didChangeConfiguration", settings);
    assert_eq!(editor.diagnostics("a.md", 1), Vec::<Value>::new());
}

#[test]
fn settings_that_are_wrong_are_said() {
    let mut editor = Editor::with(&json!({}), &json!({ "levle": "strict" }));
    let said = editor.wait(|message| match message {
        Message::Notification(it) if it.method == "window/showMessage" => Some(it.params["message"].clone()),
        _ => None,
    });
    let said = said.as_str().unwrap();
    assert!(
        said.starts_with("apiproof settings: unknown setting `levle`; expected level, select,"),
        "{said}"
    );
}

#[test]
fn a_configuration_that_changes_is_read_again() {
    let mut editor = Editor::open(&json!({}));
    editor.show("a.md", PAGE);
    editor.diagnostics("a.md", 1);
    fs::write(editor.folder.path().join("apiproof.toml"), "ignore = [\"json\"]\n").unwrap();
    let change = json!({ "uri": editor.uri("apiproof.toml"), "type": 1 });
    editor.tell("workspace/didChangeWatchedFiles", json!({ "changes": [change] }));
    assert_eq!(editor.diagnostics("a.md", 1), Vec::<Value>::new());
}

#[test]
fn every_request_has_one_answer() {
    let mut editor = Editor::open(&json!({}));
    assert_eq!(editor.ask("textDocument/unheard", json!({})), Err(-32601), "unknown method");
    let unopened = json!({ "textDocument": { "uri": editor.uri("b.md") } });
    assert_eq!(editor.ask("textDocument/documentSymbol", unopened), Err(-32602), "unknown document");
    editor.show("a.md", PAGE);
    let wrong = json!({ "textDocument": { "uri": editor.uri("a.md") }, "position": 3 });
    assert_eq!(editor.ask("textDocument/hover", wrong), Err(-32602), "wrong parameters");
}

#[test]
fn a_cancelled_request_is_answered_once() {
    let mut editor = Editor::open(&json!({}));
    editor.show("a.md", &PAGE.repeat(2000));
    let params = json!({ "textDocument": { "uri": editor.uri("a.md") } });
    let id = editor.request("textDocument/documentSymbol", params);
    editor.tell("$/cancelRequest", json!({ "id": 1_000_000 }));
    editor.tell("$/cancelRequest", json!({ "id": editor.next }));
    editor.answer(&id);
    let next = editor.request("shutdown", Value::Null);
    editor.answer(&next);
    let again = |message: &Message| matches!(message, Message::Response(response) if response.id == id);
    assert!(!editor.unread.iter().any(again));
}

#[test]
fn the_server_ends_when_it_is_told_to() {
    assert!(Editor::open(&json!({})).leave());
}

#[test]
fn leaving_without_shutdown_is_not_clean() {
    let mut editor = Editor::open(&json!({}));
    editor.tell("exit", Value::Null);
    assert!(!editor.server.take().unwrap().join().unwrap());
}
