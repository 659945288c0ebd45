//! What a body is by the words around it: the phrases of headings, labels and captions. The words themselves are
//! [`cues`].

use std::borrow::Cow;
use std::ops::Range;

use super::named_status::{leading_status, lists_statuses, speaks_of_outcome, status};
use super::phrase::{Phrase, Says, is_short};
use crate::cues::{self, Language};
use crate::syntax::http;

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

/// What a phrase says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) role: Role,
    /// Whether the phrase is about nothing else; otherwise it only has the word in it.
    pub(super) sure: bool,
}

const NOUNS: [(Says, Role); 2] = [(Says::REQUEST, Request), (Says::RESPONSE, Response)];

/// The role that a heading or a caption names: the noun that it begins with, or else the only one that it names.
/// Several roles are none.
pub(super) fn named(phrase: &str, language: Language) -> Option<Role> {
    by_nouns(&Phrase::read(phrase, language)).map(|told| told.role)
}

/// The same for a heading, where longer ones are about something else unless they begin like a label: `Delete a request`.
pub(super) fn heading(heading: &str, language: Language) -> Option<Role> {
    let status = status(heading, language).map(|status| status.place);
    let phrase = Phrase::read(&readable(heading, status.as_ref()), language);
    let Some(told) = by_nouns(&phrase) else {
        let names_failure =
            phrase.words.iter().all(|word| word.is(Says::FAILURE | Says::FILLER | Says::VOID));
        // `Request timeout` may be the name of a setting.
        let is_phrase = || http::status::code_of(heading.trim()).is_some();
        return by_failure(&phrase).filter(|_| names_failure && !is_phrase()).map(|told| told.role);
    };
    // `Response (ids only)`
    if let Some((label, _)) = heading.split_once(" (").filter(|(_, aside)| aside.ends_with(')'))
        && told.sure
        && is_short(label)
        && ends_with_noun(&Phrase::read(&readable(label, None), language), language)
    {
        return Some(told.role);
    }
    // `Example response for a parcel`, `Response example for a parcel`
    let is_example = || phrase.words.iter().take(2).any(|word| word.is(Says::FILLER | Says::FAILURE));
    let is_label = is_short(heading) && ends_with_noun(&phrase, language);
    // `Response for a late parcel`
    let is_about = || told.sure && ends_with_noun(&phrase, language);
    (is_label || told.sure && is_example() || is_about()).then_some(told.role)
}

/// Whether only words that belong to a noun of a label follow the last one of a heading: `Log request bodies here` and
/// `Request signing` are about something else.
fn ends_with_noun(phrase: &Phrase, language: Language) -> bool {
    let noun = |word: &Says| word.is(Says::REQUEST | Says::RESPONSE | Says::BODY);
    let Some(last) = phrase.words.iter().rposition(noun) else { return false };
    let belongs = Says::PART | Says::FILLER | Says::VOID | Says::FAILURE | Says::OUTCOME | Says::JOIN;
    if language != Language::English && !phrase.head_last {
        return true;
    }
    let mut rest = phrase.words[last + 1..].iter();
    // `Response for a late parcel`
    let next = rest.find(|word| word.is(Says::CONDITION) || !word.is(belongs));
    next.is_none_or(|word| word.is(Says::CONDITION))
}

/// The role that a label names. The verb decides: what is returned is no request, whatever else the sentence names.
pub(super) fn role(text: &str, language: Language) -> Option<Told> {
    let status = status(text, language);
    let readable = readable(text, status.as_ref().map(|status| &status.place));
    let mut phrase = Phrase::read(&readable, language);
    let named = |says| phrase.words.iter().any(|word| word.is(says));
    // `You should see a log entry similar to the following:`
    if named(Says::OTHER) && !named(Says::REQUEST | Says::RESPONSE) {
        return None;
    }
    without_purpose(&mut phrase);
    if let Some(told) = by_condition(&mut phrase).or_else(|| by_verb(&phrase)) {
        return Some(told);
    }
    let nouns = by_nouns(&phrase).filter(|told| told.sure || !is_by_the_way(&phrase, told.role));
    let is_list = || lists_statuses(text, language);
    let announced = (status.is_some() || is_list()).then_some(Told { role: Response, sure: true });
    nouns
        .filter(|told| told.sure || announced.is_none())
        .or(announced)
        .or_else(|| by_pointed_response(&phrase))
        .or_else(|| by_weaker_verb(&phrase))
        .or_else(|| by_failure(&phrase))
}

/// Whether a sentence says nothing of what a block is: `For example:`
pub(in crate::extract) fn is_void(text: &str, language: Language) -> bool {
    let phrase = Phrase::read(&readable(text, None), language);
    phrase.words.iter().all(|word| word.is(Says::VOID | Says::COMMA)) && status(text, language).is_none()
}

/// Drops a condition from the beginning of a phrase; a phrase that says no more than how a request went is about what
/// comes of it.
fn by_condition(phrase: &mut Phrase) -> Option<Told> {
    let words = &phrase.words;
    let comma = words.iter().position(|word| word.is(Says::COMMA));
    let clause = &words[..comma.unwrap_or(words.len())];
    // Where nouns come last, so does the word that makes a condition.
    let longest = if phrase.head_last { clause.len() } else { 1 };
    let is_condition = clause.iter().take(longest).any(|word| word.is(Says::CONDITION));
    if !is_condition {
        return None;
    }
    let rest = comma.map_or(&[][..], |comma| &words[comma + 1..]);
    let telling = Says::REQUEST | Says::RESPONSE | Says::RETURNS | Says::SENDS | Says::SIGHT;
    if rest.iter().any(|word| word.is(telling)) {
        phrase.words = rest.to_vec();
        return None;
    }
    let has = |says| clause.iter().any(|word| word.is(says));
    if has(Says::REQUEST) && has(Says::OUTCOME) {
        return Some(Told { role: Response, sure: true });
    }
    // `Once you've decoded the payload, it will look like this:`
    if comma.is_some() && has(Says::BODY) && !has(Says::REQUEST | Says::RESPONSE) {
        phrase.words = rest.to_vec();
    }
    None
}

/// Drops a purpose from the beginning of a phrase: `To receive webhooks, set these fields:`. One that is all of the phrase
/// only names what it is good for.
fn without_purpose(phrase: &mut Phrase) {
    let words = &phrase.words;
    let begin = words.iter().position(|word| !word.is(Says::VOID | Says::COMMA)).unwrap_or(0);
    if phrase.head_last || !words.get(begin).is_some_and(|word| word.is(Says::PURPOSE)) {
        return;
    }
    if let Some(comma) = words[begin..].iter().position(|word| word.is(Says::COMMA)) {
        phrase.words.drain(..=begin + comma);
    }
}

/// The role by a verb of answering that is the predicate of the phrase.
fn by_verb(phrase: &Phrase) -> Option<Told> {
    let words = &phrase.words;
    let before = |at: usize| at.checked_sub(1).map_or(Says::default(), |at| words[at]);
    let returns = |at: &usize| {
        words[*at].is(Says::RETURNS) && !before(*at).is(Says::LINK)
            || words[*at].is(Says::SIGHT) && before(*at).is(Says::HOPE)
    };
    let at = (0..words.len()).find(returns)?;
    // `receives the following request`
    let is_before = |word: &&Says| word.is(Says::ARTICLE | Says::POINTER | Says::FILLER);
    let between =
        words[at + 1..].iter().take_while(|word| !word.is(Says::REQUEST) && is_before(word)).count();
    let object = words.get(at + 1 + between);
    let is_request = object.is_some_and(|word| word.is(Says::REQUEST));
    // `The following request returns all parcels`
    let shown = words[..at].windows(2).any(|pair| pair[0].is(Says::POINTER) && pair[1].is(Says::REQUEST));
    let role = if is_request || shown { Request } else { Response };
    Some(Told { role, sure: true })
}

/// The role that the nouns of a phrase name.
fn by_nouns(phrase: &Phrase) -> Option<Told> {
    let words = &phrase.words;
    let is_verb = |at: usize| {
        words[at].is(Says::REQUEST)
            && (at == 0 || words[at - 1].is(Says::LINK))
            && words.get(at + 1).is_some_and(|next| next.is(Says::ARTICLE))
    };
    let noun = |at: usize| {
        let kind = NOUNS.iter().find(|(says, _)| words[at].is(*says) && !is_verb(at));
        kind.map(|(_, role)| (at, *role))
    };
    let nouns: Vec<(usize, Role)> = (0..words.len()).filter_map(noun).collect();
    let first = words.iter().position(|word| !word.is(Says::FILLER | Says::FAILURE | Says::VOID));
    let Some(&(head, role)) = (if phrase.head_last { nouns.last() } else { nouns.first() }) else {
        let body = words.iter().position(|word| word.is(Says::BODY))?;
        return Some(Told { role: Request, sure: first == Some(body) });
    };
    let sure = first == Some(head) || phrase.head_last && words.len() <= 4;
    if nouns.iter().all(|(_, other)| *other == role) {
        return Some(Told { role, sure });
    }
    let joined = |pair: &[(usize, Role)]| {
        pair[0].1 != pair[1].1 && words[pair[0].0..pair[1].0].iter().any(|word| word.is(Says::JOIN))
    };
    (sure || !nouns.windows(2).any(joined)).then_some(Told { role, sure })
}

/// `A successful registration request will give you back a response like this one:`
fn by_pointed_response(phrase: &Phrase) -> Option<Told> {
    let pointed = phrase
        .words
        .windows(2)
        .any(|pair| pair[0].is(Says::ARTICLE | Says::POINTER | Says::FILLER) && pair[1].is(Says::RESPONSE));
    pointed.then_some(Told { role: Response, sure: false })
}

/// Whether a long sentence only has the noun in it: `how often a particular request type has come`.
fn is_by_the_way(phrase: &Phrase, role: Role) -> bool {
    /// A phrase of so many words has little else in it.
    const SHORT: usize = 7;
    let words = &phrase.words;
    if words.len() <= SHORT || phrase.head_last {
        return false;
    }
    let noun = |says: Says| {
        let near = |at: usize| {
            at + 5 > words.len()
                || words.get(at + 1).is_some_and(|next| next.is(Says::FILLER | Says::BODY))
                || at > 0 && words[at - 1].is(Says::FILLER | Says::POINTER | Says::ARTICLE | Says::BODY)
        };
        (0..words.len()).any(|at| words[at].is(says) && near(at))
    };
    let body = || !words.iter().any(|word| word.is(Says::REQUEST)) && !noun(Says::BODY);
    match role {
        Request => !noun(Says::REQUEST) && (words.iter().any(|word| word.is(Says::REQUEST)) || body()),
        _ => false,
    }
}

/// The role by any other verb: of sending, or of answering in a relative clause.
fn by_weaker_verb(phrase: &Phrase) -> Option<Told> {
    let has = |says| phrase.words.iter().any(|word| word.is(says));
    let (sends, returns) = (has(Says::SENDS), has(Says::RETURNS));
    match (sends, returns) {
        // What is sent may be the answer, as a heading says.
        (true, _) => Some(Told { role: Request, sure: false }),
        (false, true) => Some(Told { role: Response, sure: false }),
        (false, false) => None,
    }
}

/// `Error:`
fn by_failure(phrase: &Phrase) -> Option<Told> {
    let other = phrase.words.iter().filter(|word| !word.is(Says::FILLER | Says::FAILURE | Says::VOID));
    let fails = phrase.words.iter().any(|word| word.is(Says::FAILURE));
    (fails && other.count() <= 1).then_some(Told { role: Response, sure: true })
}

/// A text without what is no word of it: code that is no word, targets of links, tags, the phrase of a status.
fn readable<'t>(text: &'t str, status: Option<&Range<usize>>) -> Cow<'t, str> {
    let marked = memchr::memchr3(b'`', b'<', b']', text.as_bytes()).is_some() || text.contains("{#");
    if status.is_none() && !marked {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let skipped = match rest.as_bytes()[0] {
            _ if status.is_some_and(|status| status.start == at) => status.map_or(0, Range::len),
            b'`' => rest[1..].find('`').filter(|end| !is_words(&rest[1..=*end])).map_or(0, |end| end + 2),
            b'<' => rest.find('>').map_or(0, |end| end + 1),
            // `Response {#list-response}`
            b'{' if rest[1..].starts_with('#') => rest.find('}').map_or(0, |end| end + 1),
            b']' if rest[1..].starts_with('(') => rest.find(')').map_or(0, |end| end + 1),
            _ => 0,
        };
        if skipped > 0 {
            kept.push(' ');
            at += skipped;
            continue;
        }
        let c = rest.chars().next().unwrap_or_default();
        kept.push(c);
        at += c.len_utf8();
    }
    Cow::Owned(kept)
}

fn is_words(code: &str) -> bool {
    code.chars().all(|c| c.is_alphabetic() || c == ' ')
}

/// Whether words speak of a failure.
pub(super) fn speaks_of_failure(text: &str, language: Language) -> bool {
    let lower = text.to_lowercase();
    let both = [Language::English, language].into_iter().flat_map(|language| language.labels().failures);
    both.into_iter().any(|cue| lower.contains(cue))
}

/// The method that a heading names in capitals.
pub(super) fn method(heading: &str) -> Option<&str> {
    let mut words = heading.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    words.find(|word| matches!(*word, "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "LIST"))
}

/// Whether a heading names a response.
pub(in crate::extract) fn names_response(text: &str, language: Language) -> bool {
    heading(text, language) == Some(Response)
}

/// Whether a heading names a request.
pub(in crate::extract) fn names_request(text: &str, language: Language) -> bool {
    heading(text, language) == Some(Request)
}

/// Whether a heading is the name of what a request is made of: `Path parameters`.
pub(in crate::extract) fn names_parameters(heading: &str, language: Language) -> bool {
    let lower = heading.trim_matches(['*', '`', ' ', ':']).to_lowercase();
    [language, Language::English].iter().any(|one| one.labels().parameters.contains(&lower.as_str()))
}

/// Whether a heading says of itself what the blocks below it are.
pub(in crate::extract) fn labels_body(text: &str, language: Language) -> bool {
    heading(text, language).is_some() || leading_status(text).is_some() || status(text, language).is_some()
}

/// Whether a heading names a part of an example, not another subject: `Request`, `Sample response`, `200: OK`.
pub(in crate::extract) fn labels_section(heading: &str, language: Language) -> bool {
    let names_example = || {
        let lower = heading.to_ascii_lowercase();
        cues::any(&lower, |words| words.example_headings) || lower.contains("curl")
    };
    leading_status(heading).is_some()
        || is_short(heading)
            && (named(heading, language).is_some() || names_example() || names_parameters(heading, language))
        || self::heading(heading, language).is_some()
        || speaks_of_outcome(heading, language)
}

#[cfg(test)]
mod tests;
