//! Many pages at once, reported in order.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use super::across;
use super::baseline::{Baseline, BaselineOutcome, FoundPage, Matcher};
use super::check::{PageReport, Plan, check_text};
use super::discover::top;
use super::fingerprint::identities;
use super::fix::{self, Fixing};
use super::input::{Input, Problem, SkipReason, shown};
use super::inspect::{InspectedPage, inspect_page};
use super::paths::absolute;
use super::read::read;
use super::report::{FileReport, FixedPage, RunReport, Stats};
use super::walk::{Found, Request, Walked, walk};
use super::write::Writer;
use super::{guard, prefilter};
use crate::diagnostic::Diagnostic;
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

/// What a check does with what it finds; by default it only tells.
#[derive(Debug, Default)]
pub struct Gate {
    /// Fixes are applied or shown.
    pub fixing: Option<Fixing>,
    /// Findings that are accepted are not told, nor fixed.
    pub baseline: Option<Baseline>,
}

/// Checks every page. The report does not depend on how the work was spread.
pub fn check(request: &Request<'_>, gate: &Gate, progress: &Progress) -> RunReport {
    let root = top(request.project.current());
    let matcher = gate.baseline.as_ref().map(|baseline| Matcher::new(baseline, root.to_owned()));
    let worker = Worker {
        request,
        gate,
        root,
        matcher: matcher.as_ref(),
        writer: Writer::new(request.project.current()),
    };
    let one = |input: &Input, plan: &Arc<Plan>, part: &mut Part| worker.page(input, plan, part);
    let (walked, mut part) = each_page(request, progress, one, Part::append);
    walked.skipped.into_iter().for_each(|(reason, count)| part.stats.add_skipped(reason, count));
    part.pages.sort_by_cached_key(|page| page.input.shown());
    part.fixed.sort_by(|a, b| a.path.cmp(&b.path));
    part.stats.fixing = gate.fixing;
    part.stats.add_fixed(&part.fixed);
    let problems = in_order(request, walked.problems, part.problems);
    let mut report = RunReport { stats: part.stats, problems, fixed: part.fixed, ..RunReport::default() };
    across::check(&mut part.pages, &mut report.problems);
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

/// What is done with each page, by any thread.
#[derive(Debug)]
struct Worker<'w> {
    request: &'w Request<'w>,
    /// The folder that the paths of a baseline count from.
    root: &'w Path,
    matcher: Option<&'w Matcher<'w>>,
    gate: &'w Gate,
    writer: Writer<'w>,
}

impl Worker<'_> {
    fn page(&self, input: &Input, plan: &Arc<Plan>, part: &mut Part) {
        let checked = self.check(input, plan).and_then(|page| self.mend(input, plan, page, part));
        match checked {
            Ok((source, page)) => {
                if let Some(matcher) = self.matcher {
                    let path = self.path(input);
                    if matcher.knows(&path) {
                        part.known.push((path, Arc::clone(plan)));
                    }
                }
                // The text is let go here, in the worker, unless a finding has to be shown in it or it comes only once.
                let once = matches!(input, Input::Stdin(_));
                let source = source.filter(|_| once || !page.findings.is_empty());
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
        }
    }

    fn check(&self, input: &Input, plan: &Plan) -> Result<Checked, Problem> {
        // Standard input goes back to standard output, whatever it holds.
        let whole = self.gate.fixing.is_some() && matches!(input, Input::Stdin(_));
        let Some(source) = read(input, |text| whole || prefilter::may_hold_examples(text))? else {
            return Ok((None, PageReport::default()));
        };
        let mut page = guarded(input, || check_text(&source, plan))?;
        page.findings.shrink_to_fit();
        Ok((Some(source), page))
    }

    /// Applies the fixes of a page, if that is asked for.
    fn mend(
        &self,
        input: &Input,
        plan: &Plan,
        (source, page): Checked,
        part: &mut Part,
    ) -> Result<Checked, Problem> {
        let (Some(fixing), Some(before)) = (self.gate.fixing, &source) else { return Ok((source, page)) };
        let is_fixable = page.findings.iter().any(|finding| fix::is_fixable(finding, fixing.least));
        if !is_fixable && matches!(input, Input::File(_)) {
            return Ok((source, page));
        }
        let wanted = |source: &SourceFile, findings: &[Diagnostic]| {
            let Some(matcher) = self.matcher else { return vec![true; findings.len()] };
            let identities = identities(source, findings);
            let accepted = matcher.pool(&self.path(input), &identities).take(&identities);
            accepted.into_iter().map(|accepted| !accepted).collect()
        };
        let mended = guarded(input, || fix::mend(before, &page, plan, fixing.least, &wanted))?;
        let problem = |message: String| Problem { path: input.shown(), message, reason: None };
        if !mended.settled {
            part.problems
                .push(problem("its fixes come to no end; please report it with the page".to_owned()));
            return Ok((source, page));
        }
        if let (Input::File(path), true) = (input, fixing.write && !mended.fixed.is_empty())
            && let Err(message) = self.writer.replace(path, before.bytes(), mended.source.bytes())
        {
            part.problems.push(problem(message));
            return Ok((source, page));
        }
        let shows = !fixing.write || matches!(input, Input::Stdin(_));
        if shows || !mended.fixed.is_empty() {
            part.fixed.push(FixedPage {
                path: input.shown(),
                is_stdin: matches!(input, Input::Stdin(_)),
                rules: mended.fixed,
                texts: shows.then(|| (before.clone(), mended.source.clone())),
            });
        }
        Ok((Some(mended.source), mended.page))
    }
}

impl Worker<'_> {
    /// The path of a page from the top of the repository.
    fn path(&self, input: &Input) -> String {
        let path = absolute(self.request.project.current(), input.path());
        shown(path.strip_prefix(self.root).unwrap_or(&path))
    }

    /// Takes the findings away that are accepted. `known` are the pages of the baseline that were checked.
    fn accept(&self, pages: &mut [CheckedPage], known: &[(String, Arc<Plan>)]) -> Option<BaselineOutcome> {
        let matcher = self.matcher?;
        let has_findings = |page: &&mut CheckedPage| page.source.is_some() && !page.page.findings.is_empty();
        let mut with_findings: Vec<_> = pages.iter_mut().filter(has_findings).collect();
        let found = with_findings.iter().filter_map(|page| {
            Some(FoundPage::new(self.path(&page.input), page.source.as_ref()?, &page.page.findings))
        });
        let known: HashMap<&str, &Plan> = known.iter().map(|(path, plan)| (&**path, &**plan)).collect();
        let is_seen = |path: &str, rule: &str| match known.get(path) {
            Some(plan) => plan.runs(rule) || !Plan::catalogue().iter().any(|known| known.id == rule),
            None => self.request.covers_gone(&self.root.join(path)),
        };
        let (verdicts, outcome) = matcher.run(&found.collect::<Vec<_>>(), is_seen);
        for (page, verdict) in with_findings.iter_mut().zip(verdicts) {
            let mut accepted = verdict.into_iter();
            page.page.findings.retain(|_| !accepted.next().unwrap_or(false));
        }
        Some(outcome)
    }
}

/// A page with what was found on it; without its text if it cannot hold an example.
type Checked = (Option<SourceFile>, PageReport);

/// What a part of the pages leaves behind.
#[derive(Debug, Default)]
struct Part {
    /// The pages that something has to be done with still.
    pages: Vec<CheckedPage>,
    /// The counts of all others.
    stats: Stats,
    /// The pages that were checked and that the baseline knows, with what was done with them.
    known: Vec<(String, Arc<Plan>)>,
    fixed: Vec<FixedPage>,
    problems: Vec<Problem>,
}

impl Part {
    fn append(&mut self, mut more: Self) {
        self.pages.append(&mut more.pages);
        self.known.append(&mut more.known);
        self.fixed.append(&mut more.fixed);
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
    let page = |input: &Input, plan: &Plan| {
        let source = read(input, |_| true)?;
        source.map(|source| guarded(input, || inspect_page(&source, plan.schemas()))).transpose()
    };
    let one = |input: &Input, plan: &Arc<Plan>, inspection: &mut Inspection| match page(input, plan) {
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

/// Finds the pages and does `one` on each, on every core of the current thread pool and while the search goes on. Each
/// batch has a result of its own; `append` puts them together, in no order. Pages that wait for schemas come last, when
/// it is known which schemas are waited for.
fn each_page<R: Default + Send>(
    request: &Request<'_>,
    progress: &Progress,
    one: impl Fn(&Input, &Arc<Plan>, &mut R) + Sync,
    append: impl Fn(&mut R, R) + Sync,
) -> (Walked, R) {
    let all = Mutex::new(R::default());
    let waiting = Mutex::new(Vec::new());
    let run = |batch: Vec<Found>| {
        let mut result = R::default();
        for found in batch {
            let plan = request.project.plan(&found.scope, found.input.path());
            let Some(ready) = plan.ready() else {
                locked(&waiting).push((found, plan));
                continue;
            };
            one(&found.input, ready, &mut result);
            progress.done.fetch_add(1, Ordering::Relaxed);
        }
        append(&mut locked(&all), result);
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

/// Does `work` on a page; a fault of ours in it is a problem of that page.
fn guarded<T>(input: &Input, work: impl FnOnce() -> T) -> Result<T, Problem> {
    guard::catch(work).map_err(|fault| Problem {
        path: input.shown(),
        message: format!("internal error, please report it with the page: {fault}"),
        reason: Some(SkipReason::InternalError),
    })
}
