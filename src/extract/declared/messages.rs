//! The calls and the responses of a page, as far as declarations are about them.

use std::collections::BTreeMap;

use crate::document::SectionId;
use crate::extract::{BlockType, Example, ExampleKind, Message, MessageForm, MessageRef, ParsedPage};

/// A response of a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Response {
    /// Where its start line begins in the file.
    pub(super) start: u32,
    /// The section that it stands in.
    pub(super) section: SectionId,
    /// Where the request that it answers begins, if one is shown.
    pub(super) request: Option<u32>,
}

/// The responses of a page whose status is known, by their status line or by the words around them, in order.
pub(super) fn responses(page: &ParsedPage<'_>) -> Vec<Response> {
    let requests = requests(page);
    let of = |example: &Example<'_>, message: &Message<'_>| {
        let start = message.http.status().map(|_| start(example, message))?;
        Some(Response { start, section: example.section, request: requests.get(&start).copied() })
    };
    let told = |example: &Example<'_>| {
        example.status.and_then(|status| status.place).filter(|_| example.kind == ExampleKind::Response)?;
        Some(Response { start: example.span.start, section: example.section, request: None })
    };
    let mut found = Vec::new();
    for example in &page.examples {
        found.extend(example.messages.iter().filter_map(|message| of(example, message)));
        if example.messages.is_empty() {
            found.extend(told(example));
        }
    }
    found
}

/// By the start of every tied response, where its request begins.
fn requests(page: &ParsedPage<'_>) -> BTreeMap<u32, u32> {
    let place = |at: MessageRef| {
        let example = page.example(at.example);
        example.messages.get(at.message as usize).map(|message| start(example, message))
    };
    let mut requests = BTreeMap::new();
    for exchange in &page.exchanges {
        let Some(request) = exchange.request.and_then(place) else { continue };
        let responses = exchange.responses.iter().filter_map(|(response, _)| place(*response));
        requests.extend(responses.map(|response| (response, request)));
    }
    requests
}

/// Where the calls of a page begin, with their sections, in order.
pub(super) fn calls(page: &ParsedPage<'_>) -> Vec<(u32, SectionId)> {
    let examples = page.examples.iter();
    let messages =
        examples.flat_map(|example| example.messages.iter().map(move |message| (example, message)));
    let is_call = |(example, message): &(&Example<'_>, &Message<'_>)| {
        message.http.request().is_some() && !is_signature(page, example, message)
    };
    messages.filter(is_call).map(|(example, message)| (start(example, message), example.section)).collect()
}

/// Where the start line of a message begins in the file.
pub(super) fn start(example: &Example<'_>, message: &Message<'_>) -> u32 {
    example.file_span(message.http.start_line()).start
}

/// Whether a message only names an endpoint: a path, perhaps with templates, and nothing else.
pub(crate) fn is_signature(page: &ParsedPage<'_>, example: &Example<'_>, message: &Message<'_>) -> bool {
    let http = &message.http;
    let Some(line) = http.request() else { return false };
    if example.kind == ExampleKind::RequestList {
        return true;
    }
    if message.form != MessageForm::Http {
        return false;
    }
    let bare = line.version.is_none() && http.headers.is_empty() && http.body.is_empty();
    match page.annotation(example).and_then(|annotation| annotation.block_type) {
        Some(BlockType::Request) => false,
        Some(BlockType::Ignored) => line.version.is_none() && http.body.is_empty(),
        _ => bare && !line.target.text.contains("://") && example.kind == ExampleKind::Request,
    }
}
