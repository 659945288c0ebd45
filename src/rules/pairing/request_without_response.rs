//! `pairing/request-without-response`.

use crate::conformance::Page;
use crate::extract::{
    Annotation, BlockType, Dialect, Example, ExampleKind, Exchange, Message, MessageForm, MessageRef,
};
use crate::rules::Findings;

declare_rule! {
    /// A request without a response.
    ///
    /// ## What it finds
    ///
    /// A request example without a response, on a page where most have one. Request lines that only name an endpoint
    /// do not need one, and neither do requests annotated as `ignored`.
    ///
    /// ## Why it matters
    ///
    /// The reader learns how to make the call, but not what it returns. Often the response is there, but a wrong name
    /// or a missing fence hides it.
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
    /// ## How to fix it
    ///
    /// Show the response, even if it is only a status line.
    "pairing/request-without-response": Warning, Strict, fix None;
    Document(check)
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    let annotated = page.annotations.iter().any(is_request);
    let call = |exchange: &Exchange| exchange.request.and_then(|at| call(page, at, annotated));
    let (mut open, mut answered) = (Vec::new(), 0);
    for exchange in &page.exchanges {
        match call(exchange) {
            Some(found) if exchange.responses.is_empty() => open.push(found),
            Some(_) => answered += 1,
            None => {}
        }
    }
    // Where most calls have no response, none is expected.
    if open.len() > answered {
        return;
    }
    for (example, message) in open.into_iter().filter(|(example, _)| !is_answered_by_payload(page, example)) {
        findings
            .report(example.file_span(message.http.start_line()), "no response follows this request")
            .help("show what is returned, even if it is only a status line");
    }
}

fn is_request(annotation: &Annotation<'_>) -> bool {
    annotation.block_type == Some(BlockType::Request)
}

/// The message, if it is an example of a call rather than the name of an endpoint. On a page that annotates its
/// requests, the others are something else: notifications that the reader's own service gets.
fn call<'p, 'd>(
    page: &'p Page<'d>,
    at: MessageRef,
    annotated: bool,
) -> Option<(&'p Example<'d>, &'p Message<'d>)> {
    let example = page.example(at.example);
    let message = example.messages.get(at.message as usize)?;
    let http = &message.http;
    let versioned = http.request().is_some_and(|line| line.version.is_some());
    let shown = versioned || !http.headers.is_empty() || !http.body.is_empty();
    // Commands, of a shell or of a console, are there to be tried.
    let is_command = message.form != MessageForm::Http || example.dialect == Dialect::Console;
    let is_call = match page.annotation(example) {
        _ if example.kind != ExampleKind::Request || is_command => false,
        Some(annotation) => is_request(annotation),
        None => shown && !annotated,
    };
    is_call.then_some((example, message))
}

/// Whether the next example is a bare body: some pages show responses so.
fn is_answered_by_payload(page: &Page<'_>, example: &Example<'_>) -> bool {
    let next = page.examples.get(example.id.index() + 1);
    next.is_some_and(|next| {
        matches!(next.kind, ExampleKind::Payload | ExampleKind::Fragment | ExampleKind::Example)
    })
}
