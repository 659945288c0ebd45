//! `json/elision`.

use crate::rules::{Findings, JsonContext, quote};
use crate::syntax::json::IssueKind;

declare_rule! {
    /// Part of the JSON is left out.
    ///
    /// ## What it finds
    ///
    /// `...`, `…`, `{ … }`, `// ...` and other ways to say that members, elements or a value are left out. They are
    /// understood: never a syntax error, and what is left out is never reported as missing.
    ///
    /// ## Why it matters
    ///
    /// Usually it does not. A team that wants every example to be complete, or to run it, wants to know.
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
    /// ## How to fix it
    ///
    /// Write out the complete example.
    "json/elision": Info, Pedantic, fix None;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    for issue in cx.issues(&[IssueKind::Elision]) {
        let written = issue.span.of(cx.text());
        // `{ … } or { … }`
        let joins = written.chars().all(char::is_alphabetic);
        let does = if joins { "separates two alternatives" } else { "leaves out part of the JSON" };
        cx.report(findings, issue, format!("{} {does}", quote::code(written)));
    }
}
