//! `http/malformed-header`.

use crate::rules::{Findings, MessageContext, quote};
use crate::syntax::http::{Header, HttpIssueKind};
use crate::text::{Edit, LocalSpan};

declare_rule! {
    /// A line in the head is not a header field.
    ///
    /// ## What it finds
    ///
    /// A field without the colon after its name, such as `Content-Type application/json`, and other lines among the header
    /// fields that are not header fields. Lines that mark what is left out, such as `...` and `[other headers]`, pass.
    ///
    /// ## Why it matters
    ///
    /// A header field is a name, a colon and a value (RFC 9112 section 5). A server answers anything else in the head with
    /// `400 Bad Request`, or misreads it.
    ///
    /// ## Example
    ///
    /// ```http
    /// POST /parcels HTTP/1.1
    /// Content-Type application/json
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
    /// Put a colon after the name, or remove what is not a field.
    "http/malformed-header": Error, Default, fix Safe, needs Declared;
    Sent(check)
}

fn check(cx: MessageContext<'_, '_>, findings: &mut Findings<'_>) {
    for issue in cx.issues(&[HttpIssueKind::MalformedHeader]) {
        let headers = &cx.message.http.headers;
        let Some(field) = headers.iter().find(|field| issue.span.contains(field.name.span.start as usize))
        else {
            let text = issue.span.of(cx.text());
            // `→ 201 Created`: what comes back, below the request.
            if ["→", "->", "=>", "⇒", "←", "<-"].iter().any(|arrow| text.starts_with(arrow)) {
                continue;
            }
            let what = if text.starts_with('-') { "an option of `curl`: " } else { "" };
            let written = quote::code(text);
            findings.report(
                cx.span(issue.span),
                format!("expected a header field `Name: value`, found {what}{written}"),
            );
            continue;
        };
        if let Some(end) = spaced_name(field) {
            let gap = LocalSpan { start: field.name.span.end, end: field.value.span.start };
            let name = LocalSpan::new(field.name.span.start as usize, field.value.span.start as usize + end);
            let written = quote::code(name.of(cx.text()));
            findings
                .report(cx.span(name), format!("{written} is not a field name: spaces are not allowed"))
                .unsafe_fix("replace the space with a hyphen", vec![cx.edit(gap, "-")]);
            continue;
        }
        let name = quote::code(field.name.text);
        // A quoted value is a piece of a program, and lacks more than the colon.
        let is_sure = !field.value.text.starts_with(['"', '\'']);
        findings
            .report(cx.span(issue.span), format!("expected a colon after the header field name {name}"))
            .fix_if_sure(is_sure, "insert the colon", vec![insert_colon(cx, field)]);
    }
}

/// Puts `: ` between name and value, in place of another mark if there is one.
fn insert_colon(cx: MessageContext<'_, '_>, field: &Header<'_>) -> Edit {
    let gap = LocalSpan { start: field.name.span.end, end: field.value.span.start };
    let written = gap.of(cx.text());
    if !written.is_empty() && written.chars().all(|c| c == ' ') {
        cx.edit(LocalSpan::empty(gap.start as usize), ":")
    } else {
        cx.edit(gap, ": ")
    }
}

/// Where a name with a space in it goes on to, in what was taken for the value: `X-Auth Token: <token>`.
fn spaced_name(field: &Header<'_>) -> Option<usize> {
    let (word, _) = field.value.text.split_once(':')?;
    let word = word.trim_end();
    let is_name = !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    is_name.then_some(word.len())
}
