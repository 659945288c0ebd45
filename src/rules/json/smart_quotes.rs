//! `json/smart-quotes`.

use crate::rules::{Findings, JsonContext, quote};
use crate::syntax::json::IssueKind;

declare_rule! {
    /// A string stands in typographic quotes.
    ///
    /// ## What it finds
    ///
    /// A key or a value in `“ ”`, `„ “`, `‘ ’` or `« »` instead of `"`. Such quotes inside a string are just text.
    ///
    /// ## Why it matters
    ///
    /// They look right and no parser accepts them. A word processor or a content management system put them there.
    ///
    /// ## Example
    ///
    /// ```json
    /// { “id”: “p-1042” }
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
    /// Write straight double quotes. The fix is safe.
    "json/smart-quotes": Error, Default, fix Safe;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    for issue in cx.issues(&[IssueKind::SmartQuotes]) {
        let written = issue.span.of(cx.text());
        let message = match written.chars().count() {
            1 => format!("{} where a double quote belongs", quote::code(written)),
            _ => format!("{} has typographic quotes", quote::code(written)),
        };
        cx.report(findings, issue, message)
            .label("strings stand in straight double quotes")
            .safe_fix("write straight double quotes", cx.edits(&issue.repairs));
    }
}
