//! What hover and completion say at every place of the samples, pinned in `places.txt`, one a line. `UPDATE_FIXTURES=1`
//! rewrites it; read it against `schemas/parcelo.openapi.yaml`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::editor::Editor;

/// The pages whose examples the description covers, each below `docs-samples`.
const PAGES: [&str; 6] = [
    "clean/returns.md",
    "clean/create-shipment.md",
    "clean/couriers.md",
    "clean/track-shipment.md",
    "clean/labels.md",
    "mistakes/schemas.md",
];

/// More labels than so many are counted.
const SHOWN: usize = 8;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A place that a writer may point to or write at.
struct Place {
    line: usize,
    column: usize,
    /// What is there, for the reader of the list.
    written: String,
    /// What is typed there first.
    typed: &'static str,
}

/// The places of a line in a fence: its strings and words, or the parts of a head.
fn places_of(line: &str, number: usize) -> Vec<Place> {
    let place = |column: usize, written: &str, typed: &'static str| Place {
        line: number,
        column,
        written: written.to_owned(),
        typed,
    };
    let body = line.trim_start_matches([' ', '>']);
    let start = line.len() - body.len();
    let mut found = Vec::new();
    if let Some((name, _)) = body.split_once(": ").filter(|(name, _)| is_field_name(name)) {
        found.push(place(start + 1, name, ""));
        return found;
    }
    if let Some(rest) = body.strip_prefix("HTTP/1.1 ") {
        found.push(place(start + 9, rest, ""));
        return found;
    }
    if let Some((method, rest)) = body.split_once(' ').filter(|(method, _)| is_method(method)) {
        let target = rest.split(' ').next().unwrap_or_default();
        found.push(place(start + method.len() + 2, target, ""));
        return found;
    }
    found.extend(tokens(line).into_iter().map(|(at, token)| {
        let inside = at + usize::from(token.starts_with('"'));
        place(inside, token, "")
    }));
    if line.ends_with('{') {
        found.push(place(line.len(), "behind the bracket", " "));
    }
    if line.ends_with(',') {
        found.push(place(line.len(), "behind the comma", " \""));
    }
    found
}

fn is_field_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

fn is_method(text: &str) -> bool {
    ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"].contains(&text)
}

/// The strings, numbers and words of a line of JSON.
fn tokens(line: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = line[at..].chars().next() {
        let rest = &line[at..];
        let length = match c {
            '"' => rest[1..].find('"').map_or(rest.len(), |end| end + 2),
            c if c.is_alphanumeric() => {
                rest.find(|c: char| !(c.is_alphanumeric() || c == '.')).unwrap_or(rest.len())
            }
            _ => 0,
        };
        if length > 0 {
            found.push((at, &rest[..length]));
        }
        at += length.max(c.len_utf8());
    }
    found
}

/// The places of a page, in order.
fn places(text: &str) -> Vec<Place> {
    let (mut is_fence, mut is_read) = (false, false);
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if let Some(info) = line.trim_start_matches([' ', '>']).strip_prefix("```") {
            is_fence = !is_fence;
            is_read = is_fence && !info.contains("sh");
        } else if is_read {
            found.extend(places_of(line, number));
        }
    }
    found
}

/// The words of a hover on one line, without the line of the description that says them.
fn words(hover: &Value) -> String {
    let words = hover["contents"]["value"].as_str().unwrap_or_default();
    let lines = words.lines().filter(|line| !line.is_empty() && !line.starts_with("*parcelo"));
    let mut lines: Vec<&str> = lines.collect();
    // The help on a rule is written elsewhere.
    if let Some(at) = lines.iter().position(|line| line.contains("** (error") || line.contains("** (warning"))
    {
        lines.truncate(at + 1);
    }
    lines.join(" / ")
}

fn labels(items: &Value) -> String {
    let items = items.as_array().map(Vec::as_slice).unwrap_or_default();
    let shown: Vec<&str> = items.iter().take(SHOWN).filter_map(|item| item["label"].as_str()).collect();
    let rest = items.len().saturating_sub(SHOWN);
    let rest = if rest > 0 { format!(" and {rest} more") } else { String::new() };
    format!("{}{rest}", shown.join(" "))
}

fn said_on(editor: &mut Editor, page: &str) -> String {
    let text = fs::read_to_string(root().join("docs-samples").join(page)).unwrap();
    let name = page.rsplit('/').next().unwrap();
    editor.show(name, &text);
    let mut said = String::new();
    let mut version = 1;
    for place in places(&text) {
        let Place { line, column, written, typed } = place;
        let position = json!({ "line": line, "character": column + typed.len() });
        let params = json!({ "textDocument": { "uri": editor.uri(name) }, "position": position });
        let at = u32::try_from(column).unwrap();
        let number = u32::try_from(line).unwrap();
        if !typed.is_empty() {
            version += 1;
            editor.edit(name, version, [[number, at], [number, at]], typed);
        }
        let hover = editor.ask("textDocument/hover", params.clone()).unwrap();
        let items = editor.ask("textDocument/completion", params).unwrap();
        if !typed.is_empty() {
            version += 1;
            let end = at + u32::try_from(typed.len()).unwrap();
            editor.edit(name, version, [[number, at], [number, end]], "");
        }
        let hover = if typed.is_empty() { words(&hover) } else { String::new() };
        writeln!(said, "{page}:{}:{}: {written}", line + 1, column + 1).unwrap();
        for (mark, text) in [("  says ", hover), ("  offers ", labels(&items))] {
            if !text.is_empty() {
                writeln!(said, "{mark}{text}").unwrap();
            }
        }
    }
    said
}

#[test]
fn every_place_of_the_samples_has_its_words_and_choices() {
    let description = fs::read_to_string(root().join("schemas/parcelo.openapi.yaml")).unwrap();
    let files = [("apiproof.toml", "schemas = [\"parcelo.yaml\"]\n"), ("parcelo.yaml", &*description)];
    let mut editor = Editor::in_folder(&json!({}), &Value::Null, &files);
    let said: String = PAGES.iter().map(|page| said_on(&mut editor, page)).collect();
    let path = root().join("tests/lsp/places.txt");
    if std::env::var_os("UPDATE_FIXTURES").is_some_and(|value| value != "0") {
        fs::write(&path, &said).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    let changed: Vec<&str> = said.lines().filter(|line| !expected.contains(line)).take(20).collect();
    assert!(said == expected, "UPDATE_FIXTURES=1 rewrites {}\n{}", path.display(), changed.join("\n"));
}
