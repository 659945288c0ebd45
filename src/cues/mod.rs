//! Floor 1: the words by which prose, headings and tables say something, one table a language: another language is a
//! table more, and no other module has words of its own.
//!
//! Only words, in lower case; what they mean together is decided where they are looked for. Unless its field says
//! otherwise, a cue is found where its words stand, with a word boundary at both ends.

mod chinese;
mod english;
mod english_endpoints;
mod english_headings;
mod english_labels;
mod english_prose;
mod french;
mod german;
mod japanese;
mod korean;
mod labels;
mod language;
mod portuguese;
mod russian;
mod spanish;
mod words;

pub(crate) use labels::{Labels, Script};
pub(crate) use language::Language;
pub(crate) use words::{Kind, Words};

/// Every language.
pub(crate) const LANGUAGES: &[Words] = &[english::ENGLISH];

/// The cues of one kind in every language.
pub(crate) fn all(kind: Kind) -> impl Iterator<Item = &'static str> {
    LANGUAGES.iter().flat_map(move |words| kind(words).iter().copied())
}

/// Whether `lower` has the words of `cue` at `at`, with word boundaries.
fn is_at(lower: &str, at: usize, cue: &str) -> bool {
    let bytes = lower.as_bytes();
    let inside = |byte: Option<&u8>| {
        byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80)
    };
    let before = at.checked_sub(1).and_then(|at| bytes.get(at));
    !inside(before) && !inside(bytes.get(at + cue.len()))
}

/// Whether a text begins with a cue. Nearly every cue that it does not begin with differs in its first byte already, and
/// that is seen without a call.
fn begins_with(text: &[u8], cue: &str) -> bool {
    text.first() == cue.as_bytes().first() && text.starts_with(cue.as_bytes())
}

/// Where the first of the cues of a kind stands in `lower`, the longest one there, and how long it is.
pub(crate) fn first(lower: &str, kind: Kind) -> Option<(usize, usize)> {
    places(lower, kind).next()
}

/// Where the last cue of a kind begins in `lower`.
pub(crate) fn last(lower: &str, kind: Kind) -> Option<usize> {
    places(lower, kind).last().map(|(at, _)| at)
}

/// Whether any cue of a kind stands in `lower`.
pub(crate) fn any(lower: &str, kind: Kind) -> bool {
    first(lower, kind).is_some()
}

/// The places of the cues of a kind: one pass over the words, and few words begin like a cue.
fn places(lower: &str, kind: Kind) -> impl Iterator<Item = (usize, usize)> {
    let bytes = lower.as_bytes();
    // Sets of first letters, and of first two, in which some may stand for others.
    let bit = |byte: u8| 1_u32 << (byte & 31);
    let pair = |first: u8, second: u8| 1_u64 << ((first.wrapping_mul(7) ^ second) & 63);
    let (mut begins, mut pairs) = (0, 0);
    for cue in all(kind) {
        // A cue of one letter goes on like any word.
        (begins, pairs) = match *cue.as_bytes() {
            [first, second, ..] => (begins | bit(first), pairs | pair(first, second)),
            _ => (u32::MAX, u64::MAX),
        };
    }
    let starts = bytes.iter().enumerate().filter(move |(at, byte)| {
        begins & bit(**byte) != 0
            && (*at == 0 || !bytes[at - 1].is_ascii_alphanumeric())
            && bytes.get(at + 1).is_none_or(|next| pairs & pair(**byte, *next) != 0)
    });
    starts.filter_map(move |(at, _)| {
        let fits = |cue: &&str| begins_with(&bytes[at..], cue) && is_at(lower, at, cue);
        all(kind).filter(fits).map(str::len).max().map(|length| (at, length))
    })
}

/// Whether `lower` begins with a cue of a kind.
pub(crate) fn begins(lower: &str, kind: Kind) -> bool {
    start(lower, kind).is_some()
}

/// The length of the cue of a kind that `lower` begins with, the longest one.
pub(crate) fn start(lower: &str, kind: Kind) -> Option<usize> {
    all(kind).filter(|cue| begins_with(lower.as_bytes(), cue) && is_at(lower, 0, cue)).map(str::len).max()
}

/// The length of `lower` without the cue of a kind that it ends with, the longest one; `None` if it ends with none.
pub(crate) fn without_end(lower: &str, kind: Kind) -> Option<usize> {
    let last = lower.as_bytes().last();
    let fits = |cue: &&str| {
        // As in `begins_with`.
        cue.as_bytes().last() == last && lower.ends_with(*cue) && is_at(lower, lower.len() - cue.len(), cue)
    };
    all(kind).filter(fits).map(|cue| lower.len() - cue.len()).min()
}

/// Whether a heading is no more than words of a kind, with a number before and words of no weight (`fillers`) between.
pub(crate) fn is_title(heading: &str, kind: Kind, fillers: Kind) -> bool {
    let words = || heading.split(|c: char| !(c.is_alphabetic() || c == '\'')).filter(|word| !word.is_empty());
    let is_one = |word: &str, kind: Kind| all(kind).any(|own| own == word);
    words().any(|word| is_one(word, kind)) && words().all(|word| is_one(word, kind) || is_one(word, fillers))
}
