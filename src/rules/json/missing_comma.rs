//! `json/missing-comma`.

use crate::rules::{Findings, JsonContext, cascade, quote, variants};
use crate::syntax::json::{Issue, IssueKind};

declare_rule! {
    /// Two members or elements without a comma between them.
    ///
    /// ## What it finds
    ///
    /// A member or an element that follows another with only white space between them. The finding is reported at the
    /// end of the first, where the comma is missing. Also another character in its place (`.`, `;`), and a comma inside
    /// the quotes.
    ///
    /// ## Why it matters
    ///
    /// No parser accepts the body. Most of them complain about the line after the one that has to be changed.
    ///
    /// ## Example
    ///
    /// ```json
    /// {
    ///   "id": "p-1042"
    ///   "weightGrams": 900
    /// }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// {
    ///   "id": "p-1042",
    ///   "weightGrams": 900
    /// }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Insert the comma. The fix is safe.
    "json/missing-comma": Error, Default, fix Safe;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    for issue in cx.issues(&[IssueKind::WrongComma, IssueKind::CommaInQuotes]) {
        misplaced(&cx, issue, findings);
    }
    let is_slip = |gap: &&Issue| !variants::is_border(&cx, gap) && !is_between_words(&cx, gap);
    let gaps: Vec<&Issue> = cx.issues(&[IssueKind::MissingComma]).filter(is_slip).collect();
    // Two bodies in one: each of them has its commas.
    let shows_change = !gaps.is_empty() && variants::shows_change(&cx);
    for group in cascade::grouped(&cx, gaps) {
        let message = match quote::name_at(&cx.text()[group.first.span.end as usize..]) {
            Some(next) => format!("missing comma before {}", quote::name(next)),
            None => "missing comma between two values".to_owned(),
        };
        let title = if group.is_single() { "insert a comma" } else { "insert the commas" };
        let rest = |count| format!("; {count} more like it in this body");
        let finding = group.report(&cx, findings, message, rest, "another one").label("expected a comma");
        if shows_change {
            variants::lower(finding);
        }
        if group.issues().all(|gap| is_before_item(&cx, gap)) {
            finding.fix_if_sure(group.stands_alone(&cx), title, group.edits(&cx));
        }
    }
}

/// Whether bare words are on both sides of a place where a comma is missing: that is text, and not a list.
fn is_between_words(cx: &JsonContext<'_, '_>, gap: &Issue) -> bool {
    let issues = &cx.tree.issues;
    let at = issues.partition_point(|issue| issue.span < gap.span);
    let is_word = |issue: Option<&Issue>| issue.is_some_and(|issue| issue.kind == IssueKind::UnquotedValue);
    let before = at.checked_sub(1).and_then(|at| issues.get(at));
    let touches = before.is_some_and(|issue| issue.span.end == gap.span.start);
    let after = issues[at..].iter().find(|issue| issue.span.start > gap.span.start);
    let next = after
        .filter(|issue| cx.text()[gap.span.end as usize..issue.span.start as usize].trim_ascii().is_empty());
    touches && is_word(before) && is_word(next)
}

/// Whether what follows a place, comments aside, begins like a member or an element; everything else is text whose comma
/// nobody misses.
fn is_before_item(cx: &JsonContext<'_, '_>, gap: &Issue) -> bool {
    let mut rest = cx.text()[gap.span.end as usize..].trim_start();
    while rest.starts_with("//") || rest.starts_with('#') {
        rest = rest.split_once('\n').map_or("", |(_, below)| below.trim_start());
    }
    !rest.starts_with([':', ';', ',', '.', '(', ')', '|', '`', '='])
}

/// Another mark in the place of the comma, or the comma in another place.
fn misplaced(cx: &JsonContext<'_, '_>, issue: &Issue, findings: &mut Findings<'_>) {
    let written = quote::code(issue.span.of(cx.text()));
    if issue.kind == IssueKind::CommaInQuotes {
        cx.report(findings, issue, format!("the comma is inside the quotes of {written}"))
            .label("expected the quote before the comma")
            .unsafe_fix("move the comma after the quote", cx.edits(&issue.repairs));
        return;
    }
    let removes = issue.repairs.iter().all(|repair| repair.text.is_empty());
    if removes {
        cx.report(findings, issue, format!("unexpected {written} before the closing bracket"))
            .label("expected a closing bracket")
            .fix_if_sure(cx.stands_alone(issue), "remove it", cx.edits(&issue.repairs));
        return;
    }
    cx.report(findings, issue, format!("expected a comma, found {written}"))
        .label("expected a comma")
        .fix_if_sure(cx.stands_alone(issue), "replace with a comma", cx.edits(&issue.repairs));
}
