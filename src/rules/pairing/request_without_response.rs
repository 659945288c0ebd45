//! `pairing/request-without-response`.

use crate::extract::{BlockType, Example, ExampleKind, Exchange, Message, Page};
use crate::rules::Findings;

declare_rule! {
    /// A request that no response follows.
    ///
    /// ## What it finds
    ///
    /// A request example without a response, on a page that shows responses. Request lines that only name an endpoint
    /// need none, and neither do requests annotated as `ignored`.
    ///
    /// ## Why it matters
    ///
    /// The reader learns how to call, and not what comes back. Often the response is there, and a wrong name or a
    /// missing fence keeps it away.
    ///
    /// ## Example
    ///
    /// ````markdown
    /// ```http
    /// DELETE /parcels/p-1042 HTTP/1.1
    /// Host: api.parcelo.example
    /// ```
    /// ````
    ///
    /// should be followed by
    ///
    /// ````markdown
    /// ```http
    /// HTTP/1.1 204 No Content
    /// ```
    /// ````
    ///
    /// ## How to mend it
    ///
    /// Show the response, be it only a status line.
    "pairing/request-without-response": Warning, Strict, fix None;
    Exchange(check)
}

fn check(page: &Page<'_>, exchange: &Exchange, findings: &mut Findings<'_>) {
    let Some(request) = exchange.request.filter(|_| exchange.responses.is_empty()) else { return };
    let example = page.example(request.example);
    let Some(message) = example.messages.get(request.message as usize) else { return };
    if expects_response(page, example, message)
        && page.exchanges.iter().any(|other| !other.responses.is_empty())
    {
        findings
            .report(example.file_span(message.http.start_line()), "no response follows this request")
            .help("show what comes back, be it only a status line");
    }
}

/// Whether the request is an example of a call rather than the name of an endpoint.
fn expects_response(page: &Page<'_>, example: &Example<'_>, message: &Message<'_>) -> bool {
    let http = &message.http;
    let versioned = http.request().is_some_and(|line| line.version.is_some());
    let shown = versioned || !http.headers.is_empty() || !http.body.is_empty();
    let block_type = page.annotation(example).and_then(|annotation| annotation.block_type);
    match block_type {
        _ if example.kind != ExampleKind::Request => false,
        Some(BlockType::Request) => true,
        Some(_) => false,
        None => shown,
    }
}
