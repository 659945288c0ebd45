//! `status/error-body-mismatch`.

use crate::extract::{Example, Message};
use crate::rules::{Findings, MessageContext, quote};
use crate::syntax::json::NodeKind;

declare_rule! {
    /// An error response with the body of a success.
    ///
    /// ## What it finds
    ///
    /// A response with a status of 400 or more whose body names the type of the result in its annotation, or has exactly the
    /// members of a successful response to the same request. An `error` in a successful response is normal and never reported.
    ///
    /// ## Why it matters
    ///
    /// The body was copied from the response next to it, so the reader does not learn what an error looks like.
    ///
    /// ## Example
    ///
    /// ```http
    /// HTTP/1.1 404 Not Found
    /// Content-Type: application/json
    ///
    /// { "id": "p-1042", "weightGrams": 900 }
    /// ```
    ///
    /// should be
    ///
    /// ```http
    /// HTTP/1.1 404 Not Found
    /// Content-Type: application/json
    ///
    /// { "error": { "code": "parcelNotFound" } }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Show the body that the service sends with the error.
    "status/error-body-mismatch": Warning, Strict, fix None;
    Message(check)
}

fn check(cx: MessageContext<'_, '_>, findings: &mut Findings<'_>) {
    let Some(line) = cx.message.http.status_line() else { return };
    let Some(code) = line.status.filter(|code| (400..600).contains(code)) else { return };
    let Some(names) = members(cx.example, cx.message) else { return };
    if names.len() < 2 || names.iter().any(|name| speaks_of_error(name)) {
        return;
    }
    let message = if let Some(success) = twin(cx, &names) {
        format!("the body of this `{code}` response has the members of the `{success}` response")
    } else if let Some(name) = success_type(cx) {
        format!("the body of this `{code}` response is declared as {}", quote::code(name))
    } else {
        return;
    };
    findings.report(cx.span(line.line), message).related(cx.first_body_line(), "the body");
}

/// The member names of a body that is one JSON object, sorted.
fn members<'p>(example: &'p Example<'_>, message: &'p Message<'_>) -> Option<Vec<&'p str>> {
    let text = example.text_of(&message.body);
    let tree = message.body.json.as_ref()?;
    let root = tree.root().filter(|&root| tree.node(root).kind == NodeKind::Object)?;
    let mut names: Vec<&str> = tree.children(root).filter_map(|child| tree.name(child, text)).collect();
    names.sort_unstable();
    Some(names)
}

/// The status of a successful response to the same request whose body has the same members.
fn twin(cx: MessageContext<'_, '_>, names: &[&str]) -> Option<u16> {
    const MOST: usize = 16;
    cx.exchange()?.responses.iter().take(MOST).find_map(|(at, _)| {
        let status = cx.message_at(*at)?.http.status().filter(|status| (200..300).contains(status))?;
        let same = members(cx.page.example(at.example), cx.message_at(*at)?)? == names;
        same.then_some(status)
    })
}

/// The type that the annotation names, if it is no type of errors and none is expected.
fn success_type<'p>(cx: MessageContext<'p, '_>) -> Option<&'p str> {
    let annotation = cx.example.annotation(&cx.page.annotations)?;
    let name = annotation.type_name?;
    (!annotation.expect_error && name.contains('.') && !speaks_of_error(name)).then_some(name)
}

/// Whether a name is one that error bodies and their types have.
fn speaks_of_error(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let words = [
        "err",
        "fault",
        "exception",
        "problem",
        "message",
        "code",
        "status",
        "detail",
        "reason",
        "fail",
        "title",
    ];
    words.iter().any(|word| name.contains(word))
}
