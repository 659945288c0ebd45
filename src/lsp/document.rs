//! Open documents: the text that the editor has, version by version.
//!
//! A [`Document`] never changes: an edit makes the next one, so that a worker may go on with the one it has. What was
//! found in it is remembered with it, and computed by the first who asks.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use gen_lsp_types::{Position, Range, TextDocumentContentChangeEvent as Change, Uri};

use super::encoding::{Encoding, Lines};
use crate::diagnostic::Problem;
use crate::engine::CheckedPage;
use crate::text::Span;

/// What there is to say of a document.
#[derive(Debug, Default)]
pub(super) struct Checked {
    /// The findings and examples; `None` if the document is no page of the project, or could not be checked.
    pub(super) page: Option<CheckedPage>,
    /// A fault of apiproof's own.
    pub(super) fault: Option<Problem>,
}

/// One version of an open document.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) uri: Uri,
    pub(super) version: i32,
    pub(super) text: Arc<str>,
    pub(super) lines: Lines,
    checked: OnceLock<Checked>,
}

impl Document {
    /// The document with this text.
    pub(super) fn new(uri: Uri, version: i32, text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let lines = Lines::new(&text);
        Self { uri, version, text, lines, checked: OnceLock::new() }
    }

    /// The same text, to be checked anew: the configuration or a description of the API changed.
    pub(super) fn afresh(&self) -> Self {
        Self::new(self.uri.clone(), self.version, Arc::clone(&self.text))
    }

    /// The document after the changes of a notification, which apply one after the other.
    pub(super) fn edited(&self, version: i32, changes: &[Change], encoding: Encoding) -> Self {
        let mut text = self.text.to_string();
        let mut lines = None;
        for change in changes {
            match change {
                Change::TextDocumentContentChangeWholeDocument(whole) => text.clone_from(&whole.text),
                Change::TextDocumentContentChangePartial(part) => {
                    let known = lines.as_ref().unwrap_or(&self.lines);
                    let start = known.offset(&text, part.range.start, encoding);
                    let end = known.offset(&text, part.range.end, encoding).max(start);
                    text.replace_range(start..end, &part.text);
                }
            }
            lines = Some(Lines::new(&text));
        }
        let lines = lines.unwrap_or_else(|| self.lines.clone());
        Self { uri: self.uri.clone(), version, text: text.into(), lines, checked: OnceLock::new() }
    }

    /// The line around an offset, with the offset of its first byte.
    pub(super) fn line_of(&self, offset: u32) -> (usize, &str) {
        let (start, end) = self.lines.span(&self.text, self.lines.line(offset as usize));
        (start, &self.text[start..end])
    }

    /// The file that the document is of, if it is one.
    pub(super) fn path(&self) -> Option<PathBuf> {
        self.uri.to_file_path().ok()
    }

    /// What was found in it; `check` is asked at the first call.
    pub(super) fn checked(&self, check: impl FnOnce() -> Checked) -> &Checked {
        self.checked.get_or_init(check)
    }

    /// The range of a span of its bytes.
    pub(super) fn range(&self, span: Span, encoding: Encoding) -> Range {
        self.lines.range(&self.text, span, encoding)
    }

    /// The byte offset of a position.
    pub(super) fn offset(&self, position: Position, encoding: Encoding) -> u32 {
        self.lines.offset(&self.text, position, encoding) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn document(text: &str) -> Document {
        let uri = Uri::parse("file:///docs/a.md").unwrap_or_else(|error| panic!("{error}"));
        Document::new(uri, 1, text)
    }

    fn part([start, end]: [[u32; 2]; 2], text: &str) -> Change {
        let position = |[line, character]: [u32; 2]| json!({ "line": line, "character": character });
        let range = json!({ "start": position(start), "end": position(end) });
        change(&json!({ "range": range, "text": text }))
    }

    fn change(value: &serde_json::Value) -> Change {
        serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn changes_apply_one_after_the_other() {
        let changes = vec![part([[0, 0], [0, 0]], "x\n"), part([[1, 0], [1, 1]], "b")];
        let edited = document("a😀\n").edited(2, &changes, Encoding::Utf16);
        assert_eq!((&*edited.text, edited.version), ("x\nb😀\n", 2));
    }

    #[test]
    fn a_change_counts_in_the_unit_of_the_client() {
        let changes = vec![part([[0, 3], [0, 4]], "")];
        assert_eq!(&*document("a😀bc").edited(2, &changes, Encoding::Utf16).text, "a😀c");
    }

    #[test]
    fn a_whole_text_replaces_all() {
        let changes = vec![change(&json!({ "text": "new" })), part([[0, 3], [0, 3]], "er")];
        assert_eq!(&*document("old\n").edited(2, &changes, Encoding::Utf8).text, "newer");
    }

    #[test]
    fn a_range_that_ends_before_it_begins_deletes_nothing() {
        let changes = vec![part([[0, 2], [0, 1]], "-")];
        assert_eq!(&*document("abc").edited(2, &changes, Encoding::Utf8).text, "ab-c");
    }
}
