//! `azure`: issues of a step in Azure Pipelines.
//!
//! The service shows ten of them for a step and knows errors and warnings only; the rest is counted in a last line.
//! Columns are code points from 1; paths begin at the top of the file system, as the service wants them.

use std::io::{self, Write};

use super::neutral::log::{azure_message, azure_value};
use super::place::{Paths, Range, Unit};
use super::ranked::{Ranked, count, word, worst_first};
use crate::engine::RunReport;

/// How many issues the service shows for a step.
const SHOWN: usize = 10;

/// Writes one command a line.
pub(super) fn write(run: &RunReport, paths: &Paths, out: &mut dyn Write) -> io::Result<()> {
    let found = worst_first(run);
    for ranked in found.iter().take(SHOWN) {
        writeln!(out, "{}", issue(ranked, paths))?;
    }
    if found.len() > SHOWN {
        let more = count(found.len() - SHOWN, "more finding");
        writeln!(
            out,
            "apiproof: {more} not listed as issues, since Azure Pipelines shows {SHOWN} of a step."
        )?;
    }
    Ok(())
}

fn issue(ranked: &Ranked<'_>, paths: &Paths) -> String {
    let (source, finding) = (&ranked.file.source, ranked.finding);
    let range = Range::new(source, finding.primary.span, Unit::CodePoints);
    let lines = ranked.lines();
    format!(
        "##vso[task.logissue type={};sourcepath={};linenumber={};columnnumber={};code={};]{}",
        word(finding.severity, "warning"),
        azure_value(&paths.absolute(source.path())),
        range.start.line,
        range.start.column,
        azure_value(finding.rule.id),
        azure_message(&lines.iter().map(String::as_str).collect::<Vec<_>>()),
    )
}

/// The command that shows a Markdown file with the run.
pub(crate) fn azure_summary(file: &str) -> String {
    format!("##vso[task.uploadsummary]{}", azure_message(&[file]))
}
