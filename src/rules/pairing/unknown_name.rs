//! `pairing/unknown-name`.

use std::collections::HashSet;

use crate::conformance::Page;
use crate::extract::{Annotation, BlockType};
use crate::rules::{Findings, quote};
use crate::text::{LocalSpan, nearest};

declare_rule! {
    /// A response names a request that the page does not have.
    ///
    /// ## What it finds
    ///
    /// A `name` in a `response` annotation that no other annotated block of the page has.
    ///
    /// ## Why it matters
    ///
    /// The response is not matched to a request, so it is never checked against one.
    ///
    /// ## Example
    ///
    /// ````markdown
    /// <!-- { "blockType": "request", "name": "get_parcel" } -->
    /// ```http
    /// GET /parcels/p-1042
    /// ```
    ///
    /// <!-- { "blockType": "response", "name": "getparcel" } -->
    /// ```http
    /// HTTP/1.1 404 Not Found
    /// ```
    /// ````
    ///
    /// should name `get_parcel` in the response.
    ///
    /// ## How to fix it
    ///
    /// Use the request's name, in the same case, or leave the name out: the response then answers the request before it.
    "pairing/unknown-name": Error, Default, fix None;
    Document(check)
}

/// The most names that a response's is compared with to find the one that was meant.
const CANDIDATES: usize = 100;

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    let is_response = |annotation: &&Annotation<'_>| annotation.block_type == Some(BlockType::Response);
    if !page.annotations.iter().any(|annotation| is_response(&annotation) && !annotation.names.is_empty()) {
        return;
    }
    let requests = page.annotations.iter().filter(|annotation| !is_response(annotation));
    let names: Vec<&str> = requests.flat_map(|annotation| annotation.names.iter().copied()).collect();
    let known: HashSet<&str> = names.iter().copied().collect();
    for annotation in page.annotations.iter().filter(is_response) {
        for name in annotation.names.iter().filter(|name| !known.contains(*name)) {
            let Some(span) = name_span(annotation, name) else { continue };
            let written = quote::code(name);
            let message = match nearest(name, names.iter().copied().take(CANDIDATES)) {
                Some(meant) => {
                    format!(
                        "no request on this page is named {written}; did you mean {}?",
                        quote::code(meant)
                    )
                }
                None => format!("no request on this page is named {written}"),
            };
            findings
                .report(annotation.file_span(span), message)
                .help("use the name of a request, or remove the name: the response then answers the request before it");
        }
    }
}

fn name_span(annotation: &Annotation<'_>, name: &str) -> Option<LocalSpan> {
    let value = annotation.tree.node(annotation.field("name")?.value).span;
    let start = value.start as usize + value.of(annotation.text()).find(name)?;
    Some(LocalSpan::new(start, start + name.len()))
}
