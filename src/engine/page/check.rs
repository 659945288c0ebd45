//! One page from text to findings.

use std::sync::Arc;

use super::plan::Plan;
use super::report::PageReport;
use super::{prefilter, proof};
use crate::conformance::{Description, Page, ShownMembers};
use crate::diagnostic::Diagnostic;
use crate::engine::insight::declarations::InspectedDeclarations;
use crate::engine::insight::page::{InspectedPage, page_facts};
use crate::extract::{NamedRequest, PageId, ParsedPage, Workspace};
use crate::markup;
use crate::rules::{REGISTRY, Rule, RuleSet};
use crate::text::SourceFile;

/// Checks one page: the single way from a text to its findings, for every front end. What it says of a page that was
/// not compared with others is what the command says, but for comments that silence findings about several pages: they
/// are not known to be unused. `with_examples` remembers each example, too.
pub(in crate::engine) fn check_page(source: &SourceFile, plan: &Plan, with_examples: bool) -> PageReport {
    if source.invalid_bytes().is_empty() && !may_hold_work(source.text(), plan) {
        return PageReport::default();
    }
    let mut report = check_text(source, plan, with_examples);
    report.report_unused(plan, false);
    report
}

/// Checks a page that may hold examples. What its comments silence is gone; what is to be said of the comments is not
/// there yet. `with_examples` remembers each example, too.
pub(in crate::engine) fn check_text(source: &SourceFile, plan: &Plan, with_examples: bool) -> PageReport {
    read(source, plan, |page| check_read(page, plan, with_examples))
}

/// Whether a page may hold anything to look at. A description always may.
pub(in crate::engine) fn may_hold_work(text: &str, plan: &Plan) -> bool {
    plan.description().is_some() || prefilter::may_hold_work(text)
}

/// Reads a page as what it is: Markdown, or a description of the API.
pub(in crate::engine) fn read<T>(source: &SourceFile, plan: &Plan, look: impl FnOnce(&Page<'_>) -> T) -> T {
    if let Some(path) = plan.description()
        && let Some(description) = Description::read(source, path, &plan.schemas)
    {
        let document = description.document(source);
        return look(&Page::of_description(&description, source, &document, &plan.schemas));
    }
    let document = markup::read(source);
    look(&Page::new(ParsedPage::read_in(plan.dialects(), source, &document), &plan.schemas))
}

fn check_read(page: &Page<'_>, plan: &Plan, with_examples: bool) -> PageReport {
    let source = page.source;
    let mut findings = plan.rules.run(page);
    let bodies = page.examples.iter().flat_map(crate::extract::Example::bodies);
    let trees = bodies.filter_map(|(_, body)| body.json.as_ref());
    let (json_bodies, faults) =
        trees.fold((0, 0), |(bodies, faults), tree| (bodies + 1, faults + tree.faults()));
    let mut report = PageReport {
        json_bodies,
        faults,
        examples: page.examples.len(),
        unread: page.document.unread.len(),
        requests: NamedRequest::all(page),
        schema_checked: page.conformance.checked(),
        too_complex: page.conformance.too_complex(),
        suppressions: plan.suppressions(page),
        inspected: with_examples.then(|| page_facts(page)),
        ..PageReport::default()
    };
    findings.retain_mut(|finding| !plan.knows(finding, source.text()) && report.admit(finding, plan));
    proof::demand(page, plan.form(), &mut findings);
    report.findings = findings;
    report.sort();
    report
}

/// Reads a page and says what was understood.
pub(crate) fn inspect_page(source: &SourceFile, plan: &Plan) -> InspectedPage {
    if plan.description().is_none() && !markup::may_hold_examples(source.text()) {
        return InspectedPage {
            path: source.path().to_owned(),
            examples: Vec::new(),
            declared: InspectedDeclarations::default(),
            unread: Vec::new(),
            shown_members: ShownMembers::new(),
        };
    }
    read(source, plan, page_facts)
}

/// Checks the pages of a run against each other; each has a plan, which has yet to admit the findings.
pub(in crate::engine) fn check_workspace<'p>(
    workspace: &Workspace,
    plan: impl Fn(PageId) -> &'p Arc<Plan>,
) -> Vec<(PageId, Diagnostic)> {
    let mut plans: Vec<&Arc<Plan>> = Vec::new();
    for page in &workspace.pages {
        let plan = plan(page.id);
        if !plans.iter().any(|known| Arc::ptr_eq(known, plan)) {
            plans.push(plan);
        }
    }
    let wanted = |rule: &&Rule| plans.iter().any(|plan| plan.settings.rule(&rule.meta).is_some());
    let rules: RuleSet = REGISTRY.iter().copied().filter(wanted).collect();
    rules.run_workspace(workspace)
}

#[cfg(test)]
mod tests;
