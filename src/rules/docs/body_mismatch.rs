//! `docs/body-mismatch`.

use crate::diagnostic::Level;
use crate::extract::{BodyKind, Certainty, DeclaredBody, DeclaredStatus, StatusForm};
use crate::rules::{Findings, MessageContext, quote};
use crate::syntax::http::media_type;

declare_rule! {
    /// The page says that nothing comes back, and the example has a body.
    ///
    /// ## What it finds
    ///
    /// A success response with a body where every sentence of the page about its status says that there is none:
    /// "It does not return anything in the response body", "with an empty response body". From `strict` on also the
    /// opposite: a response without a body where the page promises one.
    ///
    /// ## Why it matters
    ///
    /// Readers write a parser for what never comes, or none for what does.
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
    /// ## How to mend it
    ///
    /// Call the API and correct the one that is wrong.
    "docs/body-mismatch": Warning, Default, fix None;
    Message(check)
}

fn check(cx: MessageContext<'_, '_>, findings: &mut Findings<'_>) {
    let Some(line) = cx.message.http.status_line() else { return };
    let Some(code) = line.status.filter(|code| matches!(code, 200..=299) && !matches!(code, 204 | 205))
    else {
        return;
    };
    let has_body = cx.message.body.kind != BodyKind::None && !is_empty_object(cx);
    if has_body && !cx.page.glance().denies_bodies() || !has_body && !lacks_one(cx) {
        return;
    }
    let Some((status, body)) = said(cx, code, !has_body) else { return };
    let written = status.span.of(cx.page.source.text()).replace(['`', '*'], "");
    let written = quote::code(written.trim());
    if has_body {
        let message = format!("response with a body, but the page says that {written} comes without one");
        findings.report(cx.first_body_line(), message).related(body.span, "said here");
    } else {
        let message = format!("response without a body, but the page promises one with {written}");
        findings.report(cx.start_line(), message).level(Level::Strict).related(body.span, "promised here");
    }
}

/// Whether the text behind the block begins with code: a body of one value.
fn is_shown_in_prose(cx: MessageContext<'_, '_>) -> bool {
    let behind = &cx.page.source.text()[cx.example.span.range().end..];
    let behind = behind.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
    behind.starts_with('`') && !behind.starts_with("```")
}

/// Whether the body is `{}`, which is as good as none.
fn is_empty_object(cx: MessageContext<'_, '_>) -> bool {
    cx.message.body.json.as_ref().is_some_and(|tree| tree.nodes().count() == 1)
}

/// Whether a missing body would be one: nothing says why there is none, and no other rule says that there should be.
fn lacks_one(cx: MessageContext<'_, '_>) -> bool {
    let http = &cx.message.http;
    let annotation = cx.page.annotation(cx.example);
    let is_text = || {
        let field = http.header("content-type");
        field.is_none_or(|field| media_type::parse(field.value.text).essence.starts_with("text/"))
    };
    let asked = cx.request().and_then(|request| request.http.request());
    cx.message.body.kind == BodyKind::None
        && !http.elided
        && http.header("content-length").is_none_or(|length| length.value.text != "0")
        && annotation.is_none_or(|annotation| annotation.type_name.is_none() && !annotation.truncated)
        && asked.is_none_or(|line| line.method.text != "HEAD")
        && cx.message.body_in.is_none()
        && !cx.body_follows()
        && !is_shown_in_prose(cx)
        && is_text()
}

/// What the page surely says about the body of a response with this code, if nothing that it says is otherwise.
fn said<'p>(
    cx: MessageContext<'p, '_>,
    code: u16,
    promised: bool,
) -> Option<(&'p DeclaredStatus, DeclaredBody)> {
    let declared = cx.page.declared();
    let formal = declared.reaching(cx.example.section).flat_map(|part| declared.about(part));
    let near = declared.nearby(cx.example, cx.message);
    let about = near.chain(formal.filter(|status| status.formal));
    let sentences = about.filter(|status| status.codes.contains(code) && status.form == StatusForm::Sentence);
    let mut first = None;
    for status in sentences.take(MOST) {
        let body = status.body.filter(|body| body.promised == promised)?;
        if status.certainty != Certainty::Promised {
            return None;
        }
        first = first.or(Some((status, body)));
    }
    first
}

/// No more sentences than this are looked at.
const MOST: usize = 64;
