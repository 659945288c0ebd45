//! Words that name rules: a rule, a group, or `all`.

use super::{ConfigError, Located, did_you_mean};
use crate::diagnostic::RuleMeta;

/// What a word of `select` or `ignore` names. The order is from the least to the most specific.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Selector {
    /// Every rule.
    All,
    /// The rules of a group.
    Group(&'static str),
    /// One rule.
    Rule(&'static str),
}

impl Selector {
    /// Finds what a word names.
    ///
    /// # Errors
    /// If it names nothing in the catalogue; the message suggests the nearest name.
    pub(crate) fn parse(word: &Located, catalogue: &[&'static RuleMeta]) -> Result<Self, ConfigError> {
        let text = word.text.trim();
        Self::find(text, catalogue).ok_or_else(|| {
            let near = did_you_mean(text, Self::names_in(catalogue));
            ConfigError { origin: word.origin.clone(), message: format!("no rule or group `{text}`{near}") }
        })
    }

    /// What a word names, if anything: `all`, a group (`json` or `json/*`), or a rule.
    pub(crate) fn find(text: &str, catalogue: &[&'static RuleMeta]) -> Option<Self> {
        if text == "all" {
            return Some(Self::All);
        }
        let group = text.strip_suffix("/*").unwrap_or(text);
        let rule = catalogue.iter().find(|rule| rule.id == text).map(|rule| Self::Rule(rule.id));
        rule.or_else(|| {
            catalogue.iter().find(|rule| rule.group() == group).map(|rule| Self::Group(rule.group()))
        })
    }

    /// The words that name something.
    pub(crate) fn names_in(catalogue: &[&'static RuleMeta]) -> impl Iterator<Item = &'static str> {
        catalogue.iter().flat_map(|rule| [rule.group(), rule.id])
    }

    /// Whether it names `rule`.
    pub(crate) fn names(self, rule: &RuleMeta) -> bool {
        match self {
            Self::All => true,
            Self::Group(group) => rule.group() == group,
            Self::Rule(id) => rule.id == id,
        }
    }

    /// How precisely it names a rule.
    pub(crate) fn specificity(self) -> u8 {
        match self {
            Self::All => 0,
            Self::Group(_) => 1,
            Self::Rule(_) => 2,
        }
    }
}
