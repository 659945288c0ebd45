//! Holding the findings of a run against a baseline.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::OnceLock;

use super::{Accepted, Baseline, BaselineOutcome};
use crate::diagnostic::Diagnostic;
use crate::engine::page::fingerprint::{Identity, identities};
use crate::system::{System, exists};
use crate::text::SourceFile;

/// What is left of the accepted findings of one page: by key, then by context.
#[derive(Clone, Debug, Default)]
pub(in crate::engine) struct Pool<'b> {
    left: HashMap<u64, Vec<(&'b Accepted, u32)>>,
}

impl<'b> Pool<'b> {
    fn new(page: &'b BTreeMap<Accepted, u32>) -> Self {
        let mut left: HashMap<u64, Vec<(&Accepted, u32)>> = HashMap::new();
        for (accepted, count) in page {
            left.entry(accepted.identity.key).or_default().push((accepted, *count));
        }
        Self { left }
    }

    /// Which findings are accepted, in their order. Of equal ones those with the same surroundings go first. What is
    /// left then of a rule between the same lines is taken for one whose own line was edited: whoever mends the one
    /// mistake of a line does not answer for the other.
    pub(in crate::engine) fn take(&mut self, rules: &[&str], found: &[Identity]) -> Vec<bool> {
        let mut accepted: Vec<bool> = found.iter().map(|identity| self.take_one(*identity, true)).collect();
        for (accepted, identity) in accepted.iter_mut().zip(found) {
            *accepted = *accepted || self.take_one(*identity, false);
        }
        if accepted.contains(&false) {
            let mut places = self.places();
            for ((accepted, rule), identity) in accepted.iter_mut().zip(rules).zip(found) {
                let left = places.get_mut(&(*rule, identity.context));
                *accepted = *accepted || left.and_then(Vec::pop).is_some_and(|key| self.take_one(key, true));
            }
        }
        accepted
    }

    /// The keys of what is left, by rule and surroundings.
    fn places(&self) -> HashMap<(&'b str, u32), Vec<Identity>> {
        let mut places: HashMap<_, Vec<Identity>> = HashMap::new();
        for (accepted, count) in self.rest() {
            let keys = places.entry((&*accepted.rule, accepted.identity.context)).or_default();
            keys.extend(std::iter::repeat_n(accepted.identity, count as usize));
        }
        places
    }

    fn take_one(&mut self, identity: Identity, exactly: bool) -> bool {
        let equal = self.left.get_mut(&identity.key).into_iter().flatten();
        let fits = |(accepted, count): &&mut (&Accepted, u32)| {
            *count > 0 && (!exactly || accepted.identity.context == identity.context)
        };
        equal.into_iter().find(fits).map(|(_, count)| *count -= 1).is_some()
    }

    /// How many findings are known, and how many of them with their surroundings.
    fn likeness(&self, found: &[Identity]) -> (usize, usize) {
        let mut with_context = self.clone();
        let mut alone = self.clone();
        let exactly = found.iter().filter(|identity| with_context.take_one(**identity, true)).count();
        (exactly, found.iter().filter(|identity| alone.take_one(**identity, false)).count())
    }

    fn rest(&self) -> impl Iterator<Item = (&'b Accepted, u32)> {
        self.left.values().flatten().filter(|(_, count)| *count > 0).copied()
    }
}

/// A baseline on its way through a run.
#[derive(Debug)]
pub(in crate::engine) struct Matcher<'b> {
    baseline: &'b Baseline,
    /// The folder that its paths count from.
    root: PathBuf,
    system: &'b dyn System,
    /// Its pages that no longer exist, with an index of them by the keys of their findings.
    gone: OnceLock<Gone<'b>>,
}

#[derive(Debug, Default)]
struct Gone<'b> {
    pages: BTreeMap<&'b str, Pool<'b>>,
    by_key: HashMap<u64, Vec<&'b str>>,
}

/// A page of a run that has findings.
#[derive(Debug)]
pub(in crate::engine) struct FoundPage {
    pub(in crate::engine) path: String,
    pub(in crate::engine) rules: Vec<&'static str>,
    pub(in crate::engine) identities: Vec<Identity>,
}

impl FoundPage {
    pub(in crate::engine) fn new(path: String, source: &SourceFile, findings: &[Diagnostic]) -> Self {
        let rules = findings.iter().map(|finding| finding.rule.id).collect();
        Self { path, rules, identities: identities(source, findings) }
    }
}

impl<'b> Matcher<'b> {
    pub(in crate::engine) fn new(baseline: &'b Baseline, root: PathBuf, system: &'b dyn System) -> Self {
        Self { baseline, root, system, gone: OnceLock::new() }
    }

    /// Whether anything is accepted on a page.
    pub(in crate::engine) fn knows(&self, page: &str) -> bool {
        self.baseline.pages.contains_key(page)
    }

    /// What is accepted on a page, looked at by itself.
    pub(in crate::engine) fn pool(&self, page: &str, found: &[Identity]) -> Pool<'b> {
        if let Some(known) = self.baseline.pages.get(page) {
            return Pool::new(known);
        }
        let gone = self.gone();
        gone.like(page, found).and_then(|path| gone.pages.get(path)).cloned().unwrap_or_default()
    }

    fn gone(&self) -> &Gone<'b> {
        self.gone.get_or_init(|| {
            let mut gone = Gone::default();
            for (path, findings) in &self.baseline.pages {
                if !exists(self.system, &self.root.join(path)) {
                    gone.pages.insert(path, Pool::new(findings));
                    let keys: HashSet<u64> = findings.keys().map(|accepted| accepted.identity.key).collect();
                    for key in keys {
                        gone.by_key.entry(key).or_default().push(path);
                    }
                }
            }
            gone
        })
    }

    /// Says which findings of each page, in order of paths, are accepted, and what became of the baseline. `is_seen`
    /// tells whether a rule ran on a page of the baseline, which may be gone.
    pub(in crate::engine) fn run(
        &self,
        pages: &[FoundPage],
        is_seen: impl Fn(&str, &str) -> bool,
    ) -> (Vec<Vec<bool>>, BaselineOutcome) {
        let mut pools: BTreeMap<&str, Pool<'_>> = BTreeMap::new();
        let mut outcome = BaselineOutcome::default();
        let mut verdicts = Vec::with_capacity(pages.len());
        for page in pages {
            let before = self.before(page, &pools);
            let verdict = match before {
                Some(path) => {
                    let pool = pools.entry(path).or_insert_with(|| Pool::new(&self.baseline.pages[path]));
                    pool.take(&page.rules, &page.identities)
                }
                None => vec![false; page.identities.len()],
            };
            for ((accepted, rule), identity) in verdict.iter().zip(&page.rules).zip(&page.identities) {
                let finding = Accepted { rule: (*rule).to_owned(), identity: *identity };
                let to = if *accepted { &mut outcome.accepted } else { &mut outcome.new };
                to.add(&page.path, finding, 1);
            }
            verdicts.push(verdict);
        }
        for (path, findings) in &self.baseline.pages {
            let pool = pools.remove(&**path).unwrap_or_else(|| Pool::new(findings));
            for (accepted, count) in pool.rest() {
                if is_seen(path, &accepted.rule) {
                    outcome.gone += count as usize;
                } else {
                    outcome.unseen.add(path, accepted.clone(), count);
                }
            }
        }
        (verdicts, outcome)
    }

    /// What a page was called when the baseline was made. What other pages took of a page that is gone is no longer
    /// there to be like.
    fn before(&self, page: &FoundPage, pools: &BTreeMap<&str, Pool<'_>>) -> Option<&'b str> {
        match self.baseline.pages.get_key_value(&page.path) {
            Some((path, _)) => Some(path),
            None => self.gone().like_left(&page.path, &page.identities, pools),
        }
    }
}

impl<'b> Gone<'b> {
    fn like(&self, page: &str, found: &[Identity]) -> Option<&'b str> {
        self.like_left(page, found, &BTreeMap::new())
    }

    /// The page that is gone which has most findings in common: first with their surroundings, then by its name.
    fn like_left(&self, page: &str, found: &[Identity], pools: &BTreeMap<&str, Pool<'_>>) -> Option<&'b str> {
        let name = |path: &str| path.rsplit('/').next().map(str::to_owned);
        let candidates: HashSet<&str> =
            found.iter().filter_map(|identity| self.by_key.get(&identity.key)).flatten().copied().collect();
        let likeness = |path: &&'b str| {
            let pool = pools.get(path).or_else(|| self.pages.get(path));
            let (exactly, alone) = pool.map_or((0, 0), |pool| pool.likeness(found));
            (alone > 0).then(|| ((exactly, name(path) == name(page), alone), std::cmp::Reverse(*path), *path))
        };
        candidates.iter().filter_map(likeness).max().map(|(.., path)| path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::MemorySystem;

    fn identity(key: u64, context: u32) -> Identity {
        Identity { key, context }
    }

    fn baseline(entries: &[(&str, u64, u32, u32)]) -> Baseline {
        let mut baseline = Baseline::default();
        for &(page, key, context, count) in entries {
            baseline.add(page, Accepted { rule: "a/b".to_owned(), identity: identity(key, context) }, count);
        }
        baseline
    }

    fn page(path: &str, found: &[(u64, u32)]) -> FoundPage {
        let identities: Vec<_> = found.iter().map(|&(key, context)| identity(key, context)).collect();
        FoundPage { path: path.to_owned(), rules: vec!["a/b"; found.len()], identities }
    }

    /// The new findings by page and number, and how many accepted ones are gone.
    fn new(baseline: &Baseline, pages: &[FoundPage]) -> (Vec<(usize, usize)>, usize) {
        let system = MemorySystem::new("/docs".into());
        let matcher = Matcher::new(baseline, PathBuf::from("/docs"), &system);
        let (verdicts, outcome) = matcher.run(pages, |_, _| true);
        let mut new = Vec::new();
        for (page, verdict) in verdicts.iter().enumerate() {
            new.extend(verdict.iter().enumerate().filter(|(_, is_old)| !**is_old).map(|(at, _)| (page, at)));
        }
        (new, outcome.gone)
    }

    #[test]
    fn of_equal_findings_the_one_in_new_surroundings_is_new() {
        let old = baseline(&[("a.md", 7, 1, 1), ("a.md", 7, 2, 1)]);
        assert_eq!(new(&old, &[page("a.md", &[(7, 1), (7, 9), (7, 2)])]), (vec![(0, 1)], 0));
        assert_eq!(new(&old, &[page("a.md", &[(7, 8), (7, 9)])]), (vec![], 0), "both were edited around");
        assert_eq!(new(&old, &[page("a.md", &[(7, 8)])]), (vec![], 1));
        assert_eq!(new(&old, &[page("a.md", &[(7, 1), (7, 2), (7, 2), (8, 1)])]), (vec![(0, 2), (0, 3)], 0));
    }

    #[test]
    fn what_is_left_between_the_same_lines_is_the_same() {
        let old = baseline(&[("a.md", 7, 1, 1), ("a.md", 8, 1, 1), ("a.md", 9, 2, 2)]);
        assert_eq!(new(&old, &[page("a.md", &[(10, 1)])]), (vec![], 3), "one of two on a line was mended");
        assert_eq!(new(&old, &[page("a.md", &[(10, 1), (11, 1), (12, 1)])]), (vec![(0, 2)], 2));
        assert_eq!(
            new(&old, &[page("a.md", &[(10, 3), (9, 3), (13, 2), (14, 2)])]),
            (vec![(0, 0), (0, 3)], 2)
        );
    }

    #[test]
    fn a_renamed_page_takes_its_findings_along() {
        let old =
            baseline(&[("x/a.md", 1, 1, 1), ("x/a.md", 2, 1, 1), ("x/b.md", 1, 1, 1), ("x/c.md", 3, 1, 1)]);
        let renamed = [page("y/b.md", &[(1, 1)]), page("z.md", &[(1, 1), (2, 1), (4, 1)])];
        assert_eq!(new(&old, &renamed), (vec![(1, 2)], 1));
        let copied = [page("y.md", &[(3, 1)]), page("z.md", &[(3, 1)])];
        assert_eq!(new(&old, &copied).0, [(1, 0)], "accepted once");
    }
}
