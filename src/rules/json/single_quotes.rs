//! `json/single-quotes`.

use crate::rules::{Findings, JsonContext, cascade, quote};
use crate::syntax::json::IssueKind;

declare_rule! {
    /// A string in single quotes.
    ///
    /// ## What it finds
    ///
    /// A key or a value in `'` instead of `"`. A fence that says `json5` or `js` may have it. All of them in one body are one
    /// finding, and so is a body that is a Python dictionary throughout.
    ///
    /// ## Why it matters
    ///
    /// RFC 8259 allows only double quotes: strict parsers reject the body.
    ///
    /// ## Example
    ///
    /// ```json
    /// { 'id': 'p-1042' }
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
    /// Use double quotes. The fix is safe.
    "json/single-quotes": Error, Default, fix Safe;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    const KINDS: &[IssueKind] = &[IssueKind::SingleQuotes];
    if cascade::notation(&cx, KINDS, findings) {
        return;
    }
    if let Some(group) = cascade::all(&cx, KINDS) {
        let written = group.first.span.of(cx.text());
        let message = match written.chars().count() {
            1 => format!("expected a double quote, found {}", quote::code(written)),
            _ => format!("{} is in single quotes", quote::code(written)),
        };
        let rest = |count| match count {
            1 => "; 1 more string in this body is too".to_owned(),
            _ => format!("; {count} more strings in this body are too"),
        };
        group
            .report(&cx, findings, message, rest, "another one")
            .label("expected double quotes")
            .fix_if_sure(group.stands_alone(&cx), "use double quotes", group.edits(&cx));
    }
}
