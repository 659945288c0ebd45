//! `exchange/json-rpc`.

use crate::conformance::Page;
use crate::extract::{Exchange, MessageRef, PairingReason};
use crate::rules::{Findings, JsonContext, quote};
use crate::syntax::json::{NodeId, NodeKind};

declare_rule! {
    /// A JSON-RPC response that does not match its request.
    ///
    /// ## What it finds
    ///
    /// An `id` that is not the one of the request, also `"1"` in place of `1`; a `jsonrpc` member that is a number, or that
    /// only the request has; `result` and `error` in one response.
    ///
    /// ## Why it matters
    ///
    /// A client finds the call that a response belongs to by its `id` (JSON-RPC 2.0 section 5).
    ///
    /// ## Example
    ///
    /// ```json
    /// { "jsonrpc": "2.0", "id": 1, "method": "parcels.track" }
    /// ```
    ///
    /// ```json
    /// { "jsonrpc": "2.0", "id": 2, "result": {} }
    /// ```
    ///
    /// should have the same `id` in both.
    ///
    /// ## How to fix it
    ///
    /// Repeat the `id` of the request, as it is written there.
    "exchange/json-rpc": Warning, Strict, fix None;
    Exchange(check) Json(version)
}

/// No more responses than this are looked at.
const MOST: usize = 16;

/// `"jsonrpc": 2.0` is a number.
fn version(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    let Some(root) = object(cx) else { return };
    let Some(version) = cx.tree.member(root, "jsonrpc", cx.text()) else { return };
    let node = cx.tree.node(version);
    if node.kind == NodeKind::Number {
        let message = format!(
            "expected the string `\"2.0\"` for \"jsonrpc\", found {}",
            quote::code(node.span.of(cx.text()))
        );
        findings.report(cx.span(node.span), message).pointer(cx.pointer(version));
    }
    let member = |name| cx.tree.member(root, name, cx.text());
    // A code of 0 is no error: some servers always print both.
    let is_zero = |id: NodeId| {
        let code = cx.tree.member(id, "code", cx.text());
        code.is_some_and(|code| cx.tree.node(code).span.of(cx.text()) == "0")
    };
    let is_set = |id: &NodeId| cx.tree.node(*id).kind != NodeKind::Null && !is_zero(*id);
    if let (Some(result), Some(error)) = (member("result").filter(is_set), member("error").filter(is_set)) {
        findings
            .report(cx.span(cx.tree.node(error).span), "\"result\" and \"error\" are not allowed together")
            .related(cx.span(cx.tree.node(result).span), "the result")
            .pointer(cx.pointer(error));
    }
}

fn check(page: &Page<'_>, exchange: &Exchange, findings: &mut Findings<'_>) {
    let Some(request) = exchange.payload.or(exchange.request).and_then(|at| call(page, at)) else { return };
    let Some(root) = object(request) else { return };
    let text = request.text();
    // Version 1.0 has no such member in its responses.
    let version = request.tree.member(root, "jsonrpc", text).map(|id| request.tree.node(id).span.of(text));
    if version.is_none_or(|version| version.trim_matches('"') != "2.0") {
        return;
    }
    let Some(id) = request.tree.member(root, "id", text).filter(|&id| is_literal(request, id)) else {
        return;
    };
    let expected = request.tree.node(id).span;
    // What stands in another section may answer a call that the page does not show.
    let is_beside =
        |reason| !matches!(reason, PairingReason::FurtherResponse | PairingReason::SiblingSection);
    let responses = exchange.responses.iter().filter(|(_, reason)| is_beside(*reason));
    for (response, _) in responses.take(MOST) {
        let Some(cx) = call(page, *response) else { continue };
        let Some(root) = object(cx) else { continue };
        let member = |name| cx.tree.member(root, name, cx.text());
        // Only what is a response at all.
        if member("result").is_none() && member("error").is_none() {
            continue;
        }
        if member("jsonrpc").is_none() {
            if cx.tree.node(root).elided || !names_version(page) {
                continue;
            }
            let start = cx.tree.node(root).span.start as usize;
            findings
                .report(
                    cx.span((start..start + 1).into()),
                    "the request has \"jsonrpc\", but the response does not",
                )
                .related(request.span(expected), "the request");
            continue;
        }
        let Some(answered) = member("id").filter(|&id| is_literal(cx, id)) else { continue };
        let written = cx.tree.node(answered).span.of(cx.text());
        if written != expected.of(text) {
            let message = format!(
                "\"id\" is {}, but the request has {}",
                quote::code(written),
                quote::code(expected.of(text))
            );
            findings
                .report(cx.span(cx.tree.node(answered).span), message)
                .related(request.span(expected), "the request")
                .pointer(cx.pointer(answered));
        }
    }
}

/// Whether any response of a page names the version, so that the server does.
fn names_version(page: &Page<'_>) -> bool {
    let responses = page.exchanges.iter().flat_map(|exchange| &exchange.responses);
    let mut bodies = responses.filter_map(|(at, _)| call(page, *at)).take(MOST);
    bodies.any(|cx| object(cx).is_some_and(|root| cx.tree.member(root, "jsonrpc", cx.text()).is_some()))
}

fn call<'p, 'd>(page: &'p Page<'d>, at: MessageRef) -> Option<JsonContext<'p, 'd>> {
    JsonContext::at(page, at)
}

fn object(cx: JsonContext<'_, '_>) -> Option<NodeId> {
    cx.tree.root().filter(|&root| cx.tree.node(root).kind == NodeKind::Object)
}

/// A number or a string without a hole in it.
fn is_literal(cx: JsonContext<'_, '_>, id: NodeId) -> bool {
    let node = cx.tree.node(id);
    let written = node.span.of(cx.text());
    matches!(node.kind, NodeKind::String | NodeKind::Number) && !written.contains(['{', '<', '$', '['])
}
