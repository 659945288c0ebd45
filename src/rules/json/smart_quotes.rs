//! `json/smart-quotes`.

use crate::rules::{Findings, JsonContext, cascade, quote};
use crate::syntax::json::IssueKind;

declare_rule! {
    /// A string in typographic quotes.
    ///
    /// ## What it finds
    ///
    /// A key or a value in `“ ”`, `„ “`, `‘ ’` or `« »` instead of `"`. Such quotes inside a string are just text. More
    /// than three such strings in one body, or three on one line, are one finding.
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
    /// ## How to fix it
    ///
    /// Use straight double quotes. The fix is safe.
    "json/smart-quotes": Error, Default, fix Safe;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    if let Some(group) = cascade::all(&cx, &[IssueKind::SmartQuotes]) {
        let written = group.first.span.of(cx.text());
        let message = match written.chars().count() {
            1 => format!("expected a double quote, found {}", quote::code(written)),
            _ => format!("{} is in typographic quotes", quote::code(written)),
        };
        let rest = |count| match count {
            1 => "; 1 more like it in this body".to_owned(),
            _ => format!("; {count} more strings in this body are too"),
        };
        group
            .report(&cx, findings, message, rest, "another one")
            .label("expected straight double quotes")
            .fix_if_sure(group.stands_alone(&cx), "use straight double quotes", group.edits(&cx));
    }
}
