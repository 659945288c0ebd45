//! Many pages at once, reported in order.

use std::sync::Arc;

use super::cross_page;
use super::input::Input;
use super::options::CheckOptions;
use super::outcome::{BatchOutcome, PageOutcome};
use super::parallel::{Progress, each_page, in_order};
use super::report::RunReport;
use super::request::CheckRequest;
use super::worker::Worker;
use crate::engine::baseline::Matcher;
use crate::engine::insight::coverage::Coverage;
use crate::engine::page::plan::Plan;
use crate::engine::page::report::FileReport;
use crate::engine::project::config_files::repository_root;

/// Checks every page. The report does not depend on how the work was spread.
pub(crate) fn check(request: &CheckRequest<'_>, options: &CheckOptions, progress: &Progress) -> RunReport {
    let system = request.project.system();
    let root = repository_root(system, request.project.current());
    let matcher = options.baseline.as_ref().map(|baseline| Matcher::new(baseline, root.to_owned(), system));
    let worker = Worker::new(request, options, root, matcher.as_ref());
    let one = |input: &Input, text, plan: &Arc<Plan>, part: &mut BatchOutcome| {
        part.stats.described |= plan.is_described();
        worker.page(input, text, plan, part);
    };
    // Pages that are written must not be read for their schemas at the same time.
    let early = options.fixing.is_none_or(|fixing| !fixing.write) && options.add_ignores.is_none();
    let (walked, mut part) = each_page(request, early, progress, one, BatchOutcome::append);
    walked.skipped.into_iter().for_each(|(reason, count)| part.stats.add_skipped(reason, count));
    part.pages.sort_by_cached_key(|page| page.input.shown());
    part.fixed.sort_by(|a, b| a.path.cmp(&b.path));
    part.stats.fixing = options.fixing;
    part.stats.ignored = options.add_ignores.is_some().then(|| part.stats.ignored.unwrap_or(0));
    part.stats.partial = request.affected.is_some();
    part.stats.add_fixed(&part.fixed);
    let problems = in_order(request, walked.problems, part.problems);
    part.examples.sort_by(|a, b| a.path.cmp(&b.path));
    let mut report = RunReport { stats: part.stats, problems, fixed: part.fixed, ..RunReport::default() };
    if options.examples {
        report.coverage = Some(Coverage::new(&part.examples, &part.schemas));
    }
    report.pages = part.examples;
    report.pages.retain(|page| !page.examples.is_empty());
    cross_page::check(system, &mut part.pages, &mut report.problems);
    for page in &mut part.pages {
        let plan = Arc::clone(&page.plan);
        page.page.report_unused(&plan, request.affected.is_none());
    }
    report.baseline = worker.accept(&mut part.pages, &part.known);
    report.stats.add_baseline(report.baseline.as_ref());
    for PageOutcome { source, page, others, .. } in part.pages {
        report.stats.add_page(&page);
        let findings = page.findings;
        if let Some(source) = source.filter(|_| !findings.is_empty()) {
            report.files.push(FileReport { source, others, findings });
        }
    }
    report
}
