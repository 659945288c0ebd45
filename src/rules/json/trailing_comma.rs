//! `json/trailing-comma`.

use crate::extract::Dialect;
use crate::rules::{Findings, JsonContext, variants};
use crate::syntax::json::{Issue, IssueKind};

declare_rule! {
    /// A comma before a closing bracket.
    ///
    /// ## What it finds
    ///
    /// A comma after the last member of an object, after the last element of an array, or after the whole document.
    /// A comma before something left out (`...`, `// more members`) is not reported, nor is one in a fence that says `jsonc`,
    /// `json5` or `js`.
    ///
    /// ## Why it matters
    ///
    /// RFC 8259 allows a comma only between two members or elements. Strict parsers reject the whole body over it,
    /// so a reader who copies the request gets an error that has nothing to do with the API. It is the commonest
    /// mistake in documentation: a last line was deleted, and the line before it kept its comma.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "id": "p-1042", "weightGrams": 900, }
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
    /// Remove the comma. The fix is safe.
    "json/trailing-comma": Error, Default, fix Safe;
    JsonIssues(check)
}

/// What a comma that follows a whole document stands behind.
const AFTER: &str = "after the document";

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    for issue in cx.issues(&[IssueKind::TrailingComma]) {
        let (place, label) = place(&cx, issue);
        let finding = cx.report(findings, issue, format!("trailing comma {place}"));
        if place == AFTER && is_fragment(&cx, issue) {
            variants::lower(finding);
        }
        finding.label(label).note("strict JSON parsers reject a body with a trailing comma").fix_if_sure(
            cx.stands_alone(issue),
            "remove the comma",
            cx.edits(&issue.repairs),
        );
    }
}

/// What the comma stands before, and what does not follow it.
fn place(cx: &JsonContext<'_, '_>, issue: &Issue) -> (&'static str, &'static str) {
    let container = issue.node.map(|node| cx.tree.node(node).span.of(cx.text()));
    match container.and_then(|written| written.bytes().next_back()) {
        Some(b'}') => ("before `}`", "no member follows"),
        Some(b']') => ("before `]`", "no element follows"),
        _ => (AFTER, "nothing follows"),
    }
}

/// Whether a comma after an object or an array shows that it was taken out of a list. What is sent has no list around it.
fn is_fragment(cx: &JsonContext<'_, '_>, issue: &Issue) -> bool {
    let before = cx.text()[..issue.span.start as usize].trim_end();
    cx.message.is_none() && cx.example.dialect != Dialect::Curl && before.ends_with(['}', ']'])
}
