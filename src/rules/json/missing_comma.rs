//! `json/missing-comma`.

use crate::rules::{Findings, JsonContext, quote};
use crate::syntax::json::IssueKind;

declare_rule! {
    /// Two members or elements stand side by side without a comma.
    ///
    /// ## What it finds
    ///
    /// A member or an element that follows another with only white space between them. The finding stands at the
    /// end of the first of the two, where the comma belongs.
    ///
    /// ## Why it matters
    ///
    /// No parser accepts the body. Most of them complain about the line after the one that has to be changed.
    ///
    /// ## Example
    ///
    /// ```json
    /// {
    ///   "id": "p-1042"
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
    /// ## How to mend it
    ///
    /// Insert the comma. The fix is safe.
    "json/missing-comma": Error, Default, fix Safe;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    for issue in cx.issues(&[IssueKind::MissingComma]) {
        let message = match quote::name_at(&cx.text()[issue.span.end as usize..]) {
            Some(next) => format!("missing comma before {}", quote::name(next)),
            None => "missing comma".to_owned(),
        };
        cx.report(findings, issue, message).label("a comma belongs here").fix_if_sure(
            cx.stands_alone(issue),
            "insert a comma",
            cx.edits(&issue.repairs),
        );
    }
}
