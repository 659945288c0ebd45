//! `http/missing-blank-line`.

use crate::rules::{Findings, MessageContext};
use crate::syntax::http::HttpIssueKind;
use crate::text::LocalSpan;

declare_rule! {
    /// No blank line between the head and the body.
    ///
    /// ## What it finds
    ///
    /// A JSON, form or other body that begins on the line after the start line or the last header field. Requests in the
    /// form that API consoles read, `PUT index` and a body below it, are written this way on purpose and pass, and so
    /// does a head with something left out of it (`...`).
    ///
    /// ## Why it matters
    ///
    /// The blank line is what ends the head (RFC 9112 section 2.1). Without it, a client that sends the example as shown
    /// sends the body as a header field, and the server rejects it.
    ///
    /// ## Example
    ///
    /// ```http
    /// POST /parcels HTTP/1.1
    /// Content-Type: application/json
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
    /// Put an empty line between head and body.
    "http/missing-blank-line": Error, Default, fix Safe, needs Declared;
    Message(check)
}

fn check(cx: MessageContext<'_, '_>, findings: &mut Findings<'_>) {
    // Nobody knows what else was left out of the head.
    if cx.is_console() || cx.message.http.elided {
        return;
    }
    for issue in cx.issues(&[HttpIssueKind::MissingBlankLine]) {
        let above = (issue.span.start as usize).saturating_sub(1);
        let edit = cx.edit(LocalSpan::empty(above), "\n");
        findings
            .report(cx.span(issue.span), "missing blank line between the head and the body")
            .label("expected a blank line before the body")
            .safe_fix("insert a blank line", vec![edit]);
    }
}
