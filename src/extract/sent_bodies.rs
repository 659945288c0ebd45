//! Ties what comes back to the body that is sent right above it, where the page shows no request but that body: its
//! address is in the text, or nowhere.
//!
//! Requests and what answers them are `pairing`; which endpoint a body is about is `naming`.

use std::collections::HashSet;

use super::outline::Outline;
use super::pairing::first;
use super::{Endpoint, Example, ExampleKind, Exchange, MessageRef, PairingReason, ParsedPage, surroundings};
use crate::document::SectionId;

/// Ties the bodies of a page that are no part of another exchange.
pub(super) fn tie(page: &mut ParsedPage<'_>, outline: &Outline) {
    let mut found = answered(page, outline);
    if found.is_empty() {
        return;
    }
    let exchanges = &mut page.exchanges;
    let asked = exchanges.iter().filter(|exchange| exchange.request.is_some());
    let parts = |exchange: &Exchange| {
        let responses = exchange.responses.iter().map(|(at, _)| *at);
        responses.chain(exchange.payload).collect::<Vec<_>>()
    };
    let taken: HashSet<MessageRef> = asked.flat_map(parts).collect();
    found.retain_mut(|(body, responses)| {
        responses.retain(|(at, _)| !taken.contains(at));
        !taken.contains(body) && !responses.is_empty()
    });
    let tied: HashSet<MessageRef> =
        found.iter().flat_map(|(_, responses)| responses).map(|(at, _)| *at).collect();
    // What answers nothing else has an exchange of its own until now.
    exchanges.retain(|exchange| {
        exchange.request.is_some() || !exchange.responses.iter().any(|(at, _)| tied.contains(at))
    });
    let made = found.into_iter();
    exchanges.extend(made.map(|(body, responses)| Exchange {
        request: Some(body),
        payload: None,
        responses,
    }));
    exchanges.sort_by_key(first);
}

/// Each body that is sent, with what comes back below it and is near, or beside what does.
fn answered(page: &ParsedPage<'_>, outline: &Outline) -> Vec<Answered> {
    let mut found: Vec<Answered> = Vec::new();
    let mut open: Option<Open<'_, '_>> = None;
    for example in page.examples.iter().filter(|example| example.body_of.is_none()) {
        let at = MessageRef { example: example.id, message: 0 };
        let is_bare = example.messages.is_empty() && example.annotation.is_none();
        match example.kind {
            ExampleKind::Request => {
                open = is_bare.then_some(Open { at, body: example, answered_in: None });
            }
            ExampleKind::Response => {
                open = open.filter(|open| open.is_answered_by(example, page, outline));
                let Some(open) = &mut open else { continue };
                let further = open.answered_in.replace(example.section).is_some();
                let reason = match () {
                    () if further => PairingReason::FurtherResponse,
                    () if open.body.section == example.section => PairingReason::Order,
                    () => PairingReason::SiblingSection,
                };
                match found.last_mut().filter(|(body, _)| *body == open.at) {
                    Some((_, responses)) => responses.push((at, reason)),
                    None => found.push((open.at, vec![(at, reason)])),
                }
            }
            ExampleKind::RequestList => open = None,
            _ => {}
        }
    }
    found
}

/// A body that is sent, with what comes back.
type Answered = (MessageRef, Vec<(MessageRef, PairingReason)>);

/// The most recent body that is sent.
struct Open<'p, 'd> {
    at: MessageRef,
    body: &'p Example<'d>,
    /// The section of what came back last.
    answered_in: Option<SectionId>,
}

impl Open<'_, '_> {
    fn is_answered_by(&self, response: &Example<'_>, page: &ParsedPage<'_>, outline: &Outline) -> bool {
        let (here, there) = (response.section, self.body.section);
        let is_near = || surroundings::is_near(page.document, page.language, outline, here, there);
        let is_label = |section| surroundings::is_label(page.document, page.language, section);
        // Errors of a page are no further answer to the last body of it.
        let is_further = |answered: SectionId| {
            answered == here
                || outline.is_within(here, Some(there))
                || is_label(there)
                || is_label(answered) && outline.parent(answered) == outline.parent(here)
        };
        self.body.endpoint.zip(response.endpoint).is_none_or(|(one, other)| is_same(one, other))
            && self.answered_in.is_none_or(is_further)
            && (self.answered_in == Some(here) || is_near())
    }
}

fn is_same(one: Endpoint<'_>, other: Endpoint<'_>) -> bool {
    (one.method, one.target) == (other.method, other.target)
}
