//! One page from text to findings.

use std::sync::Arc;

use super::prefilter;
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, RuleMeta};
use crate::extract::{NamedRequest, Page, PageId, Workspace};
use crate::markdown::Document;
use crate::rules::{REGISTRY, Rule, RuleSet};
use crate::schema::SchemaSet;
use crate::text::SourceFile;

/// What a run does with every page.
#[derive(Debug, Default)]
pub struct Plan {
    settings: Settings,
    rules: RuleSet,
    schemas: Arc<SchemaSet>,
}

impl Plan {
    /// The plan that carries out `settings`.
    pub fn new(settings: Settings) -> Self {
        let rules = REGISTRY
            .iter()
            .copied()
            .filter(|rule| settings.rule(rule.meta.id).is_some())
            .collect::<RuleSet>();
        Self { settings, rules, schemas: Arc::default() }
    }

    /// The same plan with descriptions of the API to hold examples against.
    #[must_use]
    pub fn with_schemas(self, schemas: Arc<SchemaSet>) -> Self {
        Self { schemas, ..self }
    }

    /// The descriptions of the API.
    pub fn schemas(&self) -> &Arc<SchemaSet> {
        &self.schemas
    }

    /// Every rule there is, for [`Settings::resolve`] and for listings.
    pub fn catalogue() -> Vec<&'static RuleMeta> {
        REGISTRY.iter().map(|rule| &rule.meta).collect()
    }

    /// Whether a rule runs.
    pub(super) fn runs(&self, rule: &str) -> bool {
        self.settings.rule(rule).is_some()
    }

    /// Whether a finding is worth saying at the run's level; gives it its configured severity.
    fn admit(&self, finding: &mut Diagnostic) -> bool {
        let Some(setting) = self.settings.rule(finding.rule.id) else { return false };
        if let Some(severity) = setting.severity {
            finding.severity = severity;
        }
        setting.selected || finding.level.is_none_or(|level| level <= self.settings.level)
    }
}

/// What was found on one page.
#[derive(Clone, Debug, Default)]
pub struct PageReport {
    /// The findings by place, then by rule.
    pub findings: Vec<Diagnostic>,
    /// How many code blocks are examples.
    pub examples: usize,
    /// How many bodies among them are JSON.
    pub json_bodies: usize,
    /// How many of these were held against a schema.
    pub schema_checked: usize,
    /// The names that it gives to requests, to be compared with those of other pages.
    pub requests: Vec<NamedRequest>,
}

impl PageReport {
    /// Puts the findings in order: by place, then by rule.
    pub(super) fn sort(&mut self) {
        self.findings.sort_by(|a, b| {
            let key = |finding: &Diagnostic| (finding.primary.span, finding.rule.id);
            key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
        });
    }
}

/// Checks one page: the single way from a text to its findings, for every front end.
pub fn check_page(source: &SourceFile, plan: &Plan) -> PageReport {
    if source.not_text().is_empty() && !prefilter::may_hold_examples(source.text()) {
        return PageReport::default();
    }
    check_text(source, plan)
}

/// Checks a page that may hold examples.
pub(super) fn check_text(source: &SourceFile, plan: &Plan) -> PageReport {
    let document = Document::parse(source.text());
    let mut page = Page::read(source, &document);
    page.check_conformance(&plan.schemas);
    let mut findings = plan.rules.run(&page);
    findings.retain_mut(|finding| plan.admit(finding));
    let bodies = page.examples.iter().flat_map(crate::extract::Example::bodies);
    let json_bodies = bodies.filter(|(_, body)| body.json.is_some()).count();
    let examples = page.examples.len();
    let requests = NamedRequest::all(&page);
    let schema_checked = page.conformance.checked();
    let mut report = PageReport { findings, examples, json_bodies, schema_checked, requests };
    report.sort();
    report
}

/// Checks the pages of a run against each other; each has a plan.
pub(super) fn check_workspace<'p>(
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
    let wanted = |rule: &&Rule| plans.iter().any(|plan| plan.settings.rule(rule.meta.id).is_some());
    let rules: RuleSet = REGISTRY.iter().copied().filter(wanted).collect();
    let mut found = rules.run_workspace(workspace);
    found.retain_mut(|(page, finding)| plan(*page).admit(finding));
    found
}

#[cfg(test)]
mod tests;
