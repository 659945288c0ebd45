//! Floor 1: the words of labels: what says that a block is a request or a response, and which status it has. One table
//! a language, and every language has this one, because translated pages translate their labels.

use super::begins_with;

/// The words of the labels of one language, in lower case.
#[derive(Debug)]
pub struct Labels {
    /// Where its words are in a text.
    pub script: Script,
    /// Whether what is named last is what a phrase is about: `the request's response`.
    pub head_last: bool,
    /// What names a request: `Sample request`.
    pub requests: &'static [&'static str],
    /// What names a body, of a request unless a response is named as well.
    pub bodies: &'static [&'static str],
    /// What names a response.
    pub responses: &'static [&'static str],
    /// What names the response that tells of a failure.
    pub failures: &'static [&'static str],
    /// What somebody does with what is sent.
    pub sends: &'static [&'static str],
    /// What a server, or whoever sees its answer, does with what comes back.
    pub returns: &'static [&'static str],
    /// The same where one of [`hopes`](Self::hopes) stands before it: `You should see`.
    pub view_verbs: &'static [&'static str],
    /// What stands right before those.
    pub hopes: &'static [&'static str],
    /// What makes a purpose or a relative clause of a verb behind it: `a request that returns`.
    pub links: &'static [&'static str],
    /// What begins a purpose, which ends with a comma as well: `To receive webhooks, `.
    pub purposes: &'static [&'static str],
    /// What begins a condition, which ends with a comma: `If the request succeeds, `.
    pub conditions: &'static [&'static str],
    /// What says how a request went.
    pub outcomes: &'static [&'static str],
    /// What a heading says of how a request fails, without a noun for it: `Insufficient privileges`.
    pub refusals: &'static [&'static str],
    /// What stands alone between the status line of a response and its body.
    pub lone_bodies: &'static [&'static str],
    /// What says that a noun stands for what is below: `the following request`.
    pub pointers: &'static [&'static str],
    /// What ties two nouns of the same weight.
    pub joins: &'static [&'static str],
    /// What makes a verb of a noun before it: `Request a parcel`.
    pub articles: &'static [&'static str],
    /// What may stand before the noun of a label: `Example JSON response`.
    pub before_nouns: &'static [&'static str],
    /// What names a thing that is neither sent nor comes back: `a log entry`.
    pub others: &'static [&'static str],
    /// What may follow the noun of a heading that is a label: `Request body`, `Response fields`.
    pub parts: &'static [&'static str],
    /// What a section of a request's parts is called, and no more than that: `Path parameters`.
    pub parameters: &'static [&'static str],
    /// Words that say nothing of what a block is: `For example`.
    pub voids: &'static [&'static str],
    /// What stands right before a status: `Status: 404`, `Response 404`.
    pub codes: &'static [&'static str],
    /// The marks that a sentence says are wrong in an example: `a comma is missing`.
    pub marks: &'static [&'static str],
    /// What says that something is not there, or is there and should not be.
    pub lacks: &'static [&'static str],
    /// What says by itself that an example is broken: `malformed JSON`.
    pub broken: &'static [&'static str],
}

impl Labels {
    /// Whether one of the cues of a list stands in `lower`, as the words of the language do.
    pub(crate) fn has(&self, lower: &str, cues: &[&str]) -> bool {
        if self.script == Script::Unspaced {
            return cues.iter().any(|cue| lower.contains(cue));
        }
        let ends = |at: usize| !lower[at..].starts_with(char::is_alphanumeric);
        let mut before = ' ';
        // One pass over the beginnings of words: few of them begin like a cue, and a search for each cue costs more.
        lower.char_indices().any(|(at, c)| {
            let begins = !std::mem::replace(&mut before, c).is_alphanumeric();
            let fits = |cue: &&str| {
                begins_with(&lower.as_bytes()[at..], cue)
                    && (self.script == Script::Stems || ends(at + cue.len()))
            };
            begins && cues.iter().any(fits)
        })
    }
}

/// How the words of a language are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Between blanks; a cue is a whole word, or several.
    Words,
    /// Between blanks, with endings: a cue is the beginning of a word.
    Stems,
    /// Without blanks: a cue is found anywhere.
    Unspaced,
}
