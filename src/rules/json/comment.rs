//! `json/comment`.

use crate::rules::{Findings, JsonContext, quote};
use crate::syntax::json::IssueKind;

declare_rule! {
    /// A comment in JSON.
    ///
    /// ## What it finds
    ///
    /// `// …`, `/* … */`, `# …` and `<!-- … -->` with text in them. A comment that only says that something is left
    /// out (`// ...`) is an elision. A fence that says `jsonc`, `json5` or `js` may have comments.
    ///
    /// ## Why it matters
    ///
    /// JSON has no comments: a reader who copies the body gets an error from every strict parser.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "insured": true } // up to 500 EUR
    /// ```
    ///
    /// should be
    ///
    /// ```jsonc
    /// { "insured": true } // up to 500 EUR
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Move the comment to the text around the block, or label the fence `jsonc`. The fix removes the comment, and is unsafe
    /// because it deletes what the writer wanted to say.
    "json/comment": Warning, Strict, fix Unsafe;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    for issue in cx.issues(&[IssueKind::Comment]) {
        let comment = quote::code(issue.span.of(cx.text()));
        cx.report(findings, issue, format!("comment in JSON: {comment}"))
            .label("JSON has no comments")
            .help("move the comment to the text around the block, or label the fence `jsonc`")
            .unsafe_fix("remove the comment", cx.removal(&issue.repairs));
    }
}
