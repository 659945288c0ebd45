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
        self.opening() == Opening::Nothing
    }

    /// What it begins with. The first character tells, and few lines begin with one that takes a table to judge.
    pub(super) fn opening(&self) -> Opening {
        match self.first() {
            None => Opening::Nothing,
            Some(b'"' | b'{' | b'}' | b']') => Opening::Json,
            Some(b'!'..=b'~') => Opening::Other,
            Some(_) if self.trimmed().is_empty() => Opening::Nothing,
            Some(_) => Opening::Other,
        }
    }

    /// The first byte that is neither a blank nor a tab.
    fn first(&self) -> Option<u8> {
        self.text.bytes().find(|byte| !matches!(byte, b' ' | b'\t'))
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

/// What a line begins with, behind white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// Nothing: it is blank.
    Nothing,
    /// A mark that only JSON puts there.
    Json,
    /// Something else.
    Other,
}

/// The lines of a part of `text`, in order.
pub(super) fn lines_within(text: &str, within: LocalSpan) -> impl Iterator<Item = Line<'_>> {
    let part = text.get(within.start as usize..within.end as usize).unwrap_or_default();
    let bytes = part.as_bytes();
    let mut ends = memchr::memchr_iter(b'\n', bytes);
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        if start >= bytes.len() {
            return None;
        }
        let mut end = ends.next().unwrap_or(bytes.len());
        at = end + 1;
        while end > start && bytes[end - 1] == b'\r' {
            end -= 1;
        }
        Some(Line { start: within.start as usize + start, text: &part[start..end] })
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
