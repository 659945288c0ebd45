//! `schema/undocumented-operation`.

use crate::conformance::{OperationRemark, Page};
use crate::diagnostic::Level;
use crate::extract::MessageRef;
use crate::rules::{Findings, quote};
use crate::schema::OperationFault;

declare_rule! {
    /// A request that the description of the API does not have.
    ///
    /// ## What it finds
    ///
    /// A request whose path no path of the OpenAPI description matches although it lies on one of its servers, or
    /// whose method its path does not have. Where it is not certain that the request is for the described API (another port, a
    /// placeholder for the host, another path on the same host), and where only the host differs, the finding is
    /// reported at the level `strict`.
    ///
    /// ## Why it matters
    ///
    /// The reader gets `404 Not Found` or `405 Method Not Allowed`; or an operation is missing from the description.
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
    /// ## How to fix it
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
    let OperationRemark::Fault(fault) = remark else { return };
    let (part, words) = match fault {
        OperationFault::Path { near, .. } => {
            let near = near.as_ref().map(|near| format!("; did you mean {}?", quote::code(near)));
            let path = quote::code(path);
            (line.target, format!("the API description has no path {path}{}", near.unwrap_or_default()))
        }
        OperationFault::Method { .. } => {
            let (method, path) = (quote::code(line.method.text), quote::code(path));
            (line.method, format!("the API description has no {method} for {path}"))
        }
        OperationFault::Host { known, path } => {
            let (known, path) = (quote::code(known), quote::code(path));
            (line.target, format!("the API description has {path} on {known}, not on this host"))
        }
    };
    let finding = findings.report(example.file_span(part.span), words);
    if !fault.is_certain() {
        finding.level(Level::Strict);
    }
}
