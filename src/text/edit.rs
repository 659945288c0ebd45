//! A change to a file, as data, and the one function that carries changes out.
//!
//! An edit never holds line or column numbers, and nothing here writes to disk.

use super::Span;

/// Replace the bytes of `span` in a file by `text`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// The bytes that go; empty for an insertion.
    pub span: Span,
    /// What stands there afterwards, with the file's own line endings and container prefixes.
    pub text: String,
}

impl Edit {
    /// Replaces `span` by `text`.
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }

    /// Deletes `span`.
    pub fn delete(span: Span) -> Self {
        Self::replace(span, "")
    }
}

/// Applies `edits` to `text` in one pass. Edits are taken in order of their place; of insertions at one place, in
/// the order given. `None` if two of them overlap or one lies outside the text or inside a character.
pub fn apply_edits(text: &str, edits: &[Edit]) -> Option<String> {
    if edits.iter().any(|edit| text.get(edit.span.range()).is_none()) {
        return None;
    }
    String::from_utf8(apply_edits_to_bytes(text.as_bytes(), edits)?).ok()
}

/// [`apply_edits`] for the bytes of a file, which need not all be text. `None` if two edits overlap or one lies outside.
pub(crate) fn apply_edits_to_bytes(bytes: &[u8], edits: &[Edit]) -> Option<Vec<u8>> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| edit.span);
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    for edit in sorted {
        let range = edit.span.range();
        out.extend_from_slice(bytes.get(at..range.start)?);
        out.extend_from_slice(edit.text.as_bytes());
        at = range.end;
    }
    out.extend_from_slice(bytes.get(at..)?);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_applied_by_place_and_refused_on_overlap() {
        let edit = |start, end, text: &str| Edit::replace(Span::new(start, end), text);
        assert_eq!(apply_edits("abc", &[edit(2, 3, "C"), edit(0, 1, "A")]).as_deref(), Some("AbC"));
        assert_eq!(apply_edits("abc", &[edit(1, 1, "x"), edit(1, 1, "y")]).as_deref(), Some("axybc"));
        assert_eq!(apply_edits("abc", &[edit(0, 2, ""), edit(1, 3, "")]), None);
        assert_eq!(apply_edits("é", &[edit(1, 1, "x")]), None);
    }
}
