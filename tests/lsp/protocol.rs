//! Every message of the server is one that the protocol knows: it is read as the type of the protocol, and nothing of it
//! is lost on the way.

use gen_lsp_types as lsp;
use lsp_server::Message;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::editor::{Editor, span};
use super::parcelo::{OPENAPI, marked};

/// Panics unless a value is of a type and of nothing more.
fn is<T: DeserializeOwned + Serialize>(value: &Value) {
    let name = std::any::type_name::<T>();
    let typed: T =
        serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{name}: {error}: {value}"));
    assert_eq!(&serde_json::to_value(typed).unwrap(), value, "{name}");
}

/// What requests are answered with.
fn check_result(method: &str, result: &Value) {
    match method {
        "textDocument/hover" => is::<Option<lsp::Hover>>(result),
        "textDocument/completion" => is::<Option<Vec<lsp::CompletionItem>>>(result),
        "textDocument/definition" | "textDocument/typeDefinition" | "textDocument/references" => {
            is::<Option<Vec<lsp::Location>>>(result);
        }
        "textDocument/documentSymbol" => is::<Option<Vec<lsp::DocumentSymbol>>>(result),
        "textDocument/codeAction" => is::<Option<Vec<lsp::CodeAction>>>(result),
        "textDocument/inlayHint" => is::<Option<Vec<lsp::InlayHint>>>(result),
        "textDocument/diagnostic" => is::<lsp::DocumentDiagnosticReport>(result),
        "workspace/diagnostic" => is::<lsp::WorkspaceDiagnosticReport>(result),
        "textDocument/prepareRename" => is::<Option<lsp::PrepareRenamePlaceholder>>(result),
        "textDocument/rename" => is::<Option<lsp::WorkspaceEdit>>(result),
        "shutdown" => is::<Value>(result),
        _ => panic!("`{method}` is not checked"),
    }
}

/// What the server sends of its own.
fn check_own(message: &Message) {
    match message {
        Message::Notification(it) => match it.method.as_str() {
            "textDocument/publishDiagnostics" => is::<lsp::PublishDiagnosticsParams>(&it.params),
            "window/showMessage" => is::<lsp::ShowMessageParams>(&it.params),
            "$/progress" => is::<lsp::ProgressParams>(&it.params),
            method => panic!("`{method}` is not checked"),
        },
        Message::Request(it) => match it.method.as_str() {
            "client/registerCapability" => is::<lsp::RegistrationParams>(&it.params),
            "window/workDoneProgress/create" => is::<lsp::WorkDoneProgressCreateParams>(&it.params),
            "workspace/diagnostic/refresh" | "workspace/inlayHint/refresh" => assert!(it.params.is_null()),
            method => panic!("`{method}` is not checked"),
        },
        Message::Response(_) => panic!("nobody asked"),
    }
}

const PAGE: &str = "<!-- { \"blockType\": \"request\", \"name\": \"send|_parcel\" } -->\n```http\nPOST /parcels HTTP/1.1\nContent-Type: application/json\n\n{ \"size\": \"tiny\", \"to\": { \"city\": \"Oslo\" }, }\n```\n\n```http\nHTTP/1.1 201 Created\nContent-Type: application/json\n\n{ \"size\": \"small\", \"to\": {}  }\n```\n";

#[test]
fn every_message_is_one_of_the_protocol() {
    let everything = json!({
        "general": { "positionEncodings": ["utf-16"] },
        "window": { "workDoneProgress": true },
        "workspace": {
            "didChangeWatchedFiles": { "dynamicRegistration": true },
            "workspaceEdit": { "documentChanges": true },
            "inlayHint": { "refreshSupport": true },
        },
        "textDocument": { "publishDiagnostics": { "relatedInformation": true } },
    });
    let files = [("apiproof.toml", "schemas = [\"openapi.yaml\"]\n"), ("openapi.yaml", OPENAPI)];
    let mut editor = Editor::in_folder(&everything, &json!({ "levle": 1 }), &files);
    let (page, named) = marked(PAGE);
    editor.show("a.md", &page);
    let document = json!({ "uri": editor.uri("a.md") });
    let lines = u32::try_from(page.lines().count()).unwrap();
    let places: Vec<Value> = (0..lines)
        .flat_map(|line| [0, 4, 10, 16].map(|character| json!({ "line": line, "character": character })))
        .collect();
    for position in &places {
        for method in ["hover", "completion", "definition", "typeDefinition", "prepareRename"] {
            let method = format!("textDocument/{method}");
            let result =
                editor.ask(&method, json!({ "textDocument": document, "position": position })).unwrap();
            check_result(&method, &result);
        }
    }
    let whole = span([[0, 0], [lines, 0]]);
    for (method, more) in [
        (
            "textDocument/references",
            json!({ "position": { "line": 2, "character": 8 }, "context": { "includeDeclaration": true } }),
        ),
        ("textDocument/rename", json!({ "position": named, "newName": "a" })),
        ("textDocument/documentSymbol", json!({})),
        ("textDocument/inlayHint", json!({ "range": whole })),
        ("textDocument/codeAction", json!({ "range": whole, "context": { "diagnostics": [] } })),
        (
            "textDocument/codeAction",
            json!({ "range": whole, "context": { "diagnostics": [], "only": ["source.fixAll"] } }),
        ),
        ("textDocument/diagnostic", json!({})),
    ] {
        let mut params = more;
        params["textDocument"] = document.clone();
        let result = editor.ask(method, params).unwrap();
        assert!(!result.is_null() && result != json!([]), "{method} says nothing");
        check_result(method, &result);
    }
    editor.show("apiproof.toml", "schemas = [\"openapi.yaml\"]\nignore = [\"json\"]\n");
    editor.diagnostics("a.md", 1);
    check_result("shutdown", &editor.ask("shutdown", Value::Null).unwrap());
    assert!(!editor.unread.is_empty());
    editor.unread.iter().for_each(check_own);
}

#[test]
fn findings_of_all_pages_are_a_report_of_the_protocol() {
    let pulls = json!({ "textDocument": { "diagnostic": {} } });
    let mut editor = Editor::in_folder(&pulls, &json!({ "workspace": true }), &[("a.md", PAGE)]);
    let report = editor.ask("workspace/diagnostic", json!({ "previousResultIds": [] })).unwrap();
    assert_eq!(report["items"].as_array().unwrap().len(), 1);
    check_result("workspace/diagnostic", &report);
}

#[test]
fn the_introduction_is_one_of_the_protocol() {
    let pulls = json!({ "textDocument": { "diagnostic": {} } });
    for capabilities in [json!({}), pulls] {
        let editor = Editor::open(&capabilities);
        is::<lsp::InitializeResult>(&editor.introduction);
    }
}
