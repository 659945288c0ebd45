//! The status that a phrase names, and what it says of how a request went. What a body is by its words is decided in
//! [`words`](super::words).

use std::ops::Range;

use super::phrase::{Phrase, Says, is_short};
use crate::cues::{self, Labels, Language};
use crate::extract::mention;

/// A status code in a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::extract) struct Named {
    pub(super) code: u16,
    /// The code with its reason phrase.
    pub(super) place: Range<usize>,
}

/// The status code that a heading begins with: `200: OK`, `404 Not Found`, `Status 201`.
pub(super) fn leading_status(heading: &str) -> Option<Named> {
    let mut text = heading.trim_start_matches(['`', '*', '#', ' ']);
    text = text.strip_prefix("HTTP/1.1").unwrap_or(text).trim_start_matches([' ', '`', '*']);
    let lower = text.to_ascii_lowercase();
    let label = cues::start(&lower, |words| words.code_labels).unwrap_or_default();
    let rest = text[label..].trim_start_matches([' ', ':', '`', '*']);
    let start = heading.len() - rest.len();
    Some(Named { code: code(rest)?, place: start..start + 3 })
}

/// The status code that a phrase names, if it names one: `Response (200 OK)`, `returns a 422 error`, `Status: 201`.
pub(super) fn status(text: &str, language: Language) -> Option<Named> {
    let mut candidates = mention::candidates(text);
    let first = candidates.next()?;
    let lower = Some(text.to_lowercase()).filter(|lower| lower.len() == text.len());
    let lower = lower.unwrap_or_else(|| text.to_ascii_lowercase());
    let mentions = mention::mentions(text, &lower, false);
    // A number that the sentence only speaks of is none of the block's.
    if let [only] = &mentions[..]
        && only.plain
    {
        let code = Some(only.codes.first).filter(|first| *first == only.codes.last)?;
        return Some(Named { code, place: only.shown.clone() });
    }
    if candidates.next().is_some() {
        return None;
    }
    // `Response: 201`, `**Response** `200``, `Example response (204)`
    let mention = mention::forced(text, &lower, first)?;
    let code = Some(mention.codes.first).filter(|first| *first == mention.codes.last)?;
    let labels = language.labels();
    let is_label =
        |label: &str| ends_with_label(label, labels) || ends_with_label(label, Language::English.labels());
    let before = lower[..first]
        .trim_end_matches([' ', '`', '*', '_', '(', '[', ':', '-', '–', '—', '：', '（', '>', '"', '/']);
    let is_marked = before.len() < first;
    let is_outcome = || is_short(text) && is_outcome(before, language);
    (is_marked && (is_label(before) || is_outcome())).then_some(Named { code, place: mention.shown })
}

/// Whether a text is a label and several statuses, any of which may be meant: `HTTP status: **400**, **403**`.
pub(super) fn lists_statuses(text: &str, language: Language) -> bool {
    let mut candidates = mention::candidates(text);
    let (Some(first), Some(_)) = (candidates.next(), candidates.next()) else { return false };
    let (label, list) = text.split_at(first);
    let is_listed = |part: &str| {
        let bare = part.trim_matches(|c: char| !c.is_alphanumeric());
        bare.is_empty() || code(bare).is_some_and(|_| bare.len() == 3)
    };
    names_status(label, language) && list.split([',', '/', '|', '、']).all(is_listed)
}

/// Whether a heading says how a request went, without a status.
pub(in crate::extract) fn is_outcome_heading(text: &str, language: Language) -> bool {
    // Few headings are outcomes, and nearly none has a status: what ends the question comes first.
    is_short(text) && is_outcome(text, language) && !has_status(text, language)
}

/// Whether a heading names a status.
pub(in crate::extract) fn has_status(text: &str, language: Language) -> bool {
    leading_status(text).is_some() || status(text, language).is_some()
}

/// Whether a heading says how a request went in words of its own: `Successful update`, `Insufficient privileges`,
/// `InvalidKeyError`.
pub(in crate::extract) fn speaks_of_outcome(text: &str, language: Language) -> bool {
    if !is_short(text) {
        return false;
    }
    let name = text.trim_matches(['`', '*', ' ']);
    let is_name = !name.contains(' ') && (name.ends_with("Error") || name.ends_with("Exception"));
    let says = |word: &Says| word.is(Says::OUTCOME | Says::FAILURE);
    let labels = language.labels();
    is_name
        || Phrase::read(text, language).words.iter().any(says)
        || labels.has(&text.to_lowercase(), labels.refusals)
}

/// Whether a text says how a request went and nothing else: `Success`, `Not Found`, `Invalid key error`.
fn is_outcome(text: &str, language: Language) -> bool {
    let phrase = Phrase::read(text, language);
    let says = Says::OUTCOME | Says::FAILURE | Says::FILLER;
    phrase.words.iter().any(|word| word.is(Says::OUTCOME | Says::FAILURE))
        && phrase.words.iter().all(|word| word.is(says))
        || crate::syntax::http::status::code_of(text.trim_matches([' ', '*', '`', '#'])).is_some()
}

/// The only success code that a text names, whatever else it names.
pub(super) fn only_success(text: &str) -> Option<Named> {
    let mentions = mention::mentions(text, &text.to_ascii_lowercase(), true);
    let is_success = |mention: &&mention::Mention| {
        (200..300).contains(&mention.codes.first) && mention.codes.first == mention.codes.last
    };
    let mut successes = mentions.iter().filter(is_success);
    let first = successes.next()?;
    let only = successes.all(|other| other.codes == first.codes);
    only.then(|| Named { code: first.codes.first, place: first.shown.clone() })
}

/// The status that a text is and nothing else: `200`, `404 Not Found`.
pub(super) fn whole_status(text: &str) -> Option<Named> {
    let mut status = leading_status(text)?;
    let rest = text[status.place.end..].trim_start_matches([' ', ':', '-']);
    let phrase = mention::phrase_at(rest).unwrap_or_default();
    let start = text.len() - rest.len();
    if phrase > 0 {
        status.place.end = start + phrase;
    }
    rest[phrase..].trim().is_empty().then_some(status)
}

/// Whether a heading is that of a status: `Response status`.
pub(super) fn names_status(heading: &str, language: Language) -> bool {
    let lower = heading.to_lowercase();
    let lower = lower.trim_end_matches([' ', ':', '：', '*', '_', '`']);
    is_short(heading)
        && [Language::English, language].iter().any(|language| ends_with_label(lower, language.labels()))
}

/// Whether a text ends with the word for a response or a status.
fn ends_with_label(text: &str, labels: &Labels) -> bool {
    labels.codes.iter().chain(labels.failures).any(|cue| {
        let end = text.strip_suffix(cue);
        let is_whole = |rest: &str| !rest.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
        end.is_some_and(|rest| !cue.is_ascii() || is_whole(rest))
    })
}

/// Three digits of a known class at the beginning, and no more of them.
fn code(text: &str) -> Option<u16> {
    let digits = text.get(..3).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let ends = !text[3..].starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/'));
    digits.parse().ok().filter(|code| (100..600).contains(code) && ends)
}
