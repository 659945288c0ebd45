//! Pieces of a value that know where they begin, and lists and parameters made of them (RFC 9110 §5.6).

use std::ops::Range;

/// A piece of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece<'v> {
    pub(super) text: &'v str,
    /// Its first byte in the value.
    pub(super) at: usize,
}

impl<'v> Piece<'v> {
    /// A whole value, trimmed.
    pub(super) fn new(text: &'v str) -> Self {
        Self { text, at: 0 }.trim()
    }

    pub(super) fn span(self) -> Range<usize> {
        self.at..self.at + self.text.len()
    }

    pub(super) fn slice(self, start: usize, end: usize) -> Self {
        Self { text: &self.text[start..end], at: self.at + start }
    }

    pub(super) fn from(self, start: usize) -> Self {
        self.slice(start, self.text.len())
    }

    pub(super) fn trim(self) -> Self {
        let start = self.text.len() - self.text.trim_start().len();
        Self { text: self.text.trim(), at: self.at + start }
    }

    /// What stands before the first `mark` outside of quotes, and what stands behind it.
    pub(super) fn cut(self, mark: u8) -> (Self, Option<Self>) {
        match self.marks(mark).next() {
            Some(at) => (self.slice(0, at).trim(), Some(self.from(at + 1).trim())),
            None => (self.trim(), None),
        }
    }

    /// The pieces between the `mark`s outside of quotes and angle brackets, trimmed.
    pub(super) fn split(self, mark: u8) -> impl Iterator<Item = Self> {
        let mut marks = self.marks(mark);
        let mut next = Some(0);
        std::iter::from_fn(move || {
            let start = next?;
            let end = marks.next();
            next = end.map(|end| end + 1);
            Some(self.slice(start, end.unwrap_or(self.text.len())).trim())
        })
    }

    /// The words between white space outside of quotes.
    pub(super) fn words(self) -> impl Iterator<Item = Self> {
        self.split(b' ').filter(|word| !word.text.is_empty())
    }

    /// What stands between any of these marks, without what is empty.
    pub(super) fn pieces(self, marks: &[char]) -> impl Iterator<Item = Self> {
        let words = self.text.split(marks).filter(|word| !word.is_empty());
        words.map(move |word| Self {
            text: word,
            at: self.at + (word.as_ptr() as usize - self.text.as_ptr() as usize),
        })
    }

    /// Where `mark` stands outside of quotes and angle brackets.
    fn marks(self, mark: u8) -> impl Iterator<Item = usize> {
        let mut state = State::default();
        let bytes = self.text.as_bytes();
        bytes
            .iter()
            .enumerate()
            .filter(move |(_, byte)| state.step(**byte) && **byte == mark)
            .map(|(at, _)| at)
    }

    /// The quote that is never closed.
    pub(super) fn open_quote(self) -> Option<usize> {
        let mut state = State::default();
        for (at, byte) in self.text.bytes().enumerate() {
            state.step(byte);
            if byte == b'"' && state.quoted {
                state.opened = at;
            }
        }
        state.quoted.then_some(self.at + state.opened)
    }
}

/// Whether a byte stands in quotes or in angle brackets.
#[derive(Default)]
struct State {
    quoted: bool,
    escaped: bool,
    angle: bool,
    opened: usize,
}

impl State {
    /// Reads a byte; whether it stands outside.
    fn step(&mut self, byte: u8) -> bool {
        let outside = !self.quoted && !self.angle;
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' if self.quoted => self.escaped = true,
            b'"' if !self.angle => self.quoted = !self.quoted,
            b'<' if !self.quoted => self.angle = true,
            b'>' if !self.quoted => self.angle = false,
            _ => {}
        }
        outside
    }
}

/// `name=value` or `name`, its value without quotes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parameter<'v> {
    pub(super) name: Piece<'v>,
    /// As written.
    pub(super) value: Option<Piece<'v>>,
}

impl<'v> Parameter<'v> {
    pub(super) fn new(whole: Piece<'v>) -> Self {
        let (name, value) = whole.cut(b'=');
        Self { name, value }
    }

    pub(super) fn is(&self, name: &str) -> bool {
        self.name.text.eq_ignore_ascii_case(name)
    }

    /// The value without its quotes.
    pub(super) fn unquoted(&self) -> Option<Piece<'v>> {
        let value = self.value?;
        let inner = value.text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        Some(inner.map_or(value, |inner| Piece { text: inner, at: value.at + 1 }))
    }
}

/// Whether all of it is digits, and there is any.
pub(super) fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_split_outside_of_quotes() {
        let pieces = |text: &'static str, mark| {
            Piece::new(text).split(mark).map(|piece| (piece.at, piece.text)).collect::<Vec<_>>()
        };
        assert_eq!(pieces("a, \"b, c\" ,d", b','), [(0, "a"), (3, "\"b, c\""), (11, "d")]);
        assert_eq!(pieces("<a,b>; rel=\"x;y\", c", b','), [(0, "<a,b>; rel=\"x;y\""), (18, "c")]);
        assert_eq!(pieces("\"a\\\", b\", c", b','), [(0, "\"a\\\", b\""), (10, "c")]);
        assert_eq!(pieces("", b','), [(0, "")]);
        assert_eq!(Piece::new("a=\"b").open_quote(), Some(2));
        assert_eq!(Piece::new("a=\"b\"").open_quote(), None);
    }
}
