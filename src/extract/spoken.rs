//! The endpoint that the sentence right before a block calls: ``Use `PUT /v1/parcels/{id}` to move a parcel.`` Read
//! only where nothing else could be meant: the paragraph names one endpoint, once or more often, and says what to do
//! with it. What the words are is decided in [`cues`].

use std::ops::Range;

use super::endpoint::{METHODS, target_end};
use super::surroundings::lead_in_of;
use super::{Endpoint, Example};
use crate::cues;
use crate::document::Document;
use crate::text::Span;

/// The marks that a method and a target may stand in.
const MARKS: [char; 5] = ['`', '*', '_', ' ', '\n'];

/// The endpoint that the paragraph right before an example calls.
pub(super) fn before<'d>(document: &'d Document<'d>, example: &Example<'_>) -> Option<Endpoint<'d>> {
    let label = lead_in_of(document, example.span);
    if memchr::memchr(b'/', label.as_bytes()).is_none() || label.starts_with('|') {
        return None;
    }
    let start = label.as_ptr() as usize - document.text.as_ptr() as usize;
    called(label).map(|endpoint| {
        let at = |part: &str| start + (part.as_ptr() as usize - label.as_ptr() as usize);
        let span = Span::new(at(endpoint.0), at(endpoint.1) + endpoint.1.len());
        Endpoint { method: endpoint.0, target: endpoint.1, span }
    })
}

/// The only endpoint that a paragraph names, if it says to call it or what it does.
fn called(paragraph: &str) -> Option<(&str, &str)> {
    let lower = paragraph.to_ascii_lowercase();
    let mut named: Option<(&str, &str)> = None;
    let mut told: Option<Range<usize>> = None;
    for (at, method) in methods(paragraph) {
        let Some(target) = target(paragraph, &lower, at + method.len()) else { continue };
        if named.is_some_and(|known| known != (method, target)) {
            return None;
        }
        named = named.or(Some((method, target)));
        let end = target.as_ptr() as usize - paragraph.as_ptr() as usize + target.len();
        told = told.or_else(|| {
            let call = call(&lower, at, end)?;
            // `Then send a …:` is the step that the example shows.
            let step = cues::start(&lower[call..], |words| words.steps).unwrap_or(0);
            Some(call..call + step)
        });
    }
    let is_step = |text: &str| cues::any(text, |words| words.steps);
    named.filter(|_| told.is_some_and(|told| !is_step(&lower[..told.start]) && !is_step(&lower[told.end..])))
}

/// The words of a text that are methods, with their places.
fn methods(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '/');
    text.split(move |c: char| !is_letter(c))
        .filter(|word| METHODS.contains(word))
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// The target behind a method that ends at `at`: right behind it, or behind `request to`.
fn target<'t>(text: &'t str, lower: &str, at: usize) -> Option<&'t str> {
    let mut rest = text[at..].trim_start_matches(MARKS);
    let gap = &text[at..text.len() - rest.len()];
    if gap.is_empty() {
        return None;
    }
    if let Some(length) = cues::start(&lower[text.len() - rest.len()..], |words| words.before_targets) {
        // The target may be a link.
        rest = rest[length..].trim_start_matches(MARKS).trim_start_matches(['[', '`']);
    }
    let target = &rest[..target_end(rest)];
    let target = target.trim_end_matches(['.', ',', ':', ';', '?']);
    let is_target = target.starts_with(['/', '{', '<']) || target.contains("://");
    (is_target && target.len() > 1 && target.trim_start_matches('/').contains(char::is_alphanumeric))
        .then_some(target)
}

/// Where the sentence around an endpoint begins, if it says to call it, or what it does.
fn call(lower: &str, start: usize, end: usize) -> Option<usize> {
    let stop = |at: &usize| {
        let (mark, behind) = (lower.as_bytes()[*at], lower.as_bytes().get(at + 1));
        matches!(mark, b'.' | b':' | b'!' | b'?') && matches!(behind, Some(b' ' | b'\n'))
    };
    let from = (0..start).rev().find(stop).map_or(0, |at| at + 1);
    let to = (end..lower.len()).find(stop).unwrap_or(lower.len());
    let sentence = &lower[from..to];
    let other: [cues::Kind; 3] = [|words| words.negations, |words| words.past, |words| words.joins_of_calls];
    if other.into_iter().any(|kind| cues::any(sentence, kind)) {
        return None;
    }
    let marks = |c: char| MARKS.contains(&c) || matches!(c, '[' | '(' | '-' | '>');
    let mut before = lower[from..start].trim_end_matches(marks);
    while let Some(length) = cues::without_end(before, |words| words.between_calls) {
        before = before[..length].trim_end_matches(marks);
    }
    let calls =
        before.trim_matches(marks).is_empty() || cues::without_end(before, |words| words.calls).is_some();
    calls.then(|| from + sentence.len() - sentence.trim_start().len())
}

#[cfg(test)]
mod tests {
    use super::called;

    #[test]
    fn sentences_that_call_an_endpoint() {
        let cases = [
            ("Use `PUT /v1/parcels/{id}` to move a parcel.", Some(("PUT", "/v1/parcels/{id}"))),
            ("To move a parcel, call `PUT /v1/parcels/{id}`:", Some(("PUT", "/v1/parcels/{id}"))),
            ("Send a `POST` request to `/v1/parcels` with:", Some(("POST", "/v1/parcels"))),
            ("Make a **GET** request to the `/v1/parcels` endpoint:", Some(("GET", "/v1/parcels"))),
            ("Then send a `POST` request to `/v1/parcels`:", Some(("POST", "/v1/parcels"))),
            ("The command sends a `POST` request to `/v1/parcels`:", Some(("POST", "/v1/parcels"))),
            ("Send a `POST` request to [`/v1/parcels`](parcels.md):", Some(("POST", "/v1/parcels"))),
            ("Send a request with the `POST` method to `/v1/parcels`:", Some(("POST", "/v1/parcels"))),
            ("Call POST /v1/parcels.", Some(("POST", "/v1/parcels"))),
            ("`GET /v1/vans/:id` returns the van:", Some(("GET", "/v1/vans/:id"))),
            ("A `GET /v1/vans` request returns:", Some(("GET", "/v1/vans"))),
            ("Parcels move. Use `PUT /v1/a`. The answer:", Some(("PUT", "/v1/a"))),
            ("Use `GET /v1/a` or `GET /v1/b`.", None),
            ("Do not use `PUT /v1/a` any more.", None),
            ("Unlike `PUT /v1/a`, this call adds:", None),
            ("After `POST /v1/a`, the van is there:", None),
            ("Call `POST /v1/a` first.", None),
            ("The van that `POST /v1/a` made:", None),
            ("Use `POST` for the van, and / for others.", None),
            ("Call `PUT /v1/a`, then list the parcels:", None),
            ("Then call `PUT /v1/a`, and list the parcels afterwards:", None),
            ("Make a van first. Then call `PUT /v1/a`:", None),
            ("例如，`GET /v1/parcels` 返回：", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(called(text), expected, "{text}");
        }
    }
}
