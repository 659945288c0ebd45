//! YAML front matter: where it is, never what it says.

use crate::text::Span;

/// The front matter that begins at byte `at` of `text`: a line `---`, then everything to a line `---` or `...`,
/// both included. `None` if the first line is another one or the end is missing.
pub(crate) fn find(text: &str, at: usize) -> Option<Span> {
    let mut lines = text[at..].split_inclusive('\n');
    let first = lines.next()?;
    if first.trim_end() != "---" {
        return None;
    }
    let mut end = at + first.len();
    for line in lines {
        end += line.len();
        if matches!(line.trim_end(), "---" | "...") {
            return Some(Span::new(at, end));
        }
    }
    None
}
