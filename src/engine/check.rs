//! One page from text to findings.

use std::sync::{Arc, OnceLock};

use super::inspect::{InspectedPage, page_facts};
use super::suppress::{Knowledge, Silence};
use super::{prefilter, proof};
use crate::config::Settings;
use crate::conformance::Page;
use crate::diagnostic::{Diagnostic, RuleMeta};
use crate::extract::{Dialects, NamedRequest, PageId, ParsedPage, Workspace, may_hold_directives};
use crate::markdown::Document;
use crate::rules::{REGISTRY, Rule, RuleSet};
use crate::schema::SchemaSet;
use crate::text::SourceFile;

/// What a run does with every page.
#[derive(Debug)]
pub struct Plan {
    settings: Settings,
    rules: RuleSet,
    schemas: Arc<SchemaSet>,
}

impl Default for Plan {
    fn default() -> Self {
        Self::new(Settings::default())
    }
}

impl Plan {
    /// The plan that carries out `settings`, with the built-in schemas to hold examples against.
    pub fn new(settings: Settings) -> Self {
        let rules =
            REGISTRY.iter().copied().filter(|rule| settings.rule(&rule.meta).is_some()).collect::<RuleSet>();
        Self { settings, rules, schemas: built_in() }
    }

    /// The same plan with other descriptions of the API to hold examples against.
    #[must_use]
    pub fn with_schemas(self, schemas: Arc<SchemaSet>) -> Self {
        Self { schemas, ..self }
    }

    /// The descriptions of the API.
    pub fn schemas(&self) -> &Arc<SchemaSet> {
        &self.schemas
    }

    /// The dialects that pages may be written in.
    pub(super) fn dialects(&self) -> Dialects {
        self.settings.dialects
    }

    /// Every rule there is, for [`Settings::resolve`] and for listings.
    pub fn catalogue() -> Vec<&'static RuleMeta> {
        REGISTRY.iter().map(|rule| &rule.meta).collect()
    }

    /// Whether a rule runs.
    pub(super) fn runs(&self, rule: &str) -> bool {
        REGISTRY.iter().any(|known| known.meta.id == rule && self.settings.rule(&known.meta).is_some())
    }

    /// The comments of a page that are to be listened to.
    fn silence(&self, text: &str) -> Silence {
        if self.settings.no_inline_config || !may_hold_directives(text) {
            return Silence::default();
        }
        Silence::read(text, &Self::catalogue())
    }

    /// Whether a finding is about a word that the configuration knows.
    fn knows(&self, finding: &Diagnostic, text: &str) -> bool {
        let known = &self.settings.known;
        let words = match finding.rule.id {
            "http/unknown-method" => &known.methods,
            "http/media-type" => &known.media_types,
            "schema/unknown-property" => &known.properties,
            _ => return false,
        };
        let found = || finding.primary.span.of(text).trim().trim_matches(['"', '\'']);
        !words.is_empty() && words.iter().any(|word| fits(word, found()))
    }

    /// Whether a finding is worth saying at the run's level; gives it its configured severity.
    pub(super) fn admit(&self, finding: &mut Diagnostic) -> bool {
        let Some(setting) = self.settings.rule(finding.rule) else { return false };
        if let Some(severity) = setting.severity {
            finding.severity = severity;
        }
        setting.selected || finding.level.is_none_or(|level| level <= self.settings.level)
    }
}

/// The schemas that need no configuration. Each is made ready once, whoever asks.
pub(super) fn built_in() -> Arc<SchemaSet> {
    static SET: OnceLock<Arc<SchemaSet>> = OnceLock::new();
    Arc::clone(SET.get_or_init(|| Arc::new(SchemaSet::default().with_embedded())))
}

/// Whether a text fits a word in which `*` stands for any text, whatever the case of ASCII letters.
fn fits(word: &str, text: &str) -> bool {
    let (word, text) = (word.to_ascii_lowercase(), text.to_ascii_lowercase());
    let mut parts = word.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let Some(last) = parts.next_back() else { return rest.is_empty() };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// What was found on one page.
#[derive(Clone, Debug, Default)]
pub struct PageReport {
    /// The findings by place, then by rule.
    pub findings: Vec<Diagnostic>,
    /// How many code blocks are examples.
    pub examples: usize,
    /// How many code blocks are in containers that are not read.
    pub unread: usize,
    /// How many bodies among them are JSON.
    pub json_bodies: usize,
    /// How many of these were held against a schema.
    pub schema_checked: usize,
    /// The names that it gives to requests, to be compared with those of other pages.
    pub requests: Vec<NamedRequest>,
    /// What was understood, if that was asked for.
    pub inspected: Option<InspectedPage>,
    /// How many findings its comments silence.
    pub suppressed: usize,
    /// Those comments, until it is known what became of them.
    pub(super) silence: Silence,
}

impl PageReport {
    /// Puts the findings in order: by place, then by rule.
    pub(super) fn sort(&mut self) {
        self.findings.sort_by(|a, b| {
            let key = |finding: &Diagnostic| (finding.primary.span, finding.rule.id);
            key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
        });
    }

    /// Counts a finding that comments may silence, and says whether they do not.
    pub(super) fn is_heard(&mut self, finding: &mut Diagnostic, plan: &Plan) -> bool {
        // What is not said at this level may be said at another: the comment is used all the same.
        let silenced = self.silence.silences(finding);
        let admitted = plan.admit(finding);
        self.suppressed += usize::from(admitted && silenced);
        admitted && !silenced
    }

    /// Adds what is to be said about the comments themselves, when nothing else will be found. `across`: the page was
    /// compared with others.
    pub(super) fn conclude(&mut self, plan: &Plan, across: bool) {
        if self.silence.is_empty() {
            return;
        }
        let schemas = plan.schemas.providers.len() > 1;
        self.silence.conclude(&plan.settings, Knowledge { across, schemas });
        for mut finding in plan.rules.run_directives(self.silence.directives()) {
            if self.is_heard(&mut finding, plan) {
                self.findings.push(finding);
            }
        }
        self.silence = Silence::default();
        self.sort();
    }
}

/// Checks one page: the single way from a text to its findings, for every front end. What it says of a page that was
/// not compared with others is what the command says, but for comments that silence findings about several pages: they
/// are not known to be unused.
pub fn check_page(source: &SourceFile, plan: &Plan) -> PageReport {
    if source.not_text().is_empty() && !prefilter::may_hold_work(source.text()) {
        return PageReport::default();
    }
    let mut report = check_text(source, plan, false);
    report.conclude(plan, false);
    report
}

/// Checks a page that may hold examples. What its comments silence is gone; what is to be said of the comments is not
/// there yet. `with_examples` remembers each example, too.
pub(super) fn check_text(source: &SourceFile, plan: &Plan, with_examples: bool) -> PageReport {
    let document = Document::of(source);
    let page = Page::new(ParsedPage::read_in(plan.dialects(), source, &document), &plan.schemas);
    let mut findings = plan.rules.run(&page);
    let bodies = page.examples.iter().flat_map(crate::extract::Example::bodies);
    let mut report = PageReport {
        json_bodies: bodies.filter(|(_, body)| body.json.is_some()).count(),
        examples: page.examples.len(),
        unread: document.unread.len(),
        requests: NamedRequest::all(&page),
        schema_checked: page.conformance.checked(),
        silence: plan.silence(source.text()),
        inspected: with_examples.then(|| page_facts(&page)),
        ..PageReport::default()
    };
    findings.retain_mut(|finding| !plan.knows(finding, source.text()) && report.is_heard(finding, plan));
    proof::demand(&page, plan.dialects(), &mut findings);
    report.findings = findings;
    report.sort();
    report
}

/// Checks the pages of a run against each other; each has a plan, which has yet to admit the findings.
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
    let wanted = |rule: &&Rule| plans.iter().any(|plan| plan.settings.rule(&rule.meta).is_some());
    let rules: RuleSet = REGISTRY.iter().copied().filter(wanted).collect();
    rules.run_workspace(workspace)
}

#[cfg(test)]
mod tests;
