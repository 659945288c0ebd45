//! `http/content-length`.

use crate::extract::BodyKind;
use crate::rules::{Findings, MessageContext};

declare_rule! {
    /// `Content-Length` is not the length of the body.
    ///
    /// ## What it finds
    ///
    /// A number that differs from the body in bytes, whether its lines end in LF or CRLF, with or without a line end after
    /// the last one, as shown or without white space. Bodies that are truncated, hold something left out or do not parse pass,
    /// and so do placeholders for the number.
    ///
    /// ## Why it matters
    ///
    /// A receiver reads exactly as many bytes as the field says: one too few cuts the body off, one too many makes it wait forever.
    ///
    /// ## Example
    ///
    /// ```http
    /// POST /parcels HTTP/1.1
    /// Content-Type: application/json
    /// Content-Length: 99
    ///
    /// { "weightGrams": 900 }
    /// ```
    ///
    /// should be
    ///
    /// ```http
    /// POST /parcels HTTP/1.1
    /// Content-Type: application/json
    /// Content-Length: 22
    ///
    /// { "weightGrams": 900 }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Write the number of bytes, or leave the field out of the example.
    "http/content-length": Info, Pedantic, fix Safe;
    Message(check)
}

fn check(cx: MessageContext<'_, '_>, findings: &mut Findings<'_>) {
    let http = &cx.message.http;
    let Some(field) = http.header("content-length") else { return };
    let Ok(declared) = field.value.text.parse::<usize>() else { return };
    let aside = ["transfer-encoding", "content-encoding", "content-range"];
    if aside.iter().any(|name| http.header(name).is_some()) || !is_whole(cx) {
        return;
    }
    let body = cx.message.body.span.of(cx.text()).trim_end();
    if lengths(body).contains(&declared) {
        return;
    }
    let right = body.len();
    findings
        .report(
            cx.span(field.value.span),
            format!("`Content-Length` is {declared}, but the body has {right} bytes"),
        )
        .related(cx.first_body_line(), "the body")
        .safe_fix(format!("replace with `{right}`"), vec![cx.edit(field.value.span, &right.to_string())]);
}

/// Whether the body is shown to its last byte.
fn is_whole(cx: MessageContext<'_, '_>) -> bool {
    if cx.example.annotation(&cx.page.annotations).is_some_and(|annotation| annotation.truncated) {
        return false;
    }
    let body = &cx.message.body;
    match (&body.json, body.kind) {
        (Some(tree), _) => tree.is_valid() && !tree.nodes().any(|(_, node)| node.elided),
        (None, BodyKind::Form) => true,
        _ => false,
    }
}

/// The lengths that a writer may have counted.
fn lengths(body: &str) -> [usize; 6] {
    let lf = body.len();
    let crlf = lf + body.bytes().filter(|&byte| byte == b'\n').count();
    [lf, lf + 1, crlf, crlf + 1, crlf + 2, compact(body)]
}

/// The length without white space outside strings.
fn compact(body: &str) -> usize {
    let (mut quoted, mut escaped) = (false, false);
    let mut length = 0;
    for byte in body.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ => {}
        }
        length += usize::from(quoted || !byte.is_ascii_whitespace());
    }
    length
}
