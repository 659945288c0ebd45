//! `http/duplicate-header`.

use crate::rules::{Findings, MessageContext};
use crate::syntax::http::Header;

declare_rule! {
    /// A header field that may appear only once appears twice.
    ///
    /// ## What it finds
    ///
    /// Two `Content-Type`, `Host`, `Authorization`, `Location` or other fields that a message may have only once. Fields that
    /// are lists, such as `Accept`, `Link` and `Set-Cookie`, may be repeated.
    ///
    /// ## Why it matters
    ///
    /// Receivers take the first, the last or none of them (RFC 9110 section 5.3), so the example is ambiguous.
    ///
    /// ## Example
    ///
    /// ```http
    /// POST /parcels HTTP/1.1
    /// Content-Type: application/json
    /// Content-Type: text/plain
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
    /// Remove one of them, or show two requests.
    "http/duplicate-header": Warning, Default, fix None;
    Message(check)
}

/// Fields that a message has at most one of, in lower case.
const SINGLE: &[&str] = &[
    "age",
    "authorization",
    "content-length",
    "content-location",
    "content-range",
    "content-type",
    "date",
    "etag",
    "expires",
    "from",
    "host",
    "if-modified-since",
    "if-range",
    "if-unmodified-since",
    "last-modified",
    "location",
    "max-forwards",
    "proxy-authorization",
    "range",
    "referer",
    "retry-after",
    "user-agent",
];

fn check(cx: MessageContext<'_, '_>, findings: &mut Findings<'_>) {
    let mut seen: Vec<(&str, &Header<'_>)> = Vec::new();
    for field in &cx.message.http.headers {
        let Some(name) = SINGLE.iter().find(|name| name.eq_ignore_ascii_case(field.name.text)) else {
            continue;
        };
        match seen.iter().find(|(other, _)| other == name) {
            Some((_, first)) => {
                findings
                    .report(cx.span(field.name.span), format!("duplicate header field `{}`", field.name.text))
                    .related(cx.span(first.name.span), "first here");
            }
            None => seen.push((name, field)),
        }
    }
}
