//! `pairing/response-without-request`.

use crate::conformance::Page;
use crate::extract::{Exchange, PairingReason};
use crate::rules::Findings;
use crate::text::LocalSpan;

declare_rule! {
    /// A response without a request.
    ///
    /// ## What it finds
    ///
    /// A response example that does not answer any request before it in its part of the page.
    ///
    /// ## Why it matters
    ///
    /// A reader cannot tell what was requested.
    ///
    /// ## Example
    ///
    /// ````markdown
    /// ## Errors
    ///
    /// ```http
    /// HTTP/1.1 404 Not Found
    /// ```
    /// ````
    ///
    /// ## How to fix it
    ///
    /// Show the request, or leave it as it is where any request may get this response.
    "pairing/response-without-request": Info, Pedantic, fix None;
    Exchange(check)
}

fn check(page: &Page<'_>, exchange: &Exchange, findings: &mut Findings<'_>) {
    if exchange.request.is_some() {
        return;
    }
    let alone = exchange.responses.iter().filter(|(_, reason)| *reason == PairingReason::Unpaired);
    for (response, _) in alone {
        let example = page.example(response.example);
        let message = example.messages.get(response.message as usize);
        let start = example.payload.as_ref().map_or(0, |body| body.span.start);
        let line = message.map_or(LocalSpan { start, end: start }, |message| message.http.start_line());
        findings.report(example.file_span(line), "no request precedes this response");
    }
}
