//! What became of the entries of another tool's configuration.

use std::io::{self, Write};

use serde::Serialize;

use super::neutral::neutral;
use crate::engine::Takeover;

/// The longest entry that is shown whole, in characters.
const WIDEST: usize = 100;

/// Writes a line for every entry; nothing if there are none.
///
/// # Errors
/// If `out` fails.
pub(crate) fn takeover_text(takeover: &Takeover, out: &mut dyn Write) -> io::Result<()> {
    for entry in &takeover.entries {
        let mut said: String = entry.entry.chars().take(WIDEST).collect();
        if said.len() < entry.entry.len() {
            said.push('…');
        }
        let line = format!("{}:{}: {}: {said}: {}", entry.path, entry.line, entry.fate.word(), entry.answer);
        writeln!(out, "{}", neutral(&line))?;
    }
    Ok(())
}

#[derive(Serialize)]
struct Report<'r> {
    schema_version: u32,
    file: &'r str,
    text: &'r str,
    entries: Vec<Answered<'r>>,
}

#[derive(Serialize)]
struct Answered<'r> {
    path: &'r str,
    line: u32,
    entry: &'r str,
    fate: &'r str,
    answer: &'r str,
}

/// Writes the file and every entry as JSON.
///
/// # Errors
/// If `out` fails.
pub(crate) fn takeover_json(
    takeover: &Takeover,
    file: &str,
    text: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let entries = takeover.entries.iter().map(|entry| Answered {
        path: &entry.path,
        line: entry.line,
        entry: &entry.entry,
        fate: entry.fate.word(),
        answer: &entry.answer,
    });
    let report = Report { schema_version: 1, file, text, entries: entries.collect() };
    super::neutral::json::write_pretty(out, &report)?;
    out.write_all(b"\n")
}
