//! `status/missing-body`.

use crate::extract::BodyKind;
use crate::rules::{Findings, MessageContext, quote};
use crate::syntax::http::media_type::{self, MediaType};

declare_rule! {
    /// A `200` response that announces a body has none.
    ///
    /// ## What it finds
    ///
    /// A response with status 200 and either a type in its annotation or a JSON `Content-Type`, and nothing below the head. A
    /// body in the next code block, a response to `HEAD` and a head with something left out pass.
    ///
    /// ## Why it matters
    ///
    /// The reader is told that something comes and does not see what.
    ///
    /// ## Example
    ///
    /// ```http
    /// HTTP/1.1 200 OK
    /// Content-Type: application/json
    /// ```
    ///
    /// should be
    ///
    /// ```http
    /// HTTP/1.1 200 OK
    /// Content-Type: application/json
    ///
    /// { "id": "p-1042" }
    /// ```
    ///
    /// ## How to mend it
    ///
    /// Show the body, or the code of a response without one: `204 No Content`.
    "status/missing-body": Warning, Strict, fix None;
    Message(check)
}

fn check(cx: MessageContext<'_, '_>, findings: &mut Findings<'_>) {
    let http = &cx.message.http;
    let Some(line) = http.status_line().filter(|line| line.status == Some(200)) else { return };
    if cx.message.body.kind != BodyKind::None || http.elided || cx.body_follows() {
        return;
    }
    let content_type = http.header("content-type").map(|field| media_type::parse(field.value.text));
    let length = http.header("content-length").is_some_and(|field| field.value.text == "0");
    let json = content_type.as_ref().is_some_and(MediaType::is_json);
    let annotation = cx.example.annotation(&cx.page.annotations);
    let named = annotation.and_then(|annotation| annotation.type_name).filter(|name| !is_stream(name));
    let announced = match named {
        Some(name) if content_type.is_none() || json => format!("the annotation says {}", quote::code(name)),
        _ if json && !length => "`Content-Type` says JSON".to_owned(),
        _ => return,
    };
    let head = cx.request().and_then(|request| request.http.request());
    if head.is_none_or(|request| request.method.text != "HEAD") {
        findings.report(cx.span(line.line), format!("response without a body, but {announced}"));
    }
}

fn is_stream(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or_default();
    ["stream", "binary", "none", "null", "string"].iter().any(|word| last.eq_ignore_ascii_case(word))
}
