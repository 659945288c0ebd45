//! `http/unexpected-body`.

use crate::extract::BodyKind;
use crate::rules::{Findings, MessageContext};

declare_rule! {
    /// A request body that has no meaning for its method.
    ///
    /// ## What it finds
    ///
    /// A body below a `GET`, `HEAD`, `DELETE` or `TRACE` request. Requests in the form that API consoles read, where a search
    /// is a `GET` with a body, pass.
    ///
    /// ## Why it matters
    ///
    /// A body in such a request has no defined meaning, and some servers and proxies reject it (RFC 9110 section 9.3). In
    /// documentation it is often the response, or a header field below a blank line.
    ///
    /// ## Example
    ///
    /// ```http
    /// GET /parcels/p-1042 HTTP/1.1
    ///
    /// { "id": "p-1042" }
    /// ```
    ///
    /// should be
    ///
    /// ```http
    /// GET /parcels/p-1042 HTTP/1.1
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Move the body to the response, or use a method that takes one.
    "http/unexpected-body": Warning, Strict, fix None;
    Message(check)
}

fn check(cx: MessageContext<'_, '_>, findings: &mut Findings<'_>) {
    let Some(line) = cx.message.http.request() else { return };
    let none = matches!(cx.message.body.kind, BodyKind::None | BodyKind::Placeholder);
    let method = line.method.text;
    if none || cx.is_console() || !matches!(method, "GET" | "HEAD" | "DELETE" | "TRACE") {
        return;
    }
    findings
        .report(cx.span(line.method.span), format!("`{method}` request with a body"))
        .related(cx.first_body_line(), "the body");
}
