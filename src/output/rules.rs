//! The catalogue of rules as a table or as data.

use std::io::{self, Write};

use colored::Colorize as _;
use serde::Serialize;

use super::Style;
use super::neutral::json;
use super::summary::toned;
use crate::diagnostic::{FixAvailability, Level, RuleMeta, Severity};

/// A rule as data.
#[derive(Serialize)]
pub(super) struct RuleFacts {
    id: &'static str,
    group: &'static str,
    severity: Severity,
    level: Level,
    fix: FixAvailability,
    summary: &'static str,
}

#[derive(Serialize)]
struct Catalogue {
    schema_version: u32,
    rules: Vec<RuleFacts>,
}

impl RuleFacts {
    pub(super) fn new(rule: &'static RuleMeta) -> Self {
        let RuleMeta { id, severity, level, fix, .. } = *rule;
        Self { id, group: rule.group(), severity, level, fix, summary: rule.summary() }
    }
}

/// Writes a table: id, severity, level, fix, summary. The summary stands below the rest where a row does not fit into
/// the terminal.
///
/// # Errors
/// If `out` fails.
pub(crate) fn rules_text(rules: &[&'static RuleMeta], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let id = rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    let summary = rules.iter().map(|rule| rule.summary().chars().count()).max().unwrap_or(0);
    let before = id + "  SEVERITY  pedantic  unsafe  ".len();
    let below = style.columns.is_some_and(|columns| before + summary > columns);
    let head = format!("{:id$}  SEVERITY  {:8}  {:6}  SUMMARY", "RULE", "LEVEL", "FIX");
    writeln!(out, "{}", if below { head[..before].trim_end() } else { &head }.dimmed())?;
    for rule in rules {
        let fix = if rule.fix == FixAvailability::None { "-" } else { rule.fix.word() };
        let severity = toned(rule.severity, &format!("{:8}", rule.severity));
        let facts = format!("{severity}  {:8}  {fix:6}", rule.level);
        let facts = if below { format!("{}\n   ", facts.trim_end()) } else { facts };
        let name = format!("{:id$}", rule.id).bold();
        writeln!(out, "{name}  {facts} {}{}", if below { "" } else { " " }, rule.summary())?;
    }
    out.flush()
}

/// Writes one JSON document.
///
/// # Errors
/// If `out` fails.
pub(crate) fn rules_json(rules: &[&'static RuleMeta], out: &mut dyn Write) -> io::Result<()> {
    let rules = rules.iter().map(|rule| RuleFacts::new(rule)).collect();
    json::write(out, &Catalogue { schema_version: 1, rules })?;
    out.write_all(b"\n")?;
    out.flush()
}
