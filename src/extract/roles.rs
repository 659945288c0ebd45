//! What bare bodies are: by the words around them, or by standing right behind a message that asks for them.
//!
//! What nothing tells stays unknown, and only its syntax is looked at.

use super::dialect::{self, Role};
use super::surroundings::Around;
use super::{Example, ExampleKind, Message, MessageForm, MessageRef};
use crate::markdown::Document;

/// Gives the bare bodies of a page their roles.
pub(super) fn assign<'d>(document: &'d Document<'d>, examples: &mut [Example<'d>]) {
    for index in 0..examples.len() {
        let (before, rest) = examples.split_at_mut(index);
        let Some(example) = rest.first_mut() else { return };
        if example.kind != ExampleKind::Payload || example.annotation.is_some() {
            continue;
        }
        let mut previous = before.last_mut().filter(|previous| adjoin(document.text, previous, example));
        if previous.as_mut().is_some_and(|previous| join(previous, example)) {
            continue;
        }
        let Some((dialect, cue)) = dialect::cue(&Around::of(document, example.span)) else {
            if previous.is_some_and(|previous| asks(previous)) {
                example.kind = ExampleKind::Response;
            }
            continue;
        };
        example.dialect = dialect;
        example.status = cue.status;
        example.kind = match cue.role {
            Role::Request => ExampleKind::Request,
            Role::Response => ExampleKind::Response,
        };
    }
}

/// Whether nothing but white space stands between two examples.
fn adjoin(text: &str, one: &Example<'_>, other: &Example<'_>) -> bool {
    let between = text.get(one.span.end as usize..other.span.start as usize);
    one.container == other.container && between.is_some_and(|between| between.trim().is_empty())
}

/// Joins a body to the response whose head stands in the block before it (D8).
fn join<'d>(head: &mut Example<'d>, body: &mut Example<'d>) -> bool {
    let at = MessageRef { example: head.id, message: head.messages.len().saturating_sub(1) as u32 };
    let Some(message) = head.messages.last_mut().filter(|message| awaits_body(message)) else { return false };
    message.body_in = Some(body.id);
    body.body_of = Some(at);
    body.kind = ExampleKind::Response;
    body.status = message.http.status();
    body.dialect = dialect::Dialect::SplitMessage;
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
