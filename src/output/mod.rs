//! Floor 6: what a run found, written down; one file a format.
//!
//! Writers are given, never opened. Text of a document, a path or a configuration reaches a terminal or a log only
//! through [`neutral`], which makes it harmless; machine formats escape by their own rules. Lines and columns are
//! counted here and nowhere below.

mod change;
mod concise;
mod config;
mod coverage;
mod diff;
mod explain;
mod inspect;
mod json;
pub mod neutral;
mod rules;
mod schema;
mod snippet;
mod summary;
mod takeover;
mod text;

use std::io::{self, Write};

pub use config::{config_json, config_text};
pub use coverage::{coverage_json, coverage_text};
pub use diff::diff;
pub use explain::{explain_json, explain_text};
pub use inspect::{inspect_json, inspect_text};
pub use rules::{rules_json, rules_text};
pub use schema::{schema_bundle, schema_json, schema_list_json, schema_list_text};
pub use summary::{statistics, summary};
pub use takeover::{takeover_json, takeover_text};

use crate::engine::RunReport;

/// The formats of `check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// As a compiler shows it.
    Text,
    /// A line a finding.
    Concise,
    /// One document.
    Json,
    /// A finding a line, then the summary.
    Jsonl,
}

/// How to write.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// With ANSI colours.
    pub color: bool,
    /// With the number of findings by rule.
    pub statistics: bool,
}

/// Writes a report. The text format ends with the summary; the machine formats carry it as data; for the concise
/// format it is the caller's to show.
///
/// # Errors
/// If `out` fails.
pub fn write(format: Format, run: &RunReport, style: Style, out: &mut dyn Write) -> io::Result<()> {
    // One decision on colour for everything that is written.
    colored::control::set_override(style.color);
    match format {
        Format::Text => text::write(run, style, out),
        Format::Concise => concise::write(run, out),
        Format::Json => json::write(run, style, out),
        Format::Jsonl => json::write_lines(run, style, out),
    }?;
    out.flush()
}
