//! What is done with each page of a check: by any thread, one page at a time.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use super::input::Input;
use super::options::CheckOptions;
use super::outcome::{BatchOutcome, PageOutcome, push_unique};
use super::report::FixedPage;
use super::request::CheckRequest;
use crate::diagnostic::{Diagnostic, Problem, ProblemKind};
use crate::engine::baseline::{BaselineOutcome, FoundPage, Matcher};
use crate::engine::page::check::{check_text, may_hold_work};
use crate::engine::page::decode::read_again;
use crate::engine::page::fingerprint::identities;
use crate::engine::page::fix;
use crate::engine::page::guard::guarded;
use crate::engine::page::ignores::add_ignores;
use crate::engine::page::plan::Plan;
use crate::engine::page::report::PageReport;
use crate::schema::SchemaSet;
use crate::system::replace::Writer;
use crate::system::{absolute, display_path};
use crate::text::SourceFile;

/// The group of the rules that hold pages against descriptions of the API.
const SCHEMA_GROUP: &str = "schema";

/// What is done with each page, by any thread.
#[derive(Debug)]
pub(in crate::engine) struct Worker<'w> {
    request: &'w CheckRequest<'w>,
    /// The folder that the paths of a baseline count from.
    root: &'w Path,
    matcher: Option<&'w Matcher<'w>>,
    options: &'w CheckOptions,
    writer: Writer<'w>,
}

impl<'w> Worker<'w> {
    pub(in crate::engine) fn new(
        request: &'w CheckRequest<'w>,
        options: &'w CheckOptions,
        root: &'w Path,
        matcher: Option<&'w Matcher<'w>>,
    ) -> Self {
        Self { request, options, root, matcher, writer: Writer::new(request.project.current()) }
    }

    /// `text` is that of the page, if it was read before.
    pub(in crate::engine) fn page(
        &self,
        input: &Input,
        text: Option<Arc<str>>,
        plan: &Arc<Plan>,
        part: &mut BatchOutcome,
    ) {
        let checked = self.check(input, text, plan);
        if checked.as_ref().is_ok_and(|(_, page)| !self.depends(input, page)) {
            return;
        }
        let changes = self.options.fixing.is_some() || self.options.add_ignores.is_some();
        let checked =
            if changes { checked.and_then(|page| self.change(input, plan, page, part)) } else { checked };
        match checked {
            Ok((source, mut page)) => {
                if let Some(inspected) = page.inspected.take() {
                    part.examples.push(inspected);
                    push_unique(&mut part.schemas, plan.schemas());
                }
                if let Some(matcher) = self.matcher {
                    let path = self.path(input);
                    if matcher.knows(&path) {
                        part.known.push((path, Arc::clone(plan)));
                    }
                }
                // The text is let go here, in the worker, unless a finding has to be shown in it or it comes only once.
                let once = matches!(input, Input::Stdin(_));
                let speaks = !page.suppressions.is_empty();
                let source = source.filter(|_| once || speaks || !page.findings.is_empty());
                if let Some(source) = source.as_ref().filter(|_| !page.findings.is_empty()) {
                    // Every output asks for lines: they are counted here, where other pages are counted beside it.
                    source.lines();
                }
                if source.is_some() || !page.requests.is_empty() {
                    let others = described(&page, plan.schemas());
                    let plan = Arc::clone(plan);
                    part.pages.push(PageOutcome { input: input.clone(), plan, source, page, others });
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

    /// Whether a page is looked at for what changed: one that did not change is if something describes what it shows.
    fn depends(&self, input: &Input, page: &PageReport) -> bool {
        let (Some(affected), Input::File(path)) = (self.request.affected, input) else { return true };
        !affected.only_if_described(self.request.project.current(), path)
            || page.schema_checked > 0
            || page.findings.iter().any(|finding| finding.rule.group() == SCHEMA_GROUP)
    }

    fn check(&self, input: &Input, text: Option<Arc<str>>, plan: &Plan) -> Result<Checked, Problem> {
        // Standard input goes back to standard output, whatever it holds.
        let whole = self.options.fixing.is_some() && matches!(input, Input::Stdin(_));
        let wanted = |text: &str| whole || may_hold_work(text, plan);
        let Some(source) = read_again(self.request.project.system(), input, text, wanted)? else {
            return Ok((None, PageReport::default()));
        };
        let mut page = guarded(input, || check_text(&source, plan, self.options.examples))?;
        page.findings.shrink_to_fit();
        Ok((Some(source), page))
    }

    /// Applies the fixes of a page and writes comments that ignore the rest, if that is asked for.
    fn change(
        &self,
        input: &Input,
        plan: &Plan,
        page: Checked,
        part: &mut BatchOutcome,
    ) -> Result<Checked, Problem> {
        let page = self.fix(input, plan, page, part)?;
        self.ignore(input, plan, page, part)
    }

    /// Applies the fixes of a page, if that is asked for.
    fn fix(
        &self,
        input: &Input,
        plan: &Plan,
        (source, page): Checked,
        part: &mut BatchOutcome,
    ) -> Result<Checked, Problem> {
        let (Some(fixing), Some(before)) = (self.options.fixing, &source) else { return Ok((source, page)) };
        // What is found about the comments on a page can be fixed as well. What is left of that is told in the end.
        let mut told = page.clone();
        told.report_unused(plan, false);
        let is_fixable = told.findings.iter().any(|finding| fix::is_fixable(finding, fixing.least));
        if !is_fixable && matches!(input, Input::File(_)) {
            return Ok((source, page));
        }
        let wanted =
            |source: &SourceFile, findings: &[Diagnostic]| self.not_accepted(input, source, findings);
        let outcome = guarded(input, || fix::fix_page(before, &told, plan, fixing.least, &wanted))?;
        if !outcome.settled {
            let message = "fixes did not converge; please report it with the page";
            part.problems.push(Problem::new(ProblemKind::Internal, input.shown(), message));
            return Ok((source, page));
        }
        let writes = fixing.write && !outcome.fixed.is_empty();
        if writes && !self.write(input, before, &outcome.source, part) {
            return Ok((source, page));
        }
        let shows = !fixing.write || matches!(input, Input::Stdin(_));
        if shows || !outcome.fixed.is_empty() {
            part.fixed.push(FixedPage {
                path: input.shown(),
                is_stdin: matches!(input, Input::Stdin(_)),
                rules: outcome.fixed,
                texts: shows.then(|| (before.clone(), outcome.source.clone())),
            });
        }
        let mut page = guarded(input, || check_text(&outcome.source, plan, self.options.examples))?;
        // What was not applied would do harm, and is not offered again.
        page.findings
            .iter_mut()
            .filter(|finding| fix::is_fixable(finding, fixing.least))
            .for_each(|it| it.fix = None);
        Ok((Some(outcome.source), page))
    }

    /// Writes comments that ignore what was found on a page, if that is asked for.
    fn ignore(
        &self,
        input: &Input,
        plan: &Plan,
        (source, page): Checked,
        part: &mut BatchOutcome,
    ) -> Result<Checked, Problem> {
        let (Some(reason), Some(before), Input::File(_)) = (&self.options.add_ignores, &source, input) else {
            return Ok((source, page));
        };
        let wanted =
            |source: &SourceFile, findings: &[Diagnostic]| self.not_accepted(input, source, findings);
        let Some(ignored) = guarded(input, || add_ignores(before, &page, plan, reason, &wanted))? else {
            return Ok((source, page));
        };
        if !self.write(input, before, &ignored.source, part) {
            return Ok((source, page));
        }
        part.stats.ignored = Some(part.stats.ignored.unwrap_or(0) + ignored.findings);
        part.stats.ignored_files += 1;
        let page = guarded(input, || check_text(&ignored.source, plan, self.options.examples))?;
        Ok((Some(ignored.source), page))
    }

    /// Writes a changed page to its file, if it has one; `false` if that failed, which is told.
    fn write(&self, input: &Input, before: &SourceFile, after: &SourceFile, part: &mut BatchOutcome) -> bool {
        let Input::File(path) = input else { return true };
        let Err(error) = self.writer.replace(path, before.bytes(), after.bytes()) else { return true };
        part.problems.push(Problem::from_error(ProblemKind::Page, input.shown(), error));
        false
    }

    /// Which findings on a page the baseline does not accept.
    fn not_accepted(&self, input: &Input, source: &SourceFile, findings: &[Diagnostic]) -> Vec<bool> {
        let Some(matcher) = self.matcher else { return vec![true; findings.len()] };
        let identities = identities(source, findings);
        let rules: Vec<&str> = findings.iter().map(|finding| finding.rule.id).collect();
        let accepted = matcher.pool(&self.path(input), &identities).take(&rules, &identities);
        accepted.into_iter().map(|accepted| !accepted).collect()
    }

    /// The path of a page from the top of the repository.
    fn path(&self, input: &Input) -> String {
        let path = absolute(self.request.project.current(), input.path());
        display_path(path.strip_prefix(self.root).unwrap_or(&path))
    }

    /// Takes the findings away that are accepted, or the others if those are wanted. `known` are the pages of the baseline that were checked.
    pub(in crate::engine) fn accept(
        &self,
        pages: &mut [PageOutcome],
        known: &[(String, Arc<Plan>)],
    ) -> Option<BaselineOutcome> {
        let matcher = self.matcher?;
        let has_findings = |page: &&mut PageOutcome| page.source.is_some() && !page.page.findings.is_empty();
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
            page.page.findings.retain(|_| accepted.next().unwrap_or(false) == self.options.show_accepted);
        }
        Some(outcome)
    }
}

/// A page with what was found on it; without its text if it cannot hold an example.
type Checked = (Option<SourceFile>, PageReport);

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
