//! `json/unexpected-close`.

use crate::rules::{Findings, JsonContext, quote};
use crate::syntax::json::{Issue, IssueKind};

declare_rule! {
    /// A closing bracket that does not match an opening one.
    ///
    /// ## What it finds
    ///
    /// A `}` or `]` with nothing open that it could close, and one that closes a bracket of the other kind. Where the
    /// indentation shows that an opening bracket is missing, the finding is reported in its place.
    ///
    /// ## Why it matters
    ///
    /// No parser accepts the body, and everything after the bracket ends up at the wrong level.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "parcels": [ { "id": "p-1042" } } }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "parcels": [ { "id": "p-1042" } ] }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Remove the bracket or replace it with the one that matches. The fix does so and is unsafe: an opening bracket may be
    /// missing instead.
    "json/unexpected-close": Error, Default, fix Unsafe;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    for issue in cx.issues(&[IssueKind::UnexpectedClose, IssueKind::MismatchedClose]) {
        report(&cx, issue, findings);
    }
    for issue in cx.issues(&[IssueKind::MissingOpen]) {
        let open = issue.repairs.first().map_or("{", |repair| repair.text.trim());
        let finding = cx.report(findings, issue, format!("missing opening {}", quote::code(open)));
        finding.label(format!("expected {}", quote::code(open)));
        if let Some(close) = issue.related {
            finding.related(cx.span(close), "closed here");
        }
        finding.unsafe_fix(format!("insert {}", quote::code(open)), cx.edits(&issue.repairs));
    }
}

fn report(cx: &JsonContext<'_, '_>, issue: &Issue, findings: &mut Findings<'_>) {
    let close = quote::code(issue.span.of(cx.text()));
    let opener = issue.related.filter(|_| issue.kind == IssueKind::MismatchedClose);
    let Some(opener) = opener else {
        let finding = cx.report(findings, issue, format!("unexpected {close}: no bracket is open"));
        if cx.text()[issue.span.end as usize..].trim() == "'" {
            finding.help(format!("remove {close} and the quote, or show the whole command"));
        } else if issue.repairs.iter().any(|repair| repair.text == ",") {
            finding.unsafe_fix(format!("replace {close} with a comma"), cx.removal(&issue.repairs));
        } else {
            finding.unsafe_fix(format!("remove {close}"), cx.removal(&issue.repairs));
        }
        return;
    };
    let open = opener.of(cx.text());
    let fitting = if open == "[" { "`]`" } else { "`}`" };
    cx.report(findings, issue, format!("expected {fitting} to close {}, found {close}", quote::code(open)))
        .label(format!("expected {fitting}"))
        .related(cx.span(opener), "opened here")
        .unsafe_fix(format!("replace with {fitting}"), cx.edits(&issue.repairs));
}
