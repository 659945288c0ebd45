//! The counts at the top of the report: by severity, by rule, by folder, by owner.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::words::{Words, counted, grouped, percent, pieces, words};
use crate::diagnostic::{RuleMeta, Severity};
use crate::engine::RunReport;
use crate::output::markdown::short;
use crate::output::neutral::neutral;
use crate::output::neutral::uri::uri;
use crate::output::ranked::plural;
use crate::output::summary::{Tally, by_owner, owner_name};

/// More folders than this are counted with those above them.
const MAX_FOLDERS: usize = 40;
/// More owners than this are not listed.
const MAX_OWNERS: usize = 200;
/// More problems than this are only counted.
const MAX_PROBLEMS: usize = 50;

pub(super) struct Overview {
    pub(super) tiles: Vec<Tile>,
    /// `3 findings in 120 examples`.
    pub(super) title: String,
    pub(super) found: usize,
    /// Whether it says something what was checked against a schema.
    pub(super) has_schemas: bool,
    /// Level, scope, baseline, commit and day, each to be kept on one line.
    pub(super) about: Vec<String>,
    /// What is not among the counts, and why: sentences.
    pub(super) besides: Vec<String>,
    pub(super) problems: Vec<Vec<Words>>,
    pub(super) more_problems: usize,
    pub(super) rules: Vec<RuleRow>,
    pub(super) folders: Vec<TallyRow>,
    /// Who owns pages with findings; empty if the repository names nobody.
    pub(super) owners: Vec<TallyRow>,
    /// How many parts of a folder's path tell its row.
    depth: usize,
}

/// A number with its words.
pub(super) struct Tile {
    /// `error`, `warning`, `info`, `fixable`, or nothing for what no filter changes.
    pub(super) class: &'static str,
    pub(super) count: String,
    pub(super) is_none: bool,
    pub(super) words: Vec<Words>,
}

pub(super) struct RuleRow {
    pub(super) id: &'static str,
    /// Its page on the site, in builds that know the address.
    pub(super) address: Option<String>,
    pub(super) summary: Vec<Words>,
    pub(super) severity: &'static str,
    pub(super) count: String,
    /// Of all findings.
    pub(super) percent: String,
    /// In hundredths of the largest count.
    pub(super) share: usize,
}

/// A folder or an owner.
pub(super) struct TallyRow {
    pub(super) name: String,
    /// The name in an address.
    pub(super) link: String,
    pub(super) pieces: Vec<String>,
    pub(super) pages: String,
    /// Severity, how many, and whether that is none.
    pub(super) counts: [(&'static str, String, bool); 3],
    /// Of all findings.
    pub(super) percent: String,
}

impl TallyRow {
    fn new(name: String, pieces: Vec<String>, tally: &Tally, found: usize) -> Self {
        let count = |word, n| (word, grouped(n), n == 0);
        Self {
            link: uri(&name),
            name,
            pieces,
            pages: grouped(tally.pages),
            counts: [
                count("error", tally.errors),
                count("warning", tally.warnings),
                count("info", tally.infos),
            ],
            percent: percent(tally.findings, found),
        }
    }
}

impl Overview {
    pub(super) fn new(run: &RunReport) -> Self {
        let stats = &run.stats;
        let found = stats.errors + stats.warnings + stats.infos;
        let (folders, depth) = folders(run, found);
        let problem =
            |problem: &crate::engine::Problem| words(&format!("`{}`: {}", problem.path, problem.message));
        Self {
            tiles: tiles(run),
            title: format!("{} in {}", counted(found, "finding"), counted(stats.examples, "example")),
            found,
            has_schemas: stats.has_schemas(),
            about: about(run),
            besides: besides(run),
            problems: run.problems.iter().take(MAX_PROBLEMS).map(problem).collect(),
            more_problems: run.problems.len().saturating_sub(MAX_PROBLEMS),
            rules: rules(run, found),
            folders,
            owners: owners(run, found),
            depth,
        }
    }

    /// The row of [`folders`](Self::folders) that counts a page.
    pub(super) fn folder_of(&self, path: &str) -> String {
        folder(path, self.depth)
    }
}

fn tiles(run: &RunReport) -> Vec<Tile> {
    let stats = &run.stats;
    let tile = |class, n: usize, text: String| Tile {
        class,
        count: grouped(n),
        is_none: n == 0,
        words: words(&text),
    };
    let fixable = match stats.fixable_unsafely() {
        0 => "fixable with `--fix`".to_owned(),
        more => format!("fixable with `--fix`, {} more with `--unsafe-fixes`", grouped(more)),
    };
    let mut tiles = vec![
        tile("error", stats.errors, plural(stats.errors, "error")),
        tile("warning", stats.warnings, plural(stats.warnings, "warning")),
        tile("info", stats.infos, plural(stats.infos, "info")),
        tile("fixable", stats.fixable_safely, fixable),
    ];
    if let Some(accepted) = stats.baselined {
        tiles.push(tile("", accepted, "accepted by the baseline".to_owned()));
    }
    tiles.push(tile("", stats.examples, plural(stats.examples, "example")));
    tiles.push(tile("", stats.files, plural(stats.files, "page")));
    tiles
}

fn besides(run: &RunReport) -> Vec<String> {
    let stats = &run.stats;
    let reasons: Vec<_> = stats.skipped.iter().map(|(reason, count)| reason.words(*count)).collect();
    let mut said = Vec::new();
    if !reasons.is_empty() {
        said.push(format!("Skipped {} ({}).", counted(stats.files_skipped(), "file"), reasons.join(", ")));
    }
    if stats.suppressed > 0 {
        said.push(format!("{} suppressed by comments.", counted(stats.suppressed, "finding")));
    }
    if stats.baseline_gone > 0 {
        let verb = if stats.baseline_gone == 1 { "is" } else { "are" };
        said.push(format!("{} that the baseline accepts {verb} gone.", grouped(stats.baseline_gone)));
    }
    said
}

fn about(run: &RunReport) -> Vec<String> {
    let info = &run.info;
    let parts = [
        Some(format!("level {}", info.level)),
        info.changed_since.as_ref().map(|since| format!("only pages changed since {since}")),
        info.baseline.as_ref().map(|baseline| format!("baseline {baseline}")),
        info.revision.as_ref().map(|revision| format!("commit {}", short(revision))),
        info.date.clone(),
    ];
    parts.into_iter().flatten().map(|part| neutral(&part).into_owned()).collect()
}

fn rules(run: &RunReport, found: usize) -> Vec<RuleRow> {
    let mut counts: BTreeMap<&str, (&RuleMeta, Severity, usize)> = BTreeMap::new();
    for finding in run.files.iter().flat_map(|file| &file.findings) {
        let (_, severity, count) =
            counts.entry(finding.rule.id).or_insert((finding.rule, finding.severity, 0));
        *severity = finding.severity.max(*severity);
        *count += 1;
    }
    let most = counts.values().map(|(_, _, count)| *count).max().unwrap_or(1);
    let mut rows: Vec<_> = counts.into_values().collect();
    rows.sort_by_key(|(rule, severity, count)| (Reverse(*severity), Reverse(*count), rule.id));
    rows.into_iter()
        .map(|(rule, severity, count)| RuleRow {
            id: rule.id,
            address: rule.url(),
            summary: words(rule.summary()),
            severity: severity.word(),
            count: grouped(count),
            percent: percent(count, found),
            share: (count * 100).div_ceil(most),
        })
        .collect()
}

fn folders(run: &RunReport, found: usize) -> (Vec<TallyRow>, usize) {
    let paths = || run.files.iter().map(|file| file.source.path());
    let deepest = paths().map(|path| path.matches('/').count()).max().unwrap_or(0);
    // Folders with many parts are told by fewer, until there are few enough.
    let few = |depth: &usize| {
        paths().map(|path| folder(path, *depth)).collect::<BTreeSet<_>>().len() <= MAX_FOLDERS
    };
    let used = (0..=deepest).rev().find(few).unwrap_or(0);
    let mut folders: BTreeMap<String, Tally> = BTreeMap::new();
    for file in &run.files {
        folders.entry(folder(file.source.path(), used)).or_default().add(file);
    }
    let rows = worst_first(folders).into_iter();
    let rows = rows.map(|(name, tally)| TallyRow::new(name.clone(), pieces(&name), &tally, found));
    (rows.collect(), used)
}

fn owners(run: &RunReport, found: usize) -> Vec<TallyRow> {
    let owners = by_owner(run).unwrap_or_default();
    let row = |(owner, tally): (&str, Tally)| {
        let name = neutral(owner_name(owner)).into_owned();
        TallyRow::new(name.clone(), vec![name], &tally, found)
    };
    worst_first(owners).into_iter().take(MAX_OWNERS).map(row).collect()
}

fn worst_first<N>(tallies: BTreeMap<N, Tally>) -> Vec<(N, Tally)> {
    let mut rows: Vec<_> = tallies.into_iter().collect();
    rows.sort_by_key(|(_, row)| (Reverse(row.errors), Reverse(row.warnings), Reverse(row.infos)));
    rows
}

/// The folder of a path, no more than `depth` parts of it.
fn folder(path: &str, depth: usize) -> String {
    let parts: Vec<&str> = path.split('/').collect();
    let folder = parts[..parts.len() - 1].iter().take(depth).copied().collect::<Vec<_>>().join("/");
    if folder.is_empty() { ".".to_owned() } else { neutral(&folder).into_owned() }
}
