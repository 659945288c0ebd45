//! What a run does with every page.

use std::sync::{Arc, OnceLock};

use super::proof;
use super::suppressions::Suppressions;
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, RuleMeta};
use crate::extract::{Dialects, ParsedPage, directives, directives_of_values, may_hold_directives};
use crate::rules::{REGISTRY, RuleSet};
use crate::schema::SchemaSet;
use crate::text::Span;

/// What a run does with every page.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(super) settings: Settings,
    pub(super) rules: RuleSet,
    pub(super) schemas: Arc<SchemaSet>,
    /// The file of a description that the page is, as the description shows it.
    description: Option<String>,
}

impl Default for Plan {
    fn default() -> Self {
        Self::new(Settings::default())
    }
}

impl Plan {
    /// The plan that carries out `settings`, with the built-in schemas to check examples against.
    pub(crate) fn new(settings: Settings) -> Self {
        let rules =
            REGISTRY.iter().copied().filter(|rule| settings.rule(&rule.meta).is_some()).collect::<RuleSet>();
        Self { settings, rules, schemas: built_in(), description: None }
    }

    /// The same plan with other descriptions of the API to check examples against.
    #[must_use]
    pub(crate) fn with_schemas(self, schemas: Arc<SchemaSet>) -> Self {
        Self { schemas, ..self }
    }

    /// The same plan for a page that is a file of one of these descriptions.
    #[must_use]
    pub(in crate::engine) fn for_description(self, file: String) -> Self {
        let description = self.schemas.file(&file).is_some().then_some(file);
        Self { description, ..self }
    }

    /// The file of a description that the page is, as the description shows it.
    pub(in crate::engine) fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// What pages are read as.
    pub(super) fn form(&self) -> proof::Form<'_> {
        match &self.description {
            Some(path) => proof::Form::Description(path, &self.schemas),
            None => proof::Form::Markdown(self.dialects()),
        }
    }

    /// Whether a description of the API is configured.
    pub(in crate::engine) fn is_described(&self) -> bool {
        !self.settings.sources.is_empty()
    }

    /// The descriptions of the API.
    pub(crate) fn schemas(&self) -> &Arc<SchemaSet> {
        &self.schemas
    }

    /// The dialects that pages may be written in.
    pub(in crate::engine) fn dialects(&self) -> Dialects {
        self.settings.dialects
    }

    /// Every rule there is, for [`Settings::resolve`] and for listings.
    pub(crate) fn catalogue() -> Vec<&'static RuleMeta> {
        REGISTRY.iter().map(|rule| &rule.meta).collect()
    }

    /// Whether a rule runs.
    pub(in crate::engine) fn runs(&self, rule: &str) -> bool {
        REGISTRY.iter().any(|known| known.meta.id == rule && self.settings.rule(&known.meta).is_some())
    }

    /// The comments of a page that count.
    pub(super) fn suppressions(&self, page: &ParsedPage<'_>) -> Suppressions {
        let text = page.source.text();
        if self.settings.no_inline_config || !may_hold_directives(text) {
            return Suppressions::default();
        }
        let directives = if self.description.is_some() {
            let values: Vec<Span> = page.examples.iter().map(|example| example.span).collect();
            directives_of_values(text, &values)
        } else {
            directives(text)
        };
        Suppressions::new(directives, &Self::catalogue())
    }

    /// Whether a finding is about a word that the configuration knows.
    pub(super) fn knows(&self, finding: &Diagnostic, text: &str) -> bool {
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
    pub(in crate::engine) fn admit(&self, finding: &mut Diagnostic) -> bool {
        let Some(setting) = self.settings.rule(finding.rule) else { return false };
        if let Some(severity) = setting.severity {
            finding.severity = severity;
        }
        setting.selected || finding.level.is_none_or(|level| level <= self.settings.level)
    }
}

/// The schemas that need no configuration. Each is made ready once, whoever asks.
pub(in crate::engine) fn built_in() -> Arc<SchemaSet> {
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
