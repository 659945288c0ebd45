//! The pages of a run on every core, while the search for more goes on.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::input::Input;
use super::request::CheckRequest;
use super::walk::{Found, Walked, walk};
use crate::diagnostic::Problem;
use crate::engine::page::plan::Plan;
use crate::engine::project::lock;

/// How far a run is; may be watched from another thread.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    /// Pages done.
    pub done: AtomicUsize,
    /// Pages to do; 0 until the folders have been walked.
    pub total: AtomicUsize,
}

/// What is wrong with configuration and schemas, then with the paths, then with the pages.
pub(super) fn in_order(
    request: &CheckRequest<'_>,
    of_paths: Vec<Problem>,
    mut of_pages: Vec<Problem>,
) -> Vec<Problem> {
    of_pages.sort_by(|a, b| a.path.cmp(&b.path));
    request.project.problems().into_iter().chain(of_paths).chain(of_pages).collect()
}

/// How many pages are handed to a core at once: few, for pages differ widely in cost.
const BATCH: usize = 16;

/// Finds the pages and does `one` on each, on every core of the current thread pool and while the search goes on; `one`
/// is given the page's text too, if it is known. Each batch has a result of its own; `append` puts them together, in no
/// order. Pages that wait for schemas come last; these are loaded as soon as a page waits, if that may be so `early`, or
/// after all other pages.
pub(super) fn each_page<R: Default + Send>(
    request: &CheckRequest<'_>,
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
                unloaded.extend((early && plan.claim_load()).then(|| Arc::clone(&plan)));
                lock(&waiting).push((found, plan));
                continue;
            };
            let text = request.project.text(&plan, found.input.path());
            one(&found.input, text, ready, &mut result);
            for (part, plan) in plan.parts() {
                one(&part, None, &plan, &mut result);
            }
            progress.done.fetch_add(1, Ordering::Relaxed);
        }
        append(&mut lock(&all), result);
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
    let waiting = std::mem::take(&mut *lock(&waiting));
    request.project.load(waiting.iter().map(|(_, plan)| &**plan));
    let waiting: Vec<Found> = waiting.into_iter().map(|(found, _)| found).collect();
    waiting.par_chunks(BATCH).for_each(|batch| run(batch.to_vec()));
    (walked, all.into_inner().unwrap_or_else(PoisonError::into_inner))
}
