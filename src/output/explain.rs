//! The documentation of one rule.

use std::io::{self, Write};

use colored::Colorize as _;
use serde::Serialize;

use super::Style;
use super::neutral::json;
use super::rules::RuleFacts;
use super::summary::toned;
use super::wrap::wrapped;
use crate::diagnostic::{FixAvailability, RuleMeta};

#[derive(Serialize)]
struct Explanation {
    schema_version: u32,
    #[serde(flatten)]
    rule: RuleFacts,
    docs: String,
}

/// Lines of prose are no longer than this, however wide the terminal is.
const WIDEST: usize = 100;

/// Writes the documentation for a terminal: headings stand out, code is indented, prose fits.
///
/// # Errors
/// If `out` fails.
pub(crate) fn explain_text(rule: &'static RuleMeta, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let columns = style.columns.map(|columns| columns.min(WIDEST));
    let fix = match rule.fix {
        FixAvailability::None => "no fix",
        FixAvailability::Safe => "safe fix",
        FixAvailability::Unsafe => "unsafe fix",
    };
    let severity = toned(rule.severity, rule.severity.word());
    writeln!(out, "{}  {severity}, from level {} on, {fix}\n", rule.id.bold(), rule.level)?;
    let docs = plain_docs(rule);
    let mut fence: Option<&str> = None;
    let mut prose = String::new();
    for line in docs.lines() {
        let marks = line.trim_start();
        let run = &marks[..marks.len() - marks.trim_start_matches(['`', '~']).len()];
        let heading = line.strip_prefix('#');
        let begins = line.is_empty() || run.len() >= 3 || heading.is_some() || is_item(marks);
        if fence.is_some() || begins {
            paragraph(&mut prose, columns, out)?;
        }
        match fence {
            Some(open) if run.starts_with(open) && run == marks.trim_end() => fence = None,
            Some(_) if line.is_empty() => writeln!(out)?,
            Some(_) => writeln!(out, "    {line}")?,
            None if run.len() >= 3 => fence = Some(run),
            None if line.is_empty() => writeln!(out)?,
            None => match heading {
                Some(heading) => writeln!(out, "{}", heading.trim_start_matches('#').trim().bold())?,
                // Whoever reads a file or a pipe gets the lines as they were written.
                None if columns.is_none() => writeln!(out, "{line}")?,
                None if prose.is_empty() => prose.push_str(line),
                None => prose.extend([" ", marks]),
            },
        }
    }
    paragraph(&mut prose, columns, out)?;
    out.flush()
}

fn is_item(line: &str) -> bool {
    line.starts_with("* ") || line.starts_with("- ")
}

/// Writes a paragraph or an item of a list, whose lines begin below its text, and empties it.
fn paragraph(prose: &mut String, columns: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
    if prose.is_empty() {
        return Ok(());
    }
    let before = if is_item(prose) { 2 } else { 0 };
    let text = wrapped(&prose[before..], columns, before).replace('\n', &format!("\n{:before$}", ""));
    writeln!(out, "{}{text}", &prose[..before])?;
    prose.clear();
    Ok(())
}

/// Writes one JSON document.
///
/// # Errors
/// If `out` fails.
pub(crate) fn explain_json(rule: &'static RuleMeta, out: &mut dyn Write) -> io::Result<()> {
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
