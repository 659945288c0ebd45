//! `gitlab`: a Code Quality report.
//!
//! Two entries with one fingerprint are shown as one, and a fingerprint with a line number in it would change with every
//! edit above: ours is made of the path, the rule, the value concerned and the words of its line.

use std::io::{self, Write};

use serde::Serialize;

use super::neutral::json;
use super::place::{Paths, Range, Unit};
use super::ranked::{Ranked, all};
use crate::diagnostic::Severity;
use crate::engine::{RunReport, path_print};

#[derive(Serialize)]
struct Entry {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

/// Writes one array, an entry a line.
pub(super) fn write(run: &RunReport, paths: &Paths, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"[")?;
    for (at, ranked) in all(run).enumerate() {
        out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        json::write(out, &entry(&ranked, paths))?;
    }
    out.write_all(b"\n]\n")
}

fn entry(ranked: &Ranked<'_>, paths: &Paths) -> Entry {
    let (source, finding) = (&ranked.file.source, ranked.finding);
    let path = paths.below_root(source.path());
    let range = Range::new(source, finding.primary.span, Unit::CodePoints);
    Entry {
        // The name of the check is not shown.
        description: format!("{}: {}", finding.rule.id, ranked.message()),
        check_name: finding.rule.id,
        fingerprint: format!("{:016x}{:016x}", path_print(&path), ranked.print),
        severity: match finding.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Info => "info",
        },
        location: Location { path, lines: Lines { begin: range.start.line, end: range.end.line } },
    }
}
