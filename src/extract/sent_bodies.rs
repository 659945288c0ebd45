//! Ties what comes back to the body that is sent right above it, where the page shows no request but that body: its
//! address is in the text, or nowhere.
//!
//! Requests and what answers them are `pairing`; which endpoint a body is about is `naming`.

use std::collections::HashMap;

use super::outline::Outline;
use super::pairing::first;
use super::{Endpoint, Example, ExampleKind, Exchange, MessageRef, PairingReason, ParsedPage, surroundings};

/// A body that is sent, what comes back, and whether both are in one section.
type Tie = (MessageRef, MessageRef, bool);

/// Ties the bodies of a page that are no part of another exchange.
pub(super) fn tie(page: &mut ParsedPage<'_>, outline: &Outline) {
    let ties = ties(page, outline);
    if ties.is_empty() {
        return;
    }
    let exchanges = &mut page.exchanges;
    let mut of: HashMap<MessageRef, usize> = HashMap::new();
    for (index, exchange) in exchanges.iter().enumerate() {
        let parts = exchange.responses.iter().map(|(at, _)| at).chain(&exchange.payload);
        of.extend(parts.map(|at| (*at, index)));
    }
    for (body, response, is_beside) in ties.into_iter().filter(|(body, ..)| !of.contains_key(body)) {
        let reason = if is_beside { PairingReason::Order } else { PairingReason::SiblingSection };
        match of.get(&response).map(|index| &mut exchanges[*index]) {
            Some(exchange) if exchange.request.is_none() => {
                exchange.request = Some(body);
                exchange.responses.iter_mut().for_each(|(_, told)| *told = reason);
            }
            Some(_) => {}
            None => {
                let responses = vec![(response, reason)];
                exchanges.push(Exchange { request: Some(body), payload: None, responses });
            }
        }
    }
    exchanges.sort_by_key(first);
}

/// Each body that is sent, with the first thing that comes back below it and is near.
fn ties(page: &ParsedPage<'_>, outline: &Outline) -> Vec<Tie> {
    let mut sent: Option<(MessageRef, &Example<'_>)> = None;
    let mut ties = Vec::new();
    for example in page.examples.iter().filter(|example| example.body_of.is_none()) {
        let at = MessageRef { example: example.id, message: 0 };
        let is_bare = example.messages.is_empty() && example.annotation.is_none();
        match example.kind {
            ExampleKind::Request => sent = is_bare.then_some((at, example)),
            ExampleKind::Response => {
                let near = |(_, body): &(MessageRef, &Example<'_>)| {
                    let (here, there) = (example.section, body.section);
                    body.endpoint.zip(example.endpoint).is_none_or(|(one, other)| is_same(one, other))
                        && surroundings::is_near(page.document, page.language, outline, here, there)
                };
                if let Some((sent, body)) = sent.take().filter(near) {
                    ties.push((sent, at, body.section == example.section));
                }
            }
            ExampleKind::RequestList => sent = None,
            _ => {}
        }
    }
    ties
}

fn is_same(one: Endpoint<'_>, other: Endpoint<'_>) -> bool {
    (one.method, one.target) == (other.method, other.target)
}
