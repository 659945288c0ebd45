//! One page from text to findings.

use super::prefilter;
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, RuleMeta};
use crate::extract::Page;
use crate::markdown::Document;
use crate::rules::{REGISTRY, RuleSet};
use crate::text::SourceFile;

/// What a run does with every page.
#[derive(Debug, Default)]
pub struct Plan {
    settings: Settings,
    rules: RuleSet,
}

impl Plan {
    /// The plan that carries out `settings`.
    pub fn new(settings: Settings) -> Self {
        let rules = REGISTRY
            .iter()
            .copied()
            .filter(|rule| settings.rule(rule.meta.id).is_some())
            .collect::<RuleSet>();
        Self { settings, rules }
    }

    /// Every rule there is, for [`Settings::resolve`] and for listings.
    pub fn catalogue() -> Vec<&'static RuleMeta> {
        REGISTRY.iter().map(|rule| &rule.meta).collect()
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
#[derive(Debug, Default)]
pub struct PageReport {
    /// The findings by place, then by rule.
    pub findings: Vec<Diagnostic>,
    /// How many code blocks are examples.
    pub examples: usize,
    /// How many bodies among them are JSON.
    pub json_bodies: usize,
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
    let page = Page::read(source, &document);
    let mut findings = plan.rules.run(&page);
    findings.retain_mut(|finding| plan.admit(finding));
    findings.sort_by(|a, b| {
        let key = |finding: &Diagnostic| (finding.primary.span, finding.rule.id);
        key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
    });
    let bodies = page.examples.iter().flat_map(crate::extract::Example::bodies);
    let json_bodies = bodies.filter(|(_, body)| body.json.is_some()).count();
    PageReport { findings, examples: page.examples.len(), json_bodies }
}

#[cfg(test)]
mod tests;
