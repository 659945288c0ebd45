//! `status/body-forbidden`.

use crate::conformance::Page;
use crate::extract::{BodyKind, Example, ExampleKind, PairingReason};
use crate::rules::{Findings, MessageContext, quote};
use crate::syntax::http::{HttpMessage, status};
use crate::text::LocalSpan;

declare_rule! {
    /// A response body that its status code does not allow.
    ///
    /// ## What it finds
    ///
    /// A body under `1xx`, `204 No Content`, `205 Reset Content` or `304 Not Modified`, or in the response to a `HEAD` request.
    /// What follows `101 Switching Protocols` is part of another protocol and passes, and so do templates. The code may be
    /// in the heading or the label of a body: `### 204: No Content`.
    ///
    /// ## Why it matters
    ///
    /// Such a response ends with its head (RFC 9110 section 6.4.1). Either the code is wrong or the body is, and the reader
    /// cannot tell which.
    ///
    /// ## Example
    ///
    /// ```http
    /// HTTP/1.1 204 No Content
    /// Content-Type: application/json
    ///
    /// { "id": "p-1042" }
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
    /// Remove the body, or write the code that the service really sends, such as `200 OK`.
    "status/body-forbidden": Error, Default, fix None;
    Message(check)
    Example(told)
}

/// A body whose status the words around it tell.
fn told(_: &Page<'_>, example: &Example<'_>, findings: &mut Findings<'_>) {
    let Some(status) = example.status.filter(|status| is_bodiless(status.code)) else { return };
    let is_alone = example.kind == ExampleKind::Response && example.body_of.is_none();
    let (Some(place), Some(body), true) = (status.place, &example.payload, is_alone) else { return };
    // `{}` and `null` are as good as nothing.
    if body.json.as_ref().is_none_or(|tree| tree.nodes().count() < 2) {
        return;
    }
    let phrase = status::phrase(status.code).unwrap_or_default();
    let code = quote::code(format!("{} {phrase}", status.code).trim_end());
    let first = body.span.of(example.text()).lines().next().unwrap_or_default().len();
    let start = body.span.start as usize;
    findings
        .report(place, format!("{code} must not have a body"))
        .related(example.file_span(LocalSpan::new(start, start + first)), "the body");
}

/// Whether no answer with this code has a body. What follows `101` is another protocol's.
fn is_bodiless(code: u16) -> bool {
    matches!(code, 100 | 102..200 | 204 | 205 | 304)
}

fn check(cx: MessageContext<'_, '_>, findings: &mut Findings<'_>) {
    let Some(line) = cx.message.http.status_line() else { return };
    let Some(code) = line.status else { return };
    if !has_body(cx) {
        return;
    }
    let message = if is_bodiless(code) {
        let phrase = status::phrase(code).unwrap_or_default();
        format!("{} must not have a body", quote::code(format!("{code} {phrase}").trim_end()))
    } else if cx.tie() != Some(PairingReason::FurtherResponse)
        && cx.request().is_some_and(|request| is_head(&request.http))
    {
        "the response to a `HEAD` request must not have a body".to_owned()
    } else {
        return;
    };
    findings.report(cx.span(line.line), message).related(cx.first_body_line(), "the body");
}

/// Whether there is a body, and not only words about the lack of one.
fn has_body(cx: MessageContext<'_, '_>) -> bool {
    match cx.message.body.kind {
        BodyKind::None | BodyKind::Placeholder => false,
        BodyKind::Text => {
            let text = cx.message.body.span.of(cx.text()).trim_start();
            let first = text.lines().next().unwrap_or_default().to_ascii_lowercase();
            let remark = first.starts_with(['(', '[', '#', '/', '<', '-', '*']);
            !remark
                && !["no ", "none", "empty", "body", "content", "response"]
                    .iter()
                    .any(|word| first.contains(word))
        }
        _ => true,
    }
}

fn is_head(http: &HttpMessage<'_>) -> bool {
    http.request().is_some_and(|line| line.method.text == "HEAD")
}
