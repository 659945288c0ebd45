//! `docs/header-mismatch`.

use crate::extract::{BodyKind, FieldKind, is_foreign, is_signature};
use crate::rules::{Findings, MessageContext, quote};

declare_rule! {
    /// A request without a header that the page calls required.
    ///
    /// ## What it finds
    ///
    /// A request example without a header that a table of request headers of its page calls required. Elided heads are
    /// left alone, and `Content-Type` is expected only in a request with a body. Headers that every client sends automatically are not
    /// expected, and credentials only where another example of the page shows them.
    ///
    /// ## Why it matters
    ///
    /// Copying the example leads to an error that the page could have prevented.
    ///
    /// ## Example
    ///
    /// ````markdown
    /// ## Request headers
    ///
    /// |Name|Description|
    /// |:---|:---|
    /// |If-Match|The version of the parcel. Required.|
    ///
    /// ## Example
    ///
    /// ```http
    /// DELETE /parcels/p-1042 HTTP/1.1
    /// Host: api.parcelo.example
    /// ```
    /// ````
    ///
    /// ## How to fix it
    ///
    /// Show the header.
    "docs/header-mismatch": Info, Pedantic, fix None;
    Message(check)
}

/// Whether every client sends a field of itself.
fn is_sent_anyway(name: &str) -> bool {
    matches!(name, "content-length" | "host" | "user-agent" | "connection")
}

/// Whether a field holds what nobody likes to show, so that whole documentation sets leave it out.
fn is_credential(name: &str) -> bool {
    matches!(name, "authorization" | "proxy-authorization" | "cookie")
        || name.contains("token")
        || name.contains("key")
}

/// Whether another request of the page has a field, so that it is no custom to leave it out.
fn is_shown_elsewhere(cx: MessageContext<'_, '_>, name: &str) -> bool {
    /// No more examples than this are looked at.
    const MOST: usize = 64;
    let mut messages = cx.page.examples.iter().take(MOST).flat_map(|example| &example.messages);
    messages.any(|message| message.http.request().is_some() && message.http.header(name).is_some())
}

/// The most headers that a finding names.
const MOST: usize = 5;

fn check(cx: MessageContext<'_, '_>, findings: &mut Findings<'_>) {
    let http = &cx.message.http;
    let is_call = http.request().is_some() && !is_signature(cx.page, cx.example, cx.message);
    if !is_call || http.elided || is_foreign(cx.page, cx.message) {
        return;
    }
    let bodiless = cx.message.body.kind == BodyKind::None;
    let is_asked = |name: &str| {
        let name = name.to_ascii_lowercase();
        let without_body = bodiless && name.starts_with("content-");
        !without_body && !is_sent_anyway(&name) && (!is_credential(&name) || is_shown_elsewhere(cx, &name))
    };
    let required = cx.page.fields().required(cx.example.section, FieldKind::Header);
    let missing = required.filter(|field| is_asked(&field.name) && http.header(&field.name).is_none());
    let missing: Vec<_> = missing.take(MOST).collect();
    let Some(first) = missing.first() else { return };
    let names: Vec<String> = missing.iter().map(|field| quote::code(&field.name)).collect();
    let message = quote::missing("required header", "required headers", &names);
    findings.report(cx.start_line(), message).related(first.span, "required here");
}
