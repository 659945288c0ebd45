//! `json/unclosed`.

use crate::rules::{Findings, JsonContext, quote};
use crate::syntax::json::{Issue, IssueKind};

declare_rule! {
    /// A bracket is never closed.
    ///
    /// ## What it finds
    ///
    /// An object or array whose closing bracket is missing. The finding is reported where the closing bracket is
    /// expected and points back to the opening one.
    ///
    /// ## Why it matters
    ///
    /// No parser accepts the body. The reader cannot tell whether only a bracket or a whole part of the example is
    /// missing.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "recipient": { "name": "Ada Park" }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "recipient": { "name": "Ada Park" } }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Insert the bracket. The fix does that where the structure ends; it is unsafe, because the bracket may be missing
    /// further up.
    "json/unclosed": Error, Default, fix Unsafe;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    for issue in cx.issues(&[IssueKind::Unclosed]) {
        report(&cx, issue, findings);
    }
    for issue in cx.issues(&[IssueKind::ExtraOpen]) {
        let open = quote::code(issue.span.of(cx.text()));
        let finding = cx.report(findings, issue, format!("{open} is opened twice and closed once"));
        finding.label("never closed");
        if let Some(other) = issue.related {
            finding.related(cx.span(other), "the other one");
        }
        finding.unsafe_fix(format!("remove {open}"), cx.removal(&issue.repairs));
    }
}

fn report(cx: &JsonContext<'_, '_>, issue: &Issue, findings: &mut Findings<'_>) {
    let open = issue.related.map_or("{", |opener| opener.of(cx.text()));
    // What is inserted may come on lines of its own: the brackets alone count.
    let inserted = issue.repairs.iter().flat_map(|repair| repair.text.chars());
    let mut closers: String = inserted.filter(|c| matches!(c, '}' | ']')).collect();
    if closers.is_empty() {
        closers.push(if open == "[" { ']' } else { '}' });
    }
    let message = match closers.len() {
        1 => format!("{} is never closed", quote::code(open)),
        several => format!("{several} brackets are never closed"),
    };
    let finding = cx.report(findings, issue, message).label(format!("expected {}", quote::code(&closers)));
    if let Some(opener) = issue.related {
        let which = if closers.len() == 1 { "opened here" } else { "the innermost one is opened here" };
        finding.related(cx.span(opener), which);
    }
    finding.unsafe_fix(format!("insert {}", quote::code(&closers)), cx.edits(&issue.repairs));
}
