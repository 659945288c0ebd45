//! `json/unquoted-value`.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Level;
use crate::rules::{Findings, JsonContext, cascade, quote};
use crate::syntax::json::IssueKind;

declare_rule! {
    /// A string value without quotes.
    ///
    /// ## What it finds
    ///
    /// A word, a date, a time, a dotted name or any other bare text where a value is expected. A template such as
    /// `<id>` or `{{id}}` is not reported (see `json/placeholder`), nor is a value in a fence that says `js`. More than
    /// three in one body are one finding.
    ///
    /// ## Why it matters
    ///
    /// No parser accepts the body, and the reader cannot tell whether the value is a string.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "pickupAt": 08:30:00, "carrier": swift }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "pickupAt": "08:30:00", "carrier": "swift" }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Put the value in double quotes. The fix does so, and is unsafe because a number or a literal may be meant.
    "json/unquoted-value": Error, Default, fix Unsafe;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    let filled_in = cx.issues(&[IssueKind::UnquotedValue]).nth(1).is_some() && stand_for_values(&cx);
    for group in cascade::groups(&cx, &[IssueKind::UnquotedValue]) {
        let written = group.first.span.of(cx.text());
        if let Some(marked) = written.strip_prefix('`').and_then(|rest| rest.strip_suffix('`')) {
            report_marked(&cx, &group, marked, findings);
            continue;
        }
        let message = format!("value {} is not in quotes", quote::code(written));
        let rest = |count| format!("; {count} more values in this body are not either");
        let title = if group.is_single() {
            "put the value in double quotes"
        } else {
            "put the values in double quotes"
        };
        let finding = group
            .report(&cx, findings, message, rest, "another one")
            .label("expected a value in double quotes")
            .unsafe_fix(title, group.edits(&cx));
        if filled_in {
            finding.level(Level::Strict);
        }
    }
}

/// Whether every bare value is a word in capitals, and one of them is the value of members with different names: words
/// for what the reader fills in, `"length": VAL, "number": VAL`.
fn stand_for_values(cx: &JsonContext<'_, '_>) -> bool {
    let text = cx.text();
    let starts: BTreeSet<u32> =
        cx.issues(&[IssueKind::UnquotedValue]).map(|issue| issue.span.start).collect();
    let is_constant = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    let mut repeated = false;
    for (id, node) in cx.tree.nodes().filter(|(_, node)| starts.contains(&node.span.start)) {
        let word = node.span.of(text);
        if !word.chars().all(is_constant) {
            return false;
        }
        let name = cx.tree.name(id, text).unwrap_or_default();
        repeated |= names.insert(word, name).is_some_and(|other| other != name);
    }
    repeated
}

/// A literal or a number that Markdown marks as code, inside a code block.
fn report_marked(
    cx: &JsonContext<'_, '_>,
    group: &cascade::Group<'_>,
    marked: &str,
    findings: &mut Findings<'_>,
) {
    let message = format!("expected {}, found it in backticks", quote::code(marked));
    let rest = |count| format!("; {count} more like it in this body");
    group
        .report(cx, findings, message, rest, "another one")
        .label("marked as code inside a code block")
        .unsafe_fix("remove the backticks", group.edits(cx));
}
