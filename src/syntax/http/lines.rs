//! The lines of a text with their places, so that the parser can look one line ahead and back without a scan.

use crate::text::LocalSpan;

/// One line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'t> {
    /// Its first byte in the text.
    pub(super) start: usize,
    /// Its text without the line end.
    pub(super) text: &'t str,
}

impl<'t> Line<'t> {
    /// The offset after its last byte, before the line end.
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// The text without surrounding white space.
    pub(super) fn trimmed(&self) -> &'t str {
        self.text.trim()
    }

    /// Whether nothing is on it.
    pub(super) fn is_blank(&self) -> bool {
        // The first character tells, and few lines begin with one that takes a table to judge.
        match self.first() {
            None => true,
            Some(b'!'..=b'~') => false,
            Some(_) => self.trimmed().is_empty(),
        }
    }

    /// The first byte that is neither a blank nor a tab.
    fn first(&self) -> Option<u8> {
        self.text.bytes().find(|byte| !matches!(byte, b' ' | b'\t'))
    }

    /// Whether it begins with a mark that only JSON puts there.
    pub(super) fn is_json(&self) -> bool {
        matches!(self.first(), Some(b'"' | b'{' | b'}' | b']'))
    }

    /// How many bytes of white space it begins with.
    pub(super) fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start().len()
    }

    /// The place of the trimmed text.
    pub(super) fn span(&self) -> LocalSpan {
        let start = self.start + self.indent();
        LocalSpan::new(start, start + self.trimmed().len())
    }
}

/// The lines of a part of `text`, in order.
pub(super) fn lines_within(text: &str, within: LocalSpan) -> impl Iterator<Item = Line<'_>> {
    let (mut start, end) = (within.start as usize, within.end as usize);
    std::iter::from_fn(move || {
        let rest = text.get(start..end).filter(|rest| !rest.is_empty())?;
        let length = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        let line = Line { start, text: rest[..length].trim_end_matches('\r') };
        start = (start + length + 1).min(end);
        Some(line)
    })
}

/// Whether a line is a comment of a tool that sends requests from files.
pub(super) fn is_comment(text: &str) -> bool {
    text.starts_with("//") || text.starts_with('#')
}

/// What may stand above the first message: nothing, a comment, or a note on how its lines were broken (RFC 8792).
pub(super) fn is_preface(text: &str) -> bool {
    let note = text.starts_with("NOTE: '\\") || (text.starts_with('(') && text.ends_with(')'));
    text.is_empty() || is_comment(text) || note
}

/// What may stand between two requests of a list and is part of neither.
pub(super) fn is_separator(text: &str) -> bool {
    let word = text.trim_matches(|c: char| "-*=_.…~:() ".contains(c));
    is_comment(text) || word.is_empty() || ["or", "and", "then"].iter().any(|w| w.eq_ignore_ascii_case(word))
}
