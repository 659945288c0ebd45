//! `json` and `jsonl`: the stable machine contract. Fields are only ever added within a `schema_version`.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::ser::SerializeSeq as _;
use serde::{Serialize, Serializer};

use super::Style;
use super::neutral::json as safe;
use super::summary::{Tally, by_folder, by_owner};
use crate::diagnostic::{Applicability, Diagnostic, Level, Severity};
use crate::engine::{FileReport, FixedPage, RunReport, Stats, fingerprints};
use crate::text::Span;

/// The version of the contract.
const SCHEMA_VERSION: u32 = 1;

#[derive(Serialize)]
struct Report<'r> {
    schema_version: u32,
    tool: Tool,
    run: Run<'r>,
    summary: Summary,
    #[serde(skip_serializing_if = "Option::is_none")]
    statistics: Option<&'r BTreeMap<&'static str, usize>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fixed: Option<Vec<Fixed<'r>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    statistics_by_folder: Option<BTreeMap<&'r str, Tally>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    statistics_by_owner: Option<BTreeMap<&'r str, Tally>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    diagnostics: Option<Findings<'r>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Summary {
    files: usize,
    files_skipped: usize,
    examples: usize,
    json_bodies: usize,
    schema_checked: usize,
    not_covered: usize,
    too_complex: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    fixable: usize,
    suppressed: usize,
    unread: usize,
    baselined: usize,
    baseline_gone: usize,
    fixed: usize,
    /// Those of `fixable` with a safe fix.
    fixable_safely: usize,
}

/// What was asked for.
#[derive(Serialize)]
struct Run<'r> {
    level: Level,
    changed_since: Option<&'r str>,
    baseline: Option<&'r str>,
    revision: Option<&'r str>,
    date: Option<&'r str>,
}

/// Fixes of one rule that were applied to a page, or would be.
#[derive(Serialize)]
struct Fixed<'r> {
    path: &'r str,
    rule: &'static str,
    count: usize,
}

#[derive(Serialize)]
struct Finding<'r> {
    rule: &'static str,
    severity: Severity,
    message: &'r str,
    path: &'r str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    span: Range,
    pointer: Option<&'r str>,
    help: &'r [std::borrow::Cow<'static, str>],
    related: Vec<Related<'r>>,
    fix: Option<Fix<'r>>,
    fingerprint: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'r str>,
}

#[derive(Serialize)]
struct Range {
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct Related<'r> {
    path: &'r str,
    line: u32,
    column: u32,
    message: &'r str,
}

#[derive(Serialize)]
struct Fix<'r> {
    title: &'r str,
    applicability: Applicability,
    edits: Vec<Edit<'r>>,
}

#[derive(Serialize)]
struct Edit<'r> {
    start: u32,
    end: u32,
    text: &'r str,
}

/// Writes one document.
pub(super) fn write(run: &RunReport, style: Style, out: &mut dyn Write) -> io::Result<()> {
    safe::write(out, &Report { diagnostics: Some(Findings(run)), ..head(run, style) })?;
    out.write_all(b"\n")
}

/// Writes one finding a line, then the summary.
pub(super) fn write_lines(run: &RunReport, style: Style, out: &mut dyn Write) -> io::Result<()> {
    for file in &run.files {
        for finding in findings(file) {
            safe::write(out, &finding)?;
            out.write_all(b"\n")?;
        }
    }
    safe::write(out, &head(run, style))?;
    out.write_all(b"\n")
}

fn head(run: &RunReport, style: Style) -> Report<'_> {
    Report {
        schema_version: SCHEMA_VERSION,
        tool: Tool { name: "apiproof", version: env!("CARGO_PKG_VERSION") },
        run: Run {
            level: run.info.level,
            changed_since: run.info.changed_since.as_deref(),
            baseline: run.info.baseline.as_deref(),
            revision: run.info.revision.as_deref(),
            date: run.info.date.as_deref(),
        },
        summary: Summary::new(&run.stats),
        statistics: style.statistics.then_some(&run.stats.by_rule),
        fixed: run.stats.fixing.is_some().then(|| run.fixed.iter().flat_map(fixed).collect()),
        statistics_by_folder: style.statistics.then(|| by_folder(run)),
        statistics_by_owner: style.statistics.then(|| by_owner(run)).flatten(),
        diagnostics: None,
    }
}

fn fixed(page: &FixedPage) -> impl Iterator<Item = Fixed<'_>> {
    page.rules.iter().map(|(rule, count)| Fixed { path: &page.path, rule, count: *count })
}

/// Serialises every finding as it comes, so that no second copy of the report is held.
struct Findings<'r>(&'r RunReport);

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for finding in self.0.files.iter().flat_map(findings) {
            list.serialize_element(&finding)?;
        }
        list.end()
    }
}

fn findings(file: &FileReport) -> impl Iterator<Item = Finding<'_>> {
    let prints = fingerprints(file);
    file.findings.iter().zip(prints).map(|(finding, print)| Finding::new(file, finding, print))
}

impl Summary {
    fn new(stats: &Stats) -> Self {
        Self {
            files: stats.files,
            files_skipped: stats.files_skipped(),
            examples: stats.examples,
            json_bodies: stats.json_bodies,
            schema_checked: stats.schema_checked,
            not_covered: stats.not_covered(),
            too_complex: stats.too_complex,
            errors: stats.errors,
            warnings: stats.warnings,
            infos: stats.infos,
            fixable: stats.fixable,
            suppressed: stats.suppressed,
            unread: stats.unread,
            baselined: stats.baselined.unwrap_or(0),
            baseline_gone: stats.baseline_gone,
            fixed: stats.fixed,
            fixable_safely: stats.fixable_safely,
        }
    }
}

impl<'r> Finding<'r> {
    fn new(file: &'r FileReport, finding: &'r Diagnostic, print: u64) -> Self {
        let source = &file.source;
        let Span { start, end } = finding.primary.span;
        let (from, to) = (source.position(start), source.position(end));
        let related = finding.related.iter().map(|label| {
            let source = file.source_of(label);
            let at = source.position(label.span.start);
            Related { path: source.path(), line: at.line, column: at.column, message: &label.message }
        });
        let fix = finding.fix.as_ref().map(|fix| Fix {
            title: &fix.title,
            applicability: fix.applicability,
            edits: fix
                .edits
                .iter()
                .map(|edit| Edit { start: edit.span.start, end: edit.span.end, text: &edit.text })
                .collect(),
        });
        Self {
            rule: finding.rule.id,
            severity: finding.severity,
            message: &finding.message,
            path: source.path(),
            line: from.line,
            column: from.column,
            end_line: to.line,
            end_column: to.column,
            span: Range { start, end },
            pointer: finding.pointer.as_deref(),
            help: &finding.help,
            related: related.collect(),
            fix,
            fingerprint: format!("{print:016x}"),
            note: finding.note.as_deref(),
        }
    }
}
