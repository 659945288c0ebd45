//! `http/header-direction`.

use crate::extract::MessageForm;
use crate::rules::{Findings, MessageContext};
use crate::syntax::http::field::{self, Direction};

declare_rule! {
    /// A request header field in a response, or the other way round.
    ///
    /// ## What it finds
    ///
    /// A field that its specification defines for one direction only, such as `Location` in a request and `Authorization` in
    /// a response.
    ///
    /// ## Why it matters
    ///
    /// The field means nothing there. Often it was copied from the message next to it.
    ///
    /// ## Example
    ///
    /// ```http
    /// HTTP/1.1 200 OK
    /// Authorization: Bearer {token}
    /// ```
    ///
    /// should be
    ///
    /// ```http
    /// HTTP/1.1 200 OK
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Remove the field, or move it to the other message.
    "http/header-direction": Warning, Strict, fix None;
    Sent(check)
}

fn check(cx: MessageContext<'_, '_>, findings: &mut Findings<'_>) {
    if cx.message.form == MessageForm::Fields {
        return;
    }
    let is_request = cx.message.http.request().is_some();
    for header in &cx.message.http.headers {
        let Some(field) = field::find(header.name.text) else { continue };
        let message = match (field.direction, is_request) {
            (Direction::Request, false) => {
                format!("`{}` is a request header field; it is not allowed in a response", field.name)
            }
            (Direction::Response, true) => {
                format!("`{}` is a response header field; it is not allowed in a request", field.name)
            }
            _ => continue,
        };
        findings
            .report(cx.span(header.name.span), message)
            .help("remove the field, or move it to the other message")
            .note(format!("`{}` is specified in {}", field.name, field.section));
    }
}
