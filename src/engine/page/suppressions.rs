//! Comments that silence findings: which finding falls under which, and what became of each.
//!
//! A comment is used by every finding of a rule that runs, shown or not: what one level does not say, another may.

use std::collections::HashMap;

use crate::config::{Selector, Settings, nearest};
use crate::diagnostic::{Diagnostic, RuleMeta};
use crate::extract::{Directive, DirectiveKind, WordState};
use crate::rules::{Check, REGISTRY, Rule};

/// The group of the rules about such comments, which does not answer for itself.
const OWN_GROUP: &str = "suppression";

/// The group of the rules that have nothing to say where nothing describes the API.
const SCHEMA_GROUP: &str = "schema";

/// The comments of a page and what became of them so far.
#[derive(Clone, Debug, Default)]
pub(in crate::engine) struct Suppressions {
    directives: Vec<Directive>,
    /// How many of them, at the beginning, are about a block; the others are about the page.
    of_blocks: usize,
    /// What was answered before: for a rule, and the first and last comment that are about a place.
    answered: HashMap<(usize, usize, &'static str), bool>,
}

impl Suppressions {
    /// Takes the comments of a page and finds out what their words name.
    pub(in crate::engine) fn new(mut directives: Vec<Directive>, catalogue: &[&'static RuleMeta]) -> Self {
        resolve(&mut directives, catalogue);
        directives.sort_by_key(|it| it.kind == Some(DirectiveKind::IgnoreFile));
        let of_blocks = directives.partition_point(|it| it.kind != Some(DirectiveKind::IgnoreFile));
        Self { directives, of_blocks, answered: HashMap::new() }
    }

    /// Whether there are none.
    pub(in crate::engine) fn is_empty(&self) -> bool {
        self.directives.is_empty()
    }

    /// The comments.
    pub(in crate::engine) fn directives(&self) -> &[Directive] {
        &self.directives
    }

    /// Whether a comment silences a finding; the comment is used then.
    pub(in crate::engine) fn silences(&mut self, finding: &Diagnostic) -> bool {
        if self.is_empty() {
            return false;
        }
        let at = finding.primary.span.start;
        let of_blocks = &self.directives[..self.of_blocks];
        let first = of_blocks.partition_point(|it| it.covers.end <= at);
        let last = of_blocks.partition_point(|it| it.covers.start <= at).max(first);
        // Asked once for each rule and place, so that many comments on many findings do not multiply.
        let key = (first, last, finding.rule.id);
        if let Some(&known) = self.answered.get(&key) {
            return known;
        }
        let (of_blocks, of_page) = self.directives.split_at_mut(self.of_blocks);
        let mut silenced = false;
        for directive in of_blocks[first..last].iter_mut().chain(of_page).filter(|it| it.kind.is_some()) {
            for word in directive.words.iter_mut().filter(|word| names(&word.text, finding.rule)) {
                word.state = WordState::Used;
                silenced = true;
            }
        }
        self.answered.insert(key, silenced);
        silenced
    }

    /// Marks the words under which nothing was found, as far as their rules ran.
    pub(in crate::engine) fn report_unused(&mut self, settings: &Settings, known: RunFacts) {
        let ran = |rule: &Rule| {
            let alone = known.across || !rule.checks.iter().any(|check| matches!(check, Check::Workspace(_)));
            let group = rule.meta.group();
            let told = group != OWN_GROUP && (known.schemas || group != SCHEMA_GROUP);
            alone && told && settings.rule(&rule.meta).is_some()
        };
        let words = self.directives.iter_mut().flat_map(|it| &mut it.words);
        for word in words.filter(|it| it.state == WordState::Open) {
            let mut named = REGISTRY.iter().filter(|rule| names(&word.text, &rule.meta));
            if named.all(|rule| ran(rule)) {
                word.state = WordState::Unused;
            }
        }
    }
}

/// Finds out what the words of the comments name. What only looks like a rule, `text/html`, begins the reason.
fn resolve(directives: &mut [Directive], catalogue: &[&'static RuleMeta]) {
    for directive in directives.iter_mut().filter(|it| it.kind.is_some()) {
        for at in 0..directive.words.len() {
            let text = &*directive.words[at].text;
            if Selector::find(text, catalogue).is_some() {
                continue;
            }
            let near = nearest(text, Selector::names_in(catalogue));
            let group = text.split_once('/').map(|(group, _)| group);
            let is_of_a_group = group.is_some_and(|group| Selector::find(group, catalogue).is_some());
            if at > 0 && group.is_some() && near.is_none() && !is_of_a_group {
                directive.words.truncate(at);
                directive.has_reason = true;
                break;
            }
            directive.words[at].state = WordState::Unknown(near.map(Into::into));
        }
    }
}

fn names(word: &str, rule: &RuleMeta) -> bool {
    word == "all" || word == rule.id || word.strip_suffix("/*").unwrap_or(word) == rule.group()
}

/// What a run can know when it is over.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) struct RunFacts {
    /// Whether pages were checked against each other.
    pub(in crate::engine) across: bool,
    /// Whether anything describes the API.
    pub(in crate::engine) schemas: bool,
}
