//! `markdown`: a summary that a job can show: the counts, those by rule folded away, then the findings, the worst first.
//!
//! GitHub takes 1 MiB for a step and loses what is near it, so half of that is the limit, and less where others have
//! written before; what is left out is said at the end.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use super::neutral::markdown::{code, message};
use super::neutral::uri::uri;
use super::place::{Paths, Range, Unit};
use super::ranked::{MESSAGE, Ranked, count, worst_first};
use super::summary::fixable;
use crate::diagnostic::Severity;
use crate::engine::RunReport;

/// As much as is written.
const MAX_BYTES: usize = 512 << 10;
/// What the lines after the table may need.
const TAIL: usize = 512;

/// Writes one document.
pub(super) fn write(run: &RunReport, paths: &Paths, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(job_summary(run, paths, MAX_BYTES).as_bytes())
}

/// The document, of at most `room` bytes; empty if not even the counts fit.
pub(crate) fn job_summary(run: &RunReport, paths: &Paths, room: usize) -> String {
    let room = room.min(MAX_BYTES);
    let mut text = counts(run);
    if text.len() + TAIL > room {
        return String::new();
    }
    if !run.stats.by_rule.is_empty() {
        let rules = rules(run);
        if text.len() + rules.len() + TAIL <= room {
            text.push_str(&rules);
        }
        findings(run, paths, room, &mut text);
    }
    text
}

fn counts(run: &RunReport) -> String {
    let mut text = format!("## apiproof: {}\n\n", verdict(run));
    let _ = writeln!(text, "{}\n", checked(run));
    let _ = writeln!(text, "{}\n", about(run));
    for problem in run.problems.iter().take(20) {
        let _ = writeln!(text, "- :x: {}: {}", code(&problem.path), message(&problem.message));
    }
    if run.problems.len() > 20 {
        let _ = writeln!(text, "- :x: and {}", count(run.problems.len() - 20, "more problem"));
    }
    if !run.problems.is_empty() {
        text.push('\n');
    }
    text
}

/// Level, commit and day, in small print.
fn about(run: &RunReport) -> String {
    let info = &run.info;
    let revision = info.revision.as_ref().map(|revision| format!("commit {}", code(&short(revision))));
    let parts = [Some(format!("level {}", code(info.level.word()))), revision, info.date.clone()];
    format!("<sub>{}</sub>", parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
}

/// As much of a commit's name as people write.
pub(super) fn short(revision: &str) -> String {
    revision.chars().take(10).collect()
}

fn verdict(run: &RunReport) -> String {
    let stats = &run.stats;
    let counts = [(stats.errors, "error"), (stats.warnings, "warning"), (stats.infos, "info")];
    let words: Vec<_> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, noun)| count(*n, noun)).collect();
    match (words.is_empty(), run.problems.is_empty()) {
        (true, true) if run.baseline.is_some() => ":white_check_mark: no new findings".to_owned(),
        (true, true) => ":white_check_mark: no findings".to_owned(),
        (true, false) => count(run.problems.len(), "problem"),
        (false, _) => words.join(", "),
    }
}

fn checked(run: &RunReport) -> String {
    let stats = &run.stats;
    let bodies = if stats.json_bodies == 1 { "JSON body" } else { "JSON bodies" };
    let since = run.info.changed_since.as_deref();
    let since = since.map_or_else(String::new, |since| format!(" changed since {}", code(since)));
    let mut line = format!(
        "{}{since}, {}, {} {bodies}",
        count(stats.files, "page"),
        count(stats.examples, "example"),
        stats.json_bodies,
    );
    if stats.has_schemas() {
        let (checked, left) = (stats.schema_checked, stats.not_covered());
        let _ = write!(line, ": {checked} checked against a schema, {left} not covered");
    }
    line.push('.');
    if stats.fixable > 0 {
        let _ = write!(line, " {}.", message(&fixable(stats.fixable_safely, stats.fixable_unsafely())));
    }
    if let Some(accepted) = stats.baselined {
        let _ = write!(line, " {accepted} accepted by the baseline.");
    }
    if stats.files_skipped() > 0 {
        let reasons: Vec<_> = stats.skipped.iter().map(|(reason, n)| reason.words(*n)).collect();
        let _ = write!(line, " Skipped {} ({}).", count(stats.files_skipped(), "file"), reasons.join(", "));
    }
    line
}

fn rules(run: &RunReport) -> String {
    let mut text = String::new();
    let mut worst: BTreeMap<&str, Severity> = BTreeMap::new();
    for finding in run.files.iter().flat_map(|file| &file.findings) {
        let severity = worst.entry(finding.rule.id).or_insert(finding.severity);
        *severity = finding.severity.max(*severity);
    }
    let mut rows: Vec<_> = run.stats.by_rule.iter().collect();
    rows.sort_by_key(|(rule, n)| (Reverse(worst.get(*rule)), Reverse(**n), **rule));
    let _ = writeln!(text, "<details><summary>Findings by rule ({})</summary>\n", rows.len());
    text.push_str("| Findings | Rule |\n|---:|:---|\n");
    for (rule, n) in rows {
        let sign = worst.get(rule).map_or("", |severity| sign(*severity));
        let _ = writeln!(text, "| {n} | {sign} {} |", code(rule));
    }
    text.push_str("\n</details>\n\n");
    text
}

fn findings(run: &RunReport, paths: &Paths, room: usize, text: &mut String) {
    let found = worst_first(run);
    text.push_str("| Where | What |\n|:---|:---|\n");
    let mut shown = 0;
    for ranked in &found {
        let row = row(ranked, paths);
        if text.len() + row.len() + TAIL > room {
            break;
        }
        text.push_str(&row);
        shown += 1;
    }
    if shown < found.len() {
        let more = count(found.len() - shown, "more finding");
        let _ = writeln!(
            text,
            "\n**{more} left out**, the least severe ones: a summary holds {} KiB.",
            room >> 10
        );
    }
}

fn row(ranked: &Ranked<'_>, paths: &Paths) -> String {
    let (source, finding) = (&ranked.file.source, ranked.finding);
    let at = Range::new(source, finding.primary.span, Unit::CodePoints).start;
    let path = paths.below_root(source.path());
    let place = code(&format!("{path}:{}", at.line));
    // A path that is not below the root has no page on the web.
    let is_below = !path.starts_with(['/', '<']) && !path.starts_with("../");
    let place = match paths.web.as_deref().filter(|_| is_below) {
        Some(web) => format!("[{place}]({web}/{}?plain=1#L{})", uri(&path), at.line),
        None => place,
    };
    let sign = sign(finding.severity);
    let words = super::neutral::message(&finding.message, MESSAGE);
    let rule = finding.rule.id;
    format!("| {place} | {sign} {}<br><sub>{rule}</sub> |\n", message(&words))
}

/// A severity as a sign that is seen before the words are read.
pub(super) fn sign(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => ":red_circle:",
        Severity::Warning => ":yellow_circle:",
        Severity::Info => ":blue_circle:",
    }
}
