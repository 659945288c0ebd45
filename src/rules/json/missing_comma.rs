//! `json/missing-comma`.

use crate::rules::{Findings, JsonContext, quote, variants};
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
    let mut change = None;
    for issue in cx.issues(&[IssueKind::MissingComma, IssueKind::WrongComma, IssueKind::CommaInQuotes]) {
        if issue.kind != IssueKind::MissingComma {
            misplaced(&cx, issue, findings);
            continue;
        }
        if variants::is_border(&cx, issue) {
            continue;
        }
        let message = match quote::name_at(&cx.text()[issue.span.end as usize..]) {
            Some(next) => format!("missing comma before {}", quote::name(next)),
            None => "missing comma between two values".to_owned(),
        };
        let finding = cx.report(findings, issue, message).label("expected a comma");
        if *change.get_or_insert_with(|| variants::shows_change(&cx)) {
            // Two bodies in one: each of them has its commas.
            variants::lower(finding);
        }
        finding.fix_if_sure(cx.stands_alone(issue), "insert a comma", cx.edits(&issue.repairs));
    }
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
