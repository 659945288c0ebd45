//! `json/bare-members`.

use crate::rules::{Findings, JsonContext};
use crate::syntax::json::IssueKind;

declare_rule! {
    /// Members without the braces of an object.
    ///
    /// ## What it finds
    ///
    /// A block that begins with `"key": value`. It is read as the inside of an object and checked like one.
    ///
    /// ## Why it matters
    ///
    /// Readers understand a fragment, but it is not a JSON document, and it does not show where in the body the members go.
    ///
    /// ## Example
    ///
    /// ```json
    /// "weightGrams": 900
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "weightGrams": 900 }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Show the object around the members; write `...` for what is left out.
    "json/bare-members": Info, Strict, fix None;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    for issue in cx.issues(&[IssueKind::BareMembers]) {
        cx.report(findings, issue, "members of an object without `{ }` around them")
            .label("expected `{` before it");
    }
}
