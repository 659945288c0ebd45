//! `docs/endpoint-mismatch`.

use std::collections::BTreeMap;

use crate::conformance::Page;
use crate::document::SectionId;
use crate::extract::{
    BlockType, DeclaredEndpoint, Endpoints, Example, ExampleKind, PathTemplate, is_foreign, is_signature,
};
use crate::rules::{Findings, quote};
use crate::syntax::http::RequestLine;

declare_rule! {
    /// The example calls an endpoint that the page does not document.
    ///
    /// ## What it finds
    ///
    /// An example request whose method and path match none of the endpoint lines of its part of the page: request
    /// lines without headers, as in a section "HTTP request", `` `GET /parcels/{id}` `` in prose or a heading, rows of
    /// a table of methods and paths. The same for the endpoint that the sentence right before the example says to call.
    /// Templates match anything; hosts, versions, base paths and queries do not count.
    ///
    /// ## Why it matters
    ///
    /// Either the example was copied from another page, or the page does not list all of its endpoints.
    ///
    /// ## Example
    ///
    /// ````markdown
    /// ```http
    /// POST /parcels/{id}/labels
    /// ```
    ///
    /// ```http
    /// PUT https://api.parcelo.example/v1/parcels/p-1042/labels
    /// Content-Type: application/json
    /// ```
    /// ````
    ///
    /// ## How to fix it
    ///
    /// Correct the example, or document the endpoint.
    "docs/endpoint-mismatch": Warning, Strict, fix None;
    Document(check)
}

/// The most endpoint lines that a finding points to.
const PLACES: usize = 3;

/// More endpoint lines than this belong to no single operation.
const MOST: usize = 64;

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    let mut calls: BTreeMap<Option<SectionId>, Vec<Call<'_>>> = BTreeMap::new();
    for example in page.examples.iter().filter(|example| example.kind == ExampleKind::Request) {
        for message in &example.messages {
            let Some(line) = message.http.request() else { continue };
            let span = example.file_span(line.method.span).to(example.file_span(line.target.span));
            if page.endpoints().lines.binary_search_by_key(&span, |line| line.span).is_ok() {
                continue;
            }
            let bare = is_signature(page, example, message);
            let path = PathTemplate::new(line.target.text);
            if !bare && check_sentence(page, example, line, &path, findings) {
                continue;
            }
            let Some(part) = page.endpoints().part(example.section).filter(|_| !path.is_vague()) else {
                continue;
            };
            if !is_foreign(page, message) {
                calls.entry(part).or_default().push(Call { example, line, path, bare });
            }
        }
    }
    for (part, calls) in calls {
        let lines: Vec<_> = page.endpoints().about(part).take(MOST).map(|line| (line, line.path())).collect();
        let fits = |call: &Call<'_>| {
            lines.iter().any(|(line, path)| line.method == call.line.method.text && call.path.is_one_of(path))
        };
        let (right, wrong): (Vec<_>, Vec<_>) = calls.into_iter().partition(fits);
        for call in wrong.into_iter().filter(|call| !call.bare) {
            // Where the other examples are right, this one may be a step before or after.
            let is_near = is_request(page, call.example)
                && lines
                    .iter()
                    .any(|(line, path)| line.method == call.line.method.text && call.path.is_near(path));
            let is_related = lines.iter().any(|(_, path)| call.path.is_related(path));
            if right.is_empty() && is_related || is_near {
                report(&call, &lines, findings);
            }
        }
    }
}

/// Checks a request against the endpoint that the sentence right before it calls; returns whether it is another one.
fn check_sentence(
    page: &Page<'_>,
    example: &Example<'_>,
    line: &RequestLine<'_>,
    path: &PathTemplate,
    findings: &mut Findings<'_>,
) -> bool {
    let Some(called) = Endpoints::spoken(page, example).filter(|_| example.messages.len() == 1) else {
        return false;
    };
    let template = called.path();
    let same_method = called.method == line.method.text;
    let same_path = path.is_one_of(&template);
    // Two slips at once are another call.
    let differs = !same_method && same_path || same_method && !same_path && path.is_near(&template);
    if differs {
        let call = Call { example, line, path: PathTemplate::new(line.target.text), bare: false };
        report(&call, &[(&called, template)], findings);
    }
    differs
}

/// An example request.
struct Call<'p> {
    example: &'p Example<'p>,
    line: &'p RequestLine<'p>,
    path: PathTemplate,
    /// Whether it is no more than a line, which could be anything.
    bare: bool,
}

fn is_request(page: &Page<'_>, example: &Example<'_>) -> bool {
    page.annotation(example).is_some_and(|annotation| annotation.block_type == Some(BlockType::Request))
}

fn report(call: &Call<'_>, lines: &[(&DeclaredEndpoint, PathTemplate)], findings: &mut Findings<'_>) {
    let (method, target) = (call.line.method, call.line.target);
    let mut places: Vec<_> =
        lines.iter().filter(|(_, path)| call.path.is_one_of(path)).map(|(line, _)| *line).collect();
    let (span, message, label) = if let Some(named) = places.first() {
        let (shown, named) = (quote::code(method.text), quote::code(&named.method));
        (
            method.span,
            format!("{shown}, but the page documents this endpoint with {named}"),
            "documented here",
        )
    } else {
        places.extend(lines.iter().map(|(line, _)| *line));
        let shown = quote::long_code(target.text);
        (target.span, format!("the page does not document {shown}"), "the page documents this endpoint")
    };
    places.sort_by_key(|line| line.method != method.text);
    let finding = findings.report(call.example.file_span(span), message);
    for line in places.into_iter().take(PLACES) {
        finding.related(line.span, label);
    }
}
