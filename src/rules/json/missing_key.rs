//! `json/missing-key`.

use crate::rules::{Findings, JsonContext, quote};
use crate::syntax::json::IssueKind;

declare_rule! {
    /// A value stands among members without a key.
    ///
    /// ## What it finds
    ///
    /// A value inside `{ }` with only a colon, or nothing at all, before it.
    ///
    /// ## Why it matters
    ///
    /// No parser accepts the body, and the reader cannot tell which property is meant.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "id": "p-1042", : 900 }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "id": "p-1042", "weightGrams": 900 }
    /// ```
    ///
    /// ## How to mend it
    ///
    /// Write the key before the value, or turn the braces into `[ ]` if a list is meant.
    "json/missing-key": Error, Default, fix None;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    for issue in cx.issues(&[IssueKind::MissingKey]) {
        let written = issue.span.of(cx.text());
        let message = match written {
            ":" | "=" | "=>" => format!("{} without a key before it", quote::code(written)),
            "{" => "object without a key".to_owned(),
            "[" => "array without a key".to_owned(),
            value => format!("value {} without a key", quote::code(value)),
        };
        cx.report(findings, issue, message).label("a key belongs before it");
    }
}
