//! Many pages at once, reported in order.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use super::across;
use super::baseline::Matcher;
use super::check::{PageReport, Plan};
use super::coverage::Coverage;
use super::discover::top;
use super::input::{Input, Problem};
use super::inspect::{InspectedPage, inspect_page};
use super::read::read_again;
use super::report::{FileReport, FixedPage, RunReport, Stats};
use super::walk::{Found, Request, Walked, walk};
use super::worker::{Gate, Worker, guarded};
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
pub fn check(request: &Request<'_>, gate: &Gate, progress: &Progress) -> RunReport {
    let root = top(request.project.current());
    let matcher = gate.baseline.as_ref().map(|baseline| Matcher::new(baseline, root.to_owned()));
    let worker = Worker::new(request, gate, root, matcher.as_ref());
    let one = |input: &Input, text, plan: &Arc<Plan>, part: &mut Part| worker.page(input, text, plan, part);
    // Pages that are written must not be read for their schemas at the same time.
    let early = gate.fixing.is_none_or(|fixing| !fixing.write);
    let (walked, mut part) = each_page(request, early, progress, one, Part::append);
    walked.skipped.into_iter().for_each(|(reason, count)| part.stats.add_skipped(reason, count));
    part.pages.sort_by_cached_key(|page| page.input.shown());
    part.fixed.sort_by(|a, b| a.path.cmp(&b.path));
    part.stats.fixing = gate.fixing;
    part.stats.of_a_change = request.changes.is_some();
    part.stats.add_fixed(&part.fixed);
    let problems = in_order(request, walked.problems, part.problems);
    part.examples.sort_by(|a, b| a.path.cmp(&b.path));
    let mut report = RunReport { stats: part.stats, problems, fixed: part.fixed, ..RunReport::default() };
    if gate.examples {
        report.coverage = Some(Coverage::new(&part.examples, &part.schemas));
    }
    report.pages = part.examples;
    report.pages.retain(|page| !page.examples.is_empty());
    across::check(&mut part.pages, &mut report.problems);
    for page in &mut part.pages {
        let plan = Arc::clone(&page.plan);
        page.page.conclude(&plan, request.changes.is_none());
    }
    report.baseline = worker.accept(&mut part.pages, &part.known);
    report.stats.add_baseline(report.baseline.as_ref());
    for CheckedPage { source, page, others, .. } in part.pages {
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
pub(super) struct Part {
    /// The pages that something has to be done with still.
    pub(super) pages: Vec<CheckedPage>,
    /// The counts of all others.
    pub(super) stats: Stats,
    /// The pages that were checked and that the baseline knows, with what was done with them.
    pub(super) known: Vec<(String, Arc<Plan>)>,
    pub(super) fixed: Vec<FixedPage>,
    /// Every example, if they were asked for.
    pub(super) examples: Vec<InspectedPage>,
    /// What those were held against.
    pub(super) schemas: Vec<Arc<SchemaSet>>,
    pub(super) problems: Vec<Problem>,
}

impl Part {
    fn append(&mut self, mut more: Self) {
        self.pages.append(&mut more.pages);
        self.known.append(&mut more.known);
        self.fixed.append(&mut more.fixed);
        self.examples.append(&mut more.examples);
        more.schemas.iter().for_each(|set| know(&mut self.schemas, set));
        self.problems.append(&mut more.problems);
        self.stats.add(more.stats);
    }
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

/// What every page holds.
#[derive(Debug, Default)]
pub struct Inspection {
    /// The pages by path.
    pub pages: Vec<InspectedPage>,
    /// The descriptions that they were held against.
    schemas: Vec<Arc<SchemaSet>>,
    /// What went wrong.
    pub problems: Vec<Problem>,
}

impl Inspection {
    /// What pages and descriptions declare, and how much of it examples show.
    pub fn coverage(&self) -> Coverage {
        Coverage::new(&self.pages, &self.schemas)
    }
}

/// Adds a set that is not there yet.
pub(super) fn know(sets: &mut Vec<Arc<SchemaSet>>, set: &Arc<SchemaSet>) {
    if sets.iter().all(|known| !Arc::ptr_eq(known, set)) {
        sets.push(Arc::clone(set));
    }
}

/// Reads every page and says what was understood.
pub fn inspect(request: &Request<'_>, progress: &Progress) -> Inspection {
    let page = |input: &Input, text, plan: &Plan| {
        let source = read_again(input, text, |_| true)?;
        source.map(|source| guarded(input, || inspect_page(&source, plan))).transpose()
    };
    let one =
        |input: &Input, text, plan: &Arc<Plan>, inspection: &mut Inspection| match page(input, text, plan) {
            Ok(page) => {
                inspection.pages.extend(page);
                know(&mut inspection.schemas, plan.schemas());
            }
            Err(problem) => inspection.problems.push(problem),
        };
    let append = |inspection: &mut Inspection, mut more: Inspection| {
        inspection.pages.append(&mut more.pages);
        more.schemas.iter().for_each(|set| know(&mut inspection.schemas, set));
        inspection.problems.append(&mut more.problems);
    };
    let (walked, mut inspection) = each_page(request, true, progress, one, append);
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
/// order. Pages that wait for schemas come last; these are loaded as soon as a page waits, if that may be so `early`, or
/// after all other pages.
fn each_page<R: Default + Send>(
    request: &Request<'_>,
    early: bool,
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
                unloaded.extend((early && plan.begins()).then(|| Arc::clone(&plan)));
                locked(&waiting).push((found, plan));
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
    request.project.load(waiting.iter().map(|(_, plan)| &**plan));
    let waiting: Vec<Found> = waiting.into_iter().map(|(found, _)| found).collect();
    waiting.par_chunks(BATCH).for_each(|batch| run(batch.to_vec()));
    (walked, all.into_inner().unwrap_or_else(PoisonError::into_inner))
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
