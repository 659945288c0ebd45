//! Many pages at once, reported in order.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::across;
use super::check::{PageReport, Plan, check_text};
use super::input::{Input, Problem, SkipReason};
use super::inspect::{InspectedPage, inspect_page};
use super::read::read;
use super::report::{FileReport, RunReport, Stats};
use super::walk::{Request, Walked, sort_key, walk};
use super::{guard, prefilter};
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
pub fn check(request: &Request<'_>, plan: &Plan, progress: &Progress) -> RunReport {
    let (walked, outcomes) = each_page(request, progress, |input| {
        let Some(source) = read(input, prefilter::may_hold_examples)? else {
            return Ok((None, PageReport::default()));
        };
        let mut page = guarded(input, || check_text(&source, plan))?;
        page.findings.shrink_to_fit();
        // The text is let go here, in the worker, unless a finding has to be shown in it or it comes only once.
        let keep = !page.findings.is_empty() || matches!(input, Input::Stdin(_));
        Ok((keep.then_some(source), page))
    });
    let stats = Stats { skipped: walked.skipped, ..Stats::default() };
    let mut report = RunReport { stats, problems: walked.problems, files: Vec::new() };
    let mut pages = Vec::with_capacity(outcomes.len());
    for (input, outcome) in outcomes {
        match outcome {
            Ok((source, page)) => pages.push(CheckedPage { input, source, page, others: Vec::new() }),
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

/// A page with what was found on it.
#[derive(Debug)]
pub(super) struct CheckedPage {
    /// Where it came from.
    pub(super) input: Input,
    /// Its text, unless it was let go.
    pub(super) source: Option<SourceFile>,
    /// What was found.
    pub(super) page: PageReport,
    /// The pages that its findings point to.
    pub(super) others: Vec<SourceFile>,
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
pub fn inspect(request: &Request<'_>, progress: &Progress) -> Inspection {
    let (walked, outcomes) = each_page(request, progress, |input| {
        let source = read(input, |_| true)?;
        source.map(|source| guarded(input, || inspect_page(&source))).transpose()
    });
    let mut inspection = Inspection { problems: walked.problems, ..Inspection::default() };
    for (_, outcome) in outcomes {
        match outcome {
            Ok(page) => inspection.pages.extend(page),
            Err(problem) => inspection.problems.push(problem),
        }
    }
    inspection
}

/// What became of every page, in the pages' order.
type Outcomes<T> = Vec<(Input, Result<T, Problem>)>;

/// How many pages are handed to a core at once: few, for pages differ widely in cost.
const BATCH: usize = 16;

/// Finds the pages and does `work` on every one, on every core of the current thread pool and while the search goes
/// on; the results are in the pages' order.
fn each_page<T: Send>(
    request: &Request<'_>,
    progress: &Progress,
    work: impl Fn(&Input) -> Result<T, Problem> + Sync,
) -> (Walked, Outcomes<T>) {
    let done = Mutex::new(Vec::new());
    let run = |batch: Vec<Input>| {
        let one = |input| {
            let result = work(&input);
            progress.done.fetch_add(1, Ordering::Relaxed);
            (input, result)
        };
        let results: Vec<_> = batch.into_iter().map(one).collect();
        done.lock().unwrap_or_else(PoisonError::into_inner).push(results);
    };
    let run = &run;
    let walked = rayon::scope(|scope| {
        let mut batch = Vec::with_capacity(BATCH);
        let mut pages = 0;
        let walked = walk(request, &mut |input| {
            pages += 1;
            batch.push(input);
            if batch.len() == BATCH {
                let batch = std::mem::replace(&mut batch, Vec::with_capacity(BATCH));
                scope.spawn(move |_| run(batch));
            }
        });
        progress.total.store(pages, Ordering::Relaxed);
        run(batch);
        walked
    });
    let mut outcomes: Vec<_> =
        done.into_inner().unwrap_or_else(PoisonError::into_inner).into_iter().flatten().collect();
    outcomes.sort_unstable_by(|(a, _), (b, _)| sort_key(a).cmp(sort_key(b)).then_with(|| a.cmp(b)));
    outcomes.dedup_by(|(a, _), (b, _)| a == b);
    (walked, outcomes)
}

/// Does `work` on a page; a fault of ours in it is a problem of that page.
fn guarded<T>(input: &Input, work: impl FnOnce() -> T) -> Result<T, Problem> {
    guard::catch(work).map_err(|fault| Problem {
        path: input.shown(),
        message: format!("internal error, please report it with the page: {fault}"),
        reason: Some(SkipReason::InternalError),
    })
}
