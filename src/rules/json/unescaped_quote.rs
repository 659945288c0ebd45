//! `json/unescaped-quote`.

use crate::rules::{Findings, JsonContext, cascade, quote};
use crate::syntax::json::{Issue, IssueKind};

declare_rule! {
    /// An unescaped quote inside a string.
    ///
    /// ## What it finds
    ///
    /// A `"` that ends a string too early: text follows it that belongs to the string. Also quotes that are written
    /// twice, `""id""`.
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
    /// Put a backslash before the quote, or remove the quotes that are doubled by mistake. The fix does what seems
    /// meant, and is unsafe.
    "json/unescaped-quote": Error, Default, fix Unsafe;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    if let Some(group) = cascade::all(&cx, &[IssueKind::DoubledQuotes]) {
        let message = format!("doubled quotes: {}", quote::code(group.first.span.of(cx.text())));
        let rest = |count| format!("; {count} more like it in this body");
        group
            .report(&cx, findings, message, rest, "another one")
            .label("expected one quote at each end")
            .unsafe_fix("remove one quote of each pair", group.edits(&cx));
    }
    for issue in cx.issues(&[IssueKind::UnescapedQuote]) {
        if is_joined(&cx, issue) {
            continue;
        }
        let removes = issue.repairs.iter().all(|repair| repair.text.is_empty());
        let (message, title) = if removes {
            ("expected one quote, found two", "remove one of them")
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
