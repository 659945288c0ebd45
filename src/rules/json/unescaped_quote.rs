//! `json/unescaped-quote`.

use crate::rules::{Findings, JsonContext};
use crate::syntax::json::{Issue, IssueKind};

declare_rule! {
    /// An unescaped quote inside a string.
    ///
    /// ## What it finds
    ///
    /// A `"` that ends a string too early: text follows it that belongs to the string.
    ///
    /// ## Why it matters
    ///
    /// No parser accepts the body. Inside a string a quote is written `\"` (RFC 8259 section 7).
    ///
    /// ## Example
    ///
    /// ```json
    /// { "note": "Ring at "Park" please" }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "note": "Ring at \"Park\" please" }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Put a backslash before the quote, or remove a quote that is doubled by mistake. The fix does what seems
    /// meant, and is unsafe.
    "json/unescaped-quote": Error, Default, fix Unsafe;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    for issue in cx.issues(&[IssueKind::UnescapedQuote]) {
        if is_joined(&cx, issue) {
            continue;
        }
        let removes = issue.repairs.iter().all(|repair| repair.text.is_empty());
        let (message, title) = if removes {
            ("doubled quote", "remove the quote")
        } else {
            ("unescaped quote inside a string", "escape the quote")
        };
        cx.report(findings, issue, message)
            .label("a parser ends the string here")
            .unsafe_fix(title, cx.edits(&issue.repairs));
    }
}

/// Whether a shell joins the text here: `"'"$NAME"'"` is a part of a command in single quotes.
fn is_joined(cx: &JsonContext<'_, '_>, issue: &Issue) -> bool {
    let text = cx.text();
    text[..issue.span.start as usize].ends_with('\'')
        && text[issue.span.end as usize..].starts_with(['$', '`'])
}
