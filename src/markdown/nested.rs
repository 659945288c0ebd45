//! Fences inside the components of MDX: a component may indent its children, so that what MDX reads as a fence is
//! indented code to CommonMark, and its tag may stand right above a fence, which makes HTML of both.

use std::borrow::Cow;

use crate::text::Span;

/// A fence inside an indented block, by offsets in the block's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Nested {
    /// The marks and how many.
    pub(super) mark: char,
    pub(super) length: u32,
    /// The line that opens it, from the first mark on.
    pub(super) opening: (usize, usize),
    pub(super) body: (usize, usize),
    /// Where the closing fence ends.
    pub(super) end: usize,
}

/// Whether a page uses components: a line begins with a tag whose name is capitalised.
pub(super) fn has_components(text: &str) -> bool {
    memchr::memchr_iter(b'<', text.as_bytes()).any(|at| {
        let before = text[..at].bytes().rev().take(40).take_while(|byte| *byte != b'\n');
        text.as_bytes().get(at + 1).is_some_and(u8::is_ascii_uppercase)
            && before.into_iter().all(|byte| matches!(byte, b' ' | b'\t'))
    })
}

/// The text with blanks for the tags of components that stand alone on their line, byte for byte.
pub(super) fn without_tags(text: &str) -> Cow<'_, str> {
    let named = |at: usize| match text.as_bytes()[at..] {
        [_, b'/', name, ..] | [_, name, ..] => name.is_ascii_uppercase(),
        _ => false,
    };
    let mut found = memchr::memchr_iter(b'<', text.as_bytes()).filter(|&at| named(at)).peekable();
    if found.peek().is_none() {
        return Cow::Borrowed(text);
    }
    let mut blanked = String::with_capacity(text.len());
    for at in found {
        let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let line = text[at..].split('\n').next().unwrap_or_default().trim_end();
        let inside = line.strip_prefix('<').and_then(|tag| tag.strip_suffix('>'));
        let alone = at - start < 4 && text[start..at].bytes().all(|byte| byte == b' ');
        if alone && start >= blanked.len() && inside.is_some_and(|tag| !tag.contains(['<', '>'])) {
            blanked.push_str(&text[blanked.len()..at]);
            blanked.extend(std::iter::repeat_n(' ', line.len()));
        }
    }
    blanked.push_str(&text[blanked.len()..]);
    Cow::Owned(blanked)
}

/// The closed fences of a block; empty unless its first line opens one.
pub(super) fn fences(text: &str) -> Vec<Nested> {
    let mut found = Vec::new();
    let mut open: Option<(char, usize, usize, usize, usize)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let trimmed = line.trim();
        let begin = start + (line.len() - line.trim_start().len());
        let mark = trimmed.chars().next().filter(|mark| matches!(mark, '`' | '~'));
        let length = mark.map_or(0, |mark| trimmed.len() - trimmed.trim_start_matches(mark).len());
        match open {
            None if length >= 3 => open = mark.map(|mark| (mark, length, begin, begin + trimmed.len(), at)),
            None if start == 0 => return found,
            Some((wanted, least, from, line_end, body))
                if mark == Some(wanted) && length >= least && length == trimmed.len() =>
            {
                let opening = (from, line_end);
                found.push(Nested {
                    mark: wanted,
                    length: least as u32,
                    opening,
                    body: (body, start),
                    end: begin + length,
                });
                open = None;
            }
            _ => {}
        }
    }
    found
}

/// The pieces of the file that make up a part of the text that is made of `pieces`.
pub(super) fn clip(pieces: &[Span], from: usize, to: usize) -> Vec<Span> {
    let mut at = 0;
    let mut found = Vec::new();
    for piece in pieces {
        let (start, end) = (at, at + piece.len());
        at = end;
        let (low, high) = (from.max(start), to.min(end));
        if low < high {
            let base = piece.range().start;
            found.push(Span::new(base + low - start, base + high - start));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::without_tags;

    #[test]
    fn tags_alone_on_a_line_are_blank() {
        let cases = [
            ("<Tabs>\n```json", "      \n```json"),
            ("a\n  </Tab>\r\nb", "a\n        \r\nb"),
            ("<Note id=\"é\" />\n# A", "                \n# A"),
            ("<Route method=\"GET\">/a</Route>\n", "<Route method=\"GET\">/a</Route>\n"),
            ("a <Tab>\n", "a <Tab>\n"),
            ("    <Tab>\n", "    <Tab>\n"),
            ("<div>\n", "<div>\n"),
            ("<", "<"),
        ];
        for (text, expected) in cases {
            assert_eq!(without_tags(text), expected, "{text}");
        }
    }
}
