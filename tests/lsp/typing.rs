//! Somebody types: after each pause the diagnostics are those of a fresh check of the same text.

use std::fs;
use std::path::PathBuf;

use apiproof::{Checker, Severity};
use serde_json::{Value, json};

use super::editor::Editor;

/// Edits in all, over all encodings.
const EDITS: usize = 5000;
/// Edits between two pauses.
const BURST: usize = 25;

/// Pieces that are typed: multi-byte text, line ends of all kinds, and what breaks and mends examples.
const PIECES: [&str; 28] = [
    "a",
    "é",
    "😀",
    "語",
    " ",
    "\n",
    "\r\n",
    "\r",
    ",",
    "\"",
    "{",
    "}",
    "[",
    "]",
    ":",
    "```\n",
    "\n```json\n",
    "> ",
    "<!-- ",
    " -->",
    "HTTP/1.1 200 OK\n",
    "GET /parcels\n",
    "\"id\": 1,",
    "//",
    "\\",
    "null",
    "\u{feff}",
    "- ",
];

/// Numbers that look random and are the same every time (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (limit as u64).max(1)).unwrap()
    }
}

/// The unit of columns, counted here without the server's help.
#[derive(Clone, Copy)]
enum Unit {
    Utf8,
    Utf16,
    Utf32,
}

impl Unit {
    fn width(self, c: char) -> usize {
        match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => c.len_utf16(),
            Self::Utf32 => 1,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16 => "utf-16",
            Self::Utf32 => "utf-32",
        }
    }

    /// The position of an offset, read from the beginning of the text. Inside of a line end it is before it.
    fn position(self, text: &str, offset: usize) -> [usize; 2] {
        let (mut line, mut column) = (0, 0);
        let mut chars = text[..offset].chars().chain(text[offset..].chars().next()).peekable();
        let mut at = 0;
        while let Some(c) = chars.next().filter(|_| at < offset) {
            at += c.len_utf8();
            let is_cr_of_crlf = c == '\r' && chars.peek() == Some(&'\n');
            if is_cr_of_crlf {
                continue;
            }
            if c == '\n' || c == '\r' {
                (line, column) = (line + 1, 0);
            } else {
                column += self.width(c);
            }
        }
        [line, column]
    }
}

fn range(unit: Unit, text: &str, start: usize, end: usize) -> Value {
    let position = |offset| {
        let [line, character] = unit.position(text, offset);
        json!({ "line": line, "character": character })
    };
    json!({ "start": position(start), "end": position(end) })
}

/// What a fresh check finds in a text, as the server should show it.
fn expected(checker: &Checker, path: &PathBuf, text: &str, unit: Unit) -> Vec<Value> {
    let Some(page) = checker.check_page(path, text).unwrap() else { return Vec::new() };
    let severity = |severity| match severity {
        Severity::Error => 1,
        Severity::Warning => 2,
        Severity::Info => 3,
    };
    let findings = page.report.findings.iter();
    let shown = findings.map(|it| {
        json!({
            "range": range(unit, text, it.primary.span.start as usize, it.primary.span.end as usize),
            "code": it.rule.id,
            "severity": severity(it.severity),
            "message": it.message,
        })
    });
    shown.collect()
}

/// The pages of `docs-samples`, each also with CRLF.
fn pages() -> Vec<String> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs-samples");
    let mut folders = vec![root];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                found.push(fs::read_to_string(path).unwrap());
            }
        }
    }
    let windows: Vec<String> = found.iter().map(|text| text.replace('\n', "\r\n")).collect();
    found.into_iter().chain(windows).filter(|text| text.len() < 12_000).collect()
}

/// A change of the text, as an offset and lengths that keep characters whole.
fn change(dice: &mut Dice, text: &str) -> (usize, usize, String) {
    let start = text.floor_char_boundary(dice.below(text.len() + 1));
    let length = [0, 0, 0, 1, 3, 40][dice.below(6)];
    let end = text.floor_char_boundary((start + length).min(text.len())).max(start);
    // A range that ends inside of a line end is none that an editor has.
    let inside = |at: usize| at > 0 && text[..at].ends_with('\r') && text[at..].starts_with('\n');
    let (start, end) = (start - usize::from(inside(start)), end + usize::from(inside(end)));
    let piece = if length > 0 && dice.below(2) == 0 { "" } else { PIECES[dice.below(PIECES.len())] };
    (start, end, piece.to_owned())
}

fn simulate(unit: Unit, seed: u64, edits: usize) {
    let mut dice = Dice(seed);
    let mut editor = Editor::open(&json!({ "general": { "positionEncodings": [unit.name()] } }));
    let path = editor.folder.path().join("a.md");
    let checker = Checker::builder(editor.folder.path()).build().unwrap();
    let pages = pages();
    let (mut version, mut done) = (1, 0);
    while done < edits {
        let mut text = pages[dice.below(pages.len())].clone();
        editor.show("a.md", &text);
        for _ in 0..4 {
            let mut changes = Vec::new();
            for _ in 0..BURST {
                let (start, end, piece) = change(&mut dice, &text);
                changes.push(json!({ "range": range(unit, &text, start, end), "text": piece }));
                text.replace_range(start..end, &piece);
                done += 1;
                if dice.below(2) == 0 {
                    version += 1;
                    send(&editor, version, &mut changes);
                }
            }
            version += 1;
            send(&editor, version, &mut changes);
            let mut found = editor.diagnostics("a.md", version);
            editor.unread.clear();
            for one in &mut found {
                one.as_object_mut()
                    .unwrap()
                    .retain(|name, _| matches!(name.as_str(), "range" | "code" | "severity" | "message"));
            }
            assert_eq!(found, expected(&checker, &path, &text, unit), "seed {seed}, edit {done}: {text:?}");
        }
        version = 1;
        editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": editor.uri("a.md") } }));
    }
}

fn send(editor: &Editor, version: i32, changes: &mut Vec<Value>) {
    let document = json!({ "uri": editor.uri("a.md"), "version": version });
    let params = json!({ "textDocument": document, "contentChanges": std::mem::take(changes) });
    editor.tell("textDocument/didChange", params);
}

#[test]
fn diagnostics_follow_the_text_in_bytes() {
    simulate(Unit::Utf8, 0x5eed_0001, EDITS / 3);
}

#[test]
fn diagnostics_follow_the_text_in_utf16() {
    simulate(Unit::Utf16, 0x5eed_0002, EDITS / 3);
}

#[test]
fn diagnostics_follow_the_text_in_code_points() {
    simulate(Unit::Utf32, 0x5eed_0003, EDITS / 3);
}
