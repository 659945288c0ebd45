//! What stands around a code block: the heading of its section, the text since the block before, the tags that the
//! block stands in, a caption.
//!
//! The text is read from the page itself, because a document does not keep every paragraph.

use std::cell::OnceCell;

use super::dialect::is_short;
use super::dialect::named_status::{has_status, is_outcome_heading, speaks_of_outcome};
use super::dialect::words::{
    is_void, labels_body, labels_section, names_parameters, names_request, names_response,
};
use super::lead::Lead;
use super::outline::Outline;
use super::{Example, ParsedPage};
use crate::cues::{self, Language};
use crate::document::{Block, BlockKind, CodeBlock, Document, FenceStyle, Heading, SectionId};
use crate::text::Span;

/// No further back than this many blocks.
const BACK: usize = 64;

/// The most that is looked at before a block, in bytes.
const LONGEST_LOOK: usize = 1500;

/// The most that is looked at of the section before a block, in bytes.
const SECTION_LOOK: usize = 6000;

/// The surroundings of a block.
#[derive(Clone, Debug)]
pub(super) struct Around<'d> {
    document: &'d Document<'d>,
    /// Where the block begins.
    start: u32,
    /// What it is written in.
    pub(super) language: Language,
    /// The number of the block up to which its heading is looked for; `None` where no heading and no code stands before.
    above: Option<usize>,
    heading: OnceCell<Option<&'d str>>,
    /// The text of the code block before, if nothing stands between.
    pub(super) adjoining: Option<&'d str>,
    /// The same, if it is a single short line.
    pub(super) caption: Option<&'d str>,
    /// The key of front matter that the block is the value of.
    pub(super) key: Option<&'d str>,
    /// The end of everything before.
    pub(super) page: &'d str,
    /// What the info string says besides the language: `json title="Response"`.
    pub(super) info: &'d str,
    /// Whether a request stands between the heading and the block.
    pub(super) asked: bool,
    /// The text between the block before, or the heading, and the block.
    pub(super) lead: Lead<'d>,
}

impl<'d> Around<'d> {
    /// The surroundings of what stands at `span`.
    pub(super) fn of(document: &'d Document<'d>, language: Language, span: Span, asked: bool) -> Self {
        let blocks = &document.blocks;
        let before = blocks.partition_point(|block| block.span.start < span.start);
        let (mut above, mut adjoining) = (None, None);
        let mut from = 0;
        for (index, block) in blocks[..before].iter().enumerate().rev().take(BACK) {
            match &block.kind {
                BlockKind::Heading(title) if !title.tab => {
                    from = block.span.end;
                    above = Some(index + 1);
                    break;
                }
                BlockKind::Code(code) => {
                    from = block.span.end;
                    let text = code.body.text().trim();
                    let adjoins = gap(document.text, from, span.start).trim().is_empty();
                    adjoining = Some(text).filter(|_| adjoins);
                    above = Some(index);
                    break;
                }
                _ => {}
            }
        }
        let end = span.start as usize;
        let start = document.text.ceil_char_boundary(end.saturating_sub(LONGEST_LOOK)).min(end);
        let page = document.text.get(start..end).unwrap_or_default();
        let code = blocks.get(before).and_then(|block| match &block.kind {
            BlockKind::Code(code) => Some(code),
            _ => None,
        });
        let value = code.filter(|code| code.style == FenceStyle::FrontMatter);
        let key = value.and_then(|code| Some(code.opening.of(document.text).split_once(':')?.0));
        let lead = Lead::read(gap(document.text, from, span.start));
        Self {
            document,
            start: span.start,
            language,
            above,
            heading: OnceCell::new(),
            adjoining,
            caption: adjoining.filter(|text| is_short_line(text)),
            key,
            page,
            info: code.map_or("", |code| code.info),
            asked,
            lead,
        }
    }

    /// The heading of the section; where it says nothing, the one above it. Looked for when it is asked for first: most
    /// who look around a block read the words before it.
    pub(super) fn heading(&self) -> Option<&'d str> {
        let find = || heading_before(self.document, self.above?, self.language);
        *self.heading.get_or_init(find)
    }

    /// The end of everything before the block, as far as a group of tabs may reach.
    pub(super) fn before(&self) -> &'d str {
        let end = self.start as usize;
        let text = self.document.text;
        let start = text.ceil_char_boundary(end.saturating_sub(SECTION_LOOK)).min(end);
        text.get(start..end).unwrap_or_default()
    }

    /// The code block before, if a heading right above it and one right behind it are all that stands around it.
    pub(super) fn code_above(&self) -> Option<(&'d CodeBlock<'d>, &'d str)> {
        let blocks = &self.document.blocks;
        let before = blocks.partition_point(|block| block.span.start < self.start);
        let mut above = blocks[..before].iter().rev();
        let heading = above.next()?;
        let (block, title) = (above.next()?, above.next()?);
        match (&heading.kind, &block.kind, &title.kind) {
            (BlockKind::Heading(_), BlockKind::Code(code), BlockKind::Heading(title)) => {
                Some((code, title.text))
            }
            _ => None,
        }
    }

    /// Where a piece of the page stands; `None` for what is no piece of it.
    pub(super) fn place(&self, words: &str) -> Option<Span> {
        let text = self.document.text;
        let at = (words.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
        (at + words.len() <= text.len()).then(|| Span::new(at, at + words.len()))
    }
}

/// The last paragraph between a block and the heading or the block before it.
pub(crate) fn lead_in<'d>(page: &ParsedPage<'d>, span: Span) -> &'d str {
    lead_in_of(page.document, span)
}

/// The same of a page whose examples are not known yet.
pub(super) fn lead_in_of<'d>(document: &'d Document<'d>, span: Span) -> &'d str {
    Around::of(document, Language::English, span, false).lead.label
}

/// What names a code block right where it stands, the nearest first: its info string, the tags that open before it, the
/// paragraph before it, the heading of its section.
pub(crate) fn labels<'d>(page: &ParsedPage<'d>, example: &Example<'d>) -> impl Iterator<Item = &'d str> {
    let around = Around::of(page.document, page.language, example.span, false);
    let Lead { label, inner, outer, .. } = around.lead;
    // The language has a meaning of its own.
    let info = around.info.trim_start().split_once([' ', '{', ':']).map_or("", |(_, rest)| rest);
    let named = std::iter::once(info).chain(inner).chain(std::iter::once(label)).chain(outer);
    named.chain(title(page.document, example.section))
}

/// Whether the section of an example speaks of something before it: its heading, its text, its tabs, its info string.
pub(crate) fn speaks_of(page: &ParsedPage<'_>, example: &Example<'_>, kind: cues::Kind) -> bool {
    let says = |text: &str| cues::any(&text.to_ascii_lowercase(), kind);
    says(example.block.info)
        || title(page.document, example.section).is_some_and(says)
        || prose_before(page.document, example).any(says)
}

/// The pieces of text of the section before an example, code left out.
pub(super) fn prose_before<'d>(
    document: &Document<'d>,
    example: &Example<'_>,
) -> impl Iterator<Item = &'d str> {
    let blocks = &document.blocks;
    let end = example.span.start;
    let first = blocks.partition_point(|block| block.section < example.section);
    let last = blocks.partition_point(|block| block.span.start < end);
    // What stands before the heading belongs to another section.
    let heading = blocks.get(first).filter(|block| matches!(block.kind, BlockKind::Heading(_)));
    let begin = heading.map_or(0, |block| block.span.start);
    let nearest = end.saturating_sub(SECTION_LOOK as u32).max(begin);
    let mut until = end;
    let text = document.text;
    let before = blocks.get(first..last).unwrap_or_default().iter().rev();
    let marks = before.filter(|block| matches!(block.kind, BlockKind::Code(_) | BlockKind::Heading(_)));
    let spans =
        marks.map(|block| (block.span.start, block.span.end)).take_while(move |mark| mark.1 > nearest);
    let rest = std::iter::once((nearest, nearest));
    spans.chain(rest).filter_map(move |(start, end)| {
        let piece = text.get(text.ceil_char_boundary(end as usize)..until as usize);
        until = until.min(start);
        piece
    })
}

/// Whether the heading of a section names a part of an example, not another subject.
pub(super) fn is_label(document: &Document<'_>, language: Language, section: SectionId) -> bool {
    title(document, section).is_some_and(|title| labels_section(title, language))
}

/// Whether a section is another or part of it, or a label beside it or right behind it: `Sample request`, `200: OK`.
pub(super) fn is_near(
    document: &Document<'_>,
    language: Language,
    outline: &Outline,
    section: SectionId,
    other: SectionId,
) -> bool {
    let is_label = |section: SectionId| is_label(document, language, section);
    outline.is_within(section, Some(other))
        || outline.parent(section) == outline.parent(other) && is_label(section)
        || outline.parent(section).is_some_and(|parent| {
            // Below `Response`, a section is a case of it whatever it is called.
            let is_case =
                || title(document, parent).is_some_and(|title| is_short(title) && names_response(title, language));
            outline.parent(parent) == outline.parent(other)
                && is_label(parent)
                && (is_label(section) || is_case())
        })
        // `#### Curl` below `### Request examples`, then `### Response example`.
        || outline.parent(other).is_some_and(|parent| {
            outline.parent(section) == outline.parent(parent)
                && is_label(section)
                && title(document, parent).is_some_and(|title| names_request(title, language))
        })
        // Whatever the levels of their headings.
        || section.0 == other.0 + 1 && is_label(section) && is_label(other)
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

/// The nearest heading before a block that says something: under `JSON` or `Example` the one above it counts.
fn heading_before<'d>(document: &'d Document<'d>, index: usize, language: Language) -> Option<&'d str> {
    let (mut level, mut nearest, mut outcome) = (u8::MAX, None, false);
    let before = &document.blocks[index.saturating_sub(BACK)..index];
    for (at, block) in before.iter().enumerate().rev() {
        let BlockKind::Heading(title) = &block.kind else { continue };
        if title.tab || title.level >= level {
            continue;
        }
        // `Success` below `Example result`
        let says_how = || {
            is_outcome_heading(title.text, language)
                || speaks_of_outcome(title.text, language) && !labels_body(title.text, language)
        };
        if !outcome && nearest.is_none() && says_how() {
            outcome = true;
        } else if outcome {
            return nearest.filter(|_| !names_response(title.text, language)).or(Some(title.text));
        } else if !is_void(title.text, language) {
            return messages_above(&before[..at], title, language).or(Some(title.text));
        }
        (level, nearest) = (title.level, nearest.or(Some(title.text)));
    }
    nearest
}

/// The heading of the request that a section below it holds the parameters of, or of the responses that it is a case of:
/// `Invalid request`, or `Empty fields` beside `Successful creation`.
fn messages_above<'d>(above: &[Block<'d>], title: &Heading<'d>, language: Language) -> Option<&'d str> {
    let headings = above.iter().rev().filter_map(|block| match &block.kind {
        BlockKind::Heading(heading) if !heading.tab => Some(heading),
        _ => None,
    });
    let parent = headings.clone().find(|heading| heading.level < title.level)?;
    if names_parameters(title.text, language) {
        return Some(parent.text).filter(|text| is_short(text) && names_request(text, language));
    }
    if !is_short(parent.text) || !names_response(parent.text, language) || has_status(title.text, language) {
        return None;
    }
    let is_outcome = |heading: &Heading<'_>| speaks_of_outcome(heading.text, language);
    let mut beside = headings.take_while(|heading| heading.level >= title.level);
    let is_case = if labels_body(title.text, language) {
        names_request(title.text, language) && is_outcome(title)
    } else {
        beside.any(|heading| heading.level == title.level && is_outcome(heading))
    };
    is_case.then_some(parent.text)
}

/// The text between two places; empty if they overlap.
fn gap(text: &str, from: u32, to: u32) -> &str {
    text.get(from as usize..to as usize).unwrap_or_default()
}

fn is_short_line(text: &str) -> bool {
    !text.is_empty() && text.len() < 80 && !text.contains('\n')
}
