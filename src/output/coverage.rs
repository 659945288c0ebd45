//! What the documentation declares and no example shows, as text or as data.

use std::io::{self, Write};

use colored::Colorize as _;
use serde::Serialize;

use super::neutral::neutral;
use crate::engine::{InspectedOperation, InspectedPage};

#[derive(Serialize)]
struct Report<'p> {
    schema_version: u32,
    summary: Summary,
    files: Vec<File<'p>>,
    operations: Vec<&'p InspectedOperation>,
}

/// How much there is of everything, and how much of it an example shows.
#[derive(Default, Serialize)]
struct Summary {
    statuses: Count,
    endpoints: Count,
    fields: Count,
    operations: Count,
}

#[derive(Default, Serialize)]
struct Count {
    declared: usize,
    shown: usize,
}

impl Count {
    fn add(&mut self, shown: bool) {
        self.declared += 1;
        self.shown += usize::from(shown);
    }
}

/// What a page declares and does not show.
#[derive(Serialize)]
struct File<'p> {
    path: &'p str,
    missing: Vec<Missing>,
}

/// Something that no example shows.
#[derive(Serialize)]
struct Missing {
    line: u32,
    /// `status`, `endpoint`, `header` or `body`.
    kind: &'static str,
    text: String,
}

impl<'p> Report<'p> {
    fn new(pages: &'p [InspectedPage], operations: &'p [InspectedOperation]) -> Self {
        let mut summary = Summary::default();
        let files = pages.iter().map(|page| file(page, &mut summary)).filter(|file| !file.missing.is_empty());
        let files = files.collect();
        for operation in operations {
            summary.operations.add(operation.shown);
        }
        let operations = operations.iter().filter(|operation| !operation.shown).collect();
        Self { schema_version: 1, summary, files, operations }
    }
}

fn file<'p>(page: &'p InspectedPage, summary: &mut Summary) -> File<'p> {
    let mut missing = Vec::new();
    let mut note = |shown: bool, line: u32, kind: &'static str, text: &dyn Fn() -> String| {
        if !shown {
            missing.push(Missing { line, kind, text: text() });
        }
    };
    for status in page.declared.statuses.iter().filter(|status| status.certainty != "denied") {
        summary.statuses.add(status.shown);
        note(status.shown, status.line, "status", &|| status.text.clone());
    }
    for endpoint in &page.declared.endpoints {
        summary.endpoints.add(endpoint.shown);
        note(endpoint.shown, endpoint.line, "endpoint", &|| {
            format!("{} {}", endpoint.method, endpoint.target)
        });
    }
    for field in &page.declared.fields {
        summary.fields.add(field.shown);
        note(field.shown, field.line, field.kind, &|| field.name.clone());
    }
    missing.sort_by_key(|missing| missing.line);
    File { path: &page.path, missing }
}

/// Writes one JSON document.
///
/// # Errors
/// If `out` fails.
pub fn coverage_json(
    pages: &[InspectedPage],
    operations: &[InspectedOperation],
    out: &mut dyn Write,
) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &Report::new(pages, operations))?;
    out.write_all(b"\n")?;
    out.flush()
}

/// Writes what is missing page by page, then the operations, then the counts.
///
/// # Errors
/// If `out` fails.
pub fn coverage_text(
    pages: &[InspectedPage],
    operations: &[InspectedOperation],
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    colored::control::set_override(color);
    let report = Report::new(pages, operations);
    for file in &report.files {
        writeln!(out, "{}", neutral(file.path).bold())?;
        for missing in &file.missing {
            writeln!(out, "  {:>5}  {:<8}  {}", missing.line, missing.kind, neutral(&missing.text))?;
        }
        writeln!(out)?;
    }
    if !report.operations.is_empty() {
        writeln!(out, "{}", "Operations without an example".bold())?;
        for operation in &report.operations {
            writeln!(out, "  {} {}", neutral(&operation.method), neutral(&operation.path))?;
        }
        writeln!(out)?;
    }
    let of = |count: &Count, noun: &str| format!("{} of {} {noun}", count.shown, count.declared);
    let summary = &report.summary;
    let mut counts = vec![
        of(&summary.statuses, "declared statuses"),
        of(&summary.endpoints, "endpoint lines"),
        of(&summary.fields, "headers and members"),
    ];
    if summary.operations.declared > 0 {
        counts.push(of(&summary.operations, "operations"));
    }
    writeln!(out, "Shown by examples: {}.", counts.join(", "))?;
    out.flush()
}
