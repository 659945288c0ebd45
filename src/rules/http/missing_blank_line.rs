//! `http/missing-blank-line`.

use crate::rules::{Findings, MessageContext};
use crate::syntax::http::HttpIssueKind;
use crate::text::LocalSpan;

declare_rule! {
    /// The body follows the head without a blank line between.
    ///
    /// ## What it finds
    ///
    /// A JSON, form or other body that begins on the line after the start line or the last header field. Requests in the
    /// form that API consoles read, `PUT index` and a body below it, are written so on purpose and pass, and so
    /// does a head with something left out of it (`...`).
    ///
    /// ## Why it matters
    ///
    /// The blank line is what ends the head (RFC 9112 section 2.1). Without it a client that sends the example as it stands
    /// sends the body as a header field, and a server refuses it.
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
    /// ## How to mend it
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
            .report(cx.span(issue.span), "the body begins without a blank line after the head")
            .label("a blank line belongs before it")
            .safe_fix("insert a blank line", vec![edit]);
    }
}
