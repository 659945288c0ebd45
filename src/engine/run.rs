//! Many pages at once, reported in order.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use super::across;
use super::check::{PageReport, Plan, check_text};
use super::input::{Input, Problem, SkipReason};
use super::inspect::{InspectedPage, inspect_page};
use super::read::read;
use super::report::{FileReport, RunReport, Stats};
use super::walk::{Found, Request, Walked, walk};
use super::{guard, prefilter};
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
pub fn check(request: &Request<'_>, progress: &Progress) -> RunReport {
    let one = |input: &Input, text, plan: &Arc<Plan>, part: &mut Part| match check_input(input, text, plan) {
        Ok((source, page)) => {
            // The text is let go here, in the worker, unless a finding has to be shown in it or it comes only once.
            let once = matches!(input, Input::Stdin(_));
            let speaks = !page.silence.is_empty();
            let source = source.filter(|_| once || speaks || !page.findings.is_empty());
            if let Some(source) = source.as_ref().filter(|_| !page.findings.is_empty()) {
                // Every output asks for lines: they are counted here, where other pages are counted beside it.
                source.lines();
            }
            if source.is_some() || !page.requests.is_empty() {
                let others = described(&page, plan.schemas());
                let plan = Arc::clone(plan);
                part.pages.push(CheckedPage { input: input.clone(), plan, source, page, others });
            } else {
                part.stats.add_page(&page);
            }
        }
        Err(problem) => {
            problem.reason.into_iter().for_each(|reason| part.stats.add_skipped(reason, 1));
            part.problems.push(problem);
        }
    };
    let (walked, mut part) = each_page(request, progress, one, Part::append);
    walked.skipped.into_iter().for_each(|(reason, count)| part.stats.add_skipped(reason, count));
    part.pages.sort_by_cached_key(|page| page.input.shown());
    let problems = in_order(request, walked.problems, part.problems);
    let mut report = RunReport { stats: part.stats, problems, files: Vec::new() };
    across::check(&mut part.pages, &mut report.problems);
    for CheckedPage { source, mut page, others, plan, .. } in part.pages {
        page.conclude(&plan, true);
        report.stats.add_page(&page);
        let findings = page.findings;
        if let Some(source) = source.filter(|_| !findings.is_empty()) {
            report.files.push(FileReport { source, others, findings });
        }
    }
    report
}

/// What a part of the pages leaves behind.
#[derive(Debug, Default)]
struct Part {
    /// The pages that something has to be done with still.
    pages: Vec<CheckedPage>,
    /// The counts of all others.
    stats: Stats,
    problems: Vec<Problem>,
}

impl Part {
    fn append(&mut self, mut more: Self) {
        self.pages.append(&mut more.pages);
        self.problems.append(&mut more.problems);
        self.stats.add(more.stats);
    }
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
pub(super) struct CheckedPage {
    /// Where it came from.
    pub(super) input: Input,
    /// What was done with it.
    pub(super) plan: Arc<Plan>,
    /// Its text, unless it was let go.
    pub(super) source: Option<SourceFile>,
    /// What was found.
    pub(super) page: PageReport,
    /// The pages and descriptions that its findings point to.
    pub(super) others: Vec<Arc<SourceFile>>,
}

fn check_input(
    input: &Input,
    text: Option<Arc<str>>,
    plan: &Plan,
) -> Result<(Option<SourceFile>, PageReport), Problem> {
    let Some(source) = read(input, text, prefilter::may_hold_work)? else {
        return Ok((None, PageReport::default()));
    };
    let mut page = guarded(input, || check_text(&source, plan))?;
    page.findings.shrink_to_fit();
    Ok((Some(source), page))
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
    let page = |input: &Input, text, plan: &Plan| {
        let source = read(input, text, |_| true)?;
        source.map(|source| guarded(input, || inspect_page(&source, plan.schemas()))).transpose()
    };
    let one =
        |input: &Input, text, plan: &Arc<Plan>, inspection: &mut Inspection| match page(input, text, plan) {
            Ok(page) => inspection.pages.extend(page),
            Err(problem) => inspection.problems.push(problem),
        };
    let append = |inspection: &mut Inspection, mut more: Inspection| {
        inspection.pages.append(&mut more.pages);
        inspection.problems.append(&mut more.problems);
    };
    let (walked, mut inspection) = each_page(request, progress, one, append);
    inspection.pages.sort_by(|a, b| a.path.cmp(&b.path));
    inspection.problems = in_order(request, walked.problems, inspection.problems);
    inspection
}

/// What is wrong with configuration and schemas, then with the paths, then with the pages.
fn in_order(request: &Request<'_>, of_paths: Vec<Problem>, mut of_pages: Vec<Problem>) -> Vec<Problem> {
    of_pages.sort_by(|a, b| a.path.cmp(&b.path));
    request.project.problems().into_iter().chain(of_paths).chain(of_pages).collect()
}

/// How many pages are handed to a core at once: few, for pages differ widely in cost.
const BATCH: usize = 16;

/// Finds the pages and does `one` on each, on every core of the current thread pool and while the search goes on; `one`
/// is given the page's text too, if it is known. Each batch has a result of its own; `append` puts them together, in no
/// order. The first page that has to wait for schemas has them loaded; those that were met meanwhile come last.
fn each_page<R: Default + Send>(
    request: &Request<'_>,
    progress: &Progress,
    one: impl Fn(&Input, Option<Arc<str>>, &Arc<Plan>, &mut R) + Sync,
    append: impl Fn(&mut R, R) + Sync,
) -> (Walked, R) {
    let all = Mutex::new(R::default());
    let waiting = Mutex::new(Vec::new());
    let run = |batch: Vec<Found>| {
        let mut result = R::default();
        let mut unloaded = Vec::new();
        for found in batch {
            let plan = request.project.plan(&found.scope, found.input.path());
            let Some(ready) = plan.ready() else {
                unloaded.extend(plan.begins().then_some(plan));
                locked(&waiting).push(found);
                continue;
            };
            let text = request.project.text(&plan, found.input.path());
            one(&found.input, text, ready, &mut result);
            progress.done.fetch_add(1, Ordering::Relaxed);
        }
        append(&mut locked(&all), result);
        request.project.load(unloaded.iter().map(|plan| &**plan));
    };
    let walked = rayon::scope(|scope| {
        let run = &run;
        let mut batch = Vec::with_capacity(BATCH);
        let mut pages = 0;
        let walked = walk(request, &mut |found| {
            pages += 1;
            batch.push(found);
            if batch.len() == BATCH {
                let batch = std::mem::replace(&mut batch, Vec::with_capacity(BATCH));
                scope.spawn(move |_| run(batch));
            }
        });
        progress.total.store(pages, Ordering::Relaxed);
        run(batch);
        walked
    });
    let waiting = std::mem::take(&mut *locked(&waiting));
    waiting.par_chunks(BATCH).for_each(|batch| run(batch.to_vec()));
    (walked, all.into_inner().unwrap_or_else(PoisonError::into_inner))
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Does `work` on a page; a fault of ours in it is a problem of that page.
fn guarded<T>(input: &Input, work: impl FnOnce() -> T) -> Result<T, Problem> {
    guard::catch(work).map_err(|fault| Problem {
        path: input.shown(),
        message: format!("internal error, please report it with the page: {fault}"),
        reason: Some(SkipReason::InternalError),
    })
}
