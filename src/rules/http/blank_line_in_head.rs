//! `http/blank-line-in-head`.

use crate::rules::{Findings, MessageContext};
use crate::syntax::http::HttpIssueKind;
use crate::text::LocalSpan;

declare_rule! {
    /// A blank line between the start line and the header fields.
    ///
    /// ## What it finds
    ///
    /// One or more blank lines below the request or status line with header fields under them.
    ///
    /// ## Why it matters
    ///
    /// A blank line ends the head (RFC 9112 section 2.1). What follows it is sent as the body, header fields included.
    ///
    /// ## Example
    ///
    /// ```http
    /// POST /parcels HTTP/1.1
    ///
    /// Content-Type: application/json
    ///
    /// { "weightGrams": 900 }
    /// ```
    ///
    /// should be
    ///
    /// ```http
    /// POST /parcels HTTP/1.1
    /// Content-Type: application/json
    ///
    /// { "weightGrams": 900 }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Remove the blank line.
    "http/blank-line-in-head": Warning, Default, fix Safe;
    Message(check)
}

fn check(cx: MessageContext<'_, '_>, findings: &mut Findings<'_>) {
    for issue in cx.issues(&[HttpIssueKind::BlankLineInHead]) {
        let blank = LocalSpan::empty(issue.span.start as usize + 1);
        let indent = issue.span.of(cx.text()).rsplit('\n').next().unwrap_or_default();
        let edit = cx.edit(issue.span, &format!("\n{indent}"));
        findings
            .report(
                cx.span(blank),
                "blank line in the head: the header fields after it become part of the body",
            )
            .related(cx.span(LocalSpan::empty(issue.span.end as usize)), "the head continues here")
            .safe_fix("remove the blank line", vec![edit]);
    }
}
