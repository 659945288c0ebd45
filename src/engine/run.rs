//! Many pages at once, reported in order.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::check::{PageReport, Plan, check_page};
use super::guard;
use super::input::{Input, Inputs, Problem, SkipReason};
use super::inspect::{InspectedPage, inspect_page};
use super::read::read;
use super::report::{FileReport, RunReport, Stats};
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
    let outcomes = each_page(&inputs.pages, progress, |source| {
        let mut page = check_page(&source, plan);
        page.findings.shrink_to_fit();
        // The text is let go here, in the worker, unless a finding has to be shown in it.
        let source = (!page.findings.is_empty()).then_some(source);
        (source, page)
    });
    let stats = Stats { skipped: inputs.skipped, ..Stats::default() };
    let mut report = RunReport { stats, problems: inputs.problems, files: Vec::new() };
    for outcome in outcomes {
        match outcome {
            Ok((source, page)) => {
                report.stats.add_page(&page);
                let PageReport { findings, .. } = page;
                report.files.extend(source.map(|source| FileReport { source, findings }));
            }
            Err(problem) => {
                problem.reason.into_iter().for_each(|reason| report.stats.add_skipped(reason));
                report.problems.push(problem);
            }
        }
    }
    report
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
pub fn inspect(inputs: Inputs, progress: &Progress) -> Inspection {
    let mut inspection = Inspection { problems: inputs.problems, ..Inspection::default() };
    for outcome in each_page(&inputs.pages, progress, |source| inspect_page(&source)) {
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
    work: impl Fn(SourceFile) -> T + Sync,
) -> Vec<Result<T, Problem>> {
    progress.total.store(pages.len(), Ordering::Relaxed);
    let one = |input: &Input| {
        let result = read(input).and_then(|source| {
            guard::catch(|| work(source)).map_err(|fault| Problem {
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
