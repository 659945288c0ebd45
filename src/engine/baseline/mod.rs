//! Findings that a team has accepted for now, and what of them is still there.
//!
//! A finding is known again by its identity, on its own page or, if that is gone, on the one that it was renamed to.
//! Equal ones are counted. Nothing here knows where a baseline comes from or reads a file.

mod file;
mod matching;

use std::collections::BTreeMap;

pub(crate) use file::BASELINE_NAME;
pub use file::BaselineError;
pub(super) use matching::{FoundPage, Matcher};

use super::page::fingerprint::Identity;

/// Accepted findings by page. Paths count from the top of the repository and use `/`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    pages: BTreeMap<String, BTreeMap<Accepted, u32>>,
}

/// A finding that was accepted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Accepted {
    /// Its rule.
    pub(super) rule: String,
    /// What it is known by.
    pub(super) identity: Identity,
}

impl Baseline {
    /// Accepts findings.
    pub(super) fn add(&mut self, page: &str, accepted: Accepted, count: u32) {
        let page = match self.pages.get_mut(page) {
            Some(page) => page,
            None => self.pages.entry(page.to_owned()).or_default(),
        };
        *page.entry(accepted).or_default() += count;
    }

    /// Accepts what another baseline accepts.
    pub fn add_all(&mut self, other: Self) {
        for (page, findings) in other.pages {
            for (accepted, count) in findings {
                self.add(&page, accepted, count);
            }
        }
    }

    /// How many findings are accepted.
    pub fn findings(&self) -> usize {
        self.pages.values().flat_map(BTreeMap::values).map(|count| *count as usize).sum()
    }

    /// How many pages they are on.
    pub fn pages(&self) -> usize {
        self.pages.len()
    }
}

/// What became of a baseline in a run.
#[derive(Debug, Default)]
pub struct BaselineOutcome {
    /// What is still there, on the pages where it is now.
    pub accepted: Baseline,
    /// What is on pages, and of rules, that were not checked.
    pub unseen: Baseline,
    /// What was found besides.
    pub new: Baseline,
    /// How many accepted findings are gone.
    pub gone: usize,
}
