//! A body that is written inside the quotes of something else, or in another notation: what is left of the word when
//! the quotes are gone, and the way back to the code block.
//!
//! An edit is made only where it says the same inside the quotes as outside of them.

use crate::syntax::shell::{Quoting, Word};
use crate::text::LocalSpan;

/// The text of a body without the quotes and escapes that it is written with.
#[derive(Debug)]
pub struct Unquoted {
    text: String,
    /// The pieces of the block's text that it is made of, each with its place in `text`.
    pieces: Vec<(u32, LocalSpan)>,
    written: Written,
}

/// How a text is written in its block.
#[derive(Clone, Copy, Debug)]
enum Written {
    /// Inside the quotes of a shell.
    Shell(Quoting),
    /// In another notation.
    Transcribed,
}

impl Unquoted {
    /// What a shell passes on for a word of `block`.
    pub(in crate::extract) fn word(word: &Word, block: &str) -> Self {
        let mut text = String::with_capacity(word.inner().len());
        let mut pieces = Vec::with_capacity(word.pieces.len());
        for piece in &word.pieces {
            pieces.push((text.len() as u32, *piece));
            text.push_str(piece.of(block));
        }
        Self { text, pieces, written: Written::Shell(word.quoting) }
    }

    /// The text of `span` without the line breaks of RFC 8792: a backslash at the end of a line, the indentation of
    /// the next one, and a second backslash there (sections 7 and 8).
    pub(in crate::extract) fn unfolded(span: LocalSpan, block: &str) -> Self {
        let written = Written::Shell(Quoting::Literal);
        let mut unfolded = Self { text: String::new(), pieces: Vec::new(), written };
        let mut from = span.start as usize;
        let end = span.end as usize;
        while let Some(found) = block[from..end].find("\\\n") {
            unfolded.push(from, from + found, block);
            let next = &block[from + found + 2..end];
            let rest = next.trim_start_matches([' ', '\t']);
            from = end - rest.strip_prefix('\\').unwrap_or(rest).len();
        }
        unfolded.push(from, end, block);
        unfolded
    }

    /// JSON that stands for something else. Each piece begins at a place in `text` and stands for a piece of the block:
    /// for the same bytes, if both are of one length.
    pub(in crate::extract) fn transcribed(text: String, pieces: Vec<(u32, LocalSpan)>) -> Self {
        Self { text, pieces, written: Written::Transcribed }
    }

    fn push(&mut self, from: usize, to: usize, block: &str) {
        if from < to {
            self.pieces.push((self.text.len() as u32, LocalSpan::new(from, to)));
            self.text.push_str(&block[from..to]);
        }
    }

    /// The text, in which the spans of the tree count.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where a piece of it stands in the block's text.
    pub fn in_block(&self, local: LocalSpan) -> LocalSpan {
        let start = self.at(local.start, local.start);
        let end = if local.is_empty() { start } else { self.at(local.end - 1, local.end) };
        LocalSpan { start, end: end.max(start) }
    }

    /// The place in the block of an offset, by the piece that the byte at `inside` belongs to.
    fn at(&self, inside: u32, offset: u32) -> u32 {
        let index = self.pieces.partition_point(|(start, _)| *start <= inside).saturating_sub(1);
        let place =
            |(start, piece): &(u32, LocalSpan)| piece.start + (offset - start).min(piece.len() as u32);
        self.pieces.get(index).map_or(0, place)
    }

    /// The place in the block's text at which `local` can be replaced by `text` as they are.
    pub(crate) fn editable(&self, local: LocalSpan, text: &str) -> Option<LocalSpan> {
        let is_safe = match self.written {
            Written::Shell(Quoting::Single) => !text.contains('\''),
            Written::Shell(Quoting::Double) => !text.contains(['"', '\\', '$', '`', '!', '^']),
            Written::Shell(Quoting::Document) => !text.contains(['\\', '$', '`']),
            Written::Shell(Quoting::Literal) => true,
            Written::Shell(Quoting::Bare | Quoting::Mixed) => false,
            Written::Transcribed => text.is_empty() || is_plain_word(text),
        };
        if !is_safe {
            return None;
        }
        let index = self.pieces.partition_point(|(start, _)| *start <= local.start).saturating_sub(1);
        let (start, piece) = *self.pieces.get(index)?;
        let next = self.pieces.get(index + 1).map_or(self.text.len() as u32, |(next, _)| *next);
        let is_exact = next - start == piece.len() as u32;
        // Before the first byte of a later piece of a word stands what protects it.
        let begins = index == 0 || local.start > start || matches!(self.written, Written::Transcribed);
        let inside = is_exact && begins && local.end <= next;
        let block = |offset: u32| piece.start + (offset - start);
        inside.then(|| LocalSpan { start: block(local.start), end: block(local.end) })
    }
}

/// Whether a text is a string in every notation, whatever stands around it: a word that means nothing else.
fn is_plain_word(text: &str) -> bool {
    let taken = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'/'))
        && !taken.iter().any(|word| word.eq_ignore_ascii_case(text))
}
