//! Clients that do not keep to the protocol: nothing ends the server, and every request has its answer.

use lsp_server::{Connection, Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};

use super::editor::{Editor, codes};

const PAGE: &str = "```json\n{ \"a\": 1, }\n```\n";

#[test]
fn what_is_asked_before_the_introduction_is_refused_and_the_rest_ignored() {
    let (connection, theirs) = Connection::memory();
    let server = std::thread::spawn(move || apiproof::internals::serve(theirs));
    let early = Request::new(RequestId::from(1), "textDocument/hover".to_owned(), json!({}));
    connection.sender.send(Message::Request(early)).unwrap();
    let noise = Notification::new("textDocument/didOpen".to_owned(), json!({}));
    connection.sender.send(Message::Notification(noise)).unwrap();
    let Message::Response(refused) = connection.receiver.recv().unwrap() else { panic!("no response") };
    assert_eq!(refused.response_result.unwrap_err().code, -32002);
    drop(connection.receiver);
    drop(connection.sender);
    // A client that goes before it has introduced itself does not take its leave, and is no panic.
    assert!(!server.join().unwrap());
}

/// A server whose client sends `messages`, and what it answers: identifiers, and codes of errors.
fn answers(messages: Vec<Message>) -> Vec<(RequestId, Option<i32>)> {
    let (connection, theirs) = Connection::memory();
    let server = std::thread::spawn(move || apiproof::internals::serve(theirs));
    for message in messages {
        connection.sender.send(message).unwrap();
    }
    drop(connection.sender);
    let responses = connection.receiver.iter().filter_map(|message| match message {
        Message::Response(it) => Some((it.id, it.response_result.err().map(|error| error.code))),
        _ => None,
    });
    let found = responses.collect();
    server.join().unwrap();
    found
}

fn request(id: i32, method: &str, params: Value) -> Message {
    Request::new(RequestId::from(id), method.to_owned(), params).into()
}

#[test]
fn an_introduction_that_cannot_be_read_is_refused_and_the_next_one_taken() {
    let messages = vec![
        request(1, "initialize", json!({ "capabilities": 3 })),
        Message::Response(Response::new_ok(RequestId::from(9), 1)),
        request(2, "initialize", json!({ "processId": null, "rootUri": null, "capabilities": {} })),
    ];
    assert_eq!(answers(messages), [(1.into(), Some(-32602)), (2.into(), None)]);
}

#[test]
fn a_request_before_initialized_is_answered_and_a_second_introduction_refused() {
    let params = json!({ "processId": null, "rootUri": null, "capabilities": {} });
    let messages = vec![
        request(1, "initialize", params.clone()),
        request(2, "shutdown/not", Value::Null),
        request(3, "initialize", params),
        request(4, "shutdown", Value::Null),
    ];
    assert_eq!(
        answers(messages),
        [(1.into(), None), (2.into(), Some(-32601)), (3.into(), Some(-32600)), (4.into(), None)]
    );
}

#[test]
fn a_response_that_nobody_waits_for_is_ignored() {
    let mut editor = Editor::open(&json!({}));
    for id in ["0", "x"] {
        let response = Response::new_ok(RequestId::from(id.to_owned()), Value::Null);
        editor.connection.sender.send(Message::Response(response)).unwrap();
    }
    editor.show("a.md", PAGE);
    assert_eq!(codes(&editor.diagnostics("a.md", 1)), ["json/trailing-comma"]);
}

#[test]
fn a_request_that_is_cancelled_has_one_answer() {
    let mut editor = Editor::open(&json!({}));
    editor.show("a.md", &PAGE.repeat(2000));
    let params = json!({ "textDocument": { "uri": editor.uri("a.md") } });
    let ids: Vec<RequestId> =
        (0..20).map(|_| editor.request("textDocument/documentSymbol", params.clone())).collect();
    for number in 2..=21 {
        editor.tell("$/cancelRequest", json!({ "id": number }));
        editor.tell("$/cancelRequest", json!({ "id": number }));
    }
    for id in &ids {
        editor.answer(id);
    }
    editor.ask("shutdown", Value::Null).unwrap();
    let again = editor.unread.iter().filter(|it| matches!(it, Message::Response(_))).count();
    assert_eq!(again, 0);
}

#[test]
fn changes_of_a_document_that_is_not_open_are_ignored() {
    let mut editor = Editor::open(&json!({}));
    editor.edit("a.md", 2, [[0, 0], [9, 9]], "x");
    editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": editor.uri("a.md") } }));
    editor.show("a.md", PAGE);
    assert_eq!(codes(&editor.diagnostics("a.md", 1)), ["json/trailing-comma"]);
}

#[test]
fn positions_that_are_not_there_are_moved_to_one_that_is() {
    let mut editor = Editor::open(&json!({}));
    editor.show("a.md", PAGE);
    editor.diagnostics("a.md", 1);
    editor.edit("a.md", 2, [[70, 4_000_000_000], [3, 0]], "text\n");
    assert_eq!(codes(&editor.diagnostics("a.md", 2)), ["json/trailing-comma"]);
    for method in ["hover", "completion", "definition", "typeDefinition", "prepareRename"] {
        let params = json!({
            "textDocument": { "uri": editor.uri("a.md") },
            "position": { "line": 4_000_000_000_u32, "character": 4_000_000_000_u32 },
        });
        assert!(editor.ask(&format!("textDocument/{method}"), params).is_ok(), "{method}");
    }
}

#[test]
fn versions_may_go_back_and_repeat() {
    let mut editor = Editor::open(&json!({}));
    editor.show("a.md", PAGE);
    editor.diagnostics("a.md", 1);
    for version in [7, 7, 3, -1] {
        editor.edit("a.md", version, [[1, 8], [1, 9]], "");
        editor.edit("a.md", version, [[1, 8], [1, 8]], ",");
        let found = editor.diagnostics("a.md", version);
        assert!(found.len() <= 1, "{version}");
    }
    editor.unread.clear();
    editor.edit("a.md", 9, [[0, 0], [0, 0]], "\n");
    assert_eq!(codes(&editor.diagnostics("a.md", 9)), ["json/trailing-comma"]);
}

#[test]
fn parameters_of_any_shape_are_answered() {
    let mut editor = Editor::open(&json!({}));
    editor.show("a.md", PAGE);
    let methods = [
        "textDocument/diagnostic",
        "textDocument/codeAction",
        "textDocument/hover",
        "textDocument/completion",
        "textDocument/documentSymbol",
        "textDocument/inlayHint",
        "textDocument/definition",
        "textDocument/typeDefinition",
        "textDocument/references",
        "textDocument/prepareRename",
        "textDocument/rename",
    ];
    let uri = editor.uri("a.md");
    for method in methods {
        for params in [
            Value::Null,
            json!([]),
            json!("x"),
            json!({ "textDocument": 1 }),
            json!({ "textDocument": { "uri": "not a uri" } }),
            json!({ "textDocument": { "uri": "untitled:Untitled-1" } }),
            json!({ "textDocument": { "uri": uri }, "position": { "line": -1, "character": 0 } }),
            json!({ "textDocument": { "uri": uri }, "range": [], "position": [] }),
        ] {
            let answered = editor.ask(method, params.clone());
            let lenient = method.ends_with("documentSymbol") || method.ends_with("diagnostic");
            assert!(answered == Err(-32602) || lenient, "{method} {params}: {answered:?}");
        }
    }
}

#[test]
fn notifications_of_any_shape_are_survived() {
    let mut editor = Editor::open(&json!({}));
    for method in [
        "textDocument/didOpen",
        "textDocument/didChange",
        "textDocument/didClose",
        "workspace/didChangeConfiguration",
        "workspace/didChangeWatchedFiles",
        "workspace/didChangeWorkspaceFolders",
        "$/cancelRequest",
        "$/setTrace",
        "unheard/of",
    ] {
        for params in
            [Value::Null, json!([1]), json!({ "id": [] }), json!({ "settings": 3, "changes": [{}] })]
        {
            editor.tell(method, params);
        }
    }
    editor.show("a.md", PAGE);
    assert_eq!(codes(&editor.diagnostics("a.md", 1)), ["json/trailing-comma"]);
}

#[test]
fn an_id_that_is_still_open_is_refused_and_both_are_answered() {
    let mut editor = Editor::open(&json!({}));
    editor.show("a.md", &PAGE.repeat(3000));
    let params = json!({ "textDocument": { "uri": editor.uri("a.md") } });
    for _ in 0..2 {
        let request = Request::new(
            RequestId::from("twice".to_owned()),
            "textDocument/documentSymbol".to_owned(),
            params.clone(),
        );
        editor.connection.sender.send(Message::Request(request)).unwrap();
    }
    let id = RequestId::from("twice".to_owned());
    let mut failed: Vec<bool> = (0..2).map(|_| editor.answer(&id).response_result.is_err()).collect();
    failed.sort_unstable();
    assert_eq!(failed, [false, true]);
}

#[test]
fn documents_that_are_no_files_have_no_diagnostics() {
    let mut editor = Editor::open(&json!({}));
    let document =
        json!({ "uri": "untitled:Untitled-1", "languageId": "markdown", "version": 1, "text": PAGE });
    editor.tell("textDocument/didOpen", json!({ "textDocument": document }));
    let found = editor.wait(|message| match message {
        Message::Notification(it) if it.params["uri"] == "untitled:Untitled-1" => {
            Some(it.params["diagnostics"].clone())
        }
        _ => None,
    });
    assert_eq!(found, json!([]));
}

#[test]
fn after_shutdown_requests_are_refused_and_exit_is_clean() {
    let mut editor = Editor::open(&json!({}));
    editor.ask("shutdown", Value::Null).unwrap();
    assert_eq!(editor.ask("textDocument/hover", json!({})), Err(-32600));
    editor.show("a.md", PAGE);
    editor.tell("exit", Value::Null);
    assert!(editor.server.take().unwrap().join().unwrap());
}
