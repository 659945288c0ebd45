//! `schema/undocumented-operation`.

use crate::conformance::{OperationRemark, Page};
use crate::extract::MessageRef;
use crate::rules::{Findings, quote};

declare_rule! {
    /// A request calls what the description of the API does not have.
    ///
    /// ## What it finds
    ///
    /// A request whose path no path of the OpenAPI description matches although it lies on one of its servers, or
    /// whose method its path does not have.
    ///
    /// ## Why it matters
    ///
    /// The reader gets `404 Not Found` or `405 Method Not Allowed`; or the description misses an operation.
    ///
    /// ## Example
    ///
    /// ```http
    /// GET /v1/shipment/shp_01H8 HTTP/1.1
    /// ```
    ///
    /// should be
    ///
    /// ```http
    /// GET /v1/shipments/shp_01H8 HTTP/1.1
    /// ```
    ///
    /// ## How to mend it
    ///
    /// Correct the request, or add the operation to the description.
    "schema/undocumented-operation": Warning, Default, fix None;
    Document(check)
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    for (at, remark) in &page.conformance.operations {
        report(page, *at, remark, findings);
    }
}

fn report(page: &Page<'_>, at: MessageRef, remark: &OperationRemark, findings: &mut Findings<'_>) {
    let example = page.example(at.example);
    let message = example.messages.get(at.message as usize);
    let Some(line) = message.and_then(|message| message.http.request()) else { return };
    let path = line.target.text.split(['?', '#']).next().unwrap_or_default();
    let path = match path.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or(path, |at| &rest[at..]),
        None => path,
    };
    let (part, words) = match remark {
        OperationRemark::Path { near } => {
            let near = near.as_ref().map(|near| format!(": did you mean {}?", quote::code(near)));
            let path = quote::code(path);
            (line.target, format!("{path} is not a path of the API{}", near.unwrap_or_default()))
        }
        OperationRemark::Method => {
            let (method, path) = (quote::code(line.method.text), quote::code(path));
            (line.method, format!("{method} is not a method of {path}"))
        }
        OperationRemark::Status => return,
    };
    findings.report(example.file_span(part.span), words);
}
