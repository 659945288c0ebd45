//! `docs/required-missing`.

use std::collections::HashSet;

use crate::extract::{FieldKind, Message, PathTemplate, is_foreign};
use crate::rules::{Findings, JsonContext, quote};
use crate::schema::Instance;
use crate::syntax::json::NodeKind;
use crate::text::LocalSpan;

declare_rule! {
    /// A request body without a member that the page calls required.
    ///
    /// ## What it finds
    ///
    /// The JSON object of a `POST` or `PUT` example without a member that the table in the section about the request
    /// body calls required, in a column of its own or in a sentence `Required.`. Bodies that leave something out on
    /// purpose are left alone.
    ///
    /// ## Why it matters
    ///
    /// The service would reject the example.
    ///
    /// ## Example
    ///
    /// ````markdown
    /// ## Request body
    ///
    /// |Property|Type|Description|
    /// |:---|:---|:---|
    /// |weight|Int32|In grams. Required.|
    ///
    /// ## Example
    ///
    /// ```http
    /// POST https://api.parcelo.example/parcels
    /// Content-Type: application/json
    ///
    /// { "note": "Ring twice" }
    /// ```
    /// ````
    ///
    /// ## How to fix it
    ///
    /// Add the member to the example, or say when it may be left out.
    "docs/required-missing": Info, Strict, fix None;
    Json(check)
}

/// The most members that a finding names.
const MOST: usize = 5;

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    let Some(message) = cx.message else { return };
    if !creates(message) || is_foreign(cx.page, message) {
        return;
    }
    let truncated = cx.page.annotation(cx.example).is_some_and(|annotation| annotation.truncated);
    let Some(node) = cx.tree.root().filter(|root| cx.tree.node(*root).kind == NodeKind::Object) else {
        return;
    };
    let elided = cx.tree.nodes().any(|(_, node)| node.kind == NodeKind::Elision);
    if truncated || elided || !cx.tree.is_valid() {
        return;
    }
    let mut required = cx.page.fields().required(cx.example.section, FieldKind::Body).peekable();
    if required.peek().is_none() || !is_subject(cx, message) {
        return;
    }
    // A table lists members of members too, and `depot@odata.bind` stands for `depot`.
    let values = cx.tree.nodes().map(|(node, _)| Instance { tree: cx.tree, text: cx.text(), node });
    let names: HashSet<&str> =
        values.filter_map(Instance::name).map(|name| name.split('@').next().unwrap_or(name)).collect();
    let is_there = |name: &str| name.split('.').all(|part| names.contains(part));
    let missing: Vec<_> = required.filter(|field| !is_there(&field.name)).take(MOST).collect();
    let Some(first) = missing.first() else { return };
    let names: Vec<String> = missing.iter().map(|field| quote::name(&field.name)).collect();
    let start = cx.tree.node(node).span.start as usize;
    let message = quote::missing("required property", "required properties", &names);
    findings.report(cx.span(LocalSpan::new(start, start + 1)), message).related(first.span, "required here");
}

fn creates(message: &Message<'_>) -> bool {
    message.http.request().is_some_and(|line| matches!(line.method.text, "POST" | "PUT"))
}

/// Whether a request is the one that the page is about, and no step before it: one of its endpoint lines, or the only
/// request of its kind.
fn is_subject(cx: JsonContext<'_, '_>, message: &Message<'_>) -> bool {
    let Some(line) = message.http.request() else { return false };
    let endpoints = cx.page.endpoints();
    let Some(part) = endpoints.part(cx.example.section) else {
        let all = cx.page.examples.iter().flat_map(|example| &example.messages);
        return all.filter(|message| creates(message)).nth(1).is_none();
    };
    let path = PathTemplate::new(line.target.text);
    let mut lines = endpoints.about(part);
    lines.any(|other| other.method == line.method.text && path.is_one_of(&other.path()))
}
