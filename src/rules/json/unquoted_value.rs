//! `json/unquoted-value`.

use crate::rules::{Findings, JsonContext, quote};
use crate::syntax::json::IssueKind;

declare_rule! {
    /// A value that is neither number nor literal has no quotes.
    ///
    /// ## What it finds
    ///
    /// A word, a date, a time, a dotted name or any other bare text where a value belongs. A template such as
    /// `<id>` or `{{id}}` is not meant (see `json/placeholder`), nor is a value in a fence that says `js`.
    ///
    /// ## Why it matters
    ///
    /// No parser accepts the body, and the reader cannot tell whether the value is a string.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "pickupAt": 08:30:00, "carrier": swift }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "pickupAt": "08:30:00", "carrier": "swift" }
    /// ```
    ///
    /// ## How to mend it
    ///
    /// Put the value in double quotes. The fix does so, and is unsafe because a number or a literal may be meant.
    "json/unquoted-value": Error, Default, fix Unsafe;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    for issue in cx.issues(&[IssueKind::UnquotedValue]) {
        let value = quote::code(issue.span.of(cx.text()));
        cx.report(findings, issue, format!("value {value} has no quotes"))
            .label("strings stand in double quotes")
            .unsafe_fix("put the value in double quotes", cx.edits(&issue.repairs));
    }
}
