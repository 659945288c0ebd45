//! Rows and cells of a table, read from its source lines when somebody asks for them.
//!
//! Follows GitHub Flavored Markdown §4.10: a pipe ends a cell unless a backslash stands right before it, inside code
//! spans too; a row may have fewer cells than the header, and more are of no account. What a column means is not
//! decided here.

use std::borrow::Cow;

use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser};

use crate::text::Span;

/// The text with blanks for the tabs in delimiter rows, byte for byte: GitHub reads such a row as one, the CommonMark
/// parser does not.
pub(super) fn without_tabs(text: Cow<'_, str>) -> Cow<'_, str> {
    let is_delimiter = |line: &str| {
        line.contains("--")
            && line.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t' | b'\r' | b'\n'))
    };
    let has_tab = |line: &str| line.trim_start().contains('\t') && is_delimiter(line);
    if memchr::memchr(b'\t', text.as_bytes()).is_none() || !text.split_inclusive('\n').any(has_tab) {
        return text;
    }
    let mut blanked = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        // Tabs before the row may make code of it.
        let (indent, row) = line.split_at(line.len() - line.trim_start().len());
        blanked.push_str(indent);
        if has_tab(line) { blanked.push_str(&row.replace('\t', " ")) } else { blanked.push_str(row) }
    }
    Cow::Owned(blanked)
}

/// A table.
#[derive(Debug)]
pub(crate) struct Table<'s> {
    text: &'s str,
    header: Row,
    rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// The line without container prefix and line ending.
    pub span: Span,
    /// The cells without the white space around them, at most as many as the header has.
    pub cells: Vec<Span>,
}

impl<'s> Table<'s> {
    /// Reads the table block at `block` of `text`. `None` if it has no delimiter row, so that it is no table.
    pub(crate) fn read(text: &'s str, block: Span) -> Option<Self> {
        let mut lines = lines(text, block);
        let header = row(text, lines.next()?, usize::MAX);
        let delimiter = row(text, lines.next()?, usize::MAX);
        let is_delimiter = |cell: &Span| {
            let cell = cell.of(text);
            cell.contains('-') && cell.chars().all(|c| matches!(c, '-' | ':'))
        };
        if delimiter.cells.is_empty() || !delimiter.cells.iter().all(is_delimiter) {
            return None;
        }
        let columns = header.cells.len();
        let rows = lines.map(|line| row(text, line, columns)).collect();
        Some(Self { text, header, rows })
    }

    /// The rows below the delimiter row.
    pub(crate) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The column whose heading is one of `names`, compared without marks and case.
    pub(crate) fn column(&self, names: &[&str]) -> Option<usize> {
        self.header.cells.iter().position(|cell| {
            let heading = plain(cell.of(self.text));
            names.iter().any(|name| heading.eq_ignore_ascii_case(name))
        })
    }

    /// The Markdown of a cell, with `\|` read as `|`; empty where the row has no such cell.
    pub(crate) fn cell(&self, row: &Row, column: usize) -> Cow<'s, str> {
        let raw = row.cells.get(column).map_or("", |cell| cell.of(self.text));
        if raw.contains("\\|") { Cow::Owned(raw.replace("\\|", "|")) } else { Cow::Borrowed(raw) }
    }
}

/// The lines of the block without what stands before and after their content, blank ones left out.
fn lines(text: &str, block: Span) -> impl Iterator<Item = Span> {
    let mut at = block.start as usize;
    block.of(text).split_inclusive('\n').filter_map(move |line| {
        let start = at;
        at += line.len();
        // A row cannot begin with `>` itself: that would begin a block quote.
        let content = line.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '>');
        let indent = line.len() - content.len();
        let content = content.trim_end();
        (!content.is_empty()).then(|| Span::new(start + indent, start + indent + content.len()))
    })
}

fn row(text: &str, line: Span, columns: usize) -> Row {
    let source = line.of(text);
    let bytes = source.as_bytes();
    let mut cells = Vec::new();
    let mut start = usize::from(source.starts_with('|'));
    while start < bytes.len() && cells.len() < columns {
        let pipes = memchr::memchr_iter(b'|', &bytes[start..]).map(|at| start + at);
        let end = pipes.into_iter().find(|&at| at == 0 || bytes[at - 1] != b'\\').unwrap_or(bytes.len());
        let cell = &source[start..end];
        let from = line.start as usize + start + (cell.len() - cell.trim_start().len());
        cells.push(Span::new(from, from + cell.trim().len()));
        start = end + 1;
    }
    Row { span: line, cells }
}

/// The text of a piece of inline Markdown as a reader sees it: links and images by their text (also references whose
/// definition is elsewhere), without code and emphasis marks and HTML.
pub(crate) fn plain(markdown: &str) -> String {
    if !markdown.contains(['[', '*', '_', '`', '<', '&', '\\', '~']) {
        return markdown.trim().to_owned();
    }
    let mut elsewhere = |_: BrokenLink<'_>| Some((CowStr::Borrowed("#"), CowStr::Borrowed("")));
    let parser = Parser::new_with_broken_link_callback(markdown, Options::empty(), Some(&mut elsewhere));
    let mut text = String::with_capacity(markdown.len());
    for event in parser {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => text.push(' '),
            _ => {}
        }
    }
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::BlockKind;
    use crate::markup::markdown::parse_whole;

    fn cells(page: &str) -> Vec<Vec<String>> {
        let document = parse_whole(page);
        let block = document.blocks.iter().find(|block| matches!(block.kind, BlockKind::Table)).unwrap();
        let table = Table::read(page, block.span).unwrap();
        let columns = table.header.cells.len();
        std::iter::once(&table.header)
            .chain(table.rows())
            .map(|row| (0..columns).map(|column| table.cell(row, column).into_owned()).collect())
            .collect()
    }

    #[test]
    fn rows_and_cells() {
        let cases: [(&str, &[&[&str]]); 7] = [
            ("| a | b |\n|:--|--:|\n| 1 | 2 |\n", &[&["a", "b"], &["1", "2"]]),
            ("a | b\n--- | ---\n1 | 2\n3\n", &[&["a", "b"], &["1", "2"], &["3", ""]]),
            ("|a|b|\r\n|-|-|\r\n|`x \\| y`|\\||\r\n", &[&["a", "b"], &["`x | y`", "|"]]),
            ("|a|b|\n|-|-|\n||2|3|\n", &[&["a", "b"], &["", "2"]]),
            ("> |a|b|\n> |-|-|\n> |1|2|\n", &[&["a", "b"], &["1", "2"]]),
            ("1. x\n\n   |a|b|\n   |-|-|\n   |é|😀|\n", &[&["a", "b"], &["é", "😀"]]),
            ("|a|\n|-|\n|x\t|\n\nafter | it\n", &[&["a"], &["x"]]),
        ];
        for (page, expected) in cases {
            assert_eq!(cells(page), expected, "{page}");
        }
    }

    #[test]
    fn cells_have_places() {
        let page = "> | id | type |\r\n> |---|---|\r\n> | `weight` | Int32 |\r\n";
        let document = parse_whole(page);
        let block = document.blocks.iter().find(|block| matches!(block.kind, BlockKind::Table)).unwrap();
        let table = Table::read(page, block.span).unwrap();
        let row = &table.rows()[0];
        assert_eq!(row.span.of(page), "| `weight` | Int32 |");
        assert_eq!(row.cells[0].of(page), "`weight`");
        assert_eq!(table.column(&["name", "Type"]), Some(1));
    }

    #[test]
    fn plain_text_has_no_marks() {
        let cases = [
            ("`string`", "string"),
            ("[parcel](../resources/parcel.md) collection", "parcel collection"),
            ("[address][] collection", "address collection"),
            ("Collection([**stop**][stop])", "Collection(stop)"),
            ("**weight** <sup>1</sup>", "weight 1"),
            ("first\\_name", "first_name"),
            (" Int32 ", "Int32"),
        ];
        for (markdown, text) in cases {
            assert_eq!(plain(markdown), text);
        }
    }
}
