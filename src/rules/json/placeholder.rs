//! `json/placeholder`.

use crate::rules::{Findings, JsonContext, quote};
use crate::syntax::json::IssueKind;

declare_rule! {
    /// A placeholder used as a value without quotes.
    ///
    /// ## What it finds
    ///
    /// `<id>`, `{id}`, `$ID`, `{{id}}`, the name of a type (`string`, `integer (optional)`), a choice (`true/false`,
    /// `"a" | "b"`) and the like where a value is expected. Inside a string they are fine, and tags of
    /// a site generator (`{% raw %}`) are not reported.
    ///
    /// ## Why it matters
    ///
    /// The reader sees what is meant, but cannot tell whether the value is a string or a number, and tools that try
    /// the example fail on it.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "id": <parcel-id> }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "id": "<parcel-id>" }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Put the placeholder in quotes, or write a value as the service would send it.
    "json/placeholder": Warning, Strict, fix None;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    for issue in cx.issues(&[IssueKind::Placeholder, IssueKind::Alternatives]) {
        let written = issue.span.of(cx.text());
        if issue.kind == IssueKind::Alternatives {
            let other = quote::code(written.trim_start_matches(['|', '/', ' ']));
            cx.report(findings, issue, format!("expected one value, found the alternative {other}"))
                .help("keep one of the values, and list the others in the text");
            continue;
        }
        if written.starts_with("{%") {
            // A tag of the site generator: the reader never sees it.
            continue;
        }
        cx.report(findings, issue, format!("placeholder {} without quotes", quote::code(written)))
            .label("expected a JSON value")
            .help("put it in double quotes, or write a value as the service would send it");
    }
}
