//! `sarif`: SARIF 2.1.0 as GitHub code scanning takes it in.
//!
//! Columns are code points, which `columnKind` says. GitHub refuses a file with more than 25,000 results and shows the
//! first line of a region alone, so the worst findings come first and what is left out is a notification of the run.
//! Nothing here makes a finding a security alert.

mod catalogue;
mod model;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use self::model::{
    ArtifactChange, ArtifactContent, ArtifactLocation, AutomationDetails, Driver, Fingerprints, Fix,
    Invocation, Location, Log, Message, Notification, PhysicalLocation, Region, Replacement, Report, Run,
    Tool, UriBase, UriBases, level,
};
use super::line_hash::line_hashes;
use super::neutral::{self, json, uri::uri};
use super::place::{Paths, Range, Unit};
use super::ranked::{MESSAGE, Ranked, worst_first};
use crate::diagnostic::{Applicability, Label};
use crate::engine::{Plan, RunReport};
use crate::text::{SourceFile, Span};

/// GitHub refuses a run with more results.
const MAX_RESULTS: usize = 25_000;
/// GitHub takes at most this many locations of a result.
const MAX_RELATED: usize = 100;

/// Writes one document.
pub(super) fn write(run: &RunReport, paths: &Paths, out: &mut dyn Write) -> io::Result<()> {
    let found = worst_first(run);
    let shown = &found[..found.len().min(MAX_RESULTS)];
    let rules = Plan::catalogue();
    let writer = Writer { paths, hashes: hashes(shown) };
    let index: HashMap<&str, usize> = rules.iter().enumerate().map(|(at, rule)| (rule.id, at)).collect();
    let folder = paths.folder();
    let separator = if folder.is_empty() { "" } else { "/" };
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "apiproof",
                    information_uri: concat!("https://crates.io/crates/", env!("CARGO_PKG_NAME")),
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: rules.iter().map(|rule| catalogue::rule(rule)).collect(),
                },
            },
            // The category ends with its last slash: there is no id of the run behind it.
            automation_details: AutomationDetails { id: format!("apiproof/{}{separator}", uri(&folder)) },
            column_kind: "unicodeCodePoints",
            original_uri_base_ids: UriBases {
                root: UriBase { description: Message::plain("The root of the repository.") },
            },
            invocations: [invocation(run, found.len() - shown.len())],
            results: shown.iter().map(|ranked| writer.result(ranked, &index)).collect(),
        }],
    };
    json::write(out, &log)?;
    out.write_all(b"\n")
}

fn invocation(run: &RunReport, left_out: usize) -> Invocation {
    let problems = run.problems.iter().map(|problem| {
        let text = format!("{}: {}", problem.path, problem.message);
        Notification { level: "error", message: Message::plain(&neutral::message(&text, MESSAGE)) }
    });
    let more = (left_out > 0).then(|| Notification {
        level: "warning",
        message: Message::plain(&format!(
            "{left_out} findings were left out, the least severe ones: a code scanning upload holds at most \
             {MAX_RESULTS}."
        )),
    });
    Invocation {
        execution_successful: run.problems.is_empty(),
        tool_execution_notifications: more.into_iter().chain(problems).collect(),
    }
}

/// The hashes of the lines of every page with a finding that is shown. Where bytes were no text, what the page holds is
/// not what others read: they make the hashes themselves if there is none.
fn hashes<'r>(shown: &[Ranked<'r>]) -> HashMap<&'r str, Vec<String>> {
    let mut hashes = HashMap::new();
    for ranked in shown {
        let source = &ranked.file.source;
        let is_text = source
            .invalid_bytes()
            .iter()
            .all(|span| source.text()[span.range()].bytes().all(|byte| byte == 0));
        hashes
            .entry(source.path())
            .or_insert_with(|| if is_text { line_hashes(source.text()) } else { Vec::new() });
    }
    hashes
}

struct Writer<'r> {
    paths: &'r Paths,
    hashes: HashMap<&'r str, Vec<String>>,
}

impl Writer<'_> {
    fn result<'r>(&self, ranked: &Ranked<'r>, index: &HashMap<&str, usize>) -> Report<'r> {
        let (file, finding) = (ranked.file, ranked.finding);
        let source = &file.source;
        let region = region(source, finding.primary.span);
        let line_hash = self
            .hashes
            .get(source.path())
            .and_then(|hashes| hashes.get(region.start_line as usize - 1).cloned());
        let labels: Vec<&Label> = finding.related.iter().take(MAX_RELATED).collect();
        let related = labels.iter().enumerate().map(|(id, label)| {
            let message = Message::plain(&dead(&neutral::message(&label.message, MESSAGE)));
            self.location(file.source_of(label), label.span, Some(id), Some(message))
        });
        Report {
            rule_id: finding.rule.id,
            rule_index: index.get(finding.rule.id).copied(),
            level: level(finding.severity),
            message: Message::plain(&text(ranked, &labels)),
            locations: [self.location(source, finding.primary.span, None, None)],
            related_locations: related.collect(),
            partial_fingerprints: Fingerprints { line_hash, own: format!("{:016x}", ranked.print) },
            fixes: self.fixes(ranked),
        }
    }

    fn location(
        &self,
        source: &SourceFile,
        span: Span,
        id: Option<usize>,
        message: Option<Message>,
    ) -> Location {
        let physical =
            PhysicalLocation { artifact_location: self.artifact(source), region: region(source, span) };
        Location { id, physical, message }
    }

    fn artifact(&self, source: &SourceFile) -> ArtifactLocation {
        // Standard input has no place that a URI could name.
        let path = match source.path() {
            "<stdin>" => "stdin".to_owned(),
            path => self.paths.below_root(path),
        };
        // Outside the root, from its top; a drive of Windows needs a slash before it.
        let outside = path.starts_with('/') || path.as_bytes().get(1) == Some(&b':');
        let slash = if path.starts_with('/') { "" } else { "/" };
        if outside {
            ArtifactLocation { uri: format!("file://{slash}{}", uri(&path)), uri_base_id: None }
        } else {
            ArtifactLocation { uri: uri(&path), uri_base_id: Some("%SRCROOT%") }
        }
    }

    fn fixes<'r>(&self, ranked: &Ranked<'r>) -> Vec<Fix<'r>> {
        let (source, fix) = (&ranked.file.source, ranked.finding.fix.as_ref());
        let fix = fix.filter(|fix| fix.applicability != Applicability::DisplayOnly && !fix.edits.is_empty());
        let replacements = |fix: &'r crate::diagnostic::Fix| {
            let one = |edit: &'r crate::text::Edit| Replacement {
                deleted_region: region(source, edit.span),
                inserted_content: ArtifactContent { text: &edit.text },
            };
            fix.edits.iter().map(one).collect()
        };
        fix.into_iter()
            .map(|fix| Fix {
                description: Message::plain(&dead(&neutral::message(&fix.title, MESSAGE))),
                artifact_changes: [ArtifactChange {
                    artifact_location: self.artifact(source),
                    replacements: replacements(fix),
                }],
            })
            .collect()
    }
}

/// The message; its first sentence is the title of an alert. Related places are linked from it, or GitHub does not show
/// them.
fn text(ranked: &Ranked<'_>, labels: &[&Label]) -> String {
    let mut text = dead(&ranked.message());
    if !text.ends_with(['.', '!', '?']) {
        text.push('.');
    }
    for help in &ranked.finding.help {
        text.push('\n');
        text.push_str(&dead(&neutral::message(help, MESSAGE)));
    }
    for (id, label) in labels.iter().enumerate() {
        let words = if label.message.is_empty() { "see also" } else { &label.message };
        let words = neutral::message(words, MESSAGE).replace(['[', ']'], "'");
        let _ = write!(text, "\n[{words}]({id})");
    }
    text
}

/// Text without links: `[words](0)` would be one.
fn dead(text: &str) -> String {
    text.replace("](", "] (")
}

fn region(source: &SourceFile, span: Span) -> Region {
    let Range { start, end } = Range::new(source, span, Unit::CodePoints);
    Region { start_line: start.line, start_column: start.column, end_line: end.line, end_column: end.column }
}
