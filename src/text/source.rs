//! One page in memory.
//!
//! The text is always valid UTF-8 with every byte at its place in the file: bytes that are no text were replaced
//! one for one by the reader, which remembers where they were. This module never touches the file system.

use std::sync::{Arc, OnceLock};

use super::{LineColumn, LineIndex, Span};

/// The text that stands for a byte that is not UTF-8: one byte, so that offsets hold.
const REPLACEMENT: u8 = b'?';

/// A page: its path as shown to the reader, and its text.
#[derive(Clone, Debug)]
pub struct SourceFile {
    path: String,
    text: Arc<str>,
    invalid_bytes: Vec<Span>,
    /// The bytes of the file, if they are not those of the text.
    bytes: Option<Arc<[u8]>>,
    lines: OnceLock<LineIndex>,
}

impl SourceFile {
    /// A page from text that is known to be UTF-8. `path` uses `/`.
    pub fn new(path: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
            invalid_bytes: Vec::new(),
            bytes: None,
            lines: OnceLock::new(),
        }
    }

    /// A page from the bytes of a file. Every byte that is not part of valid UTF-8 is replaced by one `?`; runs of
    /// them, and NUL bytes, are kept as [`SourceFile::invalid_bytes`].
    pub fn from_bytes(path: impl Into<String>, bytes: Vec<u8>) -> Self {
        let (text, mut invalid_bytes, bytes) = match String::from_utf8(bytes) {
            Ok(text) => (text, Vec::new(), None),
            Err(error) => {
                let kept = Arc::from(error.as_bytes());
                let (text, invalid_bytes) = replace_invalid(error.into_bytes());
                (text, invalid_bytes, Some(kept))
            }
        };
        invalid_bytes.extend(memchr::memchr_iter(0, text.as_bytes()).map(|at| Span::new(at, at + 1)));
        invalid_bytes.sort_unstable();
        Self { path: path.into(), text: text.into(), invalid_bytes, bytes, lines: OnceLock::new() }
    }

    /// The bytes of the file: those of the text, but for the ones that are not UTF-8.
    pub fn bytes(&self) -> &[u8] {
        self.bytes.as_deref().unwrap_or(self.text.as_bytes())
    }

    /// The path as given to the reader, with `/`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The text; byte offsets equal those of the file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the file holds bytes that are not UTF-8, or NUL, in order.
    pub fn invalid_bytes(&self) -> &[Span] {
        &self.invalid_bytes
    }

    /// The lines of the text, indexed at the first call.
    pub(crate) fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// The line and column of a byte offset.
    pub fn position(&self, offset: u32) -> LineColumn {
        self.lines().position(&self.text, offset as usize)
    }

    /// The 1-based line of a byte offset.
    pub fn line(&self, offset: u32) -> u32 {
        self.lines().line(offset as usize)
    }
}

fn replace_invalid(mut bytes: Vec<u8>) -> (String, Vec<Span>) {
    let mut bad = Vec::new();
    let mut at = 0;
    loop {
        match std::str::from_utf8(&bytes[at..]) {
            Ok(_) => break,
            Err(error) => {
                let start = at + error.valid_up_to();
                let end = error.error_len().map_or(bytes.len(), |len| start + len);
                bytes[start..end].fill(REPLACEMENT);
                match bad.last_mut() {
                    Some(Span { end: last, .. }) if *last as usize == start => *last = end as u32,
                    _ => bad.push(Span::new(start, end)),
                }
                at = end;
            }
        }
    }
    (String::from_utf8_lossy(&bytes).into_owned(), bad)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_text_keep_every_offset() {
        let page = SourceFile::from_bytes("a.md", b"ok \xff\xfe \xc3\xa9 \0 \xe2\x82".to_vec());
        assert_eq!(page.text(), "ok ?? é \0 ??");
        let found: Vec<_> = page.invalid_bytes().iter().map(|span| span.range()).collect();
        assert_eq!(found, [3..5, 9..10, 11..13]);
        assert_eq!(page.bytes(), b"ok \xff\xfe \xc3\xa9 \0 \xe2\x82");
        assert_eq!(SourceFile::new("a.md", "é").bytes(), "é".as_bytes());
    }
}
