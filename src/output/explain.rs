//! The documentation of one rule.

use std::io::{self, Write};

use colored::Colorize as _;
use serde::Serialize;

use super::neutral::json;
use super::rules::RuleFacts;
use crate::diagnostic::{FixAvailability, RuleMeta};

#[derive(Serialize)]
struct Explanation {
    schema_version: u32,
    #[serde(flatten)]
    rule: RuleFacts,
    docs: String,
}

/// Writes the documentation for a terminal: headings stand out, code is indented.
///
/// # Errors
/// If `out` fails.
pub fn explain_text(rule: &'static RuleMeta, color: bool, out: &mut dyn Write) -> io::Result<()> {
    colored::control::set_override(color);
    let fix = match rule.fix {
        FixAvailability::None => "no fix",
        FixAvailability::Safe => "safe fix",
        FixAvailability::Unsafe => "unsafe fix",
    };
    writeln!(out, "{}  {}, from level {} on, {fix}\n", rule.id.bold(), rule.severity, rule.level)?;
    let mut fence: Option<&str> = None;
    let docs = plain_docs(rule);
    for line in docs.lines() {
        let marks = line.trim_start();
        let run = &marks[..marks.len() - marks.trim_start_matches(['`', '~']).len()];
        match fence {
            Some(open) if run.len() >= open.len() && run == marks.trim_end() => fence = None,
            Some(_) if line.is_empty() => writeln!(out)?,
            Some(_) => writeln!(out, "    {line}")?,
            None if run.len() >= 3 => fence = Some(run),
            None => match line.strip_prefix('#') {
                Some(heading) => writeln!(out, "{}", heading.trim_start_matches('#').trim().bold())?,
                None => writeln!(out, "{line}")?,
            },
        }
    }
    out.flush()
}

/// Writes one JSON document.
///
/// # Errors
/// If `out` fails.
pub fn explain_json(rule: &'static RuleMeta, out: &mut dyn Write) -> io::Result<()> {
    let explanation = Explanation { schema_version: 1, rule: RuleFacts::new(rule), docs: plain_docs(rule) };
    json::write(out, &explanation)?;
    out.write_all(b"\n")?;
    out.flush()
}

/// The documentation without the space that a doc comment puts before every line.
fn plain_docs(rule: &RuleMeta) -> String {
    let lines: Vec<_> = rule.docs.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    format!("{}\n", lines.join("\n").trim())
}
