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
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| edit.span);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in sorted {
        let range = edit.span.range();
        if range.start < at {
            return None;
        }
        out.push_str(text.get(at..range.start)?);
        text.get(range.clone())?;
        out.push_str(&edit.text);
        at = range.end;
    }
    out.push_str(text.get(at..)?);
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
