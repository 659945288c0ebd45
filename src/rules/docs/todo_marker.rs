//! `docs/todo-marker`.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::conformance::Page;
use crate::document::BlockKind;
use crate::rules::{Findings, quote};
use crate::text::Span;

declare_rule! {
    /// A TODO marker on the page.
    ///
    /// ## What it finds
    ///
    /// `**TODO: …**`, which generators leave where a writer has to fill something in: in prose, tables and front matter.
    /// Code and comments are left alone, and so is a word of a column of states: `**TODO**` below `**DONE**`.
    ///
    /// ## Why it matters
    ///
    /// Readers see it, and the text that it marks is missing.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// |weight|Int32|**TODO: Add Description**|
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Write what is missing, or remove the marker.
    "docs/todo-marker": Warning, Default, fix None;
    Document(check)
}

/// Made once: every page is searched for it.
static WORD: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("TODO"));

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    let text = page.source.text();
    for at in WORD.find_iter(text.as_bytes()) {
        if let Some(marker) =
            marker(text, at).filter(|marker| is_prose(page, *marker) && !is_state(text, *marker))
        {
            findings.report(marker, format!("unresolved marker {}", quote::code(marker.of(text))));
        }
    }
}

/// The marker around the word at `at`: bold, on one line.
fn marker(text: &str, at: usize) -> Option<Span> {
    /// No marker is longer.
    const LONGEST: usize = 400;
    let start = at.checked_sub(2).filter(|start| &text.as_bytes()[*start..at] == b"**")?;
    let before = &text[text.ceil_char_boundary(start.saturating_sub(LONGEST))..start];
    let marks = before.bytes().rev().take_while(|byte| *byte != b'\n').filter(|byte| *byte == b'`').count();
    if marks % 2 == 1 {
        return None;
    }
    let inside = &text[at..text.floor_char_boundary(at + LONGEST)];
    let line = inside.lines().next().unwrap_or_default();
    let end = at + line.find("**")? + 2;
    let after = line["TODO".len()..].starts_with([':', ' ', '*']);
    after.then(|| Span::new(start, end))
}

/// Whether a piece of the page stands in no code and no comment.
fn is_prose(page: &Page<'_>, piece: Span) -> bool {
    let blocks = &page.document.blocks;
    let before = blocks.partition_point(|block| block.span.start <= piece.start);
    let last = blocks[..before].last();
    last.is_none_or(|block| {
        let holds = block.span.contains(piece.range().start);
        !holds || !matches!(block.kind, BlockKind::Code(_) | BlockKind::Html(_))
    })
}

/// Whether a marker is one of several states that a column of a table has: the whole cell, and other cells of the column hold
/// one emphasized word as well.
fn is_state(text: &str, marker: Span) -> bool {
    /// How many rows above and below are looked at.
    const ROWS: usize = 20;
    let start = text[..marker.range().start].rfind('\n').map_or(0, |end| end + 1);
    let end = memchr::memchr(b'\n', &text.as_bytes()[marker.range().end..]);
    let end = end.map_or(text.len(), |length| marker.range().end + length);
    let column = text[start..marker.range().start].matches('|').count();
    let cell = |row: &str| row.split('|').nth(column).map(|cell| cell.trim().to_owned());
    if column == 0 || cell(&text[start..end]).as_deref() != Some(marker.of(text)) {
        return false;
    }
    let is_row = |row: &&str| row.contains('|');
    let above = text[..start].lines().rev().take_while(is_row).take(ROWS);
    let below = text[end..].lines().skip(1).take_while(is_row).take(ROWS);
    let is_other_state = |cell: String| {
        let word = cell.strip_prefix("**").and_then(|rest| rest.strip_suffix("**"));
        word.is_some_and(|word| {
            word != "TODO" && !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_uppercase())
        })
    };
    above.chain(below).filter_map(cell).any(is_other_state)
}
