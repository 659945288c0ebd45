//! Fixes one page: rounds of fixes that do not get into each other's way and make no new error, until none is left.
//!
//! The one place that knows about other fixes than a rule's own. Bytes in, bytes out: nothing here writes a file.

use std::collections::{BTreeMap, HashSet};

use crate::diagnostic::{Applicability, Diagnostic, RuleMeta, Severity};
use crate::engine::page::check::check_page;
use crate::engine::page::plan::Plan;
use crate::engine::page::report::PageReport;
use crate::text::{Edit, SourceFile, Span, apply_edits_to_bytes};

/// After so many rounds fixes are taken to undo each other. Real pages need three.
const ROUNDS: usize = 24;

/// How often a page is checked in a round to tell fixes that make a new error from those that do not. On real pages none does.
const TRIES: usize = 64;

/// A finding without a fix is as far from its end as one about this many places.
const UNFIXED: usize = 1 << 16;

/// The group of the rules about the syntax of JSON.
const SYNTAX: &str = "json";

/// The rule about comments that name no rule.
const SLIP: &str = "suppression/unknown-rule";

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
pub(in crate::engine) struct FixResult {
    /// Its text.
    pub(in crate::engine) source: SourceFile,
    /// What was applied; empty if nothing was.
    pub(in crate::engine) fixed: FixCounts,
    /// Whether the fixes came to an end.
    pub(in crate::engine) settled: bool,
}

/// Which of the findings on a page may be fixed, in their order.
pub(in crate::engine) type Wanted<'w> = &'w dyn Fn(&SourceFile, &[Diagnostic]) -> Vec<bool>;

/// Applies the fixes of a page until there are none left. If some undo each other, their rules are left out from the
/// start: what stays of them is the page as it was and not one of its stages.
pub(in crate::engine) fn fix_page(
    source: &SourceFile,
    page: &PageReport,
    plan: &Plan,
    least: Applicability,
    wanted: Wanted<'_>,
) -> FixResult {
    let mut at_odds = HashSet::new();
    loop {
        let mut late = HashSet::new();
        let attempt = FixAttempt { plan, least, wanted, at_odds: &at_odds };
        let outcome = attempt.run(source.clone(), page.clone(), &mut late);
        if outcome.settled || at_odds.is_superset(&late) {
            return outcome;
        }
        at_odds.extend(late);
    }
}

/// One attempt at a page.
struct FixAttempt<'m> {
    plan: &'m Plan,
    least: Applicability,
    wanted: Wanted<'m>,
    /// The rules whose fixes undo each other on this page.
    at_odds: &'m HashSet<&'static str>,
}

/// A page after a round.
struct Step {
    source: SourceFile,
    page: PageReport,
    /// The rules of the fixes that led to it.
    rules: Vec<&'static RuleMeta>,
}

impl FixAttempt<'_> {
    /// Works on a page until nothing is left to fix. `late` gets the rules of the last rounds, in case that never is.
    fn run(
        &self,
        mut source: SourceFile,
        mut page: PageReport,
        late: &mut HashSet<&'static str>,
    ) -> FixResult {
        let mut fixed = FixCounts::new();
        for number in 0..ROUNDS {
            // Every round has its own, as a run that begins with this page has: where one ends, the next finds nothing.
            let mut tries = TRIES;
            let step = self.step(&source, &page, &mut tries);
            let Some(step) = step else { return FixResult { source, fixed, settled: true } };
            for rule in &step.rules {
                *fixed.entry(rule.id).or_default() += 1;
            }
            if number >= ROUNDS / 2 {
                late.extend(step.rules.iter().map(|rule| rule.id));
            }
            (source, page) = (step.source, step.page);
        }
        let settled = self.step(&source, &page, &mut { TRIES }).is_none();
        FixResult { source, fixed, settled }
    }

    /// Applies what can be applied at once without a new error; `None` if that is nothing.
    fn step(&self, source: &SourceFile, page: &PageReport, tries: &mut usize) -> Option<Step> {
        let fixes = self.fixes(source, &page.findings);
        let step = self.apply(source, &fixes)?;
        if !makes_errors(page, &step) {
            return Some(step);
        }
        let sound = self.sound(source, page, &fixes, tries);
        self.apply(source, &sound).filter(|step| !makes_errors(page, step))
    }

    /// Those of the fixes that make no new error, found by halves.
    fn sound<'f>(
        &self,
        source: &SourceFile,
        page: &PageReport,
        fixes: &[&'f Diagnostic],
        tries: &mut usize,
    ) -> Vec<&'f Diagnostic> {
        let (first, rest) = fixes.split_at(fixes.len() / 2);
        let mut sound = Vec::new();
        for half in [first, rest] {
            let Some(left) = tries.checked_sub(1) else { break };
            *tries = left;
            match self.apply(source, half) {
                Some(step) if !makes_errors(page, &step) => sound.extend(half),
                Some(_) if half.len() > 1 => sound.extend(self.sound(source, page, half, tries)),
                _ => {}
            }
        }
        sound
    }

    fn apply(&self, source: &SourceFile, fixes: &[&Diagnostic]) -> Option<Step> {
        let edits: Vec<Edit> =
            fixes.iter().filter_map(|it| it.fix.as_ref()).flat_map(|fix| fix.edits.clone()).collect();
        let bytes = apply_edits_to_bytes(source.bytes(), &edits).filter(|_| !edits.is_empty())?;
        let source = SourceFile::from_bytes(source.path(), bytes);
        let page = check_page(&source, self.plan, false);
        Some(Step { source, page, rules: fixes.iter().map(|finding| finding.rule).collect() })
    }

    /// The findings whose fixes can be applied at once.
    fn fixes<'f>(&self, source: &SourceFile, findings: &'f [Diagnostic]) -> Vec<&'f Diagnostic> {
        if !findings.iter().any(|finding| is_fixable(finding, self.least)) {
            return Vec::new();
        }
        let mut wanted = (self.wanted)(source, findings);
        // What a comment is meant to silence must not be fixed for a slip in the comment.
        let is_first = |finding: &Diagnostic| finding.rule.id == SLIP && is_fixable(finding, self.least);
        if findings.iter().any(is_first) {
            wanted.iter_mut().zip(findings).for_each(|(wanted, finding)| *wanted &= is_first(finding));
        }
        let mut round = Round::default();
        let mut takes = |finding: &Diagnostic| {
            is_fixable(finding, self.least)
                && !self.at_odds.contains(finding.rule.id)
                && round.takes(source, finding)
        };
        let fixes = findings.iter().zip(wanted).filter(|(finding, wanted)| *wanted && takes(finding));
        fixes.map(|(finding, _)| finding).collect()
    }
}

/// What an error must share with a fix to be one that the fix made: the group, whose rules look at one thing. Those of a
/// command look at several: what its options say cannot be seen before its quotes are closed.
fn kind(rule: &'static RuleMeta) -> &'static str {
    if rule.group() == "curl" { rule.id } else { rule.group() }
}

/// Whether fixes make an error of their own kind, or lead nowhere. One of another kind was there before and could not be
/// seen: what is wrong with the members of a body shows when it is JSON at last.
fn makes_errors(before: &PageReport, step: &Step) -> bool {
    let mut kinds: HashSet<&str> = step.rules.iter().map(|rule| kind(rule)).collect();
    // Fewer faults are fewer, whichever of them are reported now.
    let reported = |findings: &[Diagnostic]| {
        let is_one = |it: &&Diagnostic| it.severity == Severity::Error && it.rule.group() == SYNTAX;
        findings.iter().filter(is_one).count()
    };
    if step.page.faults < before.faults && reported(&step.page.findings) <= reported(&before.findings) {
        kinds.remove(SYNTAX);
    }
    if kinds.is_empty() {
        return false;
    }
    let errors = |findings: &[Diagnostic]| {
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        for finding in findings {
            if finding.severity == Severity::Error && kinds.contains(kind(finding.rule)) {
                *count.entry(finding.rule.id).or_default() += 1;
            }
        }
        count
    };
    // A step that leaves as much to do as there was may be undone by the next one. What errors hid is less than they, and
    // so is a finding about fewer places.
    let left = |findings: &[Diagnostic]| {
        let (mut errors, mut all, mut places) = (0, 0, 0);
        for finding in findings.iter().filter(|finding| kinds.contains(kind(finding.rule))) {
            errors += usize::from(finding.severity == Severity::Error);
            all += 1;
            places += finding.fix.as_ref().map_or(UNFIXED, |fix| fix.edits.len());
        }
        (errors, all, places)
    };
    if left(&step.page.findings) >= left(&before.findings) {
        return true;
    }
    let known = errors(&before.findings);
    errors(&step.page.findings).into_iter().any(|(rule, count)| count > known.get(rule).copied().unwrap_or(0))
}

/// Whether a finding has a fix that keeps the promise.
pub(in crate::engine) fn is_fixable(finding: &Diagnostic, least: Applicability) -> bool {
    finding.fix.as_ref().is_some_and(|fix| fix.applicability <= least && !fix.edits.is_empty())
}

/// The fixes that are applied at once: each whole or not at all, in order of place; what overlaps or touches an
/// earlier one waits for the next round, when it may be gone.
#[derive(Debug, Default)]
struct Round {
    /// The places that are taken, by their start; with their end and the rule.
    taken: BTreeMap<u32, (u32, &'static str)>,
}

impl Round {
    /// Takes the fix of a finding, if there is room for it.
    fn takes(&mut self, source: &SourceFile, finding: &Diagnostic) -> bool {
        let Some(fix) = &finding.fix else { return false };
        let rule = finding.rule.id;
        // A byte that is no text would be lost in a replacement of the text that stands for it.
        let free = |edit: &Edit| !self.is_taken(edit.span, rule) && !holds_no_text(source, edit.span);
        if !fix.edits.iter().all(free) {
            return false;
        }
        for edit in &fix.edits {
            let end = self.taken.entry(edit.span.start).or_insert((edit.span.end, rule));
            end.0 = end.0.max(edit.span.end);
        }
        true
    }

    /// Whether an earlier fix has to do with `span`. Insertions of one rule at one place come in order of its findings.
    fn is_taken(&self, span: Span, rule: &str) -> bool {
        let Some((&start, &(end, other))) = self.taken.range(..=span.end).next_back() else { return false };
        let is_same_insertion = span.is_empty() && (start, end) == (span.start, span.end) && other == rule;
        end >= span.start && !is_same_insertion
    }
}

fn holds_no_text(source: &SourceFile, span: Span) -> bool {
    source.invalid_bytes().iter().any(|odd| odd.start < span.end && span.start < odd.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{FixAvailability, Level, RuleMeta, Severity, Strength};

    static RULES: [RuleMeta; 2] = [rule("json/comment"), rule("json/elision")];

    const fn rule(id: &'static str) -> RuleMeta {
        RuleMeta {
            id,
            docs: "",
            severity: Severity::Error,
            level: Level::Default,
            fix: FixAvailability::Safe,
            needs: Strength::Told,
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
        let taken = findings.iter().filter(|finding| round.takes(&source, finding));
        let edits: Vec<Edit> = taken.flat_map(|finding| finding.fix.clone().unwrap().edits).collect();
        String::from_utf8(apply_edits_to_bytes(text.as_bytes(), &edits).unwrap()).unwrap()
    }

    #[test]
    fn what_touches_an_earlier_fix_waits() {
        assert_eq!(round(&[(0, 1, 2, "a"), (0, 4, 5, "b")]), "0a23b56789");
        assert_eq!(round(&[(0, 1, 4, "a"), (1, 2, 3, "b"), (1, 4, 5, "c"), (1, 5, 6, "d")]), "0a4d6789");
        assert_eq!(round(&[(0, 9, 9, "]"), (0, 9, 9, "}")]), "012345678]}9");
        assert_eq!(round(&[(0, 9, 9, "]"), (1, 9, 9, "}")]), "012345678]9");
    }

    fn outcome(page: &[u8]) -> FixResult {
        let plan = Plan::default();
        let source = SourceFile::from_bytes("a.md", page.to_vec());
        let report = check_page(&source, &plan, false);
        let all = |_: &SourceFile, findings: &[Diagnostic]| vec![true; findings.len()];
        fix_page(&source, &report, &plan, Applicability::Safe, &all)
    }

    #[test]
    fn bytes_that_are_no_text_stay() {
        let outcome = outcome(b"caf\xe9\n\n```json\n{ \"a\": \"\xff\", }\n```\n");
        assert_eq!(outcome.source.bytes(), b"caf\xe9\n\n```json\n{ \"a\": \"\xff\" }\n```\n");
        assert!(outcome.settled);
        assert_eq!(outcome.fixed, FixCounts::from([("json/trailing-comma", 1)]));
    }

    #[test]
    fn a_fix_that_makes_another_error_is_left_out() {
        let fault = "```http\nHTTP/1.1 200 OK\nContent-Type application/json\nContent-Length: 12\n/{ \"id\": 1 }\n```\n\n";
        let page =
            format!("{fault}```json\n{{ \"a\": 1, }}\n```\n\n{fault}```json\n{{ \"a\": True }}\n```\n");
        let outcome = outcome(page.as_bytes());
        assert_eq!(outcome.source.text(), page.replace("1, }", "1 }").replace("True", "true"));
        assert!(outcome.settled);
        let fixed = [("json/invalid-literal", 1), ("json/trailing-comma", 1)];
        assert_eq!(outcome.fixed, FixCounts::from(fixed));
    }

    #[test]
    fn a_comma_before_a_close_too_many_is_left_alone() {
        let page =
            "```json\n{\n  \"c\": 3,}\n```\n\n```json\n{\n  \"a\": { \"x\": 1 } }\n  \"b\": 2\n}\n```\n";
        let outcome = outcome(page.as_bytes());
        assert!(outcome.settled);
        assert!(outcome.source.text().ends_with(&page[25..]), "{}", outcome.source.text());
    }
}
