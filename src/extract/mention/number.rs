//! Numbers in a text that could be status codes, by their digits and what stands right around them. What a sentence says of
//! them is not read here.

use crate::cues;
use crate::syntax::http::status;

/// Status codes from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Codes {
    /// The lowest.
    pub first: u16,
    /// The highest.
    pub last: u16,
}

impl Codes {
    /// A single one.
    pub fn one(code: u16) -> Self {
        Self { first: code, last: code }
    }

    /// Whether `code` is one of them.
    pub fn contains(self, code: u16) -> bool {
        (self.first..=self.last).contains(&code)
    }

    /// Whether they tell of success: 2xx and 3xx.
    pub fn is_success(self) -> bool {
        (200..400).contains(&self.first)
    }

    /// Whether no answer with one of them can have a body (RFC 9110 §15.3.5, §15.3.6, §15.4.5).
    pub fn is_bodiless(self) -> bool {
        self.first == self.last && matches!(self.first, 204 | 205 | 304)
    }
}

/// Where numbers are that could be status codes, in order. Most numbers of most pages are none.
pub(in crate::extract) fn candidates(text: &str) -> impl Iterator<Item = usize> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let at = next_triple(text.as_bytes(), from)?;
            from = at + 1;
            if codes_at(text, at).is_some() {
                return Some(at);
            }
        }
    })
}

/// Where three characters in a row look like a code and are no part of a word, from byte `from` on.
fn next_triple(bytes: &[u8], from: usize) -> Option<usize> {
    let mut start = from;
    while start < bytes.len() {
        let end = bytes.len().min(start + STRIDE);
        let mut places = start..end;
        let found = match bytes[start..].first_chunk() {
            Some(near) if !(holds_first_digit(&near[..STRIDE]) && holds_triple(near)) => None,
            None if !holds_first_digit(&bytes[start..]) => None,
            _ => places.find(|at| is_triple(bytes, *at)),
        };
        if found.is_some() {
            return found;
        }
        start = end;
    }
    None
}

/// So many places are looked at together.
const STRIDE: usize = 32;

/// Whether a code may begin at any of some places. Without a branch: the compiler makes a handful of instructions for all
/// of them together, and most of a page holds no digit.
fn holds_first_digit(near: &[u8]) -> bool {
    near.iter().fold(false, |any, byte| any | is_first_digit(*byte))
}

/// Whether the characters of a code may begin at any of the first [`STRIDE`] places. Most digits are in shorter numbers and
/// in identifiers.
fn holds_triple(near: &[u8; STRIDE + 2]) -> bool {
    let begins = |at: usize| {
        u8::from(is_first_digit(near[at]))
            & u8::from(is_digit_or_mark(near[at + 1]))
            & u8::from(is_digit_or_mark(near[at + 2]))
    };
    (0..STRIDE).fold(0, |any, at| any | begins(at)) != 0
}

/// Most digits of a page are in identifiers, of which they are no code.
fn is_triple(bytes: &[u8], at: usize) -> bool {
    let is_of_word = |byte: u8| byte.is_ascii_alphanumeric();
    let [first, second, third, ref rest @ ..] = bytes[at..] else { return false };
    is_first_digit(first)
        && is_digit_or_mark(second)
        && is_digit_or_mark(third)
        && !rest.first().is_some_and(|after| is_of_word(*after))
        && !at.checked_sub(1).is_some_and(|before| is_of_word(bytes[before]))
}

fn is_first_digit(byte: u8) -> bool {
    byte.wrapping_sub(b'1') < 5
}

/// Whether a byte may go on with a code: `204`, `2xx`.
fn is_digit_or_mark(byte: u8) -> bool {
    byte.is_ascii_digit() || byte | 0x20 == b'x'
}

/// The codes that begin at `at`, and where they end.
pub(in crate::extract) fn codes_at(text: &str, at: usize) -> Option<(Codes, usize)> {
    let bytes = text.as_bytes();
    let [hundreds @ b'1'..=b'5', tens, ones, ..] = *bytes.get(at..)? else { return None };
    let hundred = u16::from(hundreds - b'0') * 100;
    let class = Codes { first: hundred, last: hundred + 99 };
    let codes = match (tens, ones) {
        (b'x' | b'X', b'x' | b'X') => class,
        (b'0'..=b'9', b'0'..=b'9') => {
            let code = hundred + u16::from(tens - b'0') * 10 + u16::from(ones - b'0');
            status::phrase(code)?;
            Codes::one(code)
        }
        _ => return None,
    };
    let before = &bytes[..at];
    let apart = match before.last() {
        None => true,
        Some(b'/' | b',' | b'|') => {
            before.len() < 2 || !is_wordy(before[before.len() - 2]) || is_code_end(before)
        }
        Some(byte) => {
            byte.is_ascii_whitespace()
                || matches!(byte, b'`' | b'*' | b'_' | b'(' | b'[' | b'"' | b'\'' | b'>' | b':' | 0x80..)
        }
    };
    if !apart || before.ends_with(b":") && before.len() > 1 && before[before.len() - 2].is_ascii_digit() {
        return None;
    }
    let end = at + 3;
    let rest = &text[end..];
    if let Some(length) = class_mark(rest) {
        return Some((class, end + length));
    }
    if let Some((last, length)) = range_end(rest).filter(|(last, _)| *last > codes.first) {
        return Some((Codes { first: codes.first, last }, end + length));
    }
    let mut after = rest.bytes();
    let (next, then) = (after.next(), after.next());
    let is_part = match next {
        None => false,
        // `202-Accepted`
        Some(b'-') if phrase_at(&rest[1..]).is_some() => false,
        Some(b'.' | b',' | b':' | b'/' | b'-') => {
            then.is_some_and(is_wordy) && !(matches!(next, Some(b',' | b'/')) && codes_follow(&rest[1..]))
        }
        Some(byte) => is_wordy(byte) || matches!(byte, b'%' | b'+' | b'$' | b'='),
    };
    (!is_part).then_some((codes, end))
}

fn is_wordy(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Whether the text before a separator is a code itself: `200/`.
fn is_code_end(before: &[u8]) -> bool {
    let digits = &before[..before.len() - 1];
    digits.len() >= 3
        && digits[digits.len() - 3..].iter().all(u8::is_ascii_digit)
        && !digits[..digits.len() - 3].last().is_some_and(u8::is_ascii_alphanumeric)
}

fn codes_follow(rest: &str) -> bool {
    matches!(rest.as_bytes(), [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9', next @ ..] if !next.first().is_some_and(|byte| is_wordy(*byte)))
}

/// The length of what makes a class of a code: `-series`, ` level`.
fn class_mark(rest: &str) -> Option<usize> {
    let word = rest.strip_prefix(['-', ' '])?;
    let length = cues::all(|words| words.classes).find(|class| word.starts_with(*class))?.len();
    Some(length + 1)
}

/// The other end of a range: `–299`, ` to 299`.
fn range_end(rest: &str) -> Option<(u16, usize)> {
    let mark = ["-", "–", " - ", " – ", " to "].into_iter().find(|mark| rest.starts_with(mark))?;
    let digits = rest[mark.len()..].get(..3)?;
    let next = rest.as_bytes().get(mark.len() + 3);
    let code: u16 = digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    // A range of codes goes on to the end of a class.
    (code % 100 == 99 && !next.is_some_and(|byte| is_wordy(*byte))).then_some((code, mark.len() + 3))
}

/// The length of the registered phrase that a text begins with.
pub(in crate::extract) fn phrase_at(text: &str) -> Option<usize> {
    const LONGEST: usize = 40;
    let text = &text[..text.floor_char_boundary(LONGEST)];
    if !text.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let is_end = |at: usize| !text[at..].starts_with(|c: char| c.is_alphanumeric());
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).filter(|at| is_end(*at));
    ends.rev().find(|at| status::code_of(&text[..*at]).is_some())
}
