//! `concise`: one line a finding, as editors and `grep` read it.

use std::io::{self, Write};

use super::neutral::neutral;
use crate::engine::RunReport;

/// Writes `path:line:column: severity[rule] message` lines.
pub(super) fn write(run: &RunReport, out: &mut dyn Write) -> io::Result<()> {
    for file in &run.files {
        for finding in &file.findings {
            let at = file.source.position(finding.primary.span.start);
            let line = format!(
                "{}:{}:{}: {}[{}] {}",
                file.source.path(),
                at.line,
                at.column,
                finding.severity,
                finding.rule.id,
                finding.message
            );
            writeln!(out, "{}", neutral(&line))?;
        }
    }
    Ok(())
}
