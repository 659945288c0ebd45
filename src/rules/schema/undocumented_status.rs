//! `schema/undocumented-status`.

use crate::conformance::{OperationRemark, Page};
use crate::rules::{Findings, conformity, quote};

declare_rule! {
    /// A response status that the operation does not document.
    ///
    /// ## What it finds
    ///
    /// A response to a request of the page whose status code the OpenAPI description of the operation does not list,
    /// neither as such nor as `2XX` or `default`.
    ///
    /// ## Why it matters
    ///
    /// The reader handles a status that is never sent, and not the one that is; or it is missing from the description.
    ///
    /// ## Example
    ///
    /// ```http
    /// POST /v1/shipments HTTP/1.1
    ///
    /// HTTP/1.1 200 OK
    /// ```
    ///
    /// should be
    ///
    /// ```http
    /// POST /v1/shipments HTTP/1.1
    ///
    /// HTTP/1.1 201 Created
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Show the status that the service returns, or add it to the description.
    "schema/undocumented-status": Warning, Default, fix None;
    Document(check)
}

/// No more statuses than this are listed.
const MOST: usize = 6;

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    for (at, remark) in &page.conformance.operations {
        let OperationRemark::Status { operation, documented } = remark else { continue };
        let example = page.example(at.example);
        let message = example.messages.get(at.message as usize);
        if let Some(line) = message.and_then(|message| message.http.status_line()) {
            let only = match conformity::listed(documented, "and", MOST) {
                list if list.is_empty() => list,
                list => format!(" (only {list})"),
            };
            let operation = quote::long_code(operation);
            let message = format!("{operation} does not document status `{}`{only}", line.code.text);
            findings.report(example.file_span(line.code.span), message);
        }
    }
}
