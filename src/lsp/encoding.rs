//! Positions of the protocol and byte offsets of a text: the only place that converts one into the other.
//!
//! A line of the protocol ends with LF, CRLF or a lone CR (LSP 3.18, "Text Documents"), which is not what the reports
//! count as a line. Columns count in the unit that client and server agreed on. Nothing here knows what the text means.

use gen_lsp_types::{Position, PositionEncodingKind, Range};

use crate::text::Span;

/// The unit of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units: what every client understands.
    #[default]
    Utf16,
    /// Code points.
    Utf32,
}

impl Encoding {
    /// The cheapest of the units that the client offers; UTF-16 if it offers none (LSP 3.18, `general.positionEncodings`).
    pub(super) fn negotiate(offered: &[PositionEncodingKind]) -> Self {
        let offers = |kind| offered.contains(&kind);
        if offers(PositionEncodingKind::UTF8) {
            Self::Utf8
        } else if offers(PositionEncodingKind::UTF32) && !offers(PositionEncodingKind::UTF16) {
            Self::Utf32
        } else {
            Self::Utf16
        }
    }

    /// Its name in the protocol.
    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    /// The width of a character, in this unit.
    fn width(self, c: char) -> usize {
        match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => c.len_utf16(),
            Self::Utf32 => 1,
        }
    }

    /// The width of a text, in this unit.
    fn width_of(self, text: &str) -> usize {
        if self == Self::Utf8 || text.is_ascii() {
            return text.len();
        }
        text.chars().map(|c| self.width(c)).sum()
    }

    /// The byte offset of a column of a line; a column beyond the end, or inside a character, is moved back to a place
    /// that exists.
    fn offset_in(self, line: &str, column: usize) -> usize {
        if self == Self::Utf8 || line.is_ascii() {
            return line.floor_char_boundary(column.min(line.len()));
        }
        let mut left = column;
        for (at, c) in line.char_indices() {
            let width = self.width(c);
            if left < width {
                return at;
            }
            left -= width;
        }
        line.len()
    }
}

/// Where the lines of a text begin, as the protocol counts them.
#[derive(Clone, Debug)]
pub(super) struct Lines {
    starts: Vec<u32>,
}

impl Lines {
    /// The lines of `text`; there is always one.
    pub(super) fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                starts.push(at as u32 + 1);
            }
        }
        Self { starts }
    }

    /// Where a line (0-based) begins and ends, in bytes, without its line end. A line that is not there is empty and at
    /// the end of the text.
    pub(super) fn span(&self, text: &str, line: u32) -> (usize, usize) {
        let Some(&start) = self.starts.get(line as usize) else { return (text.len(), text.len()) };
        let next = self.starts.get(line as usize + 1).map_or(text.len(), |&next| next as usize);
        let start = start as usize;
        (start, start + text[start..next].trim_end_matches(['\n', '\r']).len())
    }

    /// The line (0-based) of a byte offset.
    pub(super) fn line(&self, offset: usize) -> u32 {
        self.starts.partition_point(|&start| start as usize <= offset).saturating_sub(1) as u32
    }

    /// The position of a byte offset, which is moved back if it is inside a character and to the end if it is beyond.
    pub(super) fn position(&self, text: &str, offset: usize, encoding: Encoding) -> Position {
        let offset = text.floor_char_boundary(offset.min(text.len()));
        let line = self.line(offset);
        let (start, end) = self.span(text, line);
        let column = encoding.width_of(&text[start..offset.min(end)]);
        Position::new(line, column as u32)
    }

    /// The byte offset of a position; one that is not there is the next place before it.
    pub(super) fn offset(&self, text: &str, position: Position, encoding: Encoding) -> usize {
        let (start, end) = self.span(text, position.line);
        start + encoding.offset_in(&text[start..end], position.character as usize)
    }

    /// The range of a span of bytes.
    pub(super) fn range(&self, text: &str, span: Span, encoding: Encoding) -> Range {
        let position = |offset: u32| self.position(text, offset as usize, encoding);
        Range::new(position(span.start), position(span.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a\r\né😀x\rb\n";

    #[test]
    fn columns_count_in_the_agreed_unit() {
        let lines = Lines::new(TEXT);
        let x = TEXT.find('x').unwrap_or_default();
        let columns = [(Encoding::Utf8, 6), (Encoding::Utf16, 3), (Encoding::Utf32, 2)];
        for (encoding, column) in columns {
            assert_eq!(lines.position(TEXT, x, encoding), Position::new(1, column), "{encoding:?}");
            assert_eq!(lines.offset(TEXT, Position::new(1, column), encoding), x, "{encoding:?}");
        }
    }

    #[test]
    fn a_lone_carriage_return_ends_a_line() {
        let lines = Lines::new(TEXT);
        assert_eq!(lines.line(TEXT.len()), 3);
        let b = TEXT.find('b').unwrap_or_default();
        assert_eq!(lines.position(TEXT, b, Encoding::Utf16), Position::new(2, 0));
    }

    #[test]
    fn positions_beyond_a_line_are_its_end() {
        let lines = Lines::new(TEXT);
        assert_eq!(lines.offset(TEXT, Position::new(0, 99), Encoding::Utf16), 1);
        assert_eq!(lines.offset(TEXT, Position::new(99, 0), Encoding::Utf16), TEXT.len());
    }

    #[test]
    fn a_column_inside_a_surrogate_pair_is_its_character() {
        let lines = Lines::new(TEXT);
        let emoji = TEXT.find('😀').unwrap_or_default();
        assert_eq!(lines.offset(TEXT, Position::new(1, 2), Encoding::Utf16), emoji);
    }

    #[test]
    fn every_character_comes_back_from_its_position() {
        let lines = Lines::new(TEXT);
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            for (at, c) in TEXT.char_indices().filter(|(_, c)| !matches!(c, '\r' | '\n')) {
                let position = lines.position(TEXT, at, encoding);
                assert_eq!(lines.offset(TEXT, position, encoding), at, "{c:?} in {encoding:?}");
            }
        }
    }

    #[test]
    fn bytes_are_preferred_and_utf16_is_the_rule() {
        use PositionEncodingKind as Kind;
        assert_eq!(Encoding::negotiate(&[]), Encoding::Utf16);
        assert_eq!(Encoding::negotiate(&[Kind::UTF16, Kind::UTF8]), Encoding::Utf8);
        assert_eq!(Encoding::negotiate(&[Kind::UTF32, Kind::UTF16]), Encoding::Utf16);
        assert_eq!(Encoding::negotiate(&[Kind::UTF32]), Encoding::Utf32);
    }
}
