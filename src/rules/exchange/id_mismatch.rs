//! `exchange/id-mismatch`.

use crate::conformance::Page;
use crate::extract::{Exchange, Message, MessageRef};
use crate::rules::{Findings, JsonContext, quote};
use crate::syntax::json::{NodeKind, unquoted};
use crate::text::Span;

declare_rule! {
    /// The request and the response are about different resources.
    ///
    /// ## What it finds
    ///
    /// A literal id at the end of the target, such as `/parcels/p_1042`, and a different one of the same form in the member `id`
    /// of the body that is sent or returned; or in `Location` and in the body of a `201` response. Templates, and bodies in
    /// which another member has the id of the target, pass.
    ///
    /// ## Why it matters
    ///
    /// The reader cannot tell which of the two the call is about. Often one of them was copied from another example.
    ///
    /// ## Example
    ///
    /// ```http
    /// GET /parcels/1042 HTTP/1.1
    ///
    /// HTTP/1.1 200 OK
    /// Content-Type: application/json
    ///
    /// { "id": 1043 }
    /// ```
    ///
    /// should be
    ///
    /// ```http
    /// GET /parcels/1042 HTTP/1.1
    ///
    /// HTTP/1.1 200 OK
    /// Content-Type: application/json
    ///
    /// { "id": 1042 }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Use one id in the whole exchange.
    "exchange/id-mismatch": Warning, Strict, fix None;
    Exchange(check)
}

/// No more responses than this are looked at.
const MOST: usize = 16;

fn check(page: &Page<'_>, exchange: &Exchange, findings: &mut Findings<'_>) {
    let request = exchange.request.and_then(|at| target(page, at).map(|target| (at, target)));
    if let Some((at, (id, span))) = request {
        let method =
            message(page, at).and_then(|message| message.http.request()).map(|line| line.method.text);
        // What a POST creates or does has an id of its own.
        if method != Some("POST") {
            compare(page, at, (id, span, "the request is for"), findings);
            for (response, _) in exchange.responses.iter().take(MOST).filter(|(at, _)| succeeds(page, *at)) {
                compare(page, *response, (id, span, "the request is for"), findings);
            }
            return;
        }
    }
    for (response, _) in exchange.responses.iter().take(MOST) {
        if let Some((id, span)) = created(page, *response) {
            compare(page, *response, (id, span, "`Location` names"), findings);
        }
    }
}

fn message<'p, 'd>(page: &'p Page<'d>, at: MessageRef) -> Option<&'p Message<'d>> {
    page.example(at.example).messages.get(at.message as usize)
}

fn succeeds(page: &Page<'_>, at: MessageRef) -> bool {
    let status = message(page, at)
        .map_or(page.example(at.example).status.map(|told| told.code), |message| message.http.status());
    status.is_none_or(|status| matches!(status, 200 | 201))
}

/// The id that a target ends with.
fn target<'p>(page: &'p Page<'_>, at: MessageRef) -> Option<(&'p str, Span)> {
    let target = message(page, at)?.http.request()?.target;
    let (id, from) = last_segment(target.text)?;
    let start = page.example(at.example).file_span(target.span).start as usize + from;
    Some((id, Span::new(start, start + id.len())))
}

/// The id that the address of what was created ends with.
fn created<'p>(page: &'p Page<'_>, at: MessageRef) -> Option<(&'p str, Span)> {
    let http = &message(page, at)?.http;
    let field = http.header("location").filter(|_| http.status() == Some(201))?;
    let (id, from) = last_segment(field.value.text)?;
    let start = page.example(at.example).file_span(field.value.span).start as usize + from;
    Some((id, Span::new(start, start + id.len())))
}

/// The last segment of a path, if it is an id, and where it begins.
fn last_segment(address: &str) -> Option<(&str, usize)> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let (before, id) = path.rsplit_once('/')?;
    // Counted things have numbers that are no ids.
    let of = before.rsplit('/').next().unwrap_or_default();
    let counted = ["version", "page", "revision", "step", "line", "offset", "year", "limit"];
    let plain =
        !counted.iter().any(|word| of.to_ascii_lowercase().starts_with(word)) && !address.contains('\n');
    (plain && form(id).is_some()).then_some((id, before.len() + 1))
}

/// How an id is built; ids of one form can be told apart.
#[derive(PartialEq, Eq)]
enum IdForm<'t> {
    Number,
    Uuid,
    Prefixed(&'t str),
    Hex(usize),
}

fn form(id: &str) -> Option<IdForm<'_>> {
    let bytes = id.as_bytes();
    if bytes.is_empty() || bytes.len() > 64 || !id.is_ascii() {
        return None;
    }
    if bytes.iter().all(u8::is_ascii_digit) {
        return Some(IdForm::Number);
    }
    let hex = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let groups: Vec<usize> = id.split('-').map(str::len).collect();
    if groups == [8, 4, 4, 4, 12] && id.split('-').all(hex) {
        return Some(IdForm::Uuid);
    }
    if bytes.len() >= 16 && hex(id) {
        return Some(IdForm::Hex(bytes.len()));
    }
    let (prefix, rest) = id.split_once('_')?;
    let lower = prefix.bytes().all(|byte| byte.is_ascii_lowercase());
    let digit = rest.bytes().any(|byte| byte.is_ascii_digit());
    let alphanumeric = rest.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (lower && digit && alphanumeric && !prefix.is_empty()).then_some(IdForm::Prefixed(prefix))
}

/// Reports an `id` in a body that is another one than `expected`.
fn compare(
    page: &Page<'_>,
    at: MessageRef,
    (expected, place, about): (&str, Span, &'static str),
    findings: &mut Findings<'_>,
) {
    let Some(cx) = JsonContext::at(page, at) else { return };
    let text = cx.text();
    let Some(root) = cx.tree.root().filter(|&root| cx.tree.node(root).kind == NodeKind::Object) else {
        return;
    };
    let Some(id) = cx.tree.member(root, "id", text) else { return };
    let scalar = |id| {
        let node = cx.tree.node(id);
        matches!(node.kind, NodeKind::String | NodeKind::Number).then(|| unquoted(node.span.of(text)))
    };
    let Some(written) = scalar(id) else { return };
    let known = cx.tree.children(root).filter_map(scalar).any(|value| value.eq_ignore_ascii_case(expected));
    if known || form(written) != form(expected) {
        return;
    }
    let message = format!("\"id\" is {}, but {about} {}", quote::code(written), quote::code(expected));
    findings.report(cx.span(cx.tree.node(id).span), message).related(place, "here").pointer(cx.pointer(id));
}
