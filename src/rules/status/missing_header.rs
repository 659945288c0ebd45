//! `status/missing-header`.

use crate::rules::{Findings, MessageContext};

declare_rule! {
    /// A response without a header field that its status code requires.
    ///
    /// ## What it finds
    ///
    /// `401` without `WWW-Authenticate`, `405` without `Allow`, `407` without `Proxy-Authenticate`, `426` without `Upgrade`,
    /// `206` without `Content-Range`, and redirects without `Location`. Heads with something left out pass.
    ///
    /// ## Why it matters
    ///
    /// The client needs the field to continue (RFC 9110 section 15).
    ///
    /// ## Example
    ///
    /// ```http
    /// HTTP/1.1 302 Found
    /// ```
    ///
    /// should be
    ///
    /// ```http
    /// HTTP/1.1 302 Found
    /// Location: https://api.parcelo.example/labels/p-1042.pdf
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Show the field as the service sends it.
    "status/missing-header": Info, Pedantic, fix None;
    Message(check)
}

fn check(cx: MessageContext<'_, '_>, findings: &mut Findings<'_>) {
    let http = &cx.message.http;
    let Some(line) = http.status_line() else { return };
    let Some(code) = line.status else { return };
    let name = match code {
        206 => "Content-Range",
        301 | 302 | 303 | 307 | 308 => "Location",
        401 => "WWW-Authenticate",
        405 => "Allow",
        407 => "Proxy-Authenticate",
        426 => "Upgrade",
        _ => return,
    };
    let multipart =
        http.header("content-type").is_some_and(|field| field.value.text.starts_with("multipart/"));
    if !http.elided && http.header(name).is_none() && !(code == 206 && multipart) {
        findings.report(cx.span(line.line), format!("a `{code}` response requires `{name}`"));
    }
}
