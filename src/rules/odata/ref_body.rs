//! `odata/ref-body`.

use crate::rules::{Findings, JsonContext, MessageContext};
use crate::syntax::json::NodeKind;
use crate::text::LocalSpan;

declare_rule! {
    /// A request to `/$ref` without the URL that it refers to.
    ///
    /// ## What it finds
    ///
    /// A `POST` or `PUT` request to a target that ends in `/$ref` whose JSON object has neither `@odata.id` nor, as
    /// OData 4.01 writes it, `@id`.
    ///
    /// ## Why it matters
    ///
    /// A reference is added by its URL. The service rejects a body that contains the object itself.
    ///
    /// ## Example
    ///
    /// ```http
    /// POST https://api.parcelo.example/v1.0/shipments/shp_01H8/couriers/$ref
    /// Content-Type: application/json
    ///
    /// { "id": "swift-bike" }
    /// ```
    ///
    /// should be
    ///
    /// ```http
    /// POST https://api.parcelo.example/v1.0/shipments/shp_01H8/couriers/$ref
    /// Content-Type: application/json
    ///
    /// { "@odata.id": "https://api.parcelo.example/v1.0/couriers/swift-bike" }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Write the URL of the object under `@odata.id`.
    "odata/ref-body": Warning, Strict, fix None;
    Message(check)
}

fn check(cx: MessageContext<'_, '_>, findings: &mut Findings<'_>) {
    let Some(line) = cx.message.http.request() else { return };
    let method = line.method.text;
    let path = line.target.text.split(['?', '#']).next().unwrap_or_default();
    if !matches!(method, "POST" | "PUT") || !path.ends_with("/$ref") {
        return;
    }
    let Some(json) = JsonContext::of(cx) else { return };
    let Some(root) = json.tree.root().filter(|&root| json.tree.node(root).kind == NodeKind::Object) else {
        return;
    };
    // A list of ids under any name is how some services take several at once.
    let names = |name: &str| {
        let (_, control) = name.rsplit_once('@').unwrap_or_default();
        matches!(control, "odata.id" | "odata.bind" | "id" | "bind")
    };
    let text = json.text();
    if json.tree.node(root).elided
        || json.tree.children(root).any(|id| json.tree.name(id, text).is_some_and(names))
    {
        return;
    }
    let start = json.tree.node(root).span.start as usize;
    let message = "required property `@odata.id` is missing";
    findings
        .report(cx.span(LocalSpan::new(start, start + 1)), message)
        .related(cx.span(line.target.span), "`$ref` needs the URL of the object");
}
