//! A page with its examples and what was found in them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::detail::Detail;
use super::listing::{self, Found, Line};
use super::words::{grouped, pieces};
use crate::diagnostic::Diagnostic;
use crate::engine::{FileReport, InspectedExample, RunReport};
use crate::output::examples::{holder, title};
use crate::output::neutral;
use crate::output::place::Paths;
use crate::output::ranked::plural;
use crate::output::snippet::line_range;
use crate::output::summary::{Tally, owner_name};

/// As much of a start line as is shown, in characters.
const TITLE: usize = 160;
/// So many rules are named on a closed page.
const MOST_RULES: usize = 4;
/// How many lines around a finding outside of examples are shown.
const AROUND: u32 = 3;

#[derive(askama::Template)]
#[template(path = "page.html")]
pub(super) struct PageView {
    id: usize,
    path: String,
    pieces: Vec<String>,
    /// The rows of the overview that count the page.
    folder: String,
    owner: String,
    /// The page on the web, if it is known.
    address: Option<String>,
    counts: Vec<(&'static str, String, String)>,
    /// The rules that found something, and how often: what a closed page shows.
    rules: String,
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
    let mut tally = Tally::default();
    tally.add(file);
    (tally.errors, tally.warnings, tally.infos)
}

/// What a page is shown with.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    pub(super) run: &'a RunReport,
    pub(super) paths: &'a Paths,
    /// Path, line, column and rule of what an earlier report does not have.
    pub(super) new: &'a HashSet<(&'a str, u64, u64, &'a str)>,
    pub(super) detail: Detail,
}

impl PageView {
    pub(super) fn new(id: usize, file: &FileReport, folder: String, around: Around<'_>) -> Self {
        let Around { run, paths, detail, .. } = around;
        let source = &file.source;
        let known = run.pages.binary_search_by(|page| page.path.as_str().cmp(source.path()));
        let examples = known.map(|at| run.pages[at].examples.as_slice()).unwrap_or_default();
        let (errors, warnings, infos) = weight(file);
        let counts = [("error", errors), ("warning", warnings), ("info", infos)];
        let below = paths.below_root(source.path());
        let address = paths.web.as_ref().map(|web| format!("{web}/{}?plain=1", neutral::uri::uri(&below)));
        let owner = run.info.owners.as_ref().map_or("", |owners| owner_name(owners.of_page(source.path())));
        let counts = counts.into_iter().filter(|(_, count)| *count > 0);
        Self {
            id,
            path: neutral::neutral(source.path()).into_owned(),
            pieces: match detail {
                Detail::Full => pieces(source.path()),
                // Thousands of paths, each in a dozen pieces, are a quarter of such a report.
                Detail::Dense => vec![neutral::neutral(source.path()).into_owned()],
            },
            folder,
            owner: neutral::neutral(owner).into_owned(),
            address,
            counts: counts.map(|(word, n)| (word, grouped(n), plural(n, word))).collect(),
            rules: rules(file),
            blocks: blocks(file, examples, around),
        }
    }
}

/// The rules of a page, the most frequent first.
fn rules(file: &FileReport) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in &file.findings {
        *counts.entry(finding.rule.id).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(rule, count)| (Reverse(*count), *rule));
    let more = counts.len().saturating_sub(MOST_RULES);
    let name = |(rule, count): &(&str, usize)| match count {
        1 => (*rule).to_owned(),
        count => format!("{rule} ×{}", grouped(*count)),
    };
    let mut names: Vec<String> = counts.iter().take(MOST_RULES).map(name).collect();
    names.extend((more > 0).then(|| format!("{more} more")));
    names.join(", ")
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
fn blocks(file: &FileReport, examples: &[InspectedExample], around: Around<'_>) -> Vec<Block> {
    let source = &file.source;
    let mut groups: Vec<Group<'_>> = Vec::new();
    if around.detail == Detail::Dense {
        let (first_line, last_line) = (1, source.lines().len());
        let findings = file.findings.iter().collect();
        return vec![block(file, examples, Group { example: None, first_line, last_line, findings }, around)];
    }
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
    groups.into_iter().map(|group| block(file, examples, group, around)).collect()
}

fn block(
    file: &FileReport,
    examples: &[InspectedExample],
    mut group: Group<'_>,
    around: Around<'_>,
) -> Block {
    let line = |finding: &Diagnostic| file.source.line(finding.primary.span.start);
    group.findings.sort_by_key(|finding| (line(finding), Reverse(finding.severity)));
    let title = match group.example {
        Some(at) => neutral::message(&title(&examples[at]), TITLE).into_owned(),
        None if around.detail == Detail::Dense => String::new(),
        None => "outside of examples".to_owned(),
    };
    let found = without_repeats(file, &group.findings, around);
    let lines = listing::lines(file, (group.first_line, group.last_line), &found, around.detail);
    Block { title, first_line: group.first_line, lines }
}

/// Marks the findings of a block that say what an earlier one of them says.
fn without_repeats<'f>(file: &FileReport, findings: &[&'f Diagnostic], around: Around<'_>) -> Vec<Found<'f>> {
    let source = &file.source;
    let mut firsts: HashMap<_, usize> = HashMap::new();
    let mut found: Vec<Found<'f>> = Vec::with_capacity(findings.len());
    for finding in findings {
        let at = source.position(finding.primary.span.start);
        let place = (source.path(), u64::from(at.line), u64::from(at.column), finding.rule.id);
        let is_new = around.new.contains(&place);
        let fix = finding.fix.as_ref().map(|fix| (&fix.title, fix.applicability));
        let related: Vec<_> = finding.related.iter().map(|label| (&label.path, label.span)).collect();
        let says = (finding.rule.id, &finding.message, &finding.help, fix, related, is_new);
        let first = *firsts.entry(says).or_insert(found.len());
        if let Some(others) = found.get_mut(first).and_then(|first| first.others.as_mut()) {
            others.push(at.line);
        }
        let others = (first == found.len()).then(Vec::new);
        found.push(Found { finding, is_new, others });
    }
    found
}
