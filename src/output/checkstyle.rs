//! `checkstyle`: the report of Checkstyle, which many services read. Columns are code points from 1.

use std::io::{self, Write};

use super::neutral::xml::xml;
use super::place::{Range, Unit};
use super::ranked::{all, word};
use crate::engine::RunReport;

/// Writes one document. Paths are those of the working directory, since readers join them with their own.
pub(super) fn write(run: &RunReport, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<checkstyle version=\"4.3\">\n")?;
    let mut open: Option<&str> = None;
    for ranked in all(run) {
        let (source, finding) = (&ranked.file.source, ranked.finding);
        if open != Some(source.path()) {
            if open.is_some() {
                writeln!(out, "  </file>")?;
            }
            writeln!(out, "  <file name=\"{}\">", xml(source.path()))?;
            open = Some(source.path());
        }
        let at = Range::new(source, finding.primary.span, Unit::CodePoints).start;
        writeln!(
            out,
            "    <error line=\"{}\" column=\"{}\" severity=\"{}\" message=\"{}\" source=\"apiproof.{}\"/>",
            at.line,
            at.column,
            word(finding.severity, "info"),
            xml(&ranked.message()),
            xml(finding.rule.id),
        )?;
    }
    if open.is_some() {
        writeln!(out, "  </file>")?;
    }
    writeln!(out, "</checkstyle>")
}
