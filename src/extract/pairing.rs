//! Ties responses to requests: by name, then by order within the part of the page that the request opened.

use std::collections::HashMap;

use super::outline::Outline;
use super::{Annotation, Example, ExampleId, ExampleKind, Exchange, MessageRef, PairingReason};
use crate::markdown::SectionId;

/// The exchanges of a page in the order of their first messages. Lists of request lines take no part: nothing tells
/// which of the lines a response answers.
pub(super) fn exchanges<'d>(
    examples: &[Example<'d>],
    annotations: &[Annotation<'d>],
    outline: &Outline,
) -> Vec<Exchange> {
    let mut pairing = Pairing { outline, exchanges: Vec::new(), by_name: HashMap::new(), last: None };
    for example in examples.iter().filter(|example| example.kind != ExampleKind::RequestList) {
        let names = example.annotation(annotations).map_or(&[][..], |annotation| &annotation.names);
        if example.messages.is_empty() {
            let at = MessageRef { example: example.id, message: 0 };
            match example.kind {
                ExampleKind::Request => pairing.request(at, example.section, names),
                ExampleKind::Response => pairing.response(at, example.section, names, false),
                _ => {}
            }
        }
        for (index, message) in example.messages.iter().enumerate() {
            let at = MessageRef { example: example.id, message: index as u32 };
            if message.http.request().is_some() {
                pairing.request(at, example.section, names);
            } else {
                let interim = message.http.status().is_some_and(|status| status < 200);
                pairing.response(at, example.section, names, interim);
            }
        }
    }
    pairing.exchanges
}

struct Pairing<'p, 'd> {
    outline: &'p Outline,
    exchanges: Vec<Exchange>,
    /// The first request of each name.
    by_name: HashMap<&'d str, usize>,
    last: Option<Open>,
}

/// The most recent request.
struct Open {
    exchange: usize,
    example: ExampleId,
    /// The part of the page in which it can be answered.
    scope: Option<SectionId>,
    /// Whether its last answer so far was a 1xx, which another one follows.
    interim: bool,
}

impl<'d> Pairing<'_, 'd> {
    fn request(&mut self, at: MessageRef, section: SectionId, names: &[&'d str]) {
        let exchange = self.exchanges.len();
        self.exchanges.push(Exchange { request: Some(at), responses: Vec::new() });
        for name in names {
            self.by_name.entry(name).or_insert(exchange);
        }
        let scope = self.outline.parent(section);
        self.last = Some(Open { exchange, example: at.example, scope, interim: false });
    }

    fn response(&mut self, at: MessageRef, section: SectionId, names: &[&'d str], interim: bool) {
        let mut tied = false;
        for exchange in names.iter().filter_map(|name| self.by_name.get(name)) {
            self.exchanges[*exchange].responses.push((at, PairingReason::Name));
            tied = true;
        }
        if tied {
            return;
        }
        let outline = self.outline;
        let open = self.last.as_mut().filter(|open| outline.is_within(section, open.scope));
        let Some(open) = open else {
            self.exchanges.push(Exchange { request: None, responses: vec![(at, PairingReason::Unpaired)] });
            return;
        };
        let exchange = &mut self.exchanges[open.exchange];
        let first = exchange.responses.is_empty() || open.interim;
        let reason = match () {
            () if open.example == at.example => PairingReason::SameBlock,
            () if first => PairingReason::Order,
            () => PairingReason::FurtherResponse,
        };
        exchange.responses.push((at, reason));
        open.interim = interim;
    }
}
