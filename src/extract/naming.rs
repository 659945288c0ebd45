//! Which endpoint the text around a message is about that answers or makes no request of the page: the sentence before
//! it, the lines of its section, or those of the request that it follows.
//!
//! What ties responses to requests is `pairing`; nothing here looks for a described operation.

use super::endpoint::{self, Endpoints};
use super::outline::Outline;
use super::pairing::first;
use super::{Endpoint, Example, ExampleKind, Exchange, MessageRef, PairingReason, ParsedPage};
use super::{spoken, surroundings};
use crate::cues::Language;
use crate::document::{Document, SectionId};

/// Gives the messages that answer or make no request the endpoint that the text around them is about.
pub(super) fn name_endpoints(page: &mut ParsedPage<'_>, outline: &Outline) {
    let tied = tied(page);
    let mut naming =
        Naming { document: page.document, language: page.language, outline, endpoints: None, previous: None };
    let (examples, exchanges) = (&mut page.examples, &mut page.exchanges);
    let mut section = None;
    for index in 0..examples.len() {
        let Some((example, after)) = examples[index..].split_first_mut() else { return };
        let is_first = section.replace(example.section) != Some(example.section);
        let takes_part = example.body_of.is_none() && example.annotation.is_none();
        if !tied[example.id.index()] && takes_part {
            naming.name(example, after.first(), is_first);
            if example.endpoint.is_some() && example.kind == ExampleKind::Response && is_bare(example) {
                let at = MessageRef { example: example.id, message: 0 };
                let responses = vec![(at, PairingReason::Endpoint)];
                exchanges.push(Exchange { request: None, payload: None, responses });
            }
        }
        naming.previous = Some(Previous {
            end: example.span.end,
            section: example.section,
            asks: example.endpoint.filter(|_| example.kind == ExampleKind::Request && is_bare(example)),
        });
    }
    let of = |at: &MessageRef| examples[at.example.index()].endpoint.is_some();
    for exchange in exchanges.iter_mut().filter(|exchange| exchange.request.is_none()) {
        for (at, reason) in exchange.responses.iter_mut().filter(|(at, _)| of(at)) {
            debug_assert!(of(at));
            *reason = PairingReason::Endpoint;
        }
    }
    exchanges.sort_by_key(first);
}

/// Which examples answer a request of the page or are its body.
fn tied(page: &ParsedPage<'_>) -> Vec<bool> {
    let mut tied = vec![false; page.examples.len()];
    for exchange in page.exchanges.iter().filter(|exchange| exchange.request.is_some()) {
        let responses = exchange.responses.iter().map(|(at, _)| at);
        for at in responses.chain(&exchange.payload) {
            tied[at.example.index()] = true;
        }
    }
    tied
}

struct Naming<'p, 'd> {
    document: &'d Document<'d>,
    language: Language,
    outline: &'p Outline,
    /// Read when the first example asks for them.
    endpoints: Option<Endpoints<'d>>,
    previous: Option<Previous<'d>>,
}

/// The example above another.
#[derive(Clone, Copy)]
struct Previous<'d> {
    end: u32,
    section: SectionId,
    /// The endpoint of a body that is sent, which the next body may answer.
    asks: Option<Endpoint<'d>>,
}

impl<'d> Naming<'_, 'd> {
    fn name(&mut self, example: &mut Example<'d>, next: Option<&Example<'d>>, is_first: bool) {
        let document = self.document;
        let line = || line_before(document.text, example);
        let names_get = || surroundings::title(document, example.section).is_some_and(is_get);
        let alone = match example.kind {
            ExampleKind::Response => true,
            ExampleKind::Request => is_bare(example),
            ExampleKind::Payload
                if is_bare(example) && line().is_some_and(|line| self.sends(line, example, next)) =>
            {
                example.kind = ExampleKind::Request;
                true
            }
            ExampleKind::Payload => {
                is_bare(example)
                    && (line().is_some_and(|line| line.contains("GET")) || is_first && names_get())
            }
            _ => false,
        };
        if !alone {
            return;
        }
        example.endpoint = spoken::before(document, example).or_else(|| self.around(example));
        if example.kind == ExampleKind::Payload {
            example.endpoint = example.endpoint.filter(|endpoint| endpoint.method == "GET");
            if example.endpoint.is_some() {
                example.kind = ExampleKind::Response;
            }
        }
    }

    /// The endpoint that the section of an example names; of several, the one that stands right above it; or
    /// that of the request that it answers.
    fn around(&mut self, example: &Example<'d>) -> Option<Endpoint<'d>> {
        let (document, language, outline) = (self.document, self.language, self.outline);
        let is_near = |other| surroundings::is_near(document, language, outline, example.section, other);
        let endpoints = self.endpoints.get_or_insert_with(|| Endpoints::of(document));
        let from = self.previous.map_or(0, |previous| previous.end);
        let answered = self.previous.filter(|_| example.kind == ExampleKind::Response);
        endpoints
            .around(example.section, outline, document, language)
            .or_else(|| endpoints.between(from, example.span.start, is_near))
            .or_else(|| answered.filter(|previous| is_near(previous.section))?.asks)
    }

    /// Whether a body right below an endpoint is what is sent to it: nothing says which way it goes, but what comes back
    /// follows.
    fn sends(&self, line: &str, example: &Example<'d>, next: Option<&Example<'d>>) -> bool {
        let method = endpoint::endpoint(line).map(|(method, _)| method);
        let comes_back = |next: &Example<'_>| {
            let (section, own) = (next.section, example.section);
            next.kind == ExampleKind::Response
                && is_bare(next)
                && surroundings::is_near(self.document, self.language, self.outline, section, own)
        };
        matches!(method, Some("POST" | "PUT" | "PATCH")) && next.is_some_and(comes_back)
    }
}

fn is_bare(example: &Example<'_>) -> bool {
    example.messages.is_empty()
}

/// Whether a heading is an endpoint that is read: what stands first below it is what comes back.
fn is_get(heading: &str) -> bool {
    let target = heading.trim_start_matches(['`', '*']).strip_prefix("GET");
    target.is_some_and(|target| {
        let path = target.trim_start_matches([' ', '`', '*']);
        path.len() < target.len() && path.starts_with('/')
    })
}

/// The line right before a block, if it may name an endpoint.
fn line_before<'t>(text: &'t str, example: &Example<'_>) -> Option<&'t str> {
    /// Longer lines name none.
    const LONGEST: usize = 400;
    let end = example.span.start as usize;
    let start = text.ceil_char_boundary(end.saturating_sub(LONGEST)).min(end);
    let before = text[start..end].trim_end();
    before.rsplit('\n').next().filter(|line| line.contains('/'))
}
