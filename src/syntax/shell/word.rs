//! A word of a command: the bytes that the shell passes on, as pieces of the text that they are written in.

use std::borrow::Cow;

use crate::text::LocalSpan;

/// How the bytes of a word are protected from the shell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quoting {
    /// Not at all.
    Bare,
    /// `'…'`, or a here-document whose delimiter is quoted.
    Single,
    /// `"…"`.
    Double,
    /// A here-document that knows variables.
    Document,
    /// A here-document that is taken literally.
    Literal,
    /// By several of these.
    Mixed,
}

/// The state of a word's quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quotes {
    /// Every quote is closed.
    Sound,
    /// One is not, and the word goes on to the end.
    Open,
    /// They are not what the shell wants; the pieces are what was meant.
    Broken,
}

/// A word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word as written, with its quotes.
    pub span: LocalSpan,
    /// What is left without quotes and escapes, in order; adjacent pieces are joined.
    pub pieces: Vec<LocalSpan>,
    /// How it is quoted.
    pub quoting: Quoting,
    /// Whether the quotes are what the shell wants.
    pub quotes: Quotes,
    /// Whether the shell puts something in: a variable, the output of a command.
    pub expands: bool,
    /// Whether what the shell puts in can only be guessed, because the text that stands for it has quotes of its own.
    pub opaque: bool,
    /// The first bare character that ends a command or a word: `&`, `;`, `(`.
    pub special: Option<LocalSpan>,
    /// The first bare character that makes a pattern of file names: `?`, `*`, `[`.
    pub pattern: Option<LocalSpan>,
}

impl Word {
    pub(super) fn new(at: usize) -> Self {
        Self {
            span: LocalSpan::empty(at),
            pieces: Vec::new(),
            quoting: Quoting::Bare,
            quotes: Quotes::Sound,
            expands: false,
            opaque: false,
            special: None,
            pattern: None,
        }
    }

    /// Adds the bytes of a piece.
    pub(super) fn push(&mut self, start: usize, end: usize, quoting: Quoting) {
        if start >= end {
            return;
        }
        if self.pieces.is_empty() {
            self.quoting = quoting;
        } else if self.quoting != quoting {
            self.quoting = Quoting::Mixed;
        }
        match self.pieces.last_mut() {
            Some(last) if last.end as usize == start => last.end = end as u32,
            _ => self.pieces.push(LocalSpan::new(start, end)),
        }
    }

    /// What the shell passes on.
    pub fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.pieces.as_slice() {
            [] => Cow::Borrowed(""),
            [piece] => Cow::Borrowed(piece.of(text)),
            pieces => Cow::Owned(pieces.iter().map(|piece| piece.of(text)).collect()),
        }
    }

    /// From the first to the last byte that is passed on, as written.
    pub fn inner(&self) -> LocalSpan {
        match (self.pieces.first(), self.pieces.last()) {
            (Some(first), Some(last)) => first.to(*last),
            _ => LocalSpan::empty(self.span.end as usize),
        }
    }

    /// The word without its first `count` bytes, which lie within characters of one byte.
    #[must_use]
    pub fn after(&self, count: usize) -> Self {
        let mut left = count as u32;
        let mut word = self.clone();
        word.pieces.retain_mut(|piece| {
            let cut = left.min(piece.len() as u32);
            piece.start += cut;
            left -= cut;
            !piece.is_empty()
        });
        word
    }
}
