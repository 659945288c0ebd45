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
mod context;
mod coverage;
mod diff;
mod examples;
mod explain;
mod format;
mod github;
mod gitlab;
mod html;
mod inspect;
mod json;
mod junit;
mod line_hash;
mod markdown;
pub(crate) mod neutral;
mod place;
mod ranked;
mod rdjson;
mod rules;
mod sarif;
mod schema;
mod snippet;
mod style;
mod summary;
mod takeover;
mod text;
mod trend;
mod wrap;

use std::io::{self, Write};

pub(crate) use azure::azure_summary;
pub(crate) use config::{config_json, config_text};
pub(crate) use context::{Context, Earlier};
pub(crate) use coverage::{coverage_json, coverage_text};
pub(crate) use diff::diff;
pub(crate) use explain::{explain_json, explain_text};
pub(crate) use format::Format;
pub(crate) use inspect::{inspect_json, inspect_text};
pub(crate) use markdown::job_summary;
pub(crate) use place::Paths;
pub(crate) use ranked::count;
pub(crate) use rules::{rules_json, rules_text};
pub(crate) use schema::{schema_bundle, schema_json, schema_list_json, schema_list_text};
pub(crate) use style::Style;
pub(crate) use summary::{statistics, summary};
pub(crate) use takeover::{takeover_json, takeover_text};
pub(crate) use trend::{Findings, Trend, trend_json, trend_markdown, trend_text};

use crate::engine::RunReport;

/// Writes a report. The text format ends with the summary; the machine formats carry it as data; for those that
/// [lack it](Format::lacks_summary) it is the caller's to show.
///
/// # Errors
/// If `out` fails.
pub(crate) fn write(
    format: Format,
    run: &RunReport,
    style: Style,
    context: &Context,
    out: &mut dyn Write,
) -> io::Result<()> {
    let paths = &context.paths;
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
        Format::Html => html::write(run, context, out),
        Format::Markdown => markdown::write(run, paths, out),
    }?;
    out.flush()
}

/// A run in every format, each with its word, with the changes of its fixes and with what was understood of its pages:
/// whoever tries hostile text on reports wants them all.
pub fn every_format(run: &RunReport) -> Vec<(&'static str, Vec<u8>)> {
    let (style, context) = (Style::default(), Context::default());
    let written = |report: &dyn Fn(&mut Vec<u8>) -> io::Result<()>| {
        let mut bytes = Vec::new();
        // Memory takes everything.
        let _ = report(&mut bytes);
        bytes
    };
    let formats = Format::ALL
        .iter()
        .map(|&(word, format)| (word, written(&|out| write(format, run, style, &context, out))));
    let others = [
        ("diff", written(&|out| diff(&run.fixed, out))),
        ("inspect", written(&|out| inspect_json(&run.pages, out))),
        ("examples", written(&|out| inspect_text(&run.pages, style, out))),
    ];
    formats.chain(others).collect()
}
