//! `http/missing-content-type`.

use crate::extract::BodyKind;
use crate::rules::{Findings, MessageContext};
use crate::syntax::http::{HttpMessage, StartLine};
use crate::text::LocalSpan;

declare_rule! {
    /// A message with a body but no `Content-Type`.
    ///
    /// ## What it finds
    ///
    /// A JSON, form, MIME or markup body in a message whose head names no media type. Requests in the form that API consoles
    /// read, heads with something left out, and bodies that are only a template pass.
    ///
    /// ## Why it matters
    ///
    /// The media type says how to read the body (RFC 9110 section 8.3); many servers reject a body without one.
    ///
    /// ## Example
    ///
    /// ```http
    /// POST /parcels HTTP/1.1
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
    /// Add the field with the media type of the body.
    "http/missing-content-type": Info, Strict, fix Safe;
    Message(check)
}

fn check(cx: MessageContext<'_, '_>, findings: &mut Findings<'_>) {
    let http = &cx.message.http;
    let shown = match cx.message.body.kind {
        BodyKind::Json => "JSON body",
        BodyKind::Form => "form body",
        BodyKind::Multipart => "multipart body",
        BodyKind::Markup => "markup body",
        BodyKind::None | BodyKind::Placeholder | BodyKind::Text => return,
    };
    let named = http.elided || http.abridged || http.header("content-type").is_some();
    if named || cx.is_console() || !takes_body(http) {
        return;
    }
    let finding = findings.report(cx.start_line(), format!("{shown} without a `Content-Type`"));
    finding.related(cx.first_body_line(), "the body");
    if cx.message.body.kind == BodyKind::Json {
        let end = LocalSpan::empty(http.head.end as usize);
        finding.safe_fix(
            "add `Content-Type: application/json`",
            vec![cx.edit(end, "\nContent-Type: application/json")],
        );
    }
}

/// Whether a body is to be expected at all. Where it is not, it is the body that is wrong; and a short status line
/// without a single field is a note above a body.
fn takes_body(http: &HttpMessage<'_>) -> bool {
    match &http.start {
        StartLine::Request(line) => !matches!(line.method.text, "GET" | "HEAD" | "DELETE" | "TRACE"),
        StartLine::Status(line) if line.version.is_none() => {
            !http.headers.is_empty() || !http.issues.is_empty()
        }
        StartLine::Status(line) => !matches!(line.status, Some(100..200 | 204 | 205 | 304)),
    }
}
