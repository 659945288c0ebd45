//! The counts at the top of the report: by severity, by rule, by folder.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::words::{Words, pieces, words};
use crate::diagnostic::{Diagnostic, RuleMeta, Severity};
use crate::engine::RunReport;
use crate::output::markdown::short;
use crate::output::neutral::neutral;

/// More folders than this are counted with those above them.
const MAX_FOLDERS: usize = 40;
/// More problems than this are only counted.
const MAX_PROBLEMS: usize = 50;

pub(super) struct Overview {
    pub(super) errors: usize,
    pub(super) warnings: usize,
    pub(super) infos: usize,
    pub(super) fixable: usize,
    pub(super) fixable_unsafely: usize,
    pub(super) baselined: Option<usize>,
    /// Whether it says something what was checked against a schema.
    pub(super) has_schemas: bool,
    /// Level, scope, baseline, commit and day.
    pub(super) about: String,
    pub(super) suppressed: usize,
    pub(super) files: usize,
    pub(super) examples: usize,
    pub(super) skipped: String,
    pub(super) problems: Vec<Vec<Words>>,
    pub(super) more_problems: usize,
    pub(super) rules: Vec<RuleRow>,
    pub(super) folders: Vec<FolderRow>,
    /// How many parts of a folder's path tell its row.
    depth: usize,
}

pub(super) struct RuleRow {
    pub(super) id: &'static str,
    pub(super) summary: Vec<Words>,
    pub(super) severity: &'static str,
    pub(super) count: usize,
    /// In hundredths of the largest count.
    pub(super) share: usize,
}

#[derive(Default)]
pub(super) struct FolderRow {
    pub(super) name: String,
    pub(super) pieces: Vec<String>,
    pub(super) pages: usize,
    pub(super) errors: usize,
    pub(super) warnings: usize,
    pub(super) infos: usize,
}

impl FolderRow {
    fn add(&mut self, finding: &Diagnostic) {
        match finding.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Info => self.infos += 1,
        }
    }
}

impl Overview {
    pub(super) fn new(run: &RunReport) -> Self {
        let stats = &run.stats;
        let reasons: Vec<_> = stats.skipped.iter().map(|(reason, count)| reason.words(*count)).collect();
        let (folders, depth) = folders(run);
        let problem =
            |problem: &crate::engine::Problem| words(&format!("`{}`: {}", problem.path, problem.message));
        Self {
            errors: stats.errors,
            warnings: stats.warnings,
            infos: stats.infos,
            fixable: stats.fixable_safely,
            fixable_unsafely: stats.fixable_unsafely(),
            baselined: stats.baselined,
            has_schemas: stats.has_schemas(),
            about: about(run),
            suppressed: stats.suppressed,
            files: stats.files,
            examples: stats.examples,
            skipped: reasons.join(", "),
            problems: run.problems.iter().take(MAX_PROBLEMS).map(problem).collect(),
            more_problems: run.problems.len().saturating_sub(MAX_PROBLEMS),
            rules: rules(run),
            folders,
            depth,
        }
    }

    /// The row of [`folders`](Self::folders) that counts a page.
    pub(super) fn folder_of(&self, path: &str) -> String {
        folder(path, self.depth)
    }

    pub(super) fn found(&self) -> usize {
        self.errors + self.warnings + self.infos
    }
}

fn about(run: &RunReport) -> String {
    let info = &run.info;
    let parts = [
        Some(format!("level {}", info.level)),
        info.changed_since.as_ref().map(|since| format!("only pages changed since {since}")),
        info.baseline.as_ref().map(|baseline| format!("baseline {baseline}")),
        info.revision.as_ref().map(|revision| format!("commit {}", short(revision))),
        info.date.clone(),
    ];
    neutral(&parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")).into_owned()
}

fn rules(run: &RunReport) -> Vec<RuleRow> {
    let mut found: BTreeMap<&str, (&RuleMeta, Severity, usize)> = BTreeMap::new();
    for finding in run.files.iter().flat_map(|file| &file.findings) {
        let (_, severity, count) =
            found.entry(finding.rule.id).or_insert((finding.rule, finding.severity, 0));
        *severity = finding.severity.max(*severity);
        *count += 1;
    }
    let most = found.values().map(|(_, _, count)| *count).max().unwrap_or(1);
    let mut rows: Vec<_> = found.into_values().collect();
    rows.sort_by_key(|(rule, severity, count)| (Reverse(*severity), Reverse(*count), rule.id));
    rows.into_iter()
        .map(|(rule, severity, count)| RuleRow {
            id: rule.id,
            summary: words(rule.summary()),
            severity: severity.word(),
            count,
            share: (count * 100).div_ceil(most),
        })
        .collect()
}

fn folders(run: &RunReport) -> (Vec<FolderRow>, usize) {
    let named: Vec<(&str, &[Diagnostic])> =
        run.files.iter().map(|file| (file.source.path(), file.findings.as_slice())).collect();
    let deepest = named.iter().map(|(path, _)| path.matches('/').count()).max().unwrap_or(0);
    // Folders with many parts are told by fewer, until there are few enough.
    let (mut rows, mut used) = (Vec::new(), deepest);
    for depth in (0..=deepest).rev() {
        let mut folders: BTreeMap<String, FolderRow> = BTreeMap::new();
        for (path, findings) in &named {
            let row = folders.entry(folder(path, depth)).or_default();
            row.pages += 1;
            findings.iter().for_each(|finding| row.add(finding));
        }
        rows =
            folders.into_iter().map(|(name, row)| FolderRow { pieces: pieces(&name), name, ..row }).collect();
        used = depth;
        if rows.len() <= MAX_FOLDERS {
            break;
        }
    }
    rows.sort_by_key(|row| (Reverse(row.errors), Reverse(row.warnings), Reverse(row.infos)));
    (rows, used)
}

/// The folder of a path, no more than `depth` parts of it.
fn folder(path: &str, depth: usize) -> String {
    let parts: Vec<&str> = path.split('/').collect();
    let folder = parts[..parts.len() - 1].iter().take(depth).copied().collect::<Vec<_>>().join("/");
    if folder.is_empty() { ".".to_owned() } else { neutral(&folder).into_owned() }
}
