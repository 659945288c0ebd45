//! What the documentation declares and no example shows, as text or as data: counts, then what is missing, the worst
//! first. The data has everything, the text as much as somebody reads.

use std::io::{self, Write};

use colored::Colorize as _;
use serde::Serialize;

use super::neutral::neutral;
use crate::engine::{Count, Coverage, OperationGaps, PageGaps, TypeGaps};

/// So many pages, types and operations are listed.
const MOST: usize = 25;

/// So many lines of a page are.
const MOST_LINES: usize = 12;

/// So many members of a type are.
const MOST_MEMBERS: usize = 8;

#[derive(Serialize)]
struct Report<'c> {
    schema_version: u32,
    #[serde(flatten)]
    coverage: &'c Coverage,
}

/// Writes one JSON document.
///
/// # Errors
/// If `out` fails.
pub(crate) fn coverage_json(coverage: &Coverage, out: &mut dyn Write) -> io::Result<()> {
    super::neutral::json::write(out, &Report { schema_version: 1, coverage })?;
    out.write_all(b"\n")?;
    out.flush()
}

/// The counts of a run that there is anything of, with what is counted.
pub(super) fn counts(coverage: &Coverage) -> impl Iterator<Item = (&'static str, Count)> {
    let summary = &coverage.summary;
    let counts = [
        ("statuses that pages declare", summary.statuses),
        ("endpoint lines", summary.endpoints),
        ("headers and members that tables call for", summary.fields),
        ("operations of the API", summary.operations),
        ("of these by the description itself", summary.operations_in_descriptions),
        ("statuses of operations with an example", summary.operation_statuses),
        ("types", summary.types),
        ("properties of types with an example", summary.properties),
    ];
    counts.into_iter().filter(|(_, count)| count.declared > 0)
}

/// Writes the counts, then what is missing: of pages, types and operations, the worst first.
///
/// # Errors
/// If `out` fails.
pub(crate) fn coverage_text(coverage: &Coverage, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", "Shown by examples".bold())?;
    for (words, count) in counts(coverage) {
        writeln!(out, "  {:>6} of {:<6}  {words}", count.shown, count.declared)?;
    }
    if counts(coverage).next().is_none() {
        writeln!(out, "  Nothing is declared.")?;
    }
    for file in coverage.files.iter().take(MOST) {
        page(file, out)?;
    }
    more(coverage.files.len(), "page", out)?;
    if !coverage.types.is_empty() {
        writeln!(out, "\n{}", "Properties without an example".bold())?;
        for gaps in coverage.types.iter().take(MOST) {
            members(gaps, out)?;
        }
        more(coverage.types.len(), "type", out)?;
    }
    let (uncalled, partial): (Vec<_>, Vec<_>) =
        coverage.operations.iter().partition(|operation| !operation.shown);
    operations("Operations without an example", &uncalled, out)?;
    operations("Statuses of operations without an example", &partial, out)?;
    out.flush()
}

fn page(file: &PageGaps, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n{}", neutral(&file.path).bold())?;
    for missing in file.missing.iter().take(MOST_LINES) {
        writeln!(out, "  {:>5}  {:<8}  {}", missing.line, missing.kind, neutral(&missing.text))?;
    }
    if let Some(left) = file.missing.len().checked_sub(MOST_LINES).filter(|left| *left > 0) {
        writeln!(out, "         and {left} more")?;
    }
    Ok(())
}

fn members(gaps: &TypeGaps, out: &mut dyn Write) -> io::Result<()> {
    let names: Vec<_> = gaps.missing.iter().take(MOST_MEMBERS).map(|name| neutral(name)).collect();
    let rest = match gaps.missing.len().checked_sub(MOST_MEMBERS) {
        Some(left @ 1..) => format!(" and {left} more"),
        _ => String::new(),
    };
    let (shown, declared) = (gaps.count.shown, gaps.count.declared);
    writeln!(out, "  {} ({shown} of {declared} shown): {}{rest}", neutral(&gaps.name), names.join(", "))
}

fn operations(title: &str, operations: &[&OperationGaps], out: &mut dyn Write) -> io::Result<()> {
    if operations.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", title.bold())?;
    for operation in operations.iter().take(MOST) {
        let named = [&operation.method, &operation.path].map(|part| neutral(part)).join(" ");
        let statuses = operation.missing_statuses.join(", ");
        let separator = if statuses.is_empty() { "" } else { ": " };
        writeln!(out, "  {}{separator}{}", named.trim_start(), neutral(&statuses))?;
    }
    more(operations.len(), "operation", out)
}

/// Says how many are not listed.
fn more(all: usize, noun: &str, out: &mut dyn Write) -> io::Result<()> {
    match all.checked_sub(MOST) {
        Some(left @ 1..) => {
            let plural = if left == 1 { "" } else { "s" };
            writeln!(out, "\n  and {left} more {noun}{plural}: `--output-format json` has them all")
        }
        _ => Ok(()),
    }
}
