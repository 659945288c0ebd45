//! A page with its examples and what was found in them.

use std::cmp::Reverse;

use super::listing::{self, Line};
use super::words::pieces;
use crate::diagnostic::{Diagnostic, Severity};
use crate::engine::{FileReport, InspectedExample, RunReport};
use crate::output::examples::{holder, title};
use crate::output::neutral;
use crate::output::place::Paths;
use crate::output::snippet::line_range;

/// As much of a start line as is shown, in characters.
const TITLE: usize = 160;
/// How many lines around a finding outside of examples are shown.
const AROUND: u32 = 3;

#[derive(askama::Template)]
#[template(path = "page.html")]
pub(super) struct PageView {
    id: usize,
    path: String,
    pieces: Vec<String>,
    /// The row of the overview that counts the page.
    folder: String,
    /// The page on the web, if it is known.
    address: Option<String>,
    counts: Vec<(&'static str, usize)>,
    blocks: Vec<Block>,
}

/// An example, or a place outside of any.
struct Block {
    title: String,
    first_line: u32,
    lines: Vec<Line>,
}

/// The worst pages have the greatest weight.
pub(super) fn weight(file: &FileReport) -> (usize, usize, usize) {
    let count = |severity| file.findings.iter().filter(|finding| finding.severity == severity).count();
    (count(Severity::Error), count(Severity::Warning), count(Severity::Info))
}

impl PageView {
    pub(super) fn new(id: usize, file: &FileReport, run: &RunReport, folder: String, paths: &Paths) -> Self {
        let source = &file.source;
        let known = run.pages.binary_search_by(|page| page.path.as_str().cmp(source.path()));
        let examples = known.map(|at| run.pages[at].examples.as_slice()).unwrap_or_default();
        let (errors, warnings, infos) = weight(file);
        let counts = [("error", errors), ("warning", warnings), ("info", infos)];
        let below = paths.below_root(source.path());
        let address = paths.web.as_ref().map(|web| format!("{web}/{}?plain=1", neutral::uri::uri(&below)));
        Self {
            id,
            path: neutral::neutral(source.path()).into_owned(),
            pieces: pieces(source.path()),
            folder,
            address,
            counts: counts.into_iter().filter(|(_, count)| *count > 0).collect(),
            blocks: blocks(file, examples),
        }
    }
}

/// Findings that stand together.
struct Group<'f> {
    /// The example; `None` outside of any.
    example: Option<usize>,
    first_line: u32,
    last_line: u32,
    findings: Vec<&'f Diagnostic>,
}

/// The findings by the example that they stand in; those outside of examples stand alone or with their neighbours.
fn blocks(file: &FileReport, examples: &[InspectedExample]) -> Vec<Block> {
    let source = &file.source;
    let mut groups: Vec<Group<'_>> = Vec::new();
    for finding in &file.findings {
        let (line, _) = line_range(source, &[finding.primary.span]);
        let example = holder(examples, line);
        let (first_line, last_line) = match example {
            Some(at) => (examples[at].line, examples[at].end_line),
            None => (line.saturating_sub(AROUND).max(1), line + AROUND),
        };
        let joins = |group: &Group<'_>| {
            group.example == example && (example.is_some() || first_line <= group.last_line + 1)
        };
        match groups.last_mut() {
            Some(group) if joins(group) => {
                group.last_line = group.last_line.max(last_line);
                group.findings.push(finding);
            }
            _ => groups.push(Group { example, first_line, last_line, findings: vec![finding] }),
        }
    }
    groups.into_iter().map(|group| block(file, examples, group)).collect()
}

fn block(file: &FileReport, examples: &[InspectedExample], mut group: Group<'_>) -> Block {
    let line = |finding: &Diagnostic| file.source.line(finding.primary.span.start);
    group.findings.sort_by_key(|finding| (line(finding), Reverse(finding.severity)));
    let title = match group.example {
        Some(at) => neutral::message(&title(&examples[at]), TITLE).into_owned(),
        None => "outside of examples".to_owned(),
    };
    let lines = listing::lines(file, (group.first_line, group.last_line), &group.findings);
    Block { title, first_line: group.first_line, lines }
}
