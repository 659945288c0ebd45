//! The words of a phrase with what each can say, in the language of its page. What they say together is decided in
//! [`words`](super::words).

use std::collections::HashMap;
use std::ops::{BitOr, BitOrAssign};
use std::sync::LazyLock;

use crate::cues::{Labels, Language, Script};

/// What a word can say: a set, because `answers` is a noun and a verb.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Says(u32);

impl Says {
    pub(super) const REQUEST: Self = Self(1);
    pub(super) const BODY: Self = Self(1 << 1);
    pub(super) const RESPONSE: Self = Self(1 << 2);
    pub(super) const FAILURE: Self = Self(1 << 3);
    pub(super) const SENDS: Self = Self(1 << 4);
    pub(super) const RETURNS: Self = Self(1 << 5);
    pub(super) const SIGHT: Self = Self(1 << 6);
    pub(super) const HOPE: Self = Self(1 << 7);
    pub(super) const LINK: Self = Self(1 << 8);
    pub(super) const CONDITION: Self = Self(1 << 9);
    pub(super) const OUTCOME: Self = Self(1 << 10);
    pub(super) const POINTER: Self = Self(1 << 11);
    pub(super) const JOIN: Self = Self(1 << 12);
    pub(super) const ARTICLE: Self = Self(1 << 13);
    pub(super) const FILLER: Self = Self(1 << 14);
    pub(super) const VOID: Self = Self(1 << 15);
    pub(super) const COMMA: Self = Self(1 << 16);
    pub(super) const OTHER: Self = Self(1 << 17);
    pub(super) const PART: Self = Self(1 << 18);
    pub(super) const PURPOSE: Self = Self(1 << 19);

    /// Whether it is one of these.
    pub(super) fn is(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }
}

impl BitOr for Says {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Says {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// The words of each kind. `true`: with endings, in a language that has them.
fn kinds(labels: &Labels) -> [(Says, bool, &'static [&'static str]); 19] {
    [
        (Says::REQUEST, true, labels.requests),
        (Says::BODY, true, labels.bodies),
        (Says::RESPONSE, true, labels.responses),
        (Says::FAILURE, true, labels.failures),
        (Says::SENDS, true, labels.sends),
        (Says::RETURNS, true, labels.returns),
        (Says::SIGHT, true, labels.view_verbs),
        (Says::HOPE, false, labels.hopes),
        (Says::LINK, false, labels.links),
        (Says::CONDITION, false, labels.conditions),
        (Says::OUTCOME, true, labels.outcomes),
        (Says::POINTER, true, labels.pointers),
        (Says::JOIN, false, labels.joins),
        (Says::ARTICLE, false, labels.articles),
        (Says::FILLER, true, labels.before_nouns),
        (Says::VOID, false, labels.voids),
        (Says::OTHER, false, labels.others),
        (Says::PART, false, labels.parts),
        (Says::PURPOSE, false, labels.purposes),
    ]
}

/// What whole English words say; made once, because every label of every page is looked at.
static ENGLISH: LazyLock<HashMap<&'static str, Says>> = LazyLock::new(|| {
    let mut words: HashMap<&'static str, Says> = HashMap::new();
    for (says, _, cues) in kinds(Language::English.labels()) {
        for cue in cues {
            *words.entry(cue).or_default() |= says;
        }
    }
    words
});

/// A phrase as words.
pub(super) struct Phrase {
    pub(super) words: Vec<Says>,
    /// Whether the last of several nouns is what it is about, and conditions end with their word.
    pub(super) head_last: bool,
}

impl Phrase {
    /// Reads a phrase.
    pub(super) fn read(text: &str, language: Language) -> Self {
        let lower = if text.is_ascii() { text.to_ascii_lowercase() } else { text.to_lowercase() };
        let labels = language.labels();
        let mut phrase = Self { words: Vec::new(), head_last: labels.head_last };
        let mut at = 0;
        while let Some(c) = lower[at..].chars().next() {
            let rest = &lower[at..];
            if matches!(c, ',' | '，' | '、' | ';' | '；') {
                phrase.words.push(Says::COMMA);
                at += c.len_utf8();
            } else if !c.is_alphanumeric() {
                at += c.len_utf8();
            } else if labels.script == Script::Unspaced && !c.is_ascii() {
                let (says, length) = unspaced(rest, labels).unwrap_or((Says::default(), c.len_utf8()));
                phrase.words.push(says);
                at += length;
            } else {
                let foreign = |c: char| labels.script == Script::Unspaced && !c.is_ascii();
                // `REQUEST_WEIGHT` is a name and no word.
                let end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_')) || foreign(c));
                let word = rest[..end.unwrap_or(rest.len())].trim_end_matches('_');
                let (mut says, length) = spaced(rest, word, language, labels);
                // `Response 2`
                if word.bytes().all(|byte| byte.is_ascii_digit()) {
                    says |= Says::PART;
                }
                phrase.words.push(says);
                at += length;
            }
        }
        phrase
    }
}

/// The longest cue that a text begins with.
fn unspaced(rest: &str, labels: &Labels) -> Option<(Says, usize)> {
    let mut found: Option<(Says, usize)> = None;
    for (says, _, cues) in kinds(labels) {
        for cue in cues.iter().filter(|cue| rest.starts_with(**cue)) {
            match &mut found {
                Some((known, length)) if *length == cue.len() => *known |= says,
                Some((_, length)) if *length > cue.len() => {}
                _ => found = Some((says, cue.len())),
            }
        }
    }
    found
}

/// What a word says, or it and the next one, and how long that is.
fn spaced(rest: &str, word: &str, language: Language, labels: &Labels) -> (Says, usize) {
    // `results in`
    let next = rest[word.len()..].strip_prefix(' ').map(|next| {
        let length = next.find(|c: char| !c.is_alphanumeric()).unwrap_or(next.len());
        &rest[..word.len() + 1 + length]
    });
    if let Some((says, two)) = next.and_then(|two| Some((*ENGLISH.get(two)?, two))) {
        return (says, two.len());
    }
    let mut says = ENGLISH.get(word).copied().unwrap_or_default();
    if language != Language::English {
        let is_word = |cue: &&str, endings: bool| {
            // A short beginning is that of many words.
            let endings = endings && labels.script == Script::Stems;
            if endings { word.starts_with(*cue) } else { word == *cue }
        };
        for (kind, endings, cues) in kinds(labels) {
            if cues.iter().any(|cue| is_word(cue, endings)) {
                says |= kind;
            }
        }
    }
    (says, word.len())
}

/// Whether a heading has few words.
pub(in crate::extract) fn is_short(heading: &str) -> bool {
    /// So many words, or so many letters of a script without blanks.
    const WORDS: usize = 4;
    const LETTERS: usize = 12;
    let letters = heading.chars().filter(|c| !c.is_ascii()).count();
    heading.split_whitespace().count() <= WORDS && letters <= LETTERS * WORDS
}
