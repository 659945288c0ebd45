//! `status/problem-mismatch`.

use crate::rules::{Findings, JsonContext, MessageContext};
use crate::syntax::json::{NodeId, NodeKind, unquoted};

declare_rule! {
    /// The status in an error body differs from the status of the response.
    ///
    /// ## What it finds
    ///
    /// A response with a status of 400 or more whose body has a different one in the member `status`, `statusCode` or the like,
    /// at the top or in `error`: the problem details of RFC 9457, and errors that look like them.
    ///
    /// ## Why it matters
    ///
    /// A client that reads the body handles a different error from one that reads the status line (RFC 9457 section 3.1.2).
    ///
    /// ## Example
    ///
    /// ```http
    /// HTTP/1.1 404 Not Found
    /// Content-Type: application/problem+json
    ///
    /// { "title": "No such parcel", "status": 400 }
    /// ```
    ///
    /// should be
    ///
    /// ```http
    /// HTTP/1.1 404 Not Found
    /// Content-Type: application/problem+json
    ///
    /// { "title": "No such parcel", "status": 404 }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Write the same status in both places.
    "status/problem-mismatch": Warning, Strict, fix None;
    Message(check)
}

/// How services call it.
const NAMES: &[&str] =
    &["status", "statusCode", "status_code", "httpStatus", "httpStatusCode", "http_status"];

fn check(cx: MessageContext<'_, '_>, findings: &mut Findings<'_>) {
    let Some(line) = cx.message.http.status_line() else { return };
    let Some(code) = line.status.filter(|code| (400..600).contains(code)) else { return };
    let Some(json) = JsonContext::of(cx) else { return };
    let Some(root) = json.tree.root().filter(|&root| is_object(json, root)) else { return };
    let error = json.tree.member(root, "error", json.text()).filter(|&error| is_object(json, error));
    for object in std::iter::once(root).chain(error) {
        for name in NAMES {
            let Some(member) = json.tree.member(object, name, json.text()) else { continue };
            let node = json.tree.node(member);
            let text = unquoted(node.span.of(json.text()));
            let written =
                text.parse::<u16>().ok().filter(|status| text.len() == 3 && (100..600).contains(status));
            let Some(written) = written.filter(|status| *status != code) else { continue };
            if matches!(node.kind, NodeKind::Number | NodeKind::String) {
                findings
                    .report(
                        json.span(node.span),
                        format!("\"{name}\" is {written}, but the status line has {code}"),
                    )
                    .related(cx.span(line.code.span), "the status line")
                    .pointer(json.pointer(member));
            }
        }
    }
}

fn is_object(cx: JsonContext<'_, '_>, id: NodeId) -> bool {
    cx.tree.node(id).kind == NodeKind::Object
}
