//! `json/single-quotes`.

use crate::rules::{Findings, JsonContext, cascade, quote};
use crate::syntax::json::{IssueKind, Notation};

declare_rule! {
    /// A string stands in single quotes.
    ///
    /// ## What it finds
    ///
    /// A key or a value in `'` instead of `"`. A fence that says `json5` or `js` may have it. All of one body are one
    /// finding, and so is a body that is a Python dictionary throughout.
    ///
    /// ## Why it matters
    ///
    /// RFC 8259 knows only double quotes: strict parsers reject the body.
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
    /// ## How to mend it
    ///
    /// Write double quotes. The fix is safe.
    "json/single-quotes": Error, Default, fix Safe;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    const KINDS: &[IssueKind] = &[IssueKind::SingleQuotes];
    if cascade::notation(&cx, KINDS, Notation::Python, findings) {
        return;
    }
    if let Some(group) = cascade::all(&cx, KINDS) {
        let written = group.first.span.of(cx.text());
        let message = match written.chars().count() {
            1 => format!("{} where a double quote belongs", quote::code(written)),
            _ => format!("{} is in single quotes", quote::code(written)),
        };
        let rest = |count| match count {
            1 => "; 1 more string in this body has such quotes".to_owned(),
            _ => format!("; {count} more strings in this body have such quotes"),
        };
        group
            .report(&cx, findings, message, rest, "another one")
            .label("strings stand in double quotes")
            .fix_if_sure(group.stands_alone(&cx), "write double quotes", group.edits(&cx));
    }
}
