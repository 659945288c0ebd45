//! `json/extra-comma`.

use crate::rules::{Findings, JsonContext};
use crate::syntax::json::{Issue, IssueKind};

declare_rule! {
    /// A comma without a member or element before it.
    ///
    /// ## What it finds
    ///
    /// A comma after another comma, and a comma before the first member or element.
    ///
    /// ## Why it matters
    ///
    /// RFC 8259 allows exactly one comma between two members or elements. Strict parsers reject the body; lenient
    /// ones read an extra `null`.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "id": "p-1042",, "weightGrams": 900 }
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
    /// Remove the comma, or write what is missing before it. The fix removes it and is safe.
    "json/extra-comma": Error, Default, fix Safe;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    for issue in cx.issues(&[IssueKind::ExtraComma]) {
        let count = issue.repairs.len();
        let (message, title) = match count {
            0 | 1 => (message(&cx, issue).to_owned(), "remove the comma"),
            _ => (format!("{}; {} more after it", message(&cx, issue), count - 1), "remove the commas"),
        };
        // Several of them may stand for what is left out.
        cx.report(findings, issue, message).label("expected a value before this comma").fix_if_sure(
            count < 2 && cx.stands_alone(issue),
            title,
            cx.edits(&issue.repairs),
        );
    }
}

fn message(cx: &JsonContext<'_, '_>, issue: &Issue) -> &'static str {
    let before = cx.before(issue.span.start);
    match before.trim_end().chars().next_back() {
        Some('{') => "comma before the first member",
        Some('[') => "comma before the first element",
        Some(',') => "comma after a comma",
        _ => "comma with nothing before it",
    }
}
