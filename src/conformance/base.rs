//! The address that a page uses for the API where no server of the description has it.
//!
//! A page whose requests all go to `https://gate.parcelo.example/depot/…` means the described API, if what follows are
//! its paths. One request that happens to fit proves nothing.

use std::collections::{HashMap, HashSet};

use crate::extract::ParsedPage;
use crate::schema::SchemaSet;

/// So many segments may belong to the base.
const MAX_SEGMENTS: usize = 4;

/// So many requests of a page are looked at.
const MAX_REQUESTS: usize = 200;

/// So many different operations have to agree.
const LEAST: usize = 2;

/// The beginnings of targets that stand for the base of the described API: those that the configuration names, then
/// those that the page uses.
pub(super) fn known<'p>(page: &'p ParsedPage<'_>, schemas: &'p SchemaSet) -> Vec<&'p str> {
    schemas.bases.iter().map(String::as_str).chain(learned(page, schemas)).collect()
}

/// The beginnings of targets that the page uses for the base, longest first.
fn learned<'p>(page: &'p ParsedPage<'_>, schemas: &SchemaSet) -> Vec<&'p str> {
    if !schemas.claims_operations() {
        return Vec::new();
    }
    let requests = page.examples.iter().flat_map(|example| &example.messages).filter_map(|message| {
        let line = message.http.request()?;
        Some((line.method.text, line.target.text))
    });
    let mut seen = HashSet::new();
    let unknown = requests.filter(|request| seen.insert(*request)).take(MAX_REQUESTS);
    let unknown: Vec<_> =
        unknown.filter(|(method, target)| called(schemas, method, target).is_empty()).collect();
    if unknown.len() < LEAST {
        return Vec::new();
    }
    let mut votes: HashMap<&str, HashSet<(String, String)>> = HashMap::new();
    let mut fitting: HashMap<&str, usize> = HashMap::new();
    for (method, target) in &unknown {
        for base in bases(target) {
            let found = called(schemas, method, &target[base.len()..]);
            if !found.is_empty() {
                votes.entry(base).or_default().extend(found);
                *fitting.entry(base).or_default() += 1;
            }
        }
    }
    let agree = |base: &str, operations: &HashSet<_>| {
        let asked = unknown.iter().filter(|(_, target)| target.starts_with(base)).count();
        operations.len() >= LEAST && fitting.get(base).is_some_and(|fitting| 5 * fitting >= 3 * asked)
    };
    let mut learned: Vec<&str> =
        votes.iter().filter(|(base, operations)| agree(base, operations)).map(|(base, _)| *base).collect();
    learned.sort_by_key(|base| (std::cmp::Reverse(base.len()), *base));
    learned
}

/// The operations that a target calls, but for those whose path consists of templates.
fn called(schemas: &SchemaSet, method: &str, target: &str) -> Vec<(String, String)> {
    let method = method.to_ascii_uppercase();
    let providers = schemas.providers.iter().filter(|provider| provider.claims_operations());
    let is_telling = |path: &str| path.split('/').any(|segment| segment.len() > 3 && !segment.contains('{'));
    let all = providers.flat_map(|provider| provider.called(&method, target));
    all.filter(|(_, path)| is_telling(path)).collect()
}

/// The pieces in front of a target that may be a base: the host, and the first segments.
fn bases(target: &str) -> impl Iterator<Item = &str> {
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let start = path.find("://").map_or(0, |at| at + 3);
    let cuts = path[start..].match_indices('/').map(move |(at, _)| start + at).filter(|cut| *cut > 0);
    cuts.take(MAX_SEGMENTS + 1).map(|cut| &target[..cut])
}

#[cfg(test)]
mod tests {
    use super::bases;

    #[test]
    fn bases_end_at_slashes() {
        let all = |target| bases(target).collect::<Vec<_>>();
        assert_eq!(
            all("https://gate.parcelo.example/a/b?c=/d"),
            ["https://gate.parcelo.example", "https://gate.parcelo.example/a"]
        );
        assert_eq!(all("/a/b/c"), ["/a", "/a/b"]);
        assert_eq!(all("/a"), [""; 0]);
    }
}
