//! Findings in the order in which a reader with little room wants them: the worst first, then by path and place.

use std::cmp::Reverse;

use super::neutral;
use crate::diagnostic::{Diagnostic, Severity};
use crate::engine::{FileReport, RunReport};

/// As much of a message as a report shows, in characters. Messages are shorter unless they quote a whole line.
pub(super) const MESSAGE: usize = 1000;

/// A finding with its page.
#[derive(Clone, Copy)]
pub(super) struct Ranked<'r> {
    pub(super) file: &'r FileReport,
    pub(super) finding: &'r Diagnostic,
    /// See [`fingerprints`](crate::engine::fingerprints); the path does not count.
    pub(super) print: u64,
}

impl Ranked<'_> {
    /// The finding, then help and fix, a line each.
    pub(super) fn lines(&self) -> Vec<String> {
        let finding = self.finding;
        let mut lines = vec![self.message()];
        lines.extend(finding.help.iter().map(|help| neutral::message(help, MESSAGE).into_owned()));
        lines.extend(
            finding.fix.as_ref().map(|fix| format!("fix: {}", neutral::message(&fix.title, MESSAGE))),
        );
        lines
    }

    /// The message, harmless and no longer than a report can bear.
    pub(super) fn message(&self) -> String {
        neutral::message(&self.finding.message, MESSAGE).into_owned()
    }
}

/// Every finding, in the order of the report.
pub(super) fn all(run: &RunReport) -> impl Iterator<Item = Ranked<'_>> {
    run.files.iter().flat_map(|file| {
        let prints = crate::engine::fingerprints(file);
        file.findings.iter().zip(prints).map(move |(finding, print)| Ranked { file, finding, print })
    })
}

/// Every finding, the worst first.
pub(super) fn worst_first(run: &RunReport) -> Vec<Ranked<'_>> {
    let mut found: Vec<_> = all(run).collect();
    // Stable: within a severity the order of the report stays.
    found.sort_by_key(|ranked| Reverse(ranked.finding.severity));
    found
}

/// A number with its noun.
pub(crate) fn count(n: usize, noun: &str) -> String {
    format!("{n} {}", plural(n, noun))
}

/// A noun as it follows a number.
pub(super) fn plural(n: usize, noun: &str) -> String {
    format!("{noun}{}", if n == 1 { "" } else { "s" })
}

/// The word of a severity in the formats that know `error`, `warning` and a third.
pub(super) fn word(severity: Severity, third: &'static str) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => third,
    }
}
