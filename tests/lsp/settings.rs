//! The settings of the extension are those that the server knows.

use std::collections::BTreeSet;

use lsp_server::Message;
use serde_json::{Map, Value, json};

use super::editor::Editor;

/// What the extension reads itself.
const OWN: [&str; 3] = ["enable", "path", "trace.server"];

/// The settings that the extension hands on, with their schemas.
fn declared() -> Vec<(String, Value)> {
    let package: Value = serde_json::from_str(include_str!("../../editors/vscode/package.json")).unwrap();
    let properties = package["contributes"]["configuration"]["properties"].as_object().unwrap();
    let names =
        properties.iter().map(|(name, schema)| (name["apiproof.".len()..].to_owned(), schema.clone()));
    names.filter(|(name, _)| !OWN.contains(&name.as_str())).collect()
}

/// What the server says of settings.
fn said(settings: &Value) -> Vec<String> {
    let mut editor = Editor::with(&json!({}), settings);
    editor.ask("shutdown", Value::Null).unwrap();
    let warnings = editor.unread.iter().filter_map(|message| match message {
        Message::Notification(it) if it.method == "window/showMessage" => it.params["message"].as_str(),
        _ => None,
    });
    warnings.map(str::to_owned).collect()
}

#[test]
fn the_extension_has_every_setting_of_the_server() {
    let declared: BTreeSet<String> = declared().into_iter().map(|(name, _)| name).collect();
    let said = said(&json!({ "levle": 1 }));
    let (_, known) = said[0].split_once("expected ").unwrap();
    assert_eq!(declared, known.split(", ").map(str::to_owned).collect());
}

#[test]
fn the_server_takes_what_the_extension_allows() {
    for (name, schema) in declared() {
        let types = schema["type"].as_array().cloned().unwrap_or_else(|| vec![schema["type"].clone()]);
        for kind in &types {
            let value = match kind.as_str().unwrap() {
                "null" => Value::Null,
                "boolean" => json!(true),
                "array" => json!(["json"]),
                "string" => schema["enum"].as_array().and_then(|it| it.last()).cloned().unwrap_or(json!("")),
                other => panic!("{name}: {other}"),
            };
            // A list of files is one of files that are there.
            let value = if name == "schemas" && value.is_array() { json!([]) } else { value };
            assert_eq!(said(&Map::from_iter([(name.clone(), value)]).into()), [""; 0], "{name}: {kind}");
        }
        assert_eq!(said(&Map::from_iter([(name.clone(), json!(7))]).into()).len(), 1, "{name}");
    }
}
