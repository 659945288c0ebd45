//! The fast lane: members that are written as they should be.
//!
//! Nearly every line of nearly every body reads `"name": value,`. What is taken here is what the state machine would
//! take without an issue, looked at once instead of token by token; at the first byte that is anything else the rest is
//! left to the state machine. Nothing here mends, names or guesses, and no member is taken that has a second reading.

use super::NodeKind;
use super::parser::{Expect, Parser};
use super::token::{Lexer, Token, TokenKind};
use crate::text::LocalSpan;

/// For every byte whether it is text between quotes and nothing else (RFC 8259 §7).
static IS_TEXT: [bool; 256] = {
    let mut is_text = [true; 256];
    let mut byte = 0;
    while byte < b' ' as usize {
        is_text[byte] = false;
        byte += 1;
    }
    is_text[b'"' as usize] = false;
    is_text[b'\\' as usize] = false;
    is_text
};

/// How long the text is that some bytes between quotes begin with.
fn text_length(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 255;
    const HIGHS: u64 = ONES << 7;
    let mut length = 0;
    // Eight bytes at a time. The lowest byte with its high bit set in `ends` is one that is no text (Hacker's Delight,
    // section 6-1): less than a blank, or zero behind the exclusive or with what ends it.
    while let Some(eight) = bytes.get(length..).and_then(|rest| rest.first_chunk()) {
        let eight = u64::from_le_bytes(*eight);
        let is_zero = |word: u64| word.wrapping_sub(ONES) & !word;
        let quote = is_zero(eight ^ (ONES * u64::from(b'"')));
        let backslash = is_zero(eight ^ (ONES * u64::from(b'\\')));
        let control = eight.wrapping_sub(ONES * u64::from(b' ')) & !eight;
        let ends = (quote | backslash | control) & HIGHS;
        if ends != 0 {
            return length + ends.trailing_zeros() as usize / 8;
        }
        length += 8;
    }
    length + bytes[length..].iter().take_while(|byte| IS_TEXT[usize::from(**byte)]).count()
}

/// A member up to the end of its value; of a container that is its opening bracket.
struct Member {
    key: LocalSpan,
    value: LocalSpan,
    kind: Kind,
}

/// What its value is.
enum Kind {
    Scalar(NodeKind),
    Container(TokenKind),
}

impl Parser<'_> {
    /// Takes plain members, and goes into their objects, as long as there are any; the open container is an object that
    /// expects a member.
    pub(super) fn plain_members(&mut self) {
        while let Some(Member { key, value, kind }) = self.lexer.plain_member() {
            self.lexer.pos = value.end as usize;
            match kind {
                Kind::Container(kind) => {
                    self.value(Token::new(kind, value.start as usize, value.end as usize), Some(key));
                    if kind == TokenKind::OpenArray {
                        return;
                    }
                }
                Kind::Scalar(kind) => {
                    if !self.plain_scalar(key, value, kind) {
                        return;
                    }
                }
            }
        }
    }

    /// Adds a member, and takes the comma after it; `false` if there is none.
    fn plain_scalar(&mut self, key: LocalSpan, value: LocalSpan, kind: NodeKind) -> bool {
        let Some(frame) = self.stack.last_mut() else { return false };
        self.tree.add(kind, value, Some(frame.node), Some(key));
        frame.left_out = None;
        frame.last_end = value.end as usize;
        self.last_end = value.end as usize;
        let comma = self.lexer.byte(self.lexer.pos) == Some(b',');
        if comma {
            self.last_end += 1;
            self.lexer.pos += 1;
        }
        frame.expect = if comma { Expect::Item } else { Expect::Separator };
        frame.comma = comma.then(|| LocalSpan::new(value.end as usize, value.end as usize + 1));
        comma
    }
}

impl Lexer<'_> {
    /// The plain member that stands next; only white space is passed.
    fn plain_member(&mut self) -> Option<Member> {
        self.skip_legal_space();
        let start = self.pos;
        let key = self.plain_string(start)?;
        if self.byte(key) != Some(b':') || self.byte(key + 1) == Some(b'=') {
            return None;
        }
        let value = self.after_blanks(key + 1);
        let (kind, end) = self.plain_value(value)?;
        Some(Member { key: LocalSpan::new(start, key), value: LocalSpan::new(value, end), kind })
    }

    fn after_blanks(&self, from: usize) -> usize {
        let mut at = from;
        while self.byte(at) == Some(b' ') {
            at += 1;
        }
        at
    }

    /// The value at `at` and its end, if what follows shows that it ends there.
    fn plain_value(&self, at: usize) -> Option<(Kind, usize)> {
        let (kind, end) = match self.byte(at)? {
            b'"' if self.byte(at + 1) == Some(b'"') => (NodeKind::String, at + 2),
            b'"' => (NodeKind::String, self.plain_string(at)?),
            b'0'..=b'9' | b'-' => (NodeKind::Number, self.plain_number(at)?),
            b't' => (NodeKind::Bool(true), self.plain_word(at, b"true")?),
            b'f' => (NodeKind::Bool(false), self.plain_word(at, b"false")?),
            b'n' => (NodeKind::Null, self.plain_word(at, b"null")?),
            // Before any other character a brace may begin a template.
            b'{' if matches!(self.bytes[at + 1..], [b'"' | b'\n' | b'\r', ..] | [b' ', b'"', ..]) => {
                return Some((Kind::Container(TokenKind::OpenObject), at + 1));
            }
            b'[' => return Some((Kind::Container(TokenKind::OpenArray), at + 1)),
            _ => return None,
        };
        let ends = match self.byte(end)? {
            b',' | b'}' => true,
            b' ' => self.byte(self.after_blanks(end)) == Some(b'}'),
            b'\n' | b'\r' => !self.colon_follows(end),
            _ => false,
        };
        ends.then_some((Kind::Scalar(kind), end))
    }

    /// The end of the string at `at`, if it is not empty and holds nothing but text.
    fn plain_string(&self, at: usize) -> Option<usize> {
        if self.byte(at) != Some(b'"') {
            return None;
        }
        let text = &self.bytes[at + 1..];
        let length = text_length(text);
        (text.get(length) == Some(&b'"') && length > 0).then_some(at + length + 2)
    }

    /// The end of the number at `at` (RFC 8259 §6), unless it has an exponent.
    fn plain_number(&self, at: usize) -> Option<usize> {
        let digits = |from: usize| {
            let mut end = from;
            while self.byte(end).is_some_and(|byte| byte.is_ascii_digit()) {
                end += 1;
            }
            (end > from).then_some(end)
        };
        let first = at + usize::from(self.byte(at) == Some(b'-'));
        let end = digits(first)?;
        if self.byte(first) == Some(b'0') && end > first + 1 {
            return None;
        }
        if self.byte(end) == Some(b'.') { digits(end + 1) } else { Some(end) }
    }

    fn plain_word(&self, at: usize, word: &[u8]) -> Option<usize> {
        self.bytes[at..].starts_with(word).then_some(at + word.len())
    }
}
