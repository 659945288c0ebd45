//! `github`: annotations on the changed files of a pull request.
//!
//! GitHub shows ten errors and ten warnings of a step (and as many notices); the rest is counted in a last line and
//! stands in the job summary, see [`markdown`](super::markdown). Columns are code points from 1, and only where
//! a finding stays on one line: otherwise GitHub drops them.

use std::io::{self, Write};

use super::neutral::log::{github_message, github_value};
use super::place::{Paths, Range, Unit};
use super::ranked::{Ranked, count, word, worst_first};
use crate::diagnostic::Severity;
use crate::engine::RunReport;

/// How many annotations of a kind GitHub shows for a step.
const SHOWN: usize = 10;

/// Writes one command a line.
pub(super) fn write(run: &RunReport, paths: &Paths, out: &mut dyn Write) -> io::Result<()> {
    let mut left_out = 0;
    let found = worst_first(run);
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        let of_kind = found.iter().filter(|ranked| ranked.finding.severity == severity);
        for (at, ranked) in of_kind.enumerate() {
            if at < SHOWN {
                writeln!(out, "{}", annotation(ranked, paths))?;
            } else {
                left_out += 1;
            }
        }
    }
    if left_out > 0 {
        let more = count(left_out, "more finding");
        writeln!(
            out,
            "apiproof: {more} not annotated, since GitHub shows {SHOWN} of a kind; see the job summary."
        )?;
    }
    Ok(())
}

fn annotation(ranked: &Ranked<'_>, paths: &Paths) -> String {
    let (source, finding) = (&ranked.file.source, ranked.finding);
    let range = Range::new(source, finding.primary.span, Unit::CodePoints);
    let columns = if range.is_one_line() {
        format!(",col={},endColumn={}", range.start.column, range.end.column)
    } else {
        String::new()
    };
    let lines = ranked.lines();
    format!(
        "::{} file={},line={},endLine={}{columns},title={}::{}",
        word(finding.severity, "notice"),
        github_value(&paths.below_root(source.path())),
        range.start.line,
        last_line(range),
        github_value(&format!("apiproof {}", finding.rule.id)),
        github_message(&lines.iter().map(String::as_str).collect::<Vec<_>>()),
    )
}

/// The last line that a range touches: one that ends at the start of a line does not touch it.
fn last_line(range: Range) -> u32 {
    let ends_before = range.end.column == 1 && range.end.line > range.start.line;
    range.end.line - u32::from(ends_before)
}
