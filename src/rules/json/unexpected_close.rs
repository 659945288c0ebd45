//! `json/unexpected-close`.

use crate::rules::{Findings, JsonContext, quote};
use crate::syntax::json::{Issue, IssueKind};

declare_rule! {
    /// A closing bracket does not fit what is open.
    ///
    /// ## What it finds
    ///
    /// A `}` or `]` with nothing open that it could close, and one that closes a bracket of the other kind. Where the
    /// indentation shows that an opening bracket got lost, the finding stands in its place.
    ///
    /// ## Why it matters
    ///
    /// No parser accepts the body, and everything behind the bracket seems to belong somewhere else.
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
    /// ## How to mend it
    ///
    /// Remove the bracket or write the one that fits. The fix does so and is unsafe: an opening bracket may be
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
        let finding = cx.report(findings, issue, format!("{} is missing here", quote::code(open)));
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
        let finding = cx.report(findings, issue, format!("{close} closes nothing"));
        finding.label("nothing is open here");
        if issue.repairs.iter().any(|repair| repair.text == ",") {
            finding.unsafe_fix(format!("write a comma instead of {close}"), cx.removal(&issue.repairs));
        } else {
            finding.unsafe_fix(format!("remove {close}"), cx.removal(&issue.repairs));
        }
        return;
    };
    let open = opener.of(cx.text());
    let fitting = if open == "[" { "`]`" } else { "`}`" };
    cx.report(findings, issue, format!("{close} closes {}", quote::code(open)))
        .label(format!("{fitting} belongs here"))
        .related(cx.span(opener), "opened here")
        .unsafe_fix(format!("write {fitting}"), cx.edits(&issue.repairs));
}
