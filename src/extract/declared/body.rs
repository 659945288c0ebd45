//! What a sentence says about the body of the response that it declares.

use std::ops::Range;

use super::model::DeclaredBody;
use crate::cues;
use crate::extract::mention::Mention;
use crate::text::Span;

/// So near behind a body it says whose it is: `in the body of your request`.
const AFTER_BODY: usize = 20;

/// What a sentence without a code says about the body: `It does not return anything in the response body.`
pub(super) fn after(text: &str, sentence: Range<usize>, from: usize) -> Option<DeclaredBody> {
    let lower = text[sentence.clone()].to_ascii_lowercase();
    let Body { promised, place } = body(&lower, 0..lower.len())?;
    // `Put the parcel in the body.` is about a request.
    if promised && !cues::any(&lower[place.clone()], |words| words.response_headings) {
        return None;
    }
    let at = from + sentence.start;
    Some(DeclaredBody { promised, span: Span::new(at + place.start, at + place.end), here: false })
}

/// What a sentence says about bodies, with the index of the code that each is about.
pub(super) fn all(lower: &str, mentions: &[Mention]) -> Vec<(Body, usize)> {
    // What stands before the first code is about all of them.
    let starts = std::iter::once(0).chain(mentions.iter().map(|mention| mention.shown.end));
    let ends = mentions.iter().map(|mention| mention.code.start).chain([lower.len()]);
    let found = starts.zip(ends).enumerate().filter_map(|(part, (start, end))| {
        let body = body(lower, start..end.max(start))?;
        Some((body, part.saturating_sub(1)))
    });
    found.collect()
}

/// Whether a body is promised, or there is none, and the words that say so.
pub(super) struct Body {
    pub(super) promised: bool,
    pub(super) place: Range<usize>,
}

/// What a part of a sentence says about a body.
fn body(lower: &str, part: Range<usize>) -> Option<Body> {
    let within = &lower[part.clone()];
    let none = cues::first(within, |words| words.no_bodies);
    let (at, length) = none.or_else(|| cues::first(within, |words| words.bodies))?;
    let start = part.start + at;
    let before = &lower[part.start..start];
    let after = &lower[start + length..lower.floor_char_boundary(start + length + AFTER_BODY)];
    let about_request = [before, after].iter().any(|text| cues::any(text, |words| words.requests))
        || cues::any(before, |words| words.error_headings);
    if cues::any(before, |words| words.conditions) || about_request {
        return None;
    }
    let denied = none.is_some() || cues::any(before, |words| words.bodiless);
    Some(Body { promised: !denied, place: start..start + length })
}
