//! What bare bodies are: by the words around them, or by standing right behind a message that asks for them.
//!
//! What nothing tells stays unknown, and only its syntax is looked at.

use super::dialect::{self, Role};
use super::surroundings::Around;
use super::{Dialect, Dialects, Example, ExampleKind, Message, MessageForm, MessageRef, ToldStatus};
use crate::cues::Language;
use crate::document::Document;

/// Gives the bare bodies of a page their roles.
pub(super) fn assign<'d>(
    document: &'d Document<'d>,
    language: Language,
    examples: &mut [Example<'d>],
    allowed: Dialects,
) {
    let mut schemas = Vec::new();
    for index in 0..examples.len() {
        let (before, rest) = examples.split_at_mut(index);
        let Some((example, after)) = rest.split_first_mut() else { return };
        if example.kind != ExampleKind::Payload || example.annotation.is_some() {
            continue;
        }
        if dialect::is_status(example.text()) {
            continue;
        }
        let follows = before.last().is_some_and(|previous| adjoin(document.text, previous, example));
        let splits = allowed.has(Dialect::SplitMessage);
        let joins = follows && splits;
        let is_body =
            || before.last().is_some_and(|one| is_called_body(document.text, language, one, example));
        if (joins || splits && is_body()) && before.last_mut().is_some_and(|previous| join(previous, example))
        {
            continue;
        }
        let around = Around::of(document, language, example.span, is_asked(before, example));
        let Some((dialect, cue)) = dialect::cue(&around, allowed) else {
            if joins && before.last_mut().is_some_and(|previous| join_request(previous, example)) {
                continue;
            }
            by_position(&around, before, example, after);
            continue;
        };
        example.dialect = dialect;
        example.status = cue.status;
        example.told_by = cue.words;
        match cue.role {
            Role::Request => example.kind = ExampleKind::Request,
            Role::Response => example.kind = ExampleKind::Response,
            Role::Schema => schemas.push(index),
        }
    }
    for schema in schemas {
        describe(document.text, examples, schema);
    }
}

/// What a body is that nothing says anything of: by the message that it stands behind.
fn by_position(
    around: &Around<'_>,
    before: &[Example<'_>],
    example: &mut Example<'_>,
    after: &[Example<'_>],
) {
    // A table or a list of its parameters goes with a request that sends nothing else.
    let is_listed = |previous: &Example<'_>| {
        around.lead.label.starts_with(['|', '-', '*'])
            && !around.lead.label.starts_with("**")
            && reads(previous)
    };
    let is_next = |previous: &&Example<'_>| around.lead.adjoins() || is_listed(previous);
    let Some(previous) = before.last().filter(is_next) else { return };
    if example.section != previous.section {
        return;
    }
    if asks(previous) {
        example.kind = ExampleKind::Response;
    } else if lacks_body(previous) && is_answered(after) {
        example.kind = ExampleKind::Request;
    }
}

/// Tells the body beside a schema that the schema is there.
fn describe(text: &str, examples: &mut [Example<'_>], schema: usize) {
    let describes = |body: &usize| {
        let body = &examples[*body];
        let (one, other) = (body.span, examples[schema].span);
        let between = text.get(one.end.min(other.end) as usize..one.start.max(other.start) as usize);
        let is_body = matches!(body.kind, ExampleKind::Request | ExampleKind::Response);
        is_body && body.payload.is_some() && between.is_some_and(dialect::is_one_item)
    };
    let beside = [schema.checked_sub(1), Some(schema + 1).filter(|next| *next < examples.len())];
    if let Some(body) = beside.into_iter().flatten().find(describes) {
        examples[body].schema = Some(examples[schema].id);
    }
}

/// Whether a request stands above an example in its section.
fn is_asked(before: &[Example<'_>], example: &Example<'_>) -> bool {
    /// No further back than this many examples.
    const BACK: usize = 64;
    let section = before.iter().rev().take(BACK).take_while(|other| other.section == example.section);
    section.into_iter().any(|other| other.kind == ExampleKind::Request)
}

/// Whether nothing but white space stands between two examples.
fn adjoin(text: &str, one: &Example<'_>, other: &Example<'_>) -> bool {
    let between = text.get(one.span.end as usize..other.span.start as usize);
    one.container == other.container && between.is_some_and(|between| between.trim().is_empty())
}

/// Whether a word such as `Body`, perhaps below a sentence or two, stands between two examples, of which one is the head
/// of a response.
fn is_called_body(text: &str, language: Language, one: &Example<'_>, other: &Example<'_>) -> bool {
    /// Longer texts say more.
    const LONGEST: usize = 300;
    let between = text.get(one.span.end as usize..other.span.start as usize);
    let Some(between) = between.filter(|between| between.len() <= LONGEST) else { return false };
    if one.container != other.container || !one.messages.last().is_some_and(awaits_body) {
        return false;
    }
    let text = between.replace("<br>", "").to_lowercase();
    // A sentence about the status may stand before the word.
    let (above, last) = text.trim_end().rsplit_once('\n').unwrap_or(("", text.trim_end()));
    let label = last.trim_matches(|c: char| c.is_whitespace() || "*_:#>`".contains(c));
    let is_prose = |line: &str| !line.trim_start().starts_with(['#', '|', '`', '~']);
    above.lines().all(is_prose) && language.labels().lone_bodies.contains(&label)
}

/// Joins a body to the response whose head stands in the block before it (D8).
fn join<'d>(head: &mut Example<'d>, body: &mut Example<'d>) -> bool {
    let at = MessageRef { example: head.id, message: head.messages.len().saturating_sub(1) as u32 };
    let Some(message) = head.messages.last_mut().filter(|message| awaits_body(message)) else { return false };
    message.body_in = Some(body.id);
    body.body_of = Some(at);
    body.kind = ExampleKind::Response;
    body.status = message.http.status().map(|code| ToldStatus { code, place: None });
    body.dialect = Dialect::SplitMessage;
    true
}

/// Joins a body to the request whose head stands in the block before it and says that it is JSON.
fn join_request<'d>(head: &mut Example<'d>, body: &mut Example<'d>) -> bool {
    let lacks = lacks_body(head);
    let at = MessageRef { example: head.id, message: head.messages.len().saturating_sub(1) as u32 };
    let says_json = |message: &&mut Message<'_>| {
        let field = message.http.header("Content-Type");
        lacks && field.is_some_and(|field| field.value.text.contains("json"))
    };
    let Some(message) = head.messages.last_mut().filter(says_json) else { return false };
    message.body_in = Some(body.id);
    body.body_of = Some(at);
    body.kind = ExampleKind::Request;
    body.dialect = Dialect::SplitMessage;
    true
}

/// Whether a response says what its body is and does not show it.
fn awaits_body(message: &Message<'_>) -> bool {
    let http = &message.http;
    let has_none = |status| matches!(status, 100..200 | 204 | 304);
    message.form == MessageForm::Http
        && http.status().is_some_and(|status| !has_none(status))
        && http.body.is_empty()
        && http.header("Content-Length").is_none_or(|length| length.value.text != "0")
}

/// Whether a block ends with the head of a request whose method wants a body.
fn lacks_body(example: &Example<'_>) -> bool {
    let Some(last) = example.messages.last() else { return false };
    let wants = |method| matches!(method, "POST" | "PUT" | "PATCH");
    last.form == MessageForm::Http
        && last.http.body.is_empty()
        && last.http.request().is_some_and(|line| wants(line.method.text))
}

/// Whether a response follows, with its status line.
fn is_answered(after: &[Example<'_>]) -> bool {
    let next = after.first().and_then(|example| example.messages.first());
    next.is_some_and(|message| message.http.status().is_some())
}

/// Whether a block is one request whose method sends no body.
fn reads(example: &Example<'_>) -> bool {
    let [only] = example.messages.as_slice() else { return false };
    only.http.request().is_some_and(|line| matches!(line.method.text, "GET" | "HEAD" | "DELETE" | "LIST"))
}

/// Whether a block ends with a request that is complete without a body, so that what follows is the answer.
fn asks(example: &Example<'_>) -> bool {
    let Some(last) = example.messages.last() else { return false };
    let without_body = ["GET", "HEAD", "DELETE", "LIST", "OPTIONS"];
    last.http.request().is_some_and(|line| {
        last.form == MessageForm::Command
            || !last.http.body.is_empty()
            || without_body.contains(&line.method.text)
    }) && example.kind == ExampleKind::Request
}
