//! `json/invalid-escape`.

use crate::rules::{Findings, JsonContext, quote};
use crate::syntax::json::IssueKind;

declare_rule! {
    /// A backslash in a string that does not start an escape sequence.
    ///
    /// ## What it finds
    ///
    /// A backslash followed by something else than `"`, `\`, `/`, `b`, `f`, `n`, `r`, `t` or `u` with four
    /// hexadecimal digits.
    ///
    /// ## Why it matters
    ///
    /// RFC 8259 section 7 defines no other escapes: strict parsers reject the body. Paths and regular expressions
    /// need every backslash doubled.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "pattern": "p-\d+" }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "pattern": "p-\\d+" }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Double the backslash if the value contains one, otherwise remove it. The fix is unsafe.
    "json/invalid-escape": Error, Default, fix Unsafe;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    for issue in cx.issues(&[IssueKind::InvalidEscape]) {
        let written = quote::code(issue.span.of(cx.text()));
        let doubles = issue.repairs.iter().any(|repair| repair.text.starts_with('\\'));
        let title = if doubles { "double the backslash" } else { "remove the backslash" };
        cx.report(findings, issue, format!("{written} is not a valid JSON escape"))
            .label("a literal backslash is written `\\\\`")
            .unsafe_fix(title, cx.edits(&issue.repairs));
    }
}
