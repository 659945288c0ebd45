//! `json/unquoted-key`.

use std::cell::LazyCell;

use crate::diagnostic::Level;
use crate::rules::{Findings, JsonContext, cascade, metavariable, quote};
use crate::syntax::json::IssueKind;

declare_rule! {
    /// A key without quotes.
    ///
    /// ## What it finds
    ///
    /// A member name without quotes. A fence that says `json5` or `js` may have it. More than three in one body, or three
    /// on one line, are one finding, and so is a body that is a JavaScript object, assignments or the tree of a JSON viewer
    /// throughout, whatever else it contains.
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
    /// ## How to fix it
    ///
    /// Put double quotes around the key. The fix is safe.
    "json/unquoted-key": Error, Default, fix Safe;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    const KINDS: &[IssueKind] = &[IssueKind::UnquotedKey];
    if cascade::notation(&cx, KINDS, findings) || cascade::is_label_at_fault(&cx) {
        return;
    }
    let filled_in = LazyCell::new(|| metavariable::are_all(&cx));
    for group in cascade::groups(&cx, KINDS) {
        let message = format!("key {} is not in quotes", quote::code(group.first.span.of(cx.text())));
        let rest = |count| format!("; {count} more keys in this body are not either");
        let title =
            if group.is_single() { "put the key in double quotes" } else { "put the keys in double quotes" };
        let finding = group.report(&cx, findings, message, rest, "another one");
        finding.label("expected a key in double quotes").fix_if_sure(
            group.stands_alone(&cx) && !*filled_in,
            title,
            group.edits(&cx),
        );
        if *filled_in {
            finding.level(Level::Strict);
        }
    }
}
