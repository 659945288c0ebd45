//! `json/unescaped-quote`.

use crate::rules::{Findings, JsonContext, cascade, quote};
use crate::syntax::json::{Issue, IssueKind};
use crate::text::Edit;

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
        if let Some(edit) = apostrophe(&cx, issue) {
            cx.report(findings, issue, "unescaped quote inside a string")
                .label("a parser ends the string here")
                .unsafe_fix("replace with an apostrophe", vec![edit]);
            continue;
        }
        let removes = issue.repairs.iter().all(|repair| repair.text.is_empty());
        let (message, title) = if removes {
            ("expected one quote, found two", "remove one of them")
        } else {
            ("unescaped quote inside a string", "escape the quote")
        };
        let finding = cx.report(findings, issue, message).label("a parser ends the string here");
        if are_two_strings(&cx, issue) {
            finding.help("leave one string, or escape the quotes that are part of it");
        } else {
            finding.unsafe_fix(title, cx.edits(&issue.repairs));
        }
    }
}

/// The edit that makes an apostrophe of a quote: `the parcel"s weight`.
fn apostrophe(cx: &JsonContext<'_, '_>, issue: &Issue) -> Option<Edit> {
    let [only] = issue.repairs.as_slice() else { return None };
    let (before, after) = cx.text().split_at_checked(issue.span.start as usize)?;
    let is_one =
        before.ends_with(char::is_alphabetic) && (after.starts_with("\"s ") || after.starts_with("\"t "));
    (is_one && !only.text.is_empty()).then(|| cx.edit(issue.span, "'")).flatten()
}

/// Whether nothing is between the first two quotes: `"sent" "sent"` is one value too many.
fn are_two_strings(cx: &JsonContext<'_, '_>, issue: &Issue) -> bool {
    let [first, second, ..] = issue.repairs.as_slice() else { return false };
    if first.text != "\\" || second.text != "\\" {
        return false;
    }
    let gap = cx.text().get(first.span.end as usize + 1..second.span.start as usize).unwrap_or_default();
    !gap.is_empty() && gap.trim().is_empty()
}

/// Whether a shell joins the text here: `"'"$NAME"'"` is a part of a command in single quotes.
fn is_joined(cx: &JsonContext<'_, '_>, issue: &Issue) -> bool {
    let text = cx.text();
    text[..issue.span.start as usize].ends_with('\'')
        && text[issue.span.end as usize..].starts_with(['$', '`'])
}
