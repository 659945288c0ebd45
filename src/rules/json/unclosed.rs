//! `json/unclosed`.

use crate::rules::{Findings, JsonContext, quote};
use crate::syntax::json::IssueKind;

declare_rule! {
    /// A bracket is never closed.
    ///
    /// ## What it finds
    ///
    /// An object or array whose closing bracket is missing. The finding stands where the bracket belongs and points
    /// back to the one that it closes.
    ///
    /// ## Why it matters
    ///
    /// No parser accepts the body. The reader cannot tell whether only a bracket or a whole part of the example got
    /// lost.
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
    /// ## How to mend it
    ///
    /// Insert the bracket. The fix does that where the structure ends; it is unsafe, because the bracket may belong
    /// further up.
    "json/unclosed": Error, Default, fix Unsafe;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    for issue in cx.issues(&[IssueKind::Unclosed]) {
        let open = issue.related.map_or("", |opener| opener.of(cx.text()));
        let close = if open == "[" { "`]`" } else { "`}`" };
        let message = match open {
            "" => "a bracket is never closed".to_owned(),
            _ => format!("{} is never closed", quote::code(open)),
        };
        let finding = cx.report(findings, issue, message).label(format!("{close} belongs here"));
        if let Some(opener) = issue.related {
            finding.related(cx.span(opener), "opened here");
        }
        finding.unsafe_fix(format!("insert {close}"), cx.edits(&issue.repairs));
    }
}
