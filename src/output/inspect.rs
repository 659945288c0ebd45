//! What was understood of each page, as a table or as data.

use std::io::{self, Write};

use colored::Colorize as _;
use serde::Serialize;

use super::neutral::{json, neutral};
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
pub fn inspect_json(pages: &[InspectedPage], out: &mut dyn Write) -> io::Result<()> {
    json::write(out, &Report { schema_version: 1, files: pages })?;
    out.write_all(b"\n")?;
    out.flush()
}

/// Writes a table for every page that holds examples: lines, kind, dialect, start line, body, tie, coverage.
///
/// # Errors
/// If `out` fails.
pub fn inspect_text(pages: &[InspectedPage], color: bool, out: &mut dyn Write) -> io::Result<()> {
    colored::control::set_override(color);
    let mut examples = 0;
    for page in pages.iter().filter(|page| !page.examples.is_empty()) {
        examples += page.examples.len();
        writeln!(out, "{}", neutral(&page.path).bold())?;
        let rows: Vec<_> = page.examples.iter().flat_map(rows).collect();
        let mut widths = [0; 6];
        for row in &rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.chars().count());
            }
        }
        for row in &rows {
            let cells = row.iter().zip(widths.iter().chain(&[0]));
            let line: Vec<_> = cells.map(|(cell, width)| format!("{cell:width$}")).collect();
            writeln!(out, "  {}", line.join("  ").trim_end())?;
        }
        declared(page, out)?;
        writeln!(out)?;
    }
    let count = |n: usize, noun: &str| format!("{n} {noun}{}", if n == 1 { "" } else { "s" });
    writeln!(out, "Read {}: {}.", count(pages.len(), "page"), count(examples, "example"))?;
    out.flush()
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
fn rows(example: &InspectedExample) -> Vec<[String; 7]> {
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
) -> [String; 7] {
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
    [lines, kind.to_owned(), dialect, shortened(&start), body, tie, coverage]
}

/// Whether a body was held against a schema, and how that was found or why not.
fn coverage(schema: &InspectedSchema) -> String {
    let name = schema.type_name.as_deref().map(|name| format!(" {}", shortened(name))).unwrap_or_default();
    let reason = schema.reason.as_deref().unwrap_or_default();
    match schema.coverage {
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
