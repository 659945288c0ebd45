//! Ties responses to requests: by name, then by order within the part of the page that the request opened.

use std::collections::HashMap;

use super::dialect::named_method;
use super::dialect::words::names_request;
use super::outline::Outline;
use super::surroundings;
use super::{
    BodyKind, Example, ExampleId, ExampleKind, Exchange, Message, MessageForm, MessageRef, PairingReason,
    ParsedPage,
};
use crate::cues::Language;
use crate::document::{Document, SectionId};

/// The exchanges of a page in the order of their first messages. Lists of request lines take no part: nothing tells
/// which of the lines a response answers.
pub(super) fn exchanges(page: &ParsedPage<'_>, outline: &Outline) -> Vec<Exchange> {
    let (examples, annotations) = (&page.examples, &page.annotations);
    let mut pairing = Pairing {
        document: page.document,
        language: page.language,
        outline,
        exchanges: Vec::new(),
        by_name: HashMap::new(),
        last: None,
        payload: None,
        several: false,
        loose: Vec::new(),
    };
    let takes_part = |example: &&Example<'_>| {
        !matches!(example.kind, ExampleKind::RequestList | ExampleKind::Fragment) && example.body_of.is_none()
    };
    for example in examples.iter().filter(takes_part) {
        let names = example.annotation(annotations).map_or(&[][..], |annotation| &annotation.names);
        if example.messages.is_empty() {
            let at = MessageRef { example: example.id, message: 0 };
            match (example.kind, example.annotation) {
                (ExampleKind::Request, Some(_)) => pairing.request(at, example, names, Needs::Nothing),
                (ExampleKind::Response, Some(_)) => pairing.response(at, example.section, names, false),
                (ExampleKind::Request, None) => pairing.bare_request(at, example.section),
                (ExampleKind::Response, None) => pairing.bare_response(at, example),
                (ExampleKind::Payload, None) => pairing.pass(example.section),
                _ => {}
            }
        }
        for (index, message) in example.messages.iter().enumerate() {
            let at = MessageRef { example: example.id, message: index as u32 };
            if message.http.request().is_some() {
                pairing.request(at, example, names, Needs::of(message));
            } else {
                let interim = message.http.status().is_some_and(|status| status < 200);
                pairing.response(at, example.section, names, interim);
            }
        }
    }
    pairing.tie_to_requests_below(examples);
    pairing.exchanges
}

/// The message that an exchange begins with.
pub(super) fn first(exchange: &Exchange) -> Option<MessageRef> {
    exchange.request.or(exchange.responses.first().map(|(at, _)| *at))
}

/// Whether a request waits for a body that stands elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Needs {
    Nothing,
    /// Its data is in a file that the page shows, or it has none and could.
    Body,
}

impl Needs {
    fn of(message: &Message<'_>) -> Self {
        let may_have_one = message.http.request().is_some_and(|line| {
            matches!(line.method.text, "POST" | "PUT" | "PATCH" | "PROPFIND" | "REPORT" | "QUERY")
        });
        match (message.form, message.body.kind) {
            (MessageForm::Command, BodyKind::Placeholder) => Self::Body,
            (MessageForm::Http, BodyKind::None) if may_have_one => Self::Body,
            _ => Self::Nothing,
        }
    }
}

struct Pairing<'p, 'd> {
    document: &'p Document<'d>,
    language: Language,
    outline: &'p Outline,
    exchanges: Vec<Exchange>,
    /// The first request of each name.
    by_name: HashMap<&'d str, usize>,
    last: Option<Open<'d>>,
    /// A body that waits for the request which sends it, and its section.
    payload: Option<(MessageRef, SectionId)>,
    /// Whether requests stand in sections beside each other, so that the page is about several subjects.
    several: bool,
    /// Bodies that come back and answer no request above them.
    loose: Vec<(MessageRef, SectionId)>,
}

/// The most recent request.
struct Open<'d> {
    exchange: usize,
    example: ExampleId,
    section: SectionId,
    method: Option<&'d str>,
    /// The part of the page in which it can be answered.
    scope: Option<SectionId>,
    /// Whether its last answer so far was a 1xx, which another one follows.
    interim: bool,
    /// The section of its last answer so far.
    answered_in: Option<SectionId>,
    /// Whether an example of another subject stands between it and what comes next.
    passed: bool,
    needs: Needs,
}

impl<'d> Pairing<'_, 'd> {
    fn request(&mut self, at: MessageRef, example: &Example<'d>, names: &[&'d str], needs: Needs) {
        let exchange = self.exchanges.len();
        let section = example.section;
        let scope = self.outline.parent(section);
        let message = example.messages.get(at.message as usize);
        let sends = message
            .is_some_and(|message| message.form == MessageForm::Command && message.body.json.is_some());
        let waiting = self.payload.take_if(|_| needs == Needs::Body || sends);
        let payload = waiting.filter(|(_, from)| self.is_near(section, *from)).map(|(at, _)| at);
        self.exchanges.push(Exchange { request: Some(at), payload, responses: Vec::new() });
        for name in names {
            self.by_name.entry(name).or_insert(exchange);
        }
        let line = message.and_then(|message| message.http.request());
        let method = line.map(|line| line.method.text);
        let needs = if payload.is_some() { Needs::Nothing } else { needs };
        self.several |= self.last.as_ref().is_some_and(|open| {
            open.section != section && self.outline.parent(open.section) == self.outline.parent(section)
        });
        self.last = Some(Open {
            exchange,
            example: at.example,
            section,
            method,
            scope,
            interim: false,
            answered_in: None,
            passed: false,
            needs,
        });
    }

    /// Whether the last request can be answered in a section: in its part of the page, and where that only holds requests,
    /// in the one around it.
    fn reaches(&self, open: &Open<'_>, section: SectionId) -> bool {
        let holds_requests = |part| {
            let title = surroundings::title(self.document, part);
            title.is_some_and(|title| names_request(title, self.language))
        };
        self.outline.is_within(section, open.scope)
            || open.scope.is_some_and(|part| {
                self.outline.is_within(section, self.outline.parent(part)) && holds_requests(part)
            })
    }

    /// A body that is sent: by the request above it that has none, or by the one below.
    fn bare_request(&mut self, at: MessageRef, section: SectionId) {
        let near = |open: &Open<'_>| {
            let unanswered = self.exchanges[open.exchange].responses.is_empty();
            open.needs == Needs::Body && unanswered && self.is_near(section, open.section)
        };
        match self.last.as_ref().filter(|open| near(open)).map(|open| open.exchange) {
            Some(exchange) => self.exchanges[exchange].payload = Some(at),
            None => self.payload = Some((at, section)),
        }
        if let Some(open) = &mut self.last {
            open.needs = Needs::Nothing;
        }
    }

    /// A body that nothing tells: in a section of its own it is about something else than the last request, where the page
    /// is about several things.
    fn pass(&mut self, section: SectionId) {
        let is_other = |open: &Open<'_>| {
            !open.passed
                && open.section != section
                && self.outline.parent(open.section) == self.outline.parent(section)
                && !self.is_label(section)
        };
        let passed = self.several && self.last.as_ref().is_some_and(is_other);
        if let Some(open) = self.last.as_mut().filter(|_| passed) {
            open.passed = true;
        }
    }

    /// A body that comes back: to the request above it in its section, or in one beside it that only holds a part of
    /// the same example.
    fn bare_response(&mut self, at: MessageRef, example: &Example<'d>) {
        // `Sample GET response` answers no `POST`.
        let title = surroundings::title(self.document, example.section);
        let named = title.and_then(named_method);
        let answers = |open: &Open<'_>| {
            let asked = named.is_none_or(|method| open.method.is_none_or(|asked| asked == method));
            let beside = || open.answered_in == Some(example.section);
            let is_near = || {
                self.is_near(example.section, open.section)
                    && !(open.passed && open.section != example.section)
            };
            asked && (is_near() || beside())
        };
        if self.last.as_ref().is_some_and(answers) {
            let parent = self.outline.parent(example.section);
            if let Some(open) = &mut self.last
                && !self.outline.is_within(example.section, open.scope)
            {
                open.scope = parent;
            }
            self.response(at, example.section, &[], false);
        } else {
            self.loose.push((at, example.section));
        }
    }

    /// Ties what comes back to the command below it that nothing else answers, where labels say that they are parts of
    /// one example.
    fn tie_to_requests_below(&mut self, examples: &[Example<'_>]) {
        for (at, section) in std::mem::take(&mut self.loose) {
            let below = self.exchanges.partition_point(|exchange| first(exchange) < Some(at));
            let Some(exchange) = self.exchanges.get(below).filter(|exchange| exchange.responses.is_empty())
            else {
                continue;
            };
            let Some(request) = exchange.request else { continue };
            let example = &examples[request.example.index()];
            let is_command =
                example.messages.first().is_some_and(|message| message.form == MessageForm::Command);
            let beside = self.outline.parent(section) == self.outline.parent(example.section)
                && self.is_label(section)
                && self.is_label(example.section);
            if is_command && beside {
                self.exchanges[below].responses.push((at, PairingReason::Below));
            }
        }
    }

    fn is_near(&self, section: SectionId, other: SectionId) -> bool {
        surroundings::is_near(self.document, self.language, self.outline, section, other)
    }

    fn is_label(&self, section: SectionId) -> bool {
        surroundings::is_label(self.document, self.language, section)
    }

    fn response(&mut self, at: MessageRef, section: SectionId, names: &[&'d str], interim: bool) {
        self.payload = None;
        let mut tied = false;
        for exchange in names.iter().filter_map(|name| self.by_name.get(name)) {
            self.exchanges[*exchange].responses.push((at, PairingReason::Name));
            tied = true;
        }
        if tied {
            return;
        }
        let outline = self.outline;
        let reaches = self.last.as_ref().is_some_and(|open| self.reaches(open, section));
        let Some(open) = self.last.as_mut().filter(|_| reaches) else {
            let responses = vec![(at, PairingReason::Unpaired)];
            self.exchanges.push(Exchange { request: None, payload: None, responses });
            return;
        };
        let exchange = &mut self.exchanges[open.exchange];
        let first = exchange.responses.is_empty() || open.interim;
        let reason = match () {
            () if open.example == at.example => PairingReason::SameBlock,
            () if first && outline.is_within(section, Some(open.section)) => PairingReason::Order,
            () if first => PairingReason::SiblingSection,
            () => PairingReason::FurtherResponse,
        };
        exchange.responses.push((at, reason));
        open.interim = interim;
        open.answered_in = Some(section);
        open.needs = Needs::Nothing;
    }
}
