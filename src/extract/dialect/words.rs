//! What a body is by the words around it: the phrases of headings, labels and captions. The words themselves are
//! [`cues`].

use crate::cues::{self, Kind};
use crate::syntax::http::status;

/// What a body is, by the words around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::extract) enum Role {
    /// What is sent.
    Request,
    /// What comes back.
    Response,
    /// The JSON Schema of one of them.
    Schema,
}

use Role::{Request, Response};

/// The role that a heading or a caption names: the noun that it begins with, or else the only one that it names.
/// Several roles are none.
pub(super) fn named(phrase: &str) -> Option<Role> {
    let first = words(phrase).find(|word| !is_one(word, |words| words.before_nouns));
    first.and_then(noun).or_else(|| only(words(phrase).filter_map(noun)))
}

/// The role that a label names, or else, if it names none, the only one that its verbs speak of.
pub(super) fn role(phrase: &str) -> Option<Role> {
    if words(phrase).any(|word| noun(word).is_some()) {
        return named(phrase).map(|role| if is_answered(phrase) { Response } else { role });
    }
    only(words(phrase).filter_map(verb)).or_else(|| is_seen(phrase).then_some(Response))
}

/// Whether a phrase tells what its reader will see: `After running the command, you should see:`.
fn is_seen(phrase: &str) -> bool {
    let promised = words(phrase).zip(words(phrase).skip(1));
    let mut promised = promised.filter(|(before, _)| is_one(before, |words| words.before_sights));
    promised.any(|(_, word)| is_one(word, |words| words.sights))
}

/// Whether a phrase says what a request leads to: `The request above will return`.
fn is_answered(phrase: &str) -> bool {
    let after = words(phrase).skip_while(|word| noun(word) != Some(Request)).skip(1);
    let mut after = after.take(4).skip_while(|word| is_one(word, |words| words.before_answers));
    after.next().is_some_and(|word| is_one(word, |words| words.answers))
}

/// The method that a heading names in capitals.
pub(super) fn method(heading: &str) -> Option<&str> {
    words(heading).find(|word| matches!(*word, "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "LIST"))
}

fn words(phrase: &str) -> impl Iterator<Item = &str> {
    let words = phrase.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    words.filter(|word| !word.is_empty())
}

/// The role that a noun names.
fn noun(word: &str) -> Option<Role> {
    either(word, |words| words.request_nouns, |words| words.response_nouns)
}

/// The role that a verb speaks of.
fn verb(word: &str) -> Option<Role> {
    either(word, |words| words.request_verbs, |words| words.response_verbs)
}

fn either(word: &str, request: Kind, response: Kind) -> Option<Role> {
    let response = || is_one(word, response).then_some(Response);
    is_one(word, request).then_some(Request).or_else(response)
}

fn is_one(word: &str, kind: Kind) -> bool {
    cues::all(kind).any(|cue| cue.eq_ignore_ascii_case(word))
}

fn only(mut roles: impl Iterator<Item = Role>) -> Option<Role> {
    let first = roles.next()?;
    roles.all(|role| role == first).then_some(first)
}

/// The status code that a heading begins with: `200: OK`, `404 Not Found`, `Status 201`.
pub(super) fn leading_status(heading: &str) -> Option<u16> {
    let mut text = heading.trim_start_matches(['`', '*', '#', ' ']);
    text = text.strip_prefix("HTTP/1.1").unwrap_or(text).trim_start_matches([' ', '`', '*']);
    let lower = text.to_ascii_lowercase();
    let label = cues::start(&lower, |words| words.code_labels).unwrap_or_default();
    code(text[label..].trim_start_matches([' ', ':', '`', '*']))
}

/// The status code that a sentence names: three digits before their own phrase, or after the word for one.
pub(super) fn named_status(sentence: &str) -> Option<u16> {
    let mut from = 0;
    while let Some(found) = sentence[from..].find(|c: char| c.is_ascii_digit()) {
        let at = from + found;
        let digits = sentence[at..].bytes().take_while(u8::is_ascii_digit).count();
        let before = sentence[..at].trim_end_matches([' ', '`', '*', '(']);
        let bounded =
            !sentence[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '/' | '#'));
        if digits == 3
            && bounded
            && let Some(code) = code(&sentence[at..])
        {
            let after = sentence[at + 3..].trim_start_matches([' ', '`', '*', ':', '-', '(']);
            let phrase = status::phrase(code).is_some_and(|phrase| {
                after.get(..phrase.len()).is_some_and(|start| start.eq_ignore_ascii_case(phrase))
            });
            let before = before.strip_suffix("/1.1").unwrap_or(before).to_ascii_lowercase();
            let announced = cues::without_end(&before, |words| words.code_labels).is_some();
            if phrase || announced {
                return Some(code);
            }
        }
        from = at + digits;
    }
    None
}

/// Three digits of a known class at the beginning, and no more of them.
fn code(text: &str) -> Option<u16> {
    let digits = text.get(..3).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let ends = !text[3..].starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/'));
    digits.parse().ok().filter(|code| (100..600).contains(code) && ends)
}

/// Whether a heading names a part of an example, not another subject: `Request`, `Sample response`, `200: OK`.
pub(in crate::extract) fn labels_section(heading: &str) -> bool {
    let short = heading.split_whitespace().count() <= 4;
    let names_example = || {
        let lower = heading.to_ascii_lowercase();
        cues::any(&lower, |words| words.example_headings) || lower.contains("curl")
    };
    leading_status(heading).is_some() || short && (named(heading).is_some() || names_example())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_name_roles() {
        let cases = [
            ("Example response:", Some(Response)),
            ("**Sample payload**", Some(Request)),
            ("Request body", Some(Request)),
            ("JSON response example:", Some(Response)),
            ("Response to the request above", Some(Response)),
            ("The request returns the following response:", Some(Response)),
            ("The example request will result in a `200 OK` response and an array:", Some(Response)),
            ("A request that returns the parcel:", Some(Request)),
            ("Use this request to return the parcel:", Some(Request)),
            ("Post the parcel:", None),
            ("After running the command, you should see something similar to:", Some(Response)),
            ("If the depot is closed, you'll get:", Some(Response)),
            ("Drivers should know this parcel, see the depot:", None),
            ("The service returns the parcel:", Some(Response)),
            ("Send the parcel:", Some(Request)),
            ("A parcel looks like this:", None),
            ("What the requests and their responses share", None),
            ("", None),
        ];
        for (phrase, expected) in cases {
            assert_eq!(role(phrase), expected, "{phrase}");
        }
    }

    #[test]
    fn codes_are_named_in_headings_and_sentences() {
        for (text, expected) in
            [("200: OK", Some(200)), ("`404 Not Found`", Some(404)), ("2024", None), ("v200", None)]
        {
            assert_eq!(leading_status(text), expected, "{text}");
        }
        let cases = [
            ("This returns `201 Created` with the parcel:", Some(201)),
            ("The status code 409 means that:", Some(409)),
            ("Up to 100 parcels, 200 boxes:", None),
            ("HTTP 1.404", None),
        ];
        for (text, expected) in cases {
            assert_eq!(named_status(text), expected, "{text}");
        }
    }
}
