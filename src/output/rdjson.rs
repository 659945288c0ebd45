//! `rdjson` and `rdjsonl`: the Diagnostic Format of reviewdog, with fixes as suggestions.
//!
//! Columns are bytes from 1, ends exclusive. Paths are those of the working directory, which reviewdog joins with the
//! folder that it runs in. Suggestions are alternatives to each other, so a fix is always one of them.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::ser::SerializeSeq as _;
use serde::{Serialize, Serializer};

use super::neutral::{self, json};
use super::place::{Range, Unit};
use super::ranked::{MESSAGE, Ranked, all};
use crate::diagnostic::{Applicability, Severity};
use crate::engine::RunReport;
use crate::text::{Edit, LineColumn, SourceFile, Span, apply_edits};

/// A change of more bytes is not suggested.
const MAX_SUGGESTION: usize = 10_000;

#[derive(Serialize)]
struct Report<'r> {
    source: Source,
    diagnostics: Diagnostics<'r>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Diagnostic<'r> {
    message: String,
    location: Location<'r>,
    severity: &'static str,
    source: Source,
    code: Code,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'r>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related<'r>>,
}

#[derive(Serialize)]
struct Code {
    value: &'static str,
}

#[derive(Serialize)]
struct Location<'r> {
    path: &'r str,
    range: Places,
}

#[derive(Serialize)]
struct Places {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Suggestion<'r> {
    range: Places,
    text: Cow<'r, str>,
}

#[derive(Serialize)]
struct Related<'r> {
    message: String,
    location: Location<'r>,
}

/// Serialises every finding as it comes.
struct Diagnostics<'r>(&'r RunReport);

impl Serialize for Diagnostics<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for ranked in all(self.0) {
            list.serialize_element(&diagnostic(&ranked))?;
        }
        list.end()
    }
}

const SOURCE: Source = Source { name: "apiproof" };

/// Writes one document.
pub(super) fn write(run: &RunReport, out: &mut dyn Write) -> io::Result<()> {
    json::write(out, &Report { source: SOURCE, diagnostics: Diagnostics(run) })?;
    out.write_all(b"\n")
}

/// Writes one finding a line.
pub(super) fn write_lines(run: &RunReport, out: &mut dyn Write) -> io::Result<()> {
    for ranked in all(run) {
        json::write(out, &diagnostic(&ranked))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn diagnostic<'r>(ranked: &Ranked<'r>) -> Diagnostic<'r> {
    let (file, finding) = (ranked.file, ranked.finding);
    let fix = finding.fix.as_ref().filter(|fix| fix.applicability != Applicability::DisplayOnly);
    let suggestion = fix.and_then(|fix| suggestion(&file.source, &fix.edits));
    let related = finding.related.iter().map(|label| {
        let source = file.source_of(label);
        Related {
            message: neutral::message(&label.message, MESSAGE).into_owned(),
            location: Location { path: source.path(), range: places(source, label.span) },
        }
    });
    Diagnostic {
        message: ranked.lines().join("\n"),
        location: Location { path: file.source.path(), range: places(&file.source, finding.primary.span) },
        severity: match finding.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info => "INFO",
        },
        source: SOURCE,
        code: Code { value: finding.rule.id },
        suggestions: suggestion.into_iter().collect(),
        related_locations: related.collect(),
    }
}

/// A fix as one change, from the first edit to the last; none if that is too far for a comment on a line.
fn suggestion<'r>(source: &SourceFile, edits: &'r [Edit]) -> Option<Suggestion<'r>> {
    let all = edits.iter().map(|edit| edit.span).reduce(Span::to)?;
    if let [edit] = edits {
        return Some(Suggestion { range: places(source, all), text: Cow::Borrowed(&edit.text) });
    }
    if all.len() > MAX_SUGGESTION {
        return None;
    }
    let moved = |edit: &Edit| {
        let from = |offset: u32| (offset - all.start) as usize;
        Edit::replace(Span::new(from(edit.span.start), from(edit.span.end)), edit.text.as_str())
    };
    let edits: Vec<_> = edits.iter().map(moved).collect();
    let text = apply_edits(source.text().get(all.range())?, &edits)?;
    Some(Suggestion { range: places(source, all), text: Cow::Owned(text) })
}

fn places(source: &SourceFile, span: Span) -> Places {
    let range = Range::new(source, span, Unit::Bytes);
    let position = |at: LineColumn| Position { line: at.line, column: at.column };
    Places { start: position(range.start), end: position(range.end) }
}
