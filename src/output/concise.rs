//! `concise`: one line a finding, as editors and `grep` read it.

use std::io::{self, Write};

use colored::Colorize as _;

use super::neutral::neutral;
use super::summary::toned;
use crate::diagnostic::Severity;
use crate::engine::RunReport;

/// Writes `path:line:column: severity[rule] message` lines.
pub(super) fn write(run: &RunReport, out: &mut dyn Write) -> io::Result<()> {
    for file in &run.files {
        for finding in &file.findings {
            let at = file.source.position(finding.primary.span.start);
            let place = (u64::from(at.line), u64::from(at.column));
            let (path, rule) = (file.source.path(), finding.rule.id);
            writeln!(out, "{}", line(path, place, finding.severity, rule, &finding.message))?;
        }
    }
    Ok(())
}

/// The line of a finding at a place (line and column), in colours if they are on.
pub(super) fn line(
    path: &str,
    (line, column): (u64, u64),
    severity: Severity,
    rule: &str,
    message: &str,
) -> String {
    let what = format!("{severity}[{}]", neutral(rule));
    format!("{}:{line}:{column}: {} {}", neutral(path).bold(), toned(severity, &what), neutral(message))
}
