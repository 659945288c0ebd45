//! What was understood of each page, as a table or as data.

use std::io::{self, Write};

use colored::Colorize as _;
use serde::Serialize;

use super::Style;
use super::neutral::{json, neutral};
use super::ranked::count;
use super::summary::unread;
use super::wrap::{padded, width, wrapped};
use crate::engine::{InspectedExample, InspectedMessage, InspectedPage, InspectedSchema};

#[derive(Serialize)]
struct Report<'p> {
    schema_version: u32,
    files: &'p [InspectedPage],
}

/// Writes one JSON document.
///
/// # Errors
/// If `out` fails.
pub(crate) fn inspect_json(pages: &[InspectedPage], out: &mut dyn Write) -> io::Result<()> {
    json::write(out, &Report { schema_version: 1, files: pages })?;
    out.write_all(b"\n")?;
    out.flush()
}

/// Writes a table for every page that holds examples: lines, kind, dialect, start line, body, evidence, tie, coverage. On a terminal
/// that is too narrow for one of them, an example has two lines.
///
/// # Errors
/// If `out` fails.
pub(crate) fn inspect_text(pages: &[InspectedPage], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let tables: Vec<Vec<Row>> =
        pages.iter().map(|page| page.examples.iter().flat_map(rows).collect()).collect();
    let fits =
        |columns| tables.iter().all(|rows| widths(rows).iter().sum::<usize>() + 2 * COLUMNS <= columns);
    let is_wide = style.columns.is_none_or(fits);
    let mut examples = 0;
    let said = |page: &InspectedPage| !page.examples.is_empty() || !page.unread.is_empty();
    for (page, rows) in pages.iter().zip(&tables).filter(|(page, _)| said(page)) {
        examples += page.examples.len();
        writeln!(out, "{}", neutral(&page.path).bold())?;
        if is_wide {
            table(rows, out)?;
        } else {
            list(rows, style, out)?;
        }
        declared(page, out)?;
        if !page.unread.is_empty() {
            let lines: Vec<_> = page.unread.iter().map(u32::to_string).collect();
            writeln!(out, "  {}: {}", unread(page.unread.len()), lines.join(", "))?;
        }
        writeln!(out)?;
    }
    let hidden: usize = pages.iter().map(|page| page.unread.len()).sum();
    let hidden = if hidden > 0 { format!(" {}.", unread(hidden)) } else { String::new() };
    writeln!(out, "Read {}: {}.{hidden}", count(pages.len(), "page"), count(examples, "example"))?;
    out.flush()
}

const COLUMNS: usize = 8;

/// Lines, kind, dialect, start line, body, evidence, tie, coverage.
type Row = [String; COLUMNS];

fn widths(rows: &[Row]) -> [usize; COLUMNS] {
    let mut widths = [0; COLUMNS];
    for (at, cell) in rows.iter().flat_map(|row| row.iter().enumerate()) {
        widths[at] = widths[at].max(width(cell));
    }
    widths
}

fn table(rows: &[Row], out: &mut dyn Write) -> io::Result<()> {
    let widths = widths(rows);
    for row in rows {
        let line: Vec<_> = row.iter().zip(widths).map(|(cell, width)| padded(cell, width)).collect();
        writeln!(out, "  {}", line.join("  ").trim_end())?;
    }
    Ok(())
}

/// What it is on one line, what is known of it on the next ones.
fn list(rows: &[Row], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let widths = widths(rows);
    let before = widths[0] + "    ".len();
    for [lines, kind, dialect, start, facts @ ..] in rows {
        let what = [padded(lines, widths[0]), padded(kind, widths[1]), start.clone()].join("  ");
        writeln!(out, "  {}", what.trim_end())?;
        let facts: Vec<&str> =
            [dialect].into_iter().chain(facts).map(String::as_str).filter(|fact| !fact.is_empty()).collect();
        for line in wrapped(&facts.join(", "), style.columns, before).split('\n') {
            writeln!(out, "{:before$}{}", "", line.dimmed())?;
        }
    }
    Ok(())
}

/// What a page declares, a line a declaration.
fn declared(page: &InspectedPage, out: &mut dyn Write) -> io::Result<()> {
    let facts = &page.declared;
    for status in &facts.statuses {
        let body = status.body.map(|body| format!(", body {body}")).unwrap_or_default();
        let (text, form, certainty) = (shortened(&status.text), status.form, status.certainty);
        writeln!(out, "  declares {text} at {} ({form}, {certainty}{body})", status.line)?;
    }
    for line in &facts.endpoints {
        let target = shortened(&line.target);
        writeln!(out, "  declares {} {target} at {} ({})", line.method, line.line, line.form)?;
    }
    for field in &facts.fields {
        let required = if field.required { ", required" } else { "" };
        let ty = field.type_text.as_deref().map(|ty| format!(", {}", shortened(ty))).unwrap_or_default();
        let (name, line, kind) = (shortened(&field.name), field.line, field.kind);
        writeln!(out, "  declares {name} at {line} ({kind}{ty}{required})")?;
    }
    for list in &facts.enums {
        let values = shortened(&list.values.join(", "));
        writeln!(out, "  declares the values of {} at {}: {values}", shortened(&list.name), list.line)?;
    }
    Ok(())
}

/// The row of an example; one more for each message after the first.
fn rows(example: &InspectedExample) -> Vec<Row> {
    let mut name = example.block_type.map(|word| format!(" ({word})")).unwrap_or_default();
    if name == format!(" ({})", example.kind) {
        name.clear();
    }
    let lines = format!("{}-{}", example.line, example.end_line);
    let dialect = format!("{}{name}", example.dialect);
    let schema = |index: usize| example.schemas.get(index).and_then(Option::as_ref);
    let mut rows = vec![row(lines, example.kind, dialect, &example.first, schema(0))];
    rows.extend(example.messages.iter().enumerate().skip(1).map(|(index, message)| {
        let kind = if message.method.is_some() { "request" } else { "response" };
        row(String::new(), kind, String::new(), message, schema(index))
    }));
    rows
}

fn row(
    lines: String,
    kind: &str,
    dialect: String,
    message: &InspectedMessage,
    schema: Option<&InspectedSchema>,
) -> Row {
    let words = |parts: [Option<&str>; 2]| parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let start = match &message.method {
        Some(_) => words([message.method.as_deref(), message.target.as_deref()]),
        None => words([message.status.map(|code| code.to_string()).as_deref(), message.reason.as_deref()]),
    };
    let body = message.body.as_ref().map_or("no body".to_owned(), |body| {
        let valid = match body.json_valid {
            Some(true) => ", valid",
            Some(false) => ", not valid",
            None => "",
        };
        format!("{} at {}{valid}", body.kind, body.line)
    });
    let tie = match (message.paired_with, message.pairing) {
        (Some(line), Some(why)) => format!("tied to {line} ({why})"),
        (_, why) => why.unwrap_or_default().to_owned(),
    };
    let coverage = schema.map(coverage).unwrap_or_default();
    [lines, kind.to_owned(), dialect, shortened(&start), body, evidence(message), tie, coverage]
}

/// Why it is believed to be what it is: of the body, or of a message without one.
fn evidence(message: &InspectedMessage) -> String {
    let evidence = message.body.as_ref().map(|body| body.evidence).or(message.evidence);
    evidence.map(|it| format!("{} ({})", it.strength, it.reason)).unwrap_or_default()
}

/// Whether a body was held against a schema, and how that was found or why not.
fn coverage(schema: &InspectedSchema) -> String {
    let name = schema.type_name.as_deref().filter(|name| !name.is_empty());
    let name = name.map(|name| format!(" {}", shortened(name))).unwrap_or_default();
    let reason = schema.reason.as_deref().unwrap_or_default();
    match schema.coverage {
        "checked" if name.is_empty() => format!("checked ({reason})"),
        "checked" => format!("checked as{name} ({reason})"),
        "unknown-type" => format!("unknown type{name}"),
        _ if reason.is_empty() => String::new(),
        _ => format!("not covered: {reason}"),
    }
}

/// A start line of bounded length, made harmless.
fn shortened(text: &str) -> String {
    const WIDTH: usize = 60;
    let harmless = neutral(text);
    if harmless.chars().count() <= WIDTH {
        return harmless.into_owned();
    }
    harmless.chars().take(WIDTH - 1).chain(['…']).collect()
}
