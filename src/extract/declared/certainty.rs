//! How sure it is that a code which a sentence names comes back.

use super::model::Certainty;
use crate::cues::{self, Words};
use crate::extract::mention::Mention;

/// How sure each of the codes of a sentence is.
///
/// `formal`: it stands where the page says what comes back. Elsewhere a sentence may be about anything, and only one
/// that is plainly about the answer promises one.
pub(super) fn of(lower: &str, mentions: &[Mention], formal: bool) -> impl Iterator<Item = Certainty> {
    let condition = condition(lower);
    let says_when = |words: &Words| words.restrictions;
    let vague = cues::any(lower, |words| words.past)
        || cues::any(lower, says_when)
        || !formal && !is_statement(lower, mentions, condition.is_some());
    let first = mentions.first().map(|mention| mention.code.start);
    // A sentence only says what a code means: `A 204 response means that …`.
    let explained = cues::last(lower, |words| words.explanations);
    mentions.iter().enumerate().map(move |(index, mention)| {
        let before = index.checked_sub(1).map_or(0, |last| mentions[last].shown.end);
        let after = mentions.get(index + 1).map_or(lower.len(), |next| next.code.start);
        if is_denied(lower, before, mention) || is_prohibited(lower, mention, after) {
            return Certainty::Denied;
        }
        let before_all = condition.is_some_and(|at| Some(at) < first);
        let further = condition.is_some() && index > 0;
        if before_all
            || further
            || vague
            || explained.is_some_and(|at| at >= mention.shown.end)
            || was(lower, mention)
        {
            Certainty::Possible
        } else {
            Certainty::Promised
        }
    })
}

/// Whether a sentence is plainly about what comes back: it begins like one, or introduces what stands below it.
fn is_statement(lower: &str, mentions: &[Mention], conditional: bool) -> bool {
    let bare = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    let begins_with_code = || {
        let article = cues::start(bare, |words| words.articles).unwrap_or_default();
        let bare = bare[article..].trim_start_matches(|c: char| !c.is_alphanumeric());
        let first = mentions.first().map(|mention| &lower[mention.shown.end..]);
        let tail = first.map(|tail| tail.trim_start_matches(['`', '*', '_', ' ', '\n', '\r', ')']));
        bare.starts_with(|c: char| c.is_ascii_digit())
            && tail.is_some_and(|tail| {
                cues::begins(tail, |words| words.after_code) || tail.starts_with(['.', ':'])
            })
    };
    lower.trim_end().ends_with(':')
        || cues::begins(bare, |words| words.statements)
        || !conditional && cues::begins(bare, |words| words.conditions)
        || begins_with_code()
}

/// Whether the clause behind a code says that it is not to be the answer: `A 302 redirect is prohibited when …`.
fn is_prohibited(lower: &str, mention: &Mention, end: usize) -> bool {
    let rest = &lower[mention.shown.end..end.max(mention.shown.end)];
    let clause = rest.find([',', ';', '.']).map_or(rest, |at| &rest[..at]);
    cues::any(clause, |words| words.prohibitions)
}

/// Whether a sentence says that a code came back once: `version 1 returned 200`.
fn was(lower: &str, mention: &Mention) -> bool {
    let before = lower[..mention.code.start].trim_end_matches([' ', '\n', '\r', '`', '*', '"', '(']);
    let bare =
        cues::without_end(before, |words| words.between).map_or(before, |end| before[..end].trim_end());
    [before, bare].iter().any(|text| cues::without_end(text, |words| words.past_verbs).is_some())
}

/// Where the first condition of a sentence begins. That all went well is none.
fn condition(lower: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let (at, length) = cues::first(&lower[from..], |words| words.conditions)?;
        let start = from + at + length;
        let end = lower[start..].find(',').map_or(lower.len(), |comma| start + comma);
        let clause = &lower[start..end];
        let usual = cues::any(clause, |words| words.success) && !cues::any(clause, |words| words.negations);
        if !usual {
            return Some(from + at);
        }
        from = end;
    }
}

/// Whether a negation stands before a code with nothing between them but what belongs to both.
fn is_denied(lower: &str, from: usize, mention: &Mention) -> bool {
    let mut rest = lower[from..mention.code.start].trim_end_matches(['`', '*', '"', '\'', '(']);
    loop {
        rest = rest.trim_end_matches([' ', '\n', '\r', '`', '*']);
        if cues::without_end(rest, |words| words.negations).is_some() {
            return true;
        }
        let Some(length) = cues::without_end(rest, |words| words.negation_fillers) else { return false };
        rest = &rest[..length];
    }
}
