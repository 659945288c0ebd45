//! `http/whitespace-before-colon`.

use crate::rules::{Findings, MessageContext, quote};
use crate::syntax::http::HttpIssueKind;

declare_rule! {
    /// White space between a header field name and its colon.
    ///
    /// ## What it finds
    ///
    /// `Authorization : Bearer …`.
    ///
    /// ## Why it matters
    ///
    /// No white space is allowed there, and a server must reject such a request (RFC 9112 section 5.1): it has been used to
    /// smuggle requests past proxies.
    ///
    /// ## Example
    ///
    /// ```http
    /// GET /parcels HTTP/1.1
    /// Authorization : Bearer {token}
    /// ```
    ///
    /// should be
    ///
    /// ```http
    /// GET /parcels HTTP/1.1
    /// Authorization: Bearer {token}
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Remove the white space.
    "http/whitespace-before-colon": Error, Default, fix Safe, needs Declared;
    Sent(check)
}

fn check(cx: MessageContext<'_, '_>, findings: &mut Findings<'_>) {
    for issue in cx.issues(&[HttpIssueKind::WhitespaceBeforeColon]) {
        let field = cx.message.http.headers.iter().find(|field| field.name.span.end == issue.span.start);
        let name = field.map_or("", |field| field.name.text);
        findings
            .report(
                cx.span(issue.span),
                format!("white space is not allowed before the colon of {}", quote::code(name)),
            )
            .safe_fix("remove the white space", vec![cx.edit(issue.span, "")]);
    }
}
