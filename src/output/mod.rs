//! Floor 7: what a run found, written down; one file a format.
//!
//! Writers are given, never opened. Text of a document, a path or a configuration reaches a terminal or a log only
//! through [`neutral`], which makes it harmless; machine formats escape by their own rules. Lines and columns are
//! counted here and nowhere below.

mod azure;
mod change;
mod checkstyle;
mod concise;
mod config;
mod coverage;
mod diff;
mod examples;
mod explain;
mod github;
mod gitlab;
mod html;
mod inspect;
mod json;
mod junit;
mod line_hash;
mod markdown;
pub mod neutral;
mod place;
mod ranked;
mod rdjson;
mod rules;
mod sarif;
mod schema;
mod snippet;
mod summary;
mod takeover;
mod text;
mod trend;
mod wrap;

use std::io::{self, Write};

pub use azure::azure_summary;
pub use config::{config_json, config_text};
pub use coverage::{coverage_json, coverage_text};
pub use diff::diff;
pub use explain::{explain_json, explain_text};
pub use inspect::{inspect_json, inspect_text};
pub use markdown::job_summary;
pub use place::Paths;
pub use rules::{rules_json, rules_text};
pub use schema::{schema_bundle, schema_json, schema_list_json, schema_list_text};
pub use summary::{statistics, summary};
pub use takeover::{takeover_json, takeover_text};
pub use trend::{Findings, Trend, trend_json, trend_markdown, trend_text};

use crate::engine::RunReport;

/// Declares the formats with their words.
macro_rules! formats {
    ($($(#[$doc:meta])+ $format:ident = $word:literal),+ $(,)?) => {
        /// The formats of `check`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Format {
            $($(#[$doc])+ $format,)+
        }

        impl Format {
            /// Every format with its word.
            pub const ALL: &[(&str, Format)] = &[$(($word, Format::$format)),+];
        }
    };
}

formats! {
    /// As a compiler shows it.
    Text = "text",
    /// A line a finding.
    Concise = "concise",
    /// One document.
    Json = "json",
    /// A finding a line, then the summary.
    Jsonl = "jsonl",
    /// SARIF 2.1.0.
    Sarif = "sarif",
    /// Annotations of GitHub Actions.
    Github = "github",
    /// GitLab Code Quality.
    Gitlab = "gitlab",
    /// Issues of Azure Pipelines.
    Azure = "azure",
    /// `JUnit` XML, a test case for each example.
    Junit = "junit",
    /// Checkstyle XML.
    Checkstyle = "checkstyle",
    /// reviewdog's format in one document.
    Rdjson = "rdjson",
    /// reviewdog's format, a finding a line.
    Rdjsonl = "rdjsonl",
    /// A summary for a job or a comment.
    Markdown = "markdown",
    /// A report to look at, in one file.
    Html = "html",
}

impl Format {
    /// Whether it tells of examples without findings too, see [`CheckOptions`](crate::engine::CheckOptions).
    pub fn wants_examples(self) -> bool {
        matches!(self, Self::Junit | Self::Html)
    }

    /// Whether it is made of lines that a person reads in a terminal or a log.
    pub fn is_for_people(self) -> bool {
        matches!(self, Self::Text | Self::Concise)
    }

    /// Whether it is made of commands that a build service finds in its log.
    pub fn commands_a_service(self) -> bool {
        matches!(self, Self::Github | Self::Azure)
    }

    /// Whether a person reads it with the summary at its end, or would miss it.
    pub fn lacks_summary(self) -> bool {
        self == Self::Concise || self.commands_a_service()
    }
}

/// How to write.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// With ANSI colours.
    pub color: bool,
    /// How wide the terminal is, in cells; `None` is as wide as it takes.
    pub columns: Option<usize>,
    /// With the number of findings by rule.
    pub statistics: bool,
}

/// Writes a report. The text format ends with the summary; the machine formats carry it as data; for those that
/// [lack it](Format::lacks_summary) it is the caller's to show.
///
/// # Errors
/// If `out` fails.
pub fn write(
    format: Format,
    run: &RunReport,
    style: Style,
    paths: &Paths,
    out: &mut dyn Write,
) -> io::Result<()> {
    // One decision on colour for everything that is written.
    colored::control::set_override(style.color);
    match format {
        Format::Text => text::write(run, style, out),
        Format::Concise => concise::write(run, out),
        Format::Json => json::write(run, style, out),
        Format::Jsonl => json::write_lines(run, style, out),
        Format::Sarif => sarif::write(run, paths, out),
        Format::Github => github::write(run, paths, out),
        Format::Gitlab => gitlab::write(run, paths, out),
        Format::Azure => azure::write(run, paths, out),
        Format::Junit => junit::write(run, paths, out),
        Format::Checkstyle => checkstyle::write(run, out),
        Format::Rdjson => rdjson::write(run, out),
        Format::Rdjsonl => rdjson::write_lines(run, out),
        Format::Html => html::write(run, paths, out),
        Format::Markdown => markdown::write(run, paths, out),
    }?;
    out.flush()
}
