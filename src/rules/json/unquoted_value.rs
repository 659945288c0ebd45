//! `json/unquoted-value`.

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
        group
            .report(&cx, findings, message, rest, "another one")
            .label("expected a value in double quotes")
            .unsafe_fix(title, group.edits(&cx));
    }
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
