//! What a run found, in numbers and page by page.

use std::collections::BTreeMap;

use crate::diagnostic::{Applicability, Diagnostic, Level, Severity};
use crate::diagnostic::{Problem, SkipReason};
use crate::engine::baseline::BaselineOutcome;
use crate::engine::insight::coverage::Coverage;
use crate::engine::insight::owners::Owners;
use crate::engine::insight::page::InspectedPage;
use crate::engine::page::fix::{FixCounts, Fixing};
use crate::engine::page::report::{FileReport, PageReport};
use crate::text::SourceFile;

/// A page that was fixed, or would be.
#[derive(Debug)]
pub struct FixedPage {
    /// Its path as shown.
    pub path: String,
    /// Whether it came from standard input.
    pub is_stdin: bool,
    /// How many fixes of each rule were applied; empty for standard input without any.
    pub rules: FixCounts,
    /// The page before and after, unless it was written.
    pub texts: Option<(SourceFile, SourceFile)>,
}

/// Counts of a run.
#[derive(Clone, Debug, Default)]
pub struct Stats {
    /// Pages read and checked.
    pub files: usize,
    /// Whether only pages were checked that a change concerns.
    pub partial: bool,
    /// Whether a description of the API is configured for some page.
    pub described: bool,
    /// Pages not checked, by reason.
    pub skipped: BTreeMap<SkipReason, usize>,
    /// Code blocks that are examples.
    pub examples: usize,
    /// Bodies that are JSON.
    pub json_bodies: usize,
    /// Code blocks in containers that are not read.
    pub unread: usize,
    /// JSON bodies that were checked against a schema.
    pub schema_checked: usize,
    /// JSON bodies that have a schema and were not compared with it, because that takes too long.
    pub too_complex: usize,
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are warnings.
    pub warnings: usize,
    /// Findings that are information.
    pub infos: usize,
    /// Findings whose fix can be applied.
    pub fixable: usize,
    /// Those of them that have a safe one; after fixing, because their page could not be written.
    pub fixable_safely: usize,
    /// What was done with fixes, if anything was asked for.
    pub fixing: Option<Fixing>,
    /// Fixes that were applied, or would be.
    pub fixed: usize,
    /// Pages that they were applied to.
    pub fixed_files: usize,
    /// Findings that comments ignore which were written in this run, if that was asked for; they are not among the others.
    pub ignored: Option<usize>,
    /// Pages that got such comments.
    pub ignored_files: usize,
    /// Findings that are accepted, if there was a baseline; they are not among the others.
    pub baselined: Option<usize>,
    /// Findings that the baseline accepts and that are no longer there.
    pub baseline_gone: usize,
    /// Findings that comments on their pages silence; they count nowhere else.
    pub suppressed: usize,
    /// Findings by rule.
    pub by_rule: BTreeMap<&'static str, usize>,
}

/// What a run was asked to do, for the head of its reports.
#[derive(Clone, Debug, Default)]
pub struct RunInfo {
    /// The level.
    pub level: Level,
    /// The revision since which pages changed, if only those were checked.
    pub changed_since: Option<String>,
    /// Where accepted findings come from: a file or a revision.
    pub baseline: Option<String>,
    /// The commit that is checked out.
    pub revision: Option<String>,
    /// The day, as `2026-03-02`.
    pub date: Option<String>,
    /// Who owns which page, if the repository says so.
    pub(crate) owners: Option<Owners>,
}

/// The outcome of a run.
#[derive(Debug, Default)]
pub struct RunReport {
    /// What was asked for.
    pub info: RunInfo,
    /// Pages with findings, by path.
    pub files: Vec<FileReport>,
    /// Pages with examples, by path; empty unless the [`CheckOptions`](super::options::CheckOptions) asked for them.
    pub pages: Vec<InspectedPage>,
    /// What is declared and how much of it examples show, if the gate asked for them.
    pub(crate) coverage: Option<Coverage>,
    /// Pages with fixes that were applied or are to be shown, by path.
    pub fixed: Vec<FixedPage>,
    /// Counts.
    pub stats: Stats,
    /// What became of the baseline, if there was one.
    pub baseline: Option<BaselineOutcome>,
    /// What went wrong.
    pub problems: Vec<Problem>,
}

impl Stats {
    /// Counts a page that was checked.
    pub(crate) fn add_page(&mut self, page: &PageReport) {
        self.files += 1;
        self.examples += page.examples;
        self.json_bodies += page.json_bodies;
        self.unread += page.unread;
        self.schema_checked += page.schema_checked;
        self.too_complex += page.too_complex;
        self.suppressed += page.suppressed;
        for finding in &page.findings {
            self.add_finding(finding);
        }
    }

    /// Counts pages that were not.
    pub(crate) fn add_skipped(&mut self, reason: SkipReason, count: usize) {
        *self.skipped.entry(reason).or_default() += count;
    }

    /// Whether it says something how many bodies were checked against a schema.
    pub(crate) fn has_schemas(&self) -> bool {
        self.described || self.schema_checked > 0
    }

    /// Findings that only have a fix that may change the meaning.
    pub(crate) fn fixable_unsafely(&self) -> usize {
        self.fixable - self.fixable_safely
    }

    /// Adds the counts of another part of the run.
    pub(crate) fn add(&mut self, more: Self) {
        self.files += more.files;
        self.described |= more.described;
        more.skipped.into_iter().for_each(|(reason, count)| self.add_skipped(reason, count));
        self.examples += more.examples;
        self.json_bodies += more.json_bodies;
        self.unread += more.unread;
        self.schema_checked += more.schema_checked;
        self.too_complex += more.too_complex;
        self.suppressed += more.suppressed;
        self.errors += more.errors;
        self.warnings += more.warnings;
        self.infos += more.infos;
        self.ignored_files += more.ignored_files;
        self.ignored = self.ignored.map_or(more.ignored, |known| Some(known + more.ignored.unwrap_or(0)));
        self.fixable += more.fixable;
        self.fixable_safely += more.fixable_safely;
        for (rule, count) in more.by_rule {
            *self.by_rule.entry(rule).or_default() += count;
        }
    }

    /// Counts the pages that were fixed.
    pub(crate) fn add_fixed(&mut self, pages: &[FixedPage]) {
        self.fixed += pages.iter().flat_map(|page| page.rules.values()).sum::<usize>();
        self.fixed_files += pages.iter().filter(|page| !page.rules.is_empty()).count();
    }

    /// Counts what became of a baseline.
    pub(crate) fn add_baseline(&mut self, outcome: Option<&BaselineOutcome>) {
        self.baselined = outcome.map(|outcome| outcome.accepted.findings());
        self.baseline_gone = outcome.map_or(0, |outcome| outcome.gone);
    }

    fn add_finding(&mut self, finding: &Diagnostic) {
        match finding.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Info => self.infos += 1,
        }
        let applicable = |fix: &crate::diagnostic::Fix| fix.applicability != Applicability::DisplayOnly;
        self.fixable += usize::from(finding.fix.as_ref().is_some_and(applicable));
        let safe = |fix: &crate::diagnostic::Fix| fix.applicability == Applicability::Safe;
        self.fixable_safely += usize::from(finding.fix.as_ref().is_some_and(safe));
        *self.by_rule.entry(finding.rule.id).or_default() += 1;
    }

    /// JSON bodies that no schema was there for.
    pub fn not_covered(&self) -> usize {
        self.json_bodies - self.schema_checked
    }

    /// Pages not checked.
    pub fn files_skipped(&self) -> usize {
        self.skipped.values().sum()
    }

    /// Findings of this severity or a worse one.
    pub fn at_least(&self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.errors,
            Severity::Warning => self.errors + self.warnings,
            Severity::Info => self.errors + self.warnings + self.infos,
        }
    }
}
