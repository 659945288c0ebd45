//! `json/missing-key`.

use crate::rules::{Findings, JsonContext, quote};
use crate::syntax::json::{Issue, IssueKind, NodeKind};
use crate::text::LocalSpan;

declare_rule! {
    /// A value inside an object without a key.
    ///
    /// ## What it finds
    ///
    /// A value inside `{ }` with only a colon, or nothing at all, before it.
    ///
    /// ## Why it matters
    ///
    /// No parser accepts the body, and the reader cannot tell which property is meant.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "id": "p-1042", : 900 }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "id": "p-1042", "weightGrams": 900 }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Write the key before the value, or change the braces to `[ ]` if a list is meant. Where an object holds nothing but
    /// one object without a key, the fix removes one pair.
    "json/missing-key": Error, Default, fix Unsafe;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    for issue in cx.issues(&[IssueKind::ListInBraces]) {
        // Braces around an element of a list are an object whose names are lost.
        if cx.before(issue.span.start).trim_end().ends_with('[') {
            cx.report(findings, issue, "values without keys in `{ }`")
                .label("expected a key before each value")
                .help("write the keys, or remove the braces if the values are elements of the list");
            continue;
        }
        let message = match issue.repairs.len() / 2 {
            0 | 1 => "list in `{ }` instead of `[ ]`".to_owned(),
            lists => format!("list in `{{ }}` instead of `[ ]`; {} more like it in this body", lists - 1),
        };
        cx.report(findings, issue, message)
            .label("expected `[`")
            .help("lists are written in `[ ]`; in `{ }` every value needs a key")
            .unsafe_fix("replace with `[ ]`", cx.edits(&issue.repairs));
    }
    for issue in cx.issues(&[IssueKind::SwappedBrackets]) {
        cx.report(findings, issue, "brackets in the wrong order: expected `[{`, found `{[`")
            .label("expected `[{`")
            .help("an element with members is an object in a list; `]}` at its end is `}]`")
            .unsafe_fix("swap the brackets", cx.edits(&issue.repairs));
    }
    for issue in cx.issues(&[IssueKind::MissingKey]) {
        let written = issue.span.of(cx.text());
        let message = match written {
            ":" | "=" | "=>" => format!("{} without a key before it", quote::code(written)),
            "{" => "object inside another object without a key".to_owned(),
            "[" => "array inside an object without a key".to_owned(),
            value => format!("value {} inside an object without a key", quote::code(value)),
        };
        let finding = cx.report(findings, issue, message).label("expected a key before it");
        if let Some(braces) = doubled_braces(&cx, issue) {
            finding.unsafe_fix("remove one pair of braces", cx.without(&braces));
        }
    }
}

/// The braces of an object that is all there is in another one: `{ { "id": 1 } }`.
fn doubled_braces(cx: &JsonContext<'_, '_>, issue: &Issue) -> Option<[LocalSpan; 2]> {
    let outer = issue.node.filter(|&node| cx.tree.node(node).kind == NodeKind::Object)?;
    let mut children = cx.tree.children(outer);
    let inner = cx.tree.node(children.next()?);
    let is_object = inner.kind == NodeKind::Object && inner.span.start == issue.span.start;
    let (outer, inner) = (cx.tree.node(outer).span.range(), inner.span.range());
    let blank =
        |range: std::ops::Range<usize>| cx.text().get(range).is_some_and(|text| text.trim().is_empty());
    // Where a brace is missing there is nothing to remove.
    let closes = |end: usize| cx.text()[..end].ends_with('}');
    let is_all = is_object
        && children.next().is_none()
        && closes(outer.end)
        && closes(inner.end)
        && blank(outer.start + 1..inner.start)
        && blank(inner.end..outer.end - 1);
    if !is_all {
        return None;
    }
    let brace = |at: usize| LocalSpan::new(at, at + 1);
    // Of two that close on one line the last goes, so that the blanks before the first one stay.
    let ends_alone = cx.text()[..inner.end - 1].trim_end_matches([' ', '\t']).ends_with('\n');
    let close = if ends_alone { inner.end - 1 } else { outer.end - 1 };
    Some([brace(inner.start), brace(close)])
}
