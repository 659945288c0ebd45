//! `status/content-without-body`.

use crate::extract::BodyKind;
use crate::rules::{Findings, MessageContext};
use crate::syntax::http::Header;
use crate::text::LocalSpan;

declare_rule! {
    /// Header fields that describe a body the response does not have.
    ///
    /// ## What it finds
    ///
    /// `Content-Type` or `Content-Length` in a `204 No Content` or `304 Not Modified` response that has no body.
    ///
    /// ## Why it matters
    ///
    /// The fields describe nothing; a server must not send `Content-Length` with `204` (RFC 9110
    /// section 8.6).
    ///
    /// ## Example
    ///
    /// ```http
    /// HTTP/1.1 204 No Content
    /// Content-Type: application/json
    /// ```
    ///
    /// should be
    ///
    /// ```http
    /// HTTP/1.1 204 No Content
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Remove the fields.
    "status/content-without-body": Warning, Strict, fix Safe;
    Message(check)
}

fn check(cx: MessageContext<'_, '_>, findings: &mut Findings<'_>) {
    let http = &cx.message.http;
    let Some(code) = http.status().filter(|code| matches!(code, 204 | 304)) else { return };
    if cx.message.body.kind != BodyKind::None {
        return;
    }
    for field in &http.headers {
        let name = field.name.text;
        if name.eq_ignore_ascii_case("content-type") || name.eq_ignore_ascii_case("content-length") {
            findings
                .report(
                    cx.span(field.name.span),
                    format!("`{name}` in a `{code}` response, which has no body"),
                )
                .safe_fix("remove the field", vec![cx.edit(line_of(cx.text(), field), "")]);
        }
    }
}

/// The line of a field together with the end of the line before it.
fn line_of(text: &str, field: &Header<'_>) -> LocalSpan {
    let start = text[..field.name.span.start as usize].rfind('\n').unwrap_or(0);
    let end = field.value.span.end.max(field.name.span.end) as usize;
    let end = text[end..].find('\n').map_or(text.len(), |at| end + at);
    LocalSpan::new(start, end)
}
