//! `json/duplicate-key`.

use crate::rules::{Findings, JsonContext, quote, variants};
use crate::syntax::json::{Issue, IssueKind};

declare_rule! {
    /// An object has two members with the same name.
    ///
    /// ## What it finds
    ///
    /// A key that its object already has. The finding is reported at the second and points to the first. Groups of members
    /// under comments of their own, lines that a change takes out and puts in, and three or more members in a row with a
    /// string of their own each are alternatives: only the strict level reports them.
    ///
    /// ## Why it matters
    ///
    /// Parsers accept it, and most silently keep only the last value (RFC 8259 section 4). One of the two is
    /// wrong, often a member that was copied and not renamed.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "height": 20, "width": 30, "height": 12 }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "height": 20, "width": 30, "depth": 12 }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Rename or remove one of the two. Only the writer knows which, so there is no fix.
    "json/duplicate-key": Error, Default, fix None;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    let mut change = None;
    for issue in cx.issues(&[IssueKind::DuplicateKey]).filter(|issue| !stands_for_any(&cx, issue)) {
        let key = quote::name(quote::unquoted(issue.span.of(cx.text())));
        let finding = cx
            .report(findings, issue, format!("key {key} appears twice in the same object"))
            .label("most parsers keep only this one");
        if let Some(first) = issue.related {
            finding.related(cx.span(first), "first here");
        }
        if *change.get_or_insert_with(|| variants::shows_change(&cx))
            || variants::is_set_apart(&cx, issue)
            || variants::lists_values(&cx, issue)
        {
            variants::lower(finding);
        }
    }
}

/// Whether a member stands for any member, as the one of its name does: `"key": "value", "key": "value"`.
fn stands_for_any(cx: &JsonContext<'_, '_>, issue: &Issue) -> bool {
    const NAMES: [&str; 6] = ["attribute", "field", "foo", "k", "key", "property"];
    const VALUES: [&str; 6] = ["...", "any", "bar", "v", "val", "value"];
    let text = cx.text();
    let value = issue.node.map(|node| cx.tree.node(node).span.of(text)).unwrap_or_default();
    let is_one = |word: &str, words: &[&str]| {
        words.iter().any(|known| known.eq_ignore_ascii_case(quote::unquoted(word)))
    };
    let is_name = is_one(issue.span.of(text), &NAMES);
    is_name && is_one(value, &VALUES)
}
