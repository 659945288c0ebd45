//! `docs/body-mismatch`.

use crate::extract::BodyKind;
use crate::rules::{Findings, MessageContext, quote};

declare_rule! {
    /// The page says that no body is returned, but the example has one.
    ///
    /// ## What it finds
    ///
    /// A success response with a body where every sentence of the page about its status says that there is no body:
    /// "It does not return anything in the response body", "with an empty response body". The opposite, a promise and no
    /// body, is `status/missing-body`.
    ///
    /// ## Why it matters
    ///
    /// Readers write a parser for a body that is never sent.
    ///
    /// ## Example
    ///
    /// ````markdown
    /// If successful, this method returns a `200 OK` response code. It does not return anything in the response body.
    ///
    /// ```http
    /// HTTP/1.1 200 OK
    /// Content-Type: application/json
    ///
    /// { "id": "p-1042" }
    /// ```
    /// ````
    ///
    /// ## How to fix it
    ///
    /// Call the API and correct whichever is wrong.
    "docs/body-mismatch": Warning, Default, fix None;
    Message(check)
}

fn check(cx: MessageContext<'_, '_>, findings: &mut Findings<'_>) {
    let Some(code) = cx.message.http.status().filter(|code| matches!(code, 200..=203 | 206..=299)) else {
        return;
    };
    let has_body = cx.message.body.kind != BodyKind::None && !is_empty_object(cx);
    if !has_body || !cx.page.status_prefilter().denies_bodies() {
        return;
    }
    let Some((status, body)) = cx.declared_body(code, false) else { return };
    let written = status.span.of(cx.page.source.text()).replace(['`', '*'], "");
    let written = quote::code(written.trim());
    let message = format!("the response has a body, but the page says that {written} has none");
    findings.report(cx.first_body_line(), message).related(body.span, "the page says so here");
}

/// Whether the body is `{}`, which is as good as none.
fn is_empty_object(cx: MessageContext<'_, '_>) -> bool {
    cx.message.body.json.as_ref().is_some_and(|tree| tree.nodes().count() == 1)
}
