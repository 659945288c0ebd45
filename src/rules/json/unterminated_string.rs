//! `json/unterminated-string`.

use crate::rules::{Findings, JsonContext, quote};
use crate::syntax::json::IssueKind;

declare_rule! {
    /// A string without its opening or closing quote.
    ///
    /// ## What it finds
    ///
    /// A string whose closing quote is missing, which is read to the end of its line, and one whose opening quote is
    /// missing.
    ///
    /// ## Why it matters
    ///
    /// No parser accepts the body: the rest of it is read as part of the string, and the error message points far
    /// away from the missing quote.
    ///
    /// ## Example
    ///
    /// ```json
    /// {
    ///   "id": "p-1042,
    ///   "weightGrams": 900
    /// }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// {
    ///   "id": "p-1042",
    ///   "weightGrams": 900
    /// }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Add the missing quote. The fix puts it where the string seems to end or begin, and is unsafe.
    "json/unterminated-string": Error, Default, fix Unsafe;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    for issue in cx.issues(&[IssueKind::UnterminatedString, IssueKind::MissingOpenQuote]) {
        let which = if issue.kind == IssueKind::MissingOpenQuote { "opening" } else { "closing" };
        let string = quote::code(issue.span.of(cx.text()));
        cx.report(findings, issue, format!("string {string} has no {which} quote"))
            .label(format!("expected the {which} quote"))
            .unsafe_fix(format!("add the {which} quote"), cx.edits(&issue.repairs));
    }
}
