//! What stands around a code block: the heading of its section, the text since the block before, a caption.
//!
//! The text is read from the page itself, because a document does not keep every paragraph.

use super::dialect::words::labels_section;
use crate::markdown::{BlockKind, Document, SectionId};
use crate::text::Span;

/// No further back than this many blocks.
const BACK: usize = 64;

/// The longest label that is read, in bytes from its end.
const LONGEST_LABEL: usize = 400;

/// The most that is looked at before a block, in bytes.
const LONGEST_LOOK: usize = 1500;

/// The surroundings of a block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around<'d> {
    /// The heading of the section.
    pub(super) heading: Option<&'d str>,
    /// The text of the code block before, if it is a single short line and nothing stands between.
    pub(super) caption: Option<&'d str>,
    /// The end of everything before.
    pub(super) page: &'d str,
    /// What the info string says besides the language: `json title="Response"`.
    pub(super) title: Option<&'d str>,
    /// Whether a request stands between the heading and the block.
    pub(super) asked: bool,
    /// The end of the paragraph before, after the heading or the block before.
    pub(super) label: &'d str,
}

impl<'d> Around<'d> {
    /// The surroundings of what stands at `span`.
    pub(super) fn of(document: &'d Document<'d>, span: Span, asked: bool) -> Self {
        let blocks = &document.blocks;
        let before = blocks.partition_point(|block| block.span.start < span.start);
        let (mut heading, mut caption) = (None, None);
        let mut from = 0;
        for (index, block) in blocks[..before].iter().enumerate().rev().take(BACK) {
            match &block.kind {
                BlockKind::Heading(title) if !title.tab => {
                    from = from.max(block.span.end);
                    heading = Some(title.text);
                    break;
                }
                BlockKind::Code(code) if from == 0 => {
                    from = block.span.end;
                    let text = code.body.text().trim();
                    let adjoins = gap(document.text, from, span.start).trim().is_empty();
                    caption = Some(text).filter(|text| adjoins && is_short_line(text));
                    heading = heading_before(document, index);
                    break;
                }
                _ => {}
            }
        }
        let label = gap(document.text, from, span.start).trim_end();
        let end = span.start as usize;
        let start = document.text.ceil_char_boundary(end.saturating_sub(LONGEST_LOOK)).min(end);
        let page = document.text.get(start..end).unwrap_or_default();
        let title = blocks.get(before).and_then(|block| match &block.kind {
            BlockKind::Code(code) => title_in(code.info),
            _ => None,
        });
        Self { heading, caption, page, title, asked, label: last_part(label) }
    }
}

/// The title in an info string: `json title="Response"`, `json Response`.
fn title_in(info: &str) -> Option<&str> {
    let (_, meta) = info.split_once(' ')?;
    let meta = meta.trim();
    if let Some((_, value)) = meta.split_once("title=") {
        let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        return value[1..].split(quote).next();
    }
    (!meta.contains(['=', '{', ':'])).then_some(meta)
}

/// Whether the heading of a section names a part of an example, not another subject.
pub(super) fn is_label(document: &Document<'_>, section: SectionId) -> bool {
    title(document, section).is_some_and(labels_section)
}

/// The heading that begins a section.
pub(super) fn title<'d>(document: &Document<'d>, section: SectionId) -> Option<&'d str> {
    let blocks = &document.blocks;
    let first = blocks.partition_point(|block| block.section < section);
    blocks.get(first).and_then(|block| match block.kind {
        BlockKind::Heading(title) => Some(title.text),
        _ => None,
    })
}

/// The nearest heading before a block.
fn heading_before<'d>(document: &'d Document<'d>, index: usize) -> Option<&'d str> {
    let section = document.blocks[index].section;
    let near = document.blocks[index.saturating_sub(BACK)..index].iter().rev();
    near.take_while(|block| block.section == section).find_map(|block| match &block.kind {
        BlockKind::Heading(title) if !title.tab => Some(title.text),
        _ => None,
    })
}

/// The text between two places; empty if they overlap.
fn gap(text: &str, from: u32, to: u32) -> &str {
    text.get(from as usize..to as usize).unwrap_or_default()
}

fn is_short_line(text: &str) -> bool {
    !text.is_empty() && text.len() < 80 && !text.contains('\n')
}

/// The last sentences of a text: what follows its last blank line, without marks of containers that the block itself
/// stands behind.
fn last_part(text: &str) -> &str {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || c == '>');
    let start = text.ceil_char_boundary(text.len().saturating_sub(LONGEST_LABEL));
    let part = &text[start..];
    part.rfind("\n\n").or_else(|| part.rfind("\n\r\n")).map_or(part, |at| &part[at..]).trim()
}
