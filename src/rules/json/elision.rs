//! `json/elision`.

use crate::rules::{Findings, JsonContext, quote};
use crate::syntax::json::IssueKind;

declare_rule! {
    /// Something is left out of JSON.
    ///
    /// ## What it finds
    ///
    /// `...`, `…`, `{ … }`, `// ...` and other ways to say that members, elements or a value are left out. They are
    /// understood: never a syntax error, and what is left out is never reported as missing.
    ///
    /// ## Why it matters
    ///
    /// It mostly does not. A team that wants every example to be complete, or tried by a machine, wants to know.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "id": "p-1042", ... }
    /// ```
    ///
    /// could be
    ///
    /// ```json
    /// { "id": "p-1042", "weightGrams": 900 }
    /// ```
    ///
    /// ## How to mend it
    ///
    /// Write the example out.
    "json/elision": Info, Pedantic, fix None;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    for issue in cx.issues(&[IssueKind::Elision]) {
        let elision = quote::code(issue.span.of(cx.text()));
        cx.report(findings, issue, format!("something is left out: {elision}"))
            .label("understood as left out");
    }
}
