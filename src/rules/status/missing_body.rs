//! `status/missing-body`.

use crate::extract::BodyKind;
use crate::rules::{Findings, MessageContext, quote};
use crate::syntax::http::Header;
use crate::syntax::http::media_type::{self, MediaType};
use crate::text::Span;

declare_rule! {
    /// A response without the body that was announced.
    ///
    /// ## What it finds
    ///
    /// A response with status 200 and either a type in its annotation or a JSON `Content-Type`, and nothing below the head;
    /// and any success where the page promises "… in the response body". A body in the next code block, a response to
    /// `HEAD` and a head with something left out pass.
    ///
    /// ## Why it matters
    ///
    /// The reader learns that a body is returned, but not what it looks like.
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
    /// ## How to fix it
    ///
    /// Show the body, or use the code of a response without one: `204 No Content`.
    "status/missing-body": Warning, Strict, fix None;
    Message(check)
}

fn check(cx: MessageContext<'_, '_>, findings: &mut Findings<'_>) {
    let http = &cx.message.http;
    let Some(line) = http.status_line() else { return };
    let Some(code) = line.status.filter(|code| matches!(code, 200..=203 | 206..=299)) else { return };
    if cx.message.body.kind != BodyKind::None || http.elided || cx.body_follows() {
        return;
    }
    let head = cx.request().and_then(|request| request.http.request());
    if head.is_some_and(|request| request.method.text == "HEAD") {
        return;
    }
    if let Some((announced, place)) = announced(cx).filter(|_| code == 200) {
        findings
            .report(cx.span(line.line), format!("response without a body, but {announced}"))
            .related(place, "announced here")
            .help("show the body that is returned");
    } else if may_be_promised(cx)
        && let Some((status, body)) = cx.declared_body(code, true)
    {
        let written = status.span.of(cx.page.source.text()).replace(['`', '*'], "");
        let written = quote::code(written.trim());
        let message = format!("response without a body, but the page promises one with {written}");
        findings.report(cx.span(line.line), message).related(body.span, "promised here");
    }
}

/// What says in the example itself that there is a body.
fn announced(cx: MessageContext<'_, '_>) -> Option<(String, Span)> {
    let http = &cx.message.http;
    let field = http.header("content-type");
    let content_type = field.map(|field| media_type::parse(field.value.text));
    let length = http.header("content-length").is_some_and(|field| field.value.text == "0");
    let json = content_type.as_ref().is_some_and(MediaType::is_json);
    let annotation = cx.example.annotation(&cx.page.annotations);
    let named = annotation.and_then(|annotation| {
        let name = annotation.type_name.filter(|name| !is_stream(name))?;
        let value = annotation.tree.node(annotation.type_field()?.value).span;
        Some((format!("its annotation declares {}", quote::code(name)), annotation.file_span(value)))
    });
    match named {
        Some(named) if content_type.is_none() || json => Some(named),
        _ if json && !length => Some(("`Content-Type` is JSON".to_owned(), cx.span(field?.value.span))),
        _ => None,
    }
}

/// Whether prose can promise the body that is missing: the example does not say why there is none.
fn may_be_promised(cx: MessageContext<'_, '_>) -> bool {
    let http = &cx.message.http;
    let annotation = cx.page.annotation(cx.example);
    let is_text = |field: &Header<'_>| media_type::parse(field.value.text).essence.starts_with("text/");
    http.header("content-type").is_none_or(is_text)
        && http.header("content-length").is_none_or(|length| length.value.text != "0")
        && annotation.is_none_or(|annotation| annotation.type_name.is_none() && !annotation.truncated)
        && cx.message.body_in.is_none()
        && !is_shown_in_prose(cx)
}

/// Whether the text behind the block begins with code: a body of one value.
fn is_shown_in_prose(cx: MessageContext<'_, '_>) -> bool {
    let behind = &cx.page.source.text()[cx.example.span.range().end..];
    let behind = behind.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
    behind.starts_with('`') && !behind.starts_with("```")
}

fn is_stream(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or_default();
    ["stream", "binary", "none", "null", "string"].iter().any(|word| last.eq_ignore_ascii_case(word))
}
