//! `schema/undocumented-status`.

use crate::conformance::{OperationRemark, Page};
use crate::rules::Findings;

declare_rule! {
    /// A response has a status that its operation does not have.
    ///
    /// ## What it finds
    ///
    /// A response to a request of the page whose status code the OpenAPI description of the operation does not list,
    /// neither by itself nor as `2XX` or `default`.
    ///
    /// ## Why it matters
    ///
    /// The reader handles a status that never comes, and not the one that does; or the description misses it.
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
    /// ## How to mend it
    ///
    /// Show the status that the service answers with, or add it to the description.
    "schema/undocumented-status": Warning, Default, fix None;
    Document(check)
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    for (at, remark) in &page.conformance.operations {
        if *remark != OperationRemark::Status {
            continue;
        }
        let example = page.example(at.example);
        let message = example.messages.get(at.message as usize);
        if let Some(line) = message.and_then(|message| message.http.status_line()) {
            let words = format!("`{}` is not a status of the operation that it answers", line.code.text);
            findings.report(example.file_span(line.code.span), words);
        }
    }
}
