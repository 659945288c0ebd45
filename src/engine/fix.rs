//! Mending one page: rounds of fixes that do not get into each other's way, until none is left.
//!
//! The one place that knows about other fixes than a rule's own. Bytes in, bytes out: nothing here writes a file.

use std::collections::{BTreeMap, HashSet};

use super::check::{PageReport, Plan, check_page};
use crate::diagnostic::{Applicability, Diagnostic};
use crate::text::{Edit, SourceFile, Span, apply_edits_to_bytes};

/// After so many rounds fixes are taken to undo each other. Real pages need three.
const ROUNDS: usize = 24;

/// What a run does with fixes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fixing {
    /// The least promise that a fix must make to be applied.
    pub least: Applicability,
    /// Whether pages are written; otherwise it is only shown what would be.
    pub write: bool,
}

/// How many fixes of each rule were applied.
pub type FixCounts = BTreeMap<&'static str, usize>;

/// A page after its fixes.
#[derive(Debug)]
pub(super) struct Mended {
    /// Its text.
    pub(super) source: SourceFile,
    /// What was applied; empty if nothing was.
    pub(super) fixed: FixCounts,
    /// Whether the fixes came to an end.
    pub(super) settled: bool,
}

/// Which of the findings on a page may be fixed, in their order.
pub(super) type Wanted<'w> = &'w dyn Fn(&SourceFile, &[Diagnostic]) -> Vec<bool>;

/// Applies the fixes of a page until there are none left. If some undo each other, their rules are left out from the
/// start: what stays of them is the page as it was and not one of its stages.
pub(super) fn mend(
    source: &SourceFile,
    page: &PageReport,
    plan: &Plan,
    least: Applicability,
    wanted: Wanted<'_>,
) -> Mended {
    let mut at_odds = HashSet::new();
    loop {
        let mut late = HashSet::new();
        let mending = Mending { plan, least, wanted, at_odds: &at_odds };
        let mended = mending.run(source.clone(), page.clone(), &mut late);
        if mended.settled || at_odds.is_superset(&late) {
            return mended;
        }
        at_odds.extend(late);
    }
}

/// One attempt at a page.
struct Mending<'m> {
    plan: &'m Plan,
    least: Applicability,
    wanted: Wanted<'m>,
    /// The rules whose fixes undo each other on this page.
    at_odds: &'m HashSet<&'static str>,
}

impl Mending<'_> {
    /// Works on a page until nothing is left to fix. `late` gets the rules of the last rounds, in case that never is.
    fn run(&self, mut source: SourceFile, mut page: PageReport, late: &mut HashSet<&'static str>) -> Mended {
        let mut fixed = FixCounts::new();
        for number in 0..ROUNDS {
            let round = self.round(&source, &page.findings);
            let bytes = if round.rules.is_empty() {
                None
            } else {
                apply_edits_to_bytes(source.bytes(), &round.edits)
            };
            let Some(bytes) = bytes else { return Mended { source, fixed, settled: true } };
            for &rule in &round.rules {
                *fixed.entry(rule).or_default() += 1;
            }
            if number >= ROUNDS / 2 {
                late.extend(round.rules);
            }
            source = SourceFile::from_bytes(source.path(), bytes);
            page = check_page(&source, self.plan);
        }
        let settled = self.round(&source, &page.findings).rules.is_empty();
        Mended { source, fixed, settled }
    }

    fn round(&self, source: &SourceFile, findings: &[Diagnostic]) -> Round {
        let mut round = Round::default();
        if !findings.iter().any(|finding| is_fixable(finding, self.least)) {
            return round;
        }
        let wanted = (self.wanted)(source, findings);
        for (finding, wanted) in findings.iter().zip(wanted) {
            if wanted && is_fixable(finding, self.least) && !self.at_odds.contains(finding.rule.id) {
                round.offer(source, finding);
            }
        }
        round
    }
}

/// Whether a finding has a fix that keeps the promise.
pub(super) fn is_fixable(finding: &Diagnostic, least: Applicability) -> bool {
    finding.fix.as_ref().is_some_and(|fix| fix.applicability <= least && !fix.edits.is_empty())
}

/// The fixes that are applied at once: each whole or not at all, in order of place; what overlaps or touches an
/// earlier one waits for the next round, when it may be gone.
#[derive(Debug, Default)]
struct Round {
    edits: Vec<Edit>,
    rules: Vec<&'static str>,
    /// The places that are taken, by their start; with their end and the rule.
    taken: BTreeMap<u32, (u32, &'static str)>,
}

impl Round {
    fn offer(&mut self, source: &SourceFile, finding: &Diagnostic) {
        let Some(fix) = &finding.fix else { return };
        let rule = finding.rule.id;
        // A byte that is no text would be lost in a replacement of the text that stands for it.
        let free = |edit: &Edit| !self.is_taken(edit.span, rule) && !holds_no_text(source, edit.span);
        if !fix.edits.iter().all(free) {
            return;
        }
        for edit in &fix.edits {
            let end = self.taken.entry(edit.span.start).or_insert((edit.span.end, rule));
            end.0 = end.0.max(edit.span.end);
            self.edits.push(edit.clone());
        }
        self.rules.push(rule);
    }

    /// Whether an earlier fix has to do with `span`. Insertions of one rule at one place come in order of its findings.
    fn is_taken(&self, span: Span, rule: &str) -> bool {
        let Some((&start, &(end, other))) = self.taken.range(..=span.end).next_back() else { return false };
        let is_same_insertion = span.is_empty() && (start, end) == (span.start, span.end) && other == rule;
        end >= span.start && !is_same_insertion
    }
}

fn holds_no_text(source: &SourceFile, span: Span) -> bool {
    source.not_text().iter().any(|odd| odd.start < span.end && span.start < odd.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;
    use crate::diagnostic::{FixAvailability, Level, RuleMeta, Severity};

    static RULES: [RuleMeta; 2] = [rule("json/comment"), rule("json/elision")];

    const fn rule(id: &'static str) -> RuleMeta {
        RuleMeta {
            id,
            docs: "",
            severity: Severity::Error,
            level: Level::Default,
            fix: FixAvailability::Safe,
        }
    }

    fn round(edits: &[(usize, usize, usize, &str)]) -> String {
        let text = "0123456789";
        let findings: Vec<_> = edits
            .iter()
            .map(|&(rule, start, end, text)| {
                let mut finding = Diagnostic::new(&RULES[rule], Span::new(start, end), "");
                finding.safe_fix("", vec![Edit::replace(Span::new(start, end), text)]);
                finding
            })
            .collect();
        let source = SourceFile::new("a.md", text);
        let mut round = Round::default();
        for finding in &findings {
            round.offer(&source, finding);
        }
        String::from_utf8(apply_edits_to_bytes(text.as_bytes(), &round.edits).unwrap()).unwrap()
    }

    #[test]
    fn what_touches_an_earlier_fix_waits() {
        assert_eq!(round(&[(0, 1, 2, "a"), (0, 4, 5, "b")]), "0a23b56789");
        assert_eq!(round(&[(0, 1, 4, "a"), (1, 2, 3, "b"), (1, 4, 5, "c"), (1, 5, 6, "d")]), "0a4d6789");
        assert_eq!(round(&[(0, 9, 9, "]"), (0, 9, 9, "}")]), "012345678]}9");
        assert_eq!(round(&[(0, 9, 9, "]"), (1, 9, 9, "}")]), "012345678]9");
    }

    fn mended(page: &[u8]) -> Mended {
        let plan = Plan::new(Settings::resolve(&[], &Plan::catalogue()).unwrap());
        let source = SourceFile::from_bytes("a.md", page.to_vec());
        let report = check_page(&source, &plan);
        let all = |_: &SourceFile, findings: &[Diagnostic]| vec![true; findings.len()];
        mend(&source, &report, &plan, Applicability::Safe, &all)
    }

    #[test]
    fn bytes_that_are_no_text_stay() {
        let mended = mended(b"caf\xe9\n\n```json\n{ \"a\": \"\xff\", }\n```\n");
        assert_eq!(mended.source.bytes(), b"caf\xe9\n\n```json\n{ \"a\": \"\xff\" }\n```\n");
        assert!(mended.settled);
        assert_eq!(mended.fixed, FixCounts::from([("json/trailing-comma", 1)]));
    }

    #[test]
    fn fixes_that_undo_each_other_leave_the_page_as_it_was() {
        let page =
            "```json\n{\n  \"c\": 3,}\n```\n\n```json\n{\n  \"a\": { \"x\": 1 } }\n  \"b\": 2\n}\n```\n";
        let mended = mended(page.as_bytes());
        assert!(mended.settled);
        assert!(mended.source.text().ends_with(&page[25..]), "{}", mended.source.text());
    }
}
