//! `json/member-in-array`.

use crate::rules::{Findings, JsonContext, quote};
use crate::syntax::json::IssueKind;

declare_rule! {
    /// A member stands inside an array.
    ///
    /// ## What it finds
    ///
    /// `"key": value` directly inside `[ ]`.
    ///
    /// ## Why it matters
    ///
    /// Arrays hold values, only objects hold members. Either the braces around an element were forgotten or the
    /// brackets should be braces; the reader cannot tell which, and no parser accepts the body.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "parcels": [ "id": "p-1042" ] }
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
    /// Put braces around the members that belong to one element, or turn the brackets into braces.
    "json/member-in-array": Error, Default, fix None;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    for issue in cx.issues(&[IssueKind::MemberInArray]) {
        let name = quote::unquoted(issue.span.of(cx.text()));
        let finding = cx
            .report(findings, issue, format!("member {} inside an array", quote::name(name)))
            .label("members belong in an object")
            .help("put `{ }` around the members of one element, or turn `[ ]` into `{ }`");
        if let Some(opener) = issue.related {
            finding.related(cx.span(opener), "the array begins here");
        }
    }
}
