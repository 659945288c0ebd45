//! The text between the quotes of a string: escapes and control characters (RFC 8259 §7).

use std::borrow::Cow;

use super::template::quote;
use super::token::{Lexer, Token, insert, replace};
use super::{IssueKind, Repair};
use crate::text::LocalSpan;

impl Lexer<'_> {
    /// Adds the flaws of the text between the quotes: control characters and escapes.
    pub(super) fn content(&self, token: Token, start: usize, end: usize) -> Token {
        let text = &self.text[start..end];
        // One pass without a branch, which is what nearly every string needs.
        let odd = text.bytes().fold(0, |odd, byte| odd | u8::from(byte == b'\\') | u8::from(byte < b' '));
        if odd == 0 {
            return token;
        }
        let mut controls: Option<(LocalSpan, Vec<Repair>)> = None;
        let mut escapes: Option<(LocalSpan, Vec<Repair>)> = None;
        let mut last = None;
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let at = start + at;
            if c == '\\' {
                let next = chars.peek().copied();
                if next.is_some_and(|(_, next)| next >= ' ') {
                    chars.next();
                }
                let is_break = self.text[at + 1..end].trim_start_matches('\r').starts_with('\n');
                if let Some((span, repair)) = escape_fault(self.text, at, end, last).filter(|_| !is_break) {
                    escapes.get_or_insert_with(|| (span, Vec::new())).1.push(repair);
                }
                last = Some(at);
            } else if c == '\r'
                && self.text[at + 1..end].starts_with('\n')
                && layout_break(&self.text[..end], start, at + 1).is_some()
            {
                // It goes with the line break.
            } else if c < ' ' {
                let span = LocalSpan::new(at, at + 1);
                let culprit = if c == '\n' {
                    LocalSpan::new(self.pos, self.first_line_end(self.pos, at))
                } else {
                    span
                };
                let text = quote(c.encode_utf8(&mut [0; 4]));
                let gap = if c == '\n' { layout_break(&self.text[..end], start, at) } else { None };
                let repair = match gap {
                    Some(gap) => replace(gap, ""),
                    None => replace(span, text.trim_matches('"').to_owned()),
                };
                controls.get_or_insert_with(|| (culprit, Vec::new())).1.push(repair);
            }
        }
        let mut token = token;
        for (kind, found) in [(IssueKind::InvalidEscape, escapes), (IssueKind::ControlCharacter, controls)] {
            if let Some((span, repairs)) = found {
                token = token.flaw(kind, span, repairs);
            }
        }
        token
    }
}

/// What a line break at `at` in a string only lays out, to fit the page: with a backslash before it, or in the middle of an
/// address. What indents the next line goes with it, unless it is the only gap between two words. The text of the string begins at `start` and does not go beyond `text`.
pub(super) fn layout_break(text: &str, start: usize, at: usize) -> Option<LocalSpan> {
    /// No address is longer.
    const LONGEST: usize = 2_000;
    let before = text.get(start..at)?.trim_end_matches('\r');
    let backslashes = before.len() - before.trim_end_matches('\\').len();
    let is_continued = backslashes % 2 == 1;
    let next = &text[at + 1..];
    let line = next.trim_start_matches([' ', '\t']);
    let is_word = |line: &str| !line.trim().contains([' ', '\t']);
    let is_address = (before.starts_with("https://") || before.starts_with("http://"))
        && before.len() < LONGEST
        && before.split('\n').all(is_word)
        && line.split(['\n', '"']).next().is_some_and(|line| is_word(line) && !line.trim().is_empty());
    let from = start + before.len() - usize::from(is_continued);
    let is_apart = text[start..from].ends_with(' ');
    let to = at + 1 + if is_address || is_apart { next.len() - line.len() } else { 0 };
    (is_continued || is_address).then(|| LocalSpan::new(from, to))
}

/// The text that is meant between the quotes of a string: escapes decoded (RFC 8259 §7), faulty ones left as they
/// stand.
pub fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut meant = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(skip) = memchr::memchr(b'\\', &text.as_bytes()[at..]) {
        meant.push_str(&text[at..at + skip]);
        at += skip;
        let (decoded, length) = unescaped(&text[at..]);
        meant.push(decoded);
        at += length;
    }
    meant.push_str(&text[at..]);
    Cow::Owned(meant)
}

/// The character that the escape at the start of `text` means, and the bytes that it takes.
fn unescaped(text: &str) -> (char, usize) {
    let plain = |c| (c, 2);
    match text.as_bytes().get(1) {
        Some(b'b') => plain('\u{8}'),
        Some(b'f') => plain('\u{c}'),
        Some(b'n') => plain('\n'),
        Some(b'r') => plain('\r'),
        Some(b't') => plain('\t'),
        Some(&quoted @ (b'"' | b'\\' | b'/')) => plain(char::from(quoted)),
        Some(b'u') => match (code_unit(text), text.get(6..).and_then(code_unit)) {
            (Some(high @ 0xd800..0xdc00), Some(low @ 0xdc00..0xe000)) => {
                let point = 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00);
                (char::from_u32(point).unwrap_or(char::REPLACEMENT_CHARACTER), 12)
            }
            (Some(unit), _) => (char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER), 6),
            (None, _) => ('\\', 1),
        },
        _ => ('\\', 1),
    }
}

/// What is wrong with the escape at `at` (RFC 8259 §7); `last` is where the escape before it begins.
/// A lone surrogate counts as a fault: §8.2 calls what receivers make of it unpredictable.
fn escape_fault(whole: &str, at: usize, end: usize, last: Option<usize>) -> Option<(LocalSpan, Repair)> {
    let text = &whole[at..end];
    let escaped = text[1..].chars().next();
    let span = LocalSpan::new(at, at + 1 + escaped.filter(|&c| c >= ' ').map_or(0, char::len_utf8));
    match escaped {
        Some('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't') => None,
        Some('u') if code_unit(text).is_some_and(|unit| !(0xd800..0xe000).contains(&unit)) => None,
        Some('u') if is_paired(whole, at, end, last) => None,
        // What JavaScript escapes, and what Markdown does.
        Some(mark @ ('\'' | '<' | '>' | '_' | '&' | ':' | '#' | '~')) => {
            Some((span, replace(span, mark.to_string())))
        }
        // What is left of `\u00fa`.
        Some(letter) if !letter.is_ascii() && letter.is_alphabetic() => {
            Some((span, replace(span, letter.to_string())))
        }
        _ => Some((span, insert(at, "\\"))),
    }
}

/// The number in `\uXXXX` at the start of `text`.
fn code_unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    if digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        u32::from_str_radix(digits, 16).ok()
    } else {
        None
    }
}

/// Whether the surrogate at `at` has its other half beside it. What reads like one before it may be text: `\\ud83d`.
fn is_paired(whole: &str, at: usize, end: usize, last: Option<usize>) -> bool {
    let high = |unit: Option<u32>| unit.is_some_and(|unit| (0xd800..0xdc00).contains(&unit));
    let low = |unit: Option<u32>| unit.is_some_and(|unit| (0xdc00..0xe000).contains(&unit));
    let unit = |at: Option<usize>| at.and_then(|at| whole.get(at..end)).and_then(code_unit);
    let here = unit(Some(at));
    let before = last.filter(|last| last + 6 == at);
    (high(here) && low(unit(Some(at + 6)))) || (low(here) && high(unit(before)))
}
