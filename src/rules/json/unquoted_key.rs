//! `json/unquoted-key`.

use crate::rules::{Findings, JsonContext, quote};
use crate::syntax::json::IssueKind;

declare_rule! {
    /// A key has no quotes.
    ///
    /// ## What it finds
    ///
    /// A member name without quotes. A fence that says `json5` or `js` may have it.
    ///
    /// ## Why it matters
    ///
    /// JavaScript allows it, RFC 8259 does not: strict parsers reject the body.
    ///
    /// ## Example
    ///
    /// ```json
    /// { id: "p-1042" }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "id": "p-1042" }
    /// ```
    ///
    /// ## How to mend it
    ///
    /// Put double quotes around the key. The fix is safe.
    "json/unquoted-key": Error, Default, fix Safe;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    for issue in cx.issues(&[IssueKind::UnquotedKey]) {
        let key = quote::code(issue.span.of(cx.text()));
        cx.report(findings, issue, format!("key {key} has no quotes"))
            .label("keys stand in double quotes")
            .safe_fix("put the key in double quotes", cx.edits(&issue.repairs));
    }
}
