//! `http/content-type-mismatch`.

use crate::diagnostic::Level;
use crate::extract::{BodyKind, MessageForm};
use crate::rules::{Findings, MessageContext, quote};
use crate::syntax::http::media_type::{self, MediaType, Structure};
use crate::syntax::json::NodeKind;
use crate::text::LocalSpan;

/// What a JSON body is called.
pub(super) const JSON: &str = "JSON";

declare_rule! {
    /// The body is not what `Content-Type` says.
    ///
    /// ## What it finds
    ///
    /// A JSON object or array under a type that is never JSON, such as `text/html`, `image/png` or
    /// `application/x-www-form-urlencoded`; and XML, form data or MIME parts under a JSON type. What counts is the body as it
    /// is shown: templates such as `<Image>` and `{{ stream }}` pass, and so do types that may hold anything.
    ///
    /// ## Why it matters
    ///
    /// The reader copies the header field and sends a body that the server reads in another way.
    ///
    /// ## Example
    ///
    /// ```http
    /// HTTP/1.1 200 OK
    /// Content-Type: image/jpeg
    ///
    /// { "id": "p-1042" }
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
    /// Use the media type of the body that is shown, or show a body of the declared type.
    "http/content-type-mismatch": Error, Default, fix None;
    Sent(check)
}

fn check(cx: MessageContext<'_, '_>, findings: &mut Findings<'_>) {
    let Some(field) = cx.message.http.header("content-type") else { return };
    // What is encoded does not show what it is.
    if cx.message.http.header("content-encoding").is_some() {
        return;
    }
    let declared = media_type::parse(field.value.text);
    if !declared.is_well_formed() || !declared.has_known_top_level() {
        return;
    }
    if let Some(shown) = contradiction(cx, &declared) {
        let value = quote::code(declared.essence);
        let start = field.value.span.start as usize;
        let span = LocalSpan::new(start + declared.span.start, start + declared.span.end);
        let finding =
            findings.report(cx.span(span), format!("the body is {shown}, but `Content-Type` is {value}"));
        finding.related(cx.first_body_line(), "the body");
        // Lines of JSON are sent as text, and an example may show one of them.
        if cx.message.form == MessageForm::Command && declared.structure() == Structure::Text {
            finding.level(Level::Strict);
        }
    }
}

/// What the body of a message is, if it cannot be what the media type says.
pub(super) fn contradiction(cx: MessageContext<'_, '_>, declared: &MediaType<'_>) -> Option<&'static str> {
    let (shown, is_json) = match cx.message.body.kind {
        BodyKind::Json if is_container(cx) => (JSON, true),
        BodyKind::Form => ("form data", false),
        BodyKind::Multipart => ("MIME parts", false),
        BodyKind::Markup => ("markup", false),
        _ => return None,
    };
    // Lines of JSON are sent as text by commands that mean it.
    let as_text = cx.message.form == MessageForm::Command && is_json && declared.essence == "text/plain";
    let mismatch = match declared.structure() {
        _ if as_text => false,
        Structure::Unknown => false,
        structure => (structure == Structure::Json) != is_json,
    };
    mismatch.then_some(shown)
}

/// A bare number or string is text as well as JSON.
fn is_container(cx: MessageContext<'_, '_>) -> bool {
    let tree = cx.message.body.json.as_ref();
    let root = tree.and_then(|tree| tree.root().map(|root| tree.node(root)));
    root.is_some_and(|root| matches!(root.kind, NodeKind::Object | NodeKind::Array))
}
