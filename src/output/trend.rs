//! Two runs side by side: what is new, what is fixed, what is unchanged.
//!
//! Findings are the same if their fingerprints are: neither an edit elsewhere on the page nor a page that moved makes
//! a new one. Reports come from files, so everything in them counts as text from outside.

use std::borrow::Borrow;
use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::io::{self, Write};

use colored::Colorize as _;
use serde::Serialize;
use serde_json::Value;

use super::Style;
use super::concise;
use super::markdown::sign;
use super::neutral::markdown::{code, message};
use super::neutral::{self, json};
use super::ranked::{MESSAGE, count};
use crate::diagnostic::Severity;
use crate::engine::RunReport;

/// As much as a comment may hold: GitHub takes 65,536 characters.
const MAX_COMMENT: usize = 60_000;

/// The findings of a run, as a report of `check` holds them.
#[derive(Debug)]
pub(crate) struct Findings(Vec<Finding>);

/// Why a text cannot be read as a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ReportError {
    /// It is something else.
    #[error("not a report of `check --output-format json`")]
    Other,
    /// Another version of apiproof wrote it.
    #[error("a report of version {0}, which is not known here")]
    Version(u64),
}

/// A finding of a report: what counts for its identity, and all of it.
#[derive(Clone, Debug)]
struct Finding {
    path: String,
    rule: String,
    print: String,
    severity: Severity,
    whole: Value,
}

impl Findings {
    /// Reads a report in the format `json` or `jsonl`.
    ///
    /// # Errors
    /// If it is neither.
    pub(crate) fn parse(text: &str) -> Result<Self, ReportError> {
        let lines = || text.lines().filter(|line| !line.trim().is_empty());
        let whole: Option<Value> = serde_json::from_str(text).ok();
        let found: Vec<Value> = match whole {
            Some(Value::Object(mut report)) if report.contains_key("schema_version") => {
                known(report.get("schema_version"))?;
                match report.remove("diagnostics") {
                    Some(Value::Array(found)) => found,
                    // The last and only line of `jsonl`.
                    _ => Vec::new(),
                }
            }
            Some(_) => return Err(ReportError::Other),
            None => {
                let mut found: Vec<Value> = lines()
                    .map(serde_json::from_str)
                    .collect::<Result<_, _>>()
                    .map_err(|_| ReportError::Other)?;
                let summary = found.pop().ok_or(ReportError::Other)?;
                known(summary.get("schema_version"))?;
                found
            }
        };
        found.into_iter().map(Finding::new).collect::<Option<_>>().map(Self).ok_or(ReportError::Other)
    }
}

fn known(version: Option<&Value>) -> Result<(), ReportError> {
    match version.and_then(Value::as_u64) {
        Some(1) => Ok(()),
        Some(other) => Err(ReportError::Version(other)),
        None => Err(ReportError::Other),
    }
}

impl Finding {
    fn new(whole: Value) -> Option<Self> {
        let text = |name: &str| whole.get(name).and_then(Value::as_str).map(str::to_owned);
        Some(Self {
            path: text("path")?,
            rule: text("rule")?,
            print: text("fingerprint")?,
            severity: text("severity")?.parse().ok()?,
            whole,
        })
    }

    fn text(&self, name: &str) -> &str {
        self.whole.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    fn number(&self, name: &str) -> u64 {
        self.whole.get(name).and_then(Value::as_u64).unwrap_or_default()
    }
}

/// What became of the findings of a run in a later one.
#[derive(Debug)]
pub(crate) struct Trend {
    new: Vec<Finding>,
    fixed: Vec<Finding>,
    unchanged: usize,
}

impl Trend {
    /// Compares two runs. A finding that is on another page now counts as unchanged if its own page has lost it.
    pub(crate) fn new(Findings(old): Findings, Findings(new): Findings) -> Self {
        let all = new.len();
        let (fixed, new) = differences(old, new);
        Self { unchanged: all - new.len(), new, fixed }
    }

    /// How many new findings there are of this severity or a worse one.
    pub(crate) fn new_at_least(&self, severity: Severity) -> usize {
        self.new.iter().filter(|finding| finding.severity >= severity).count()
    }

    /// What became of the findings of an earlier report in a run.
    pub(super) fn of_run(earlier: &Findings, run: &RunReport) -> io::Result<Self> {
        let mut report = Vec::new();
        super::json::write(run, Style::default(), &mut report)?;
        let report = String::from_utf8_lossy(&report);
        let Findings(now) = Findings::parse(&report).map_err(io::Error::other)?;
        let all = now.len();
        let (fixed, new) = differences(earlier.0.iter().collect(), now);
        Ok(Self { unchanged: all - new.len(), new, fixed: fixed.into_iter().cloned().collect() })
    }

    /// Path, line, column and rule of each new finding.
    pub(super) fn new_places(&self) -> HashSet<(&str, u64, u64, &str)> {
        let place = |it: &'_ Finding| (it.number("line"), it.number("column"));
        self.new.iter().map(|it| (&*it.path, place(it).0, place(it).1, &*it.rule)).collect()
    }

    /// The fixed findings as lines, and how bad they were.
    pub(super) fn fixed(&self) -> impl Iterator<Item = (String, Severity)> {
        self.fixed.iter().map(|it| {
            let place = format!("{}:{}", it.path, it.number("line"));
            (format!("{place}: {} ({})", it.text("message"), it.rule), it.severity)
        })
    }

    /// How many findings are new, fixed, unchanged.
    pub(super) fn counts(&self) -> [usize; 3] {
        [self.new.len(), self.fixed.len(), self.unchanged]
    }

    fn verdict(&self) -> String {
        format!("{} new, {} fixed, {} unchanged", self.new.len(), self.fixed.len(), self.unchanged)
    }
}

/// What only the older run has, and what only the newer one.
fn differences<O: Borrow<Finding>>(old: Vec<O>, new: Vec<Finding>) -> (Vec<O>, Vec<Finding>) {
    let (old, new) = without_common(old, new, |it| format!("{}\0{}\0{}", it.path, it.rule, it.print));
    without_common(old, new, |it| format!("{}\0{}", it.rule, it.print))
}

/// Takes away what both have, one for one.
fn without_common<O: Borrow<Finding>>(
    mut old: Vec<O>,
    mut new: Vec<Finding>,
    key: impl Fn(&Finding) -> String,
) -> (Vec<O>, Vec<Finding>) {
    let mut left: HashMap<String, usize> = HashMap::new();
    for finding in &old {
        *left.entry(key(finding.borrow())).or_default() += 1;
    }
    let take = |left: &mut HashMap<String, usize>, finding: &Finding| match left.get_mut(&key(finding)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    };
    new.retain(|finding| !take(&mut left, finding));
    // What nobody took is gone.
    old.retain(|finding| take(&mut left, finding.borrow()));
    (old, new)
}

/// Writes a line a finding, `+` for a new one and `-` for one that is fixed, and the verdict.
///
/// # Errors
/// If `out` fails.
pub(crate) fn trend_text(trend: &Trend, out: &mut dyn Write) -> io::Result<()> {
    for (sign, findings) in [("+".bright_red(), &trend.new), ("-".bright_green(), &trend.fixed)] {
        for finding in findings {
            let place = (finding.number("line"), finding.number("column"));
            let message = finding.text("message");
            let line = concise::line(&finding.path, place, finding.severity, &finding.rule, message);
            writeln!(out, "{sign} {line}")?;
        }
    }
    writeln!(out, "{}.", trend.verdict().bold())?;
    out.flush()
}

#[derive(Serialize)]
struct Report<'t> {
    schema_version: u32,
    summary: Counts,
    new: Vec<&'t Value>,
    fixed: Vec<&'t Value>,
}

#[derive(Serialize)]
struct Counts {
    new: usize,
    fixed: usize,
    unchanged: usize,
}

/// Writes one JSON document; findings are as they were in the reports.
///
/// # Errors
/// If `out` fails.
pub(crate) fn trend_json(trend: &Trend, out: &mut dyn Write) -> io::Result<()> {
    let report = Report {
        schema_version: 1,
        summary: Counts { new: trend.new.len(), fixed: trend.fixed.len(), unchanged: trend.unchanged },
        new: trend.new.iter().map(|finding| &finding.whole).collect(),
        fixed: trend.fixed.iter().map(|finding| &finding.whole).collect(),
    };
    json::write(out, &report)?;
    out.write_all(b"\n")?;
    out.flush()
}

/// Writes a comment for a pull request: the verdict and the new findings, as many as a comment holds.
///
/// # Errors
/// If `out` fails.
pub(crate) fn trend_markdown(trend: &Trend, out: &mut dyn Write) -> io::Result<()> {
    let mut text = format!("## apiproof: {}\n", trend.verdict());
    let mut new: Vec<&Finding> = trend.new.iter().collect();
    new.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    if !new.is_empty() {
        text.push_str("\n| New | What |\n|:---|:---|\n");
    }
    let mut shown = 0;
    for finding in &new {
        let place = code(&format!("{}:{}", finding.path, finding.number("line")));
        let words = message(&neutral::message(finding.text("message"), MESSAGE));
        let row = format!("| {place} | {} {words} {} |\n", sign(finding.severity), code(&finding.rule));
        if text.len() + row.len() > MAX_COMMENT {
            break;
        }
        text.push_str(&row);
        shown += 1;
    }
    if shown < new.len() {
        let _ = writeln!(
            text,
            "\n**{} left out**: a comment holds no more.",
            count(new.len() - shown, "new finding")
        );
    }
    out.write_all(text.as_bytes())?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(list: &[(&str, &str)]) -> Findings {
        let diagnostics: Vec<Value> = list
            .iter()
            .map(|(path, print)| {
                serde_json::json!({ "path": path, "rule": "json/comment", "fingerprint": print, "severity": "error",
                    "line": 3, "column": 1, "message": "a\u{1b}b" })
            })
            .collect();
        let report = serde_json::json!({ "schema_version": 1, "diagnostics": diagnostics });
        Findings::parse(&report.to_string()).unwrap()
    }

    #[test]
    fn each_finding_is_matched_once() {
        let old = findings(&[("a.md", "1"), ("a.md", "1"), ("a.md", "2"), ("old.md", "3")]);
        let new = findings(&[("a.md", "1"), ("b.md", "1"), ("new.md", "3"), ("a.md", "4")]);
        let trend = Trend::new(old, new);
        assert_eq!(trend.verdict(), "1 new, 1 fixed, 3 unchanged");
        assert_eq!((trend.new[0].print.as_str(), trend.fixed[0].print.as_str()), ("4", "2"));
        let mut out = Vec::new();
        colored::control::set_override(false);
        trend_text(&trend, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.starts_with("+ a.md:3:1: error[json/comment] a\\u{1b}b\n- a.md:3:1: "), "{text}");
    }

    #[test]
    fn only_reports_are_read() {
        for text in
            ["", "{}", "[]", "{\"schema_version\": 2}", "x", "{\"schema_version\": 1, \"diagnostics\": [1]}"]
        {
            assert!(Findings::parse(text).is_err(), "{text}");
        }
        let line = "{\"path\":\"a\",\"rule\":\"r\",\"fingerprint\":\"f\",\"severity\":\"info\"}\n{\"schema_version\":1}\n";
        assert_eq!(Findings::parse(line).unwrap().0.len(), 1);
        assert_eq!(Findings::parse("{\"schema_version\":1,\"summary\":{}}\n").unwrap().0.len(), 0);
    }
}
