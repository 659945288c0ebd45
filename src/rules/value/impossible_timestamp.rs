//! `value/impossible-timestamp`.

use crate::diagnostic::Level;
use crate::rules::{Findings, JsonContext};
use crate::syntax::json::{NodeKind, unquoted};
use crate::syntax::timestamp;

declare_rule! {
    /// A timestamp with a day or a time that does not exist.
    ///
    /// ## What it finds
    ///
    /// Strings in the form of RFC 3339 that cannot be: `2025-02-30T08:00:00Z`, `T19:73`, a month 13, `Z` and an offset at
    /// once. At the strict level also dates without a time. Masks such as `0000-00-00` and `9999-99-99` pass.
    ///
    /// ## Why it matters
    ///
    /// A reader who tries the example gets an error from the first parser that reads it.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "sentAt": "2025-02-30T08:00:00Z" }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "sentAt": "2025-02-28T08:00:00Z" }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Write a timestamp that exists.
    "value/impossible-timestamp": Warning, Default, fix None;
    Json(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    let text = cx.text();
    for (id, node) in cx.tree.nodes() {
        if node.kind != NodeKind::String || !(12..=48).contains(&node.span.len()) {
            continue;
        }
        let value = unquoted(node.span.of(text));
        let Some(fault) = timestamp::fault(value) else { continue };
        let finding = findings.report(cx.span(node.span), fault);
        if cx.is_shallow(id) {
            finding.pointer(cx.pointer(id));
        }
        if value.len() == 10 || is_refused(cx) {
            finding.level(Level::Strict);
        }
    }
}

/// Whether the example shows what becomes of a value that is wrong.
fn is_refused(cx: JsonContext<'_, '_>) -> bool {
    let refused = |status: Option<u16>| status.is_some_and(|status| status >= 400);
    let of_message = cx.message.is_some_and(|message| refused(message.http.status()));
    of_message || refused(cx.example.status.map(|told| told.code))
}
