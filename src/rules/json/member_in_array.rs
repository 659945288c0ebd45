//! `json/member-in-array`.

use std::collections::HashSet;

use crate::rules::{Findings, JsonContext, quote};
use crate::syntax::json::{Issue, IssueKind};
use crate::text::{Edit, LocalSpan};

declare_rule! {
    /// A member inside an array.
    ///
    /// ## What it finds
    ///
    /// `"key": value` directly inside `[ ]`.
    ///
    /// ## Why it matters
    ///
    /// Arrays hold values, only objects hold members. Either the braces around an element were forgotten or the
    /// brackets should be braces; the reader cannot tell which, and no parser accepts the body.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "parcels": [ "id": "p-1042" ] }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "parcels": [ { "id": "p-1042" } ] }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Put braces around the members of each element, or change the brackets to braces. The fix does the first
    /// where the members could be one element; it is unsafe.
    "json/member-in-array": Error, Default, fix Unsafe;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    for issue in cx.issues(&[IssueKind::MemberInArray]) {
        let name = quote::unquoted(issue.span.of(cx.text()));
        let finding = cx
            .report(findings, issue, format!("member {} is not allowed in an array", quote::name(name)))
            .label("members are only allowed in an object");
        // Numbers that count the members are the names of one object.
        match in_braces(&cx, issue) {
            Some(edits) => finding.unsafe_fix("change `[ ]` to `{ }`", edits),
            None => finding.unsafe_fix("put `{ }` around the members", around(&cx, issue)),
        };
        if finding.fix.is_none() {
            finding.help("put `{ }` around the members of each element, or change `[ ]` to `{ }`");
        }
        if let Some(opener) = issue.related {
            finding.related(cx.span(opener), "the array starts here");
        }
    }
}

/// The edits that make braces of the brackets of an array whose members are named by numbers.
fn in_braces(cx: &JsonContext<'_, '_>, issue: &Issue) -> Option<Vec<Edit>> {
    let is_number = |key: &str| {
        let name = quote::unquoted(key.trim_end_matches([':', ' ']));
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit())
    };
    let array = cx.tree.node(issue.node?).span;
    let is_whole = array.of(cx.text()).starts_with('[') && array.of(cx.text()).ends_with(']');
    let are_numbers = issue.repairs.iter().all(|repair| is_number(repair.span.of(cx.text())));
    if !is_whole || !are_numbers || cx.tree.children(issue.node?).count() != issue.repairs.len() {
        return None;
    }
    let (start, end) = (array.start as usize, array.end as usize);
    let edits = [(start, "{"), (end - 1, "}")];
    edits.into_iter().map(|(at, text)| cx.edit(LocalSpan::new(at, at + 1), text)).collect()
}

/// The edits that make one object of the members, if they are all there is in the array and could be one.
fn around(cx: &JsonContext<'_, '_>, issue: &Issue) -> Vec<Edit> {
    let keys: Vec<LocalSpan> = issue.repairs.iter().map(|repair| repair.span).collect();
    let names: HashSet<&str> = keys.iter().map(|key| key.of(cx.text())).collect();
    let elements = issue.node.map(|array| cx.tree.children(array).collect::<Vec<_>>()).unwrap_or_default();
    let (Some(first), Some(last)) = (keys.first(), elements.last()) else { return Vec::new() };
    if names.len() < keys.len() || elements.len() != keys.len() {
        return Vec::new();
    }
    let (start, end) = (first.start as usize, cx.tree.node(*last).span.end as usize);
    let edits = [(start, "{ "), (end, " }")].map(|(at, text)| cx.edit(LocalSpan::empty(at), text));
    edits.into_iter().collect::<Option<_>>().unwrap_or_default()
}
