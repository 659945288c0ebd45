//! `odata/context-version`.

use crate::conformance::Page;
use crate::extract::MessageRef;
use crate::rules::{Findings, JsonContext, conformity, quote};

declare_rule! {
    /// A context URL of another version of the API.
    ///
    /// ## What it finds
    ///
    /// An `@odata.context` whose URL has a different version from the target of the request that it answers, such as
    /// `/beta/` after a request to `/v1.0/`; without a request, from the version in the page's own path.
    ///
    /// ## Why it matters
    ///
    /// The example was copied from the documentation of another version, and shows what that version returns.
    ///
    /// ## Example
    ///
    /// ```http
    /// GET https://api.parcelo.example/v1.0/shipments
    ///
    /// HTTP/1.1 200 OK
    ///
    /// { "@odata.context": "https://api.parcelo.example/beta/$metadata#shipments", "value": [] }
    /// ```
    ///
    /// should be
    ///
    /// ```http
    /// GET https://api.parcelo.example/v1.0/shipments
    ///
    /// HTTP/1.1 200 OK
    ///
    /// { "@odata.context": "https://api.parcelo.example/v1.0/$metadata#shipments", "value": [] }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Run the request against the version that the page documents, and show what it returns.
    "odata/context-version": Warning, Strict, fix None;
    Document(check)
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    let of_path = page.source.path().split('/').rev().find_map(version);
    for exchange in &page.exchanges {
        let requested = exchange.request.and_then(|at| target(page, at)).and_then(of_url);
        let Some(expected) = requested.or(of_path) else { continue };
        for (response, _) in &exchange.responses {
            compare(page, *response, expected, findings);
        }
    }
}

fn compare(page: &Page<'_>, at: MessageRef, expected: &str, findings: &mut Findings<'_>) {
    let Some(cx) = JsonContext::at(page, at) else { return };
    let context = cx.tree.root().and_then(|root| cx.tree.member(root, "@odata.context", cx.text()));
    let Some(context) = context else { return };
    let span = cx.tree.node(context).span;
    let url = conformity::inside(cx.text(), span).of(cx.text());
    let before = url.split("/$metadata").next().unwrap_or_default();
    let Some(found) = of_url(before).filter(|found| !found.eq_ignore_ascii_case(expected)) else { return };
    let message = format!(
        "the context is for {}, but the example is for {}",
        quote::code(found),
        quote::code(expected)
    );
    findings.report(cx.span(span), message).pointer(cx.pointer(context));
}

/// The target of a request.
fn target<'d>(page: &Page<'d>, at: MessageRef) -> Option<&'d str> {
    let message = page.example(at.example).messages.get(at.message as usize)?;
    Some(message.http.request()?.target.text)
}

/// The version that the path of a URL begins with, after the host.
fn of_url(url: &str) -> Option<&str> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    path.split('/').take(3).find_map(version)
}

/// `v1.0`, `v2`, `beta`.
fn version(part: &str) -> Option<&str> {
    let number = part.strip_prefix(['v', 'V']).is_some_and(|rest| {
        !rest.is_empty()
            && rest.split('.').all(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
    });
    (number || part.eq_ignore_ascii_case("beta")).then_some(part)
}
