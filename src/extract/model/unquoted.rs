//! A body that is written inside the quotes of something else: what is left of the word when the quotes are gone,
//! and the way back to the code block.
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
    quoting: Quoting,
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
        Self { text, pieces, quoting: word.quoting }
    }

    /// The text of `span` without the line breaks of RFC 8792: a backslash at the end of a line, the indentation of
    /// the next one, and a second backslash there (sections 7 and 8).
    pub(in crate::extract) fn unfolded(span: LocalSpan, block: &str) -> Self {
        let mut unfolded = Self { text: String::new(), pieces: Vec::new(), quoting: Quoting::Literal };
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
        let at = |offset: u32| {
            let index = self.pieces.partition_point(|(start, _)| *start <= offset).saturating_sub(1);
            self.pieces.get(index).map_or(0, |(start, piece)| piece.start + (offset - start))
        };
        let start = at(local.start);
        let end = if local.is_empty() { start } else { at(local.end - 1) + 1 };
        LocalSpan { start, end: end.max(start) }
    }

    /// The place in the block's text at which `local` can be replaced by `text` as they are.
    pub(crate) fn editable(&self, local: LocalSpan, text: &str) -> Option<LocalSpan> {
        let special: &[char] = match self.quoting {
            Quoting::Single => &['\''],
            Quoting::Double => &['"', '\\', '$', '`', '!', '^'],
            Quoting::Document => &['\\', '$', '`'],
            Quoting::Literal => &[],
            Quoting::Bare | Quoting::Mixed => return None,
        };
        if text.contains(special) {
            return None;
        }
        // Before the first byte of a later piece stands what protects it.
        let index = self.pieces.partition_point(|(start, _)| *start < local.start).saturating_sub(1);
        let (start, piece) = *self.pieces.get(index)?;
        let end = start + piece.len() as u32;
        let inside = (index == 0 || local.start > start) && local.end <= end;
        let block = |offset: u32| piece.start + (offset - start);
        inside.then(|| LocalSpan { start: block(local.start), end: block(local.end) })
    }
}
