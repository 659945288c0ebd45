//! Many pages at once, reported in order.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::across;
use super::check::{PageReport, Plan, check_page};
use super::guard;
use super::input::{Input, Inputs, Problem, SkipReason};
use super::inspect::{InspectedPage, inspect_page};
use super::read::read;
use super::report::{FileReport, RunReport, Stats};
use crate::schema::SchemaSet;
use crate::text::SourceFile;

/// How far a run is; may be watched from another thread.
#[derive(Debug, Default)]
pub struct Progress {
    /// Pages done.
    pub done: AtomicUsize,
    /// Pages to do; 0 until the folders have been walked.
    pub total: AtomicUsize,
}

/// Checks every page. The report does not depend on how the work was spread.
pub fn check(inputs: Inputs, plan: &Plan, progress: &Progress) -> RunReport {
    let outcomes = each_page(&inputs.pages, progress, |source, input| {
        let mut page = check_page(&source, plan);
        page.findings.shrink_to_fit();
        // The text is let go here, in the worker, unless a finding has to be shown in it or it comes only once.
        let keep = !page.findings.is_empty() || matches!(input, Input::Stdin(_));
        (keep.then_some(source), page)
    });
    let stats = Stats { skipped: inputs.skipped, ..Stats::default() };
    let mut report = RunReport { stats, problems: inputs.problems, files: Vec::new() };
    let mut pages = Vec::with_capacity(outcomes.len());
    for (input, outcome) in inputs.pages.iter().zip(outcomes) {
        match outcome {
            Ok((source, page)) => {
                let others = described(&page, plan.schemas());
                pages.push(CheckedPage { input, source, page, others });
            }
            Err(problem) => {
                problem.reason.into_iter().for_each(|reason| report.stats.add_skipped(reason));
                report.problems.push(problem);
            }
        }
    }
    across::check(&mut pages, plan, &mut report.problems);
    for CheckedPage { source, page, others, .. } in pages {
        report.stats.add_page(&page);
        let findings = page.findings;
        if let Some(source) = source.filter(|_| !findings.is_empty()) {
            report.files.push(FileReport { source, others, findings });
        }
    }
    report
}

/// The descriptions that findings point to.
fn described(page: &PageReport, schemas: &SchemaSet) -> Vec<Arc<SourceFile>> {
    let labels = page.findings.iter().flat_map(|finding| &finding.related);
    let mut files: Vec<Arc<SourceFile>> = Vec::new();
    for path in labels.filter_map(|label| label.path.as_deref()) {
        if files.iter().all(|file| file.path() != path) {
            files.extend(schemas.file(path).cloned());
        }
    }
    files
}

/// A page with what was found on it.
#[derive(Debug)]
pub(super) struct CheckedPage<'i> {
    /// Where it came from.
    pub(super) input: &'i Input,
    /// Its text, unless it was let go.
    pub(super) source: Option<SourceFile>,
    /// What was found.
    pub(super) page: PageReport,
    /// The pages and descriptions that its findings point to.
    pub(super) others: Vec<Arc<SourceFile>>,
}

/// What every page holds.
#[derive(Debug, Default)]
pub struct Inspection {
    /// The pages by path.
    pub pages: Vec<InspectedPage>,
    /// What went wrong.
    pub problems: Vec<Problem>,
}

/// Reads every page and says what was understood.
pub fn inspect(inputs: Inputs, schemas: &Arc<SchemaSet>, progress: &Progress) -> Inspection {
    let mut inspection = Inspection { problems: inputs.problems, ..Inspection::default() };
    for outcome in each_page(&inputs.pages, progress, |source, _| inspect_page(&source, schemas)) {
        match outcome {
            Ok(page) => inspection.pages.push(page),
            Err(problem) => inspection.problems.push(problem),
        }
    }
    inspection
}

/// Does `work` on every page, on every core of the current thread pool; the results are in the pages' order.
fn each_page<T: Send>(
    pages: &[Input],
    progress: &Progress,
    work: impl Fn(SourceFile, &Input) -> T + Sync,
) -> Vec<Result<T, Problem>> {
    progress.total.store(pages.len(), Ordering::Relaxed);
    let one = |input: &Input| {
        let result = read(input).and_then(|source| {
            guard::catch(|| work(source, input)).map_err(|fault| Problem {
                path: input.shown(),
                message: format!("internal error, please report it with the page: {fault}"),
                reason: Some(SkipReason::InternalError),
            })
        });
        progress.done.fetch_add(1, Ordering::Relaxed);
        result
    };
    // Small pieces: pages differ widely in cost, and a large last piece would keep one core waiting.
    pages.par_iter().with_max_len(16).map(one).collect()
}
