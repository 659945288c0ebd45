//! The prose of a page: what stands between its headings, code blocks and HTML blocks, piece by piece.
//!
//! A document does not keep its paragraphs, so the text between the blocks that it keeps is read here, and only
//! around places that somebody asks for. Nothing here knows what the prose is about.

use std::ops::Range;

use crate::document::{Block, BlockKind, Document, SectionId};
use crate::markup::markdown::behind_containers;
use crate::text::Span;

/// Text between two blocks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gap {
    /// Its bytes in the file, marks of lists and quotes included.
    pub(super) span: Span,
    /// The section that it stands in.
    pub(super) section: SectionId,
}

/// A paragraph, a list item's first paragraph, or a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// Its bytes in the file; for a list item those after its mark.
    pub(super) span: Span,
    pub(super) kind: PieceKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PieceKind {
    Paragraph,
    Item,
    Table,
}

/// The prose of a page, in order.
pub(super) fn gaps<'p>(document: &'p Document<'_>) -> impl Iterator<Item = Gap> + use<'p> {
    let mut at = document.front_matter.map_or(0, |span| span.end);
    let mut section = SectionId(0);
    let end = Span::empty(document.text.len());
    let holds_no_prose = |block: &&Block<'_>| {
        matches!(block.kind, BlockKind::Heading(_) | BlockKind::Code(_) | BlockKind::Html(_))
    };
    let blocks = document.blocks.iter().filter(holds_no_prose);
    let places = blocks.map(|block| (block.span, Some(block.section))).chain([(end, None)]);
    places.filter_map(move |(span, next)| {
        let gap = Gap { span: Span { start: at, end: span.start.max(at) }, section };
        at = at.max(span.end);
        section = next.unwrap_or(section);
        (!gap.span.is_empty()).then_some(gap)
    })
}

/// The piece of `gap` that holds the byte at `at`. Looks back no further than `from`.
pub(super) fn piece(text: &str, gap: Span, from: usize, at: usize) -> Piece {
    let first = from.max(gap.range().start);
    let mut start = line_start(text, first, at);
    while start > first && item_mark(&text[start..]).is_none() {
        let before = line_start(text, first, start - 1);
        if is_blank(&text[before..start]) {
            break;
        }
        start = before;
    }
    let mut end = line_end(text, gap, at);
    while end < gap.range().end {
        let next = line_end(text, gap, end);
        let line = &text[end..next];
        if is_blank(line) || item_mark(line).is_some() {
            break;
        }
        end = next;
    }
    if let Some(mark) = item_mark(&text[start..end]) {
        return Piece { span: Span::new(start + mark, end), kind: PieceKind::Item };
    }
    match table_start(text, start, end) {
        Some(table) if table <= at => Piece { span: Span::new(table, end), kind: PieceKind::Table },
        table => Piece { span: Span::new(start, table.unwrap_or(end)), kind: PieceKind::Paragraph },
    }
}

/// The tables of a piece of prose.
pub(super) fn tables(text: &str, gap: Span) -> Vec<Span> {
    let (mut tables, mut done) = (Vec::new(), gap.range().start);
    for at in memchr::memchr_iter(b'|', gap.of(text).as_bytes()).map(|at| at + gap.range().start) {
        if at < done {
            continue;
        }
        let found = piece(text, gap, done, at);
        tables.extend((found.kind == PieceKind::Table).then_some(found.span));
        done = found.span.range().end.max(at + 1);
    }
    tables
}

/// Where the header row of a table among these lines begins.
fn table_start(text: &str, start: usize, end: usize) -> Option<usize> {
    let lines = &text[start..end];
    if !lines.contains('|') {
        return None;
    }
    let (mut header, mut at) = (None, start);
    for line in lines.split_inclusive('\n') {
        let rest = behind_containers(line.as_bytes()).0.trim_ascii();
        let delimits = rest.iter().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t'))
            && rest.contains(&b'-')
            && rest.contains(&b'|');
        if delimits && header.is_some() {
            return header;
        }
        header = Some(at);
        at += line.len();
    }
    None
}

/// Where the line of `at` begins, but not before `first`.
fn line_start(text: &str, first: usize, at: usize) -> usize {
    memchr::memrchr(b'\n', &text.as_bytes()[first..at]).map_or(first, |length| first + length + 1)
}

/// Where the line after the one of `at` begins, but not behind the gap.
fn line_end(text: &str, gap: Span, at: usize) -> usize {
    let end = gap.range().end;
    memchr::memchr(b'\n', &text.as_bytes()[at..end]).map_or(end, |length| at + length + 1)
}

fn is_blank(line: &str) -> bool {
    behind_containers(line.as_bytes()).0.trim_ascii().is_empty()
}

/// How long the indentation and the mark of the list item are that the text begins with.
fn item_mark(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let indent = bytes.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'>')).count();
    let rest = &bytes[indent..];
    let digits = rest.iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
    let mark = match rest.get(digits..)? {
        [b'-' | b'*' | b'+', b' ' | b'\t', ..] if digits == 0 => 1,
        [b'.' | b')', b' ' | b'\t', ..] if (1..10).contains(&digits) => digits + 1,
        _ => return None,
    };
    let blanks = rest[mark..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    Some(indent + mark + blanks)
}

/// The sentences of a piece of prose, as ranges of `text`. A full stop, exclamation or question mark ends one where a
/// blank and then no small letter follows; not inside code, and not after `e.g.`.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut start = 0;
    let mut in_code = false;
    let mut ends = (0..bytes.len()).filter(move |&at| {
        in_code ^= bytes[at] == b'`';
        let blank = bytes.get(at + 1).is_some_and(u8::is_ascii_whitespace);
        !in_code && blank && matches!(bytes[at], b'.' | b'!' | b'?') && {
            let next = bytes[at + 1..].iter().find(|byte| !byte.is_ascii_whitespace() && **byte != b'>');
            let abbreviated = bytes[..at].ends_with(b".g") || bytes[..at].ends_with(b".e");
            next.is_some_and(|byte| !byte.is_ascii_lowercase()) && !abbreviated
        }
    });
    std::iter::from_fn(move || {
        if start >= text.len() {
            return None;
        }
        let end = ends.next().map_or(text.len(), |at| at + 1);
        let sentence = start..end;
        start = end;
        Some(sentence)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::markdown;

    fn pieces(page: &str, needle: &str) -> Vec<(PieceKind, String)> {
        let document = markdown::parse(page);
        let mut found = Vec::new();
        for gap in gaps(&document) {
            for (at, _) in gap.span.of(page).match_indices(needle) {
                let piece = piece(page, gap.span, 0, gap.span.range().start + at);
                found.push((piece.kind, piece.span.of(page).trim_end().to_owned()));
            }
        }
        found
    }

    #[test]
    fn a_piece_is_a_paragraph_an_item_or_a_table() {
        use PieceKind::{Item, Paragraph, Table};
        let cases: [(&str, &[(PieceKind, &str)]); 8] = [
            ("# a\n\none 204\ntwo\n\nthree\n", &[(Paragraph, "one 204\ntwo")]),
            ("- one\n- two 204\n  more\n- three\n", &[(Item, "two 204\n  more")]),
            ("> 1. **204** one\n> 2. two\n", &[(Item, "**204** one")]),
            ("|a|b|\n|-|-|\n|204|x|\n", &[(Table, "|a|b|\n|-|-|\n|204|x|")]),
            ("see 204\n|a|b|\n|-|-|\n|204|x|\n", &[(Paragraph, "see 204"), (Table, "|a|b|\n|-|-|\n|204|x|")]),
            ("one\r\n\r\ntwo 204\r\n", &[(Paragraph, "two 204")]),
            ("```\n204\n```\n<!-- 204 -->\n", &[]),
            ("---\ntitle: 204\n---\n\n204", &[(Paragraph, "204")]),
        ];
        for (page, expected) in cases {
            let expected: Vec<_> = expected.iter().map(|(kind, text)| (*kind, (*text).to_owned())).collect();
            assert_eq!(pieces(page, "204"), expected, "{page}");
        }
    }

    #[test]
    fn sentences_end_where_the_next_one_begins() {
        let text = "If ok, e.g. so, `a. B` v1.0 returns. It `x` does not! [Y](z) and 1.1 more";
        let found: Vec<&str> = sentences(text).map(|range| text[range].trim()).collect();
        assert_eq!(
            found,
            ["If ok, e.g. so, `a. B` v1.0 returns.", "It `x` does not!", "[Y](z) and 1.1 more"]
        );
        assert_eq!(sentences("").count(), 0);
    }
}
