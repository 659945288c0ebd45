//! Applying a rule's fixes until nothing is left to fix, in rounds, as the engine will.

use std::collections::BTreeMap;

use apiproof::internals::{REGISTRY, Rule, apply_edits};
use apiproof::{Applicability, Diagnostic, Edit, Level, Severity};

use super::run::{self, Setting};
use crate::invariants;

const ROUNDS: usize = 10;

/// Whether a finding has a fix that may be applied.
pub(crate) fn fixable(finding: &Diagnostic) -> bool {
    finding.fix.as_ref().is_some_and(|fix| fix.applicability != Applicability::DisplayOnly)
}

/// The page after all fixes of `rule`; an error if they never come to an end.
pub(crate) fn converge(rule: &'static Rule, page: &str, setting: &Setting) -> Result<String, String> {
    let mut text = page.to_owned();
    for _ in 0..ROUNDS {
        let source = run::page(&text);
        let found = run::findings(&[rule], &source, setting);
        for finding in &found {
            invariants::finding::holds(finding, &text)?;
        }
        let edits = round(&found);
        if edits.is_empty() {
            return Ok(text);
        }
        text = apply_edits(&text, &edits).ok_or_else(|| format!("fixes overlap: {edits:?}"))?;
    }
    Err(format!("the fixes do not come to an end in {ROUNDS} rounds; the last page:\n{text}"))
}

/// The edits of one round: every fix whole or not at all; what overlaps an earlier fix waits for the next round.
/// Insertions at one place stay in the order of the findings.
fn round(found: &[Diagnostic]) -> Vec<Edit> {
    let mut taken: Vec<Edit> = Vec::new();
    for fix in found.iter().filter(|finding| fixable(finding)).filter_map(|finding| finding.fix.as_ref()) {
        let free = |edit: &Edit| taken.iter().all(|other| !overlap(edit, other));
        if fix.edits.iter().all(free) {
            taken.extend(fix.edits.iter().cloned());
        }
    }
    taken
}

fn overlap(one: &Edit, other: &Edit) -> bool {
    one == other && !one.span.is_empty() || one.span.start < other.span.end && other.span.start < one.span.end
}

/// The errors of all rules at the default level, counted by rule.
pub(crate) fn errors(page: &str, setting: &Setting) -> BTreeMap<&'static str, usize> {
    let source = run::page(page);
    let mut count = BTreeMap::new();
    for finding in run::findings(REGISTRY, &source, &setting.at(Level::Default)) {
        if finding.severity == Severity::Error {
            *count.entry(finding.rule.id).or_default() += 1;
        }
    }
    count
}
