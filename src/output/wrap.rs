//! Text broken between words, for terminals, which would break it anywhere.
//!
//! Widths are cells of a terminal. Only text that is harmless already comes here; the escapes in it are colours of ours,
//! which take no room.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar as _;

/// However little room there is, this many cells are used.
const LEAST: usize = 16;

/// The text with line ends between words, so that no line takes more than `columns` cells if its words allow it. Every
/// line stands behind `before` cells, which are the caller's to write.
pub(super) fn wrapped(text: &str, columns: Option<usize>, before: usize) -> Cow<'_, str> {
    let Some(room) = columns.map(|columns| columns.saturating_sub(before).max(LEAST)) else {
        return Cow::Borrowed(text);
    };
    if width(text) <= room {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut used = 0;
    for (at, word) in text.split(' ').enumerate() {
        let width = width(word);
        if at > 0 && used + 1 + width > room {
            out.push('\n');
            used = width;
        } else {
            out.push_str(if at > 0 { " " } else { "" });
            used += width + usize::from(at > 0);
        }
        out.push_str(word);
    }
    Cow::Owned(out)
}

/// How many cells a line takes.
pub(super) fn width(line: &str) -> usize {
    let mut is_escape = false;
    line.chars()
        .map(|c| {
            let was_escape = is_escape;
            is_escape = c == '\u{1b}' || (is_escape && c != 'm');
            if is_escape || was_escape { 0 } else { c.width().unwrap_or(0) }
        })
        .sum()
}

/// A cell of a table: the text, and blanks up to `cells`.
pub(super) fn padded(text: &str, cells: usize) -> String {
    format!("{text}{:1$}", "", cells.saturating_sub(width(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words() {
        let text = "a response has a body although its status forbids one";
        assert_eq!(wrapped(text, None, 0), text);
        assert_eq!(wrapped(text, Some(80), 0), text);
        assert_eq!(wrapped(text, Some(36), 10), "a response has a body\nalthough its status\nforbids one");
        let long = "/v1/shipments/{shipment-id}/couriers is a path";
        assert_eq!(wrapped(long, Some(20), 9), "/v1/shipments/{shipment-id}/couriers\nis a path");
        let colored = "\u{1b}[1;31m3 errors\u{1b}[0m, \u{1b}[33m1 warning\u{1b}[0m";
        assert_eq!((width(colored), wrapped(colored, Some(24), 0)), (19, Cow::Borrowed(colored)));
        assert_eq!((width("配送 é e\u{301}"), padded("配送", 6)), (8, "配送  ".to_owned()));
    }
}
