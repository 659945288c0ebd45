//! Comments that silence findings: which finding falls under which, and what became of each.
//!
//! A comment is used by every finding of a rule that runs, shown or not: what one level does not say, another may.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use crate::config::{Selector, Settings, nearest};
use crate::diagnostic::{Diagnostic, RuleMeta};
use crate::extract::{Directive, DirectiveKind, WordState};
use crate::rules::{Check, REGISTRY, Rule};

/// The group of the rules about such comments, which does not answer for itself, and which no comment should ignore.
pub(super) const OWN_GROUP: &str = "suppression";

/// The group of the rules that have nothing to say where nothing describes the API.
const SCHEMA_GROUP: &str = "schema";

/// The comments of a page and what became of them so far.
#[derive(Clone, Debug, Default)]
pub(in crate::engine) struct Suppressions {
    directives: Vec<Directive>,
    /// How many of them, at the beginning, are about a block; the others are about the page.
    of_blocks: usize,
    /// The comments by the rule, the group or `all` that they name.
    naming: HashMap<Box<str>, Naming>,
}

/// The comments that name the same, in order; each with the number of its word. Many comments on many findings must not
/// multiply.
#[derive(Clone, Debug, Default)]
struct Naming {
    all: Vec<(usize, usize)>,
    /// Those that are not used yet.
    open: BTreeSet<(usize, usize)>,
}

impl Naming {
    /// Takes those of some comments that are not used yet, and says whether there are any at all.
    fn take(&mut self, comments: &Range<usize>, taken: &mut Vec<(usize, usize)>) -> bool {
        let (from, to) = ((comments.start, 0), (comments.end, 0));
        taken.extend(self.open.range(from..to));
        for word in &*taken {
            self.open.remove(word);
        }
        self.all.partition_point(|word| *word < from) < self.all.partition_point(|word| *word < to)
    }
}

impl Suppressions {
    /// Takes the comments of a page and finds out what their words name.
    pub(in crate::engine) fn new(mut directives: Vec<Directive>, catalogue: &[&'static RuleMeta]) -> Self {
        resolve(&mut directives, catalogue);
        directives.sort_by_key(|it| it.kind == Some(DirectiveKind::IgnoreFile));
        let of_blocks = directives.partition_point(|it| it.kind != Some(DirectiveKind::IgnoreFile));
        let mut naming: HashMap<Box<str>, Naming> = HashMap::new();
        for (at, directive) in directives.iter().enumerate().filter(|(_, it)| it.kind.is_some()) {
            let words = directive.words.iter().enumerate();
            for (number, word) in words.filter(|(_, word)| word.state == WordState::Open) {
                let named = word.text.strip_suffix("/*").unwrap_or(&word.text);
                let naming = naming.entry(named.into()).or_default();
                naming.all.push((at, number));
                naming.open.insert((at, number));
            }
        }
        Self { directives, of_blocks, naming }
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
        let (mut silenced, mut used) = (false, Vec::new());
        for name in ["all", finding.rule.id, finding.rule.group()] {
            let Some(naming) = self.naming.get_mut(name) else { continue };
            silenced |= naming.take(&(first..last), &mut used);
            silenced |= naming.take(&(self.of_blocks..self.directives.len()), &mut used);
        }
        for (at, number) in used {
            self.directives[at].words[number].state = WordState::Used;
        }
        silenced
    }

    /// Marks the words under which nothing was found, as far as their rules ran.
    pub(in crate::engine) fn mark_unused(&mut self, settings: &Settings, known: RunFacts) {
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
