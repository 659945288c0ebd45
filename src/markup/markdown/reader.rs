//! From the text of a page of Markdown to its blocks.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::fence::{self, Opening, TICKS};
use super::segment::{self, Segment};
use super::shortcode::{self, Shortcode};
use super::view::{Flavour, View};
use super::{front_matter, html_code, literal, nested, table, unread};
use crate::document::{
    Block, BlockKind, CodeBlock, ContainerId, Document, FenceStyle, Heading, HtmlBlock, SectionId,
};
use crate::text::{BodyText, Notation, Span, WrittenPiece};

/// Reads a page of Markdown. Total: every text is a page.
pub fn parse(text: &str) -> Document<'_> {
    parse_as(text, Flavour::Markdown)
}

/// Reads a page of a flavour of Markdown.
pub(in crate::markup) fn parse_as(text: &str, flavour: Flavour) -> Document<'_> {
    read(text, flavour, |reader, part| {
        for segment in segment::segments(&reader.text[..part.range().end], part.range().start) {
            reader.segment(segment);
        }
    })
}

/// Reads a page, and every paragraph and table of the prose that is `wanted`: asked with the heading of the section
/// and the text between two headings, code blocks or comments.
pub(crate) fn parse_with<'s>(
    text: &'s str,
    wanted: impl Fn(Option<&Heading<'s>>, &str) -> bool,
) -> Document<'s> {
    read(text, Flavour::Markdown, |reader, part| {
        for segment in segment::segments(&reader.text[..part.range().end], part.range().start) {
            match segment {
                Segment::Prose { span, reach, .. } if wanted(reader.last_heading(), span.of(reader.text)) => {
                    reader.prose(span, reach);
                }
                _ => reader.segment(segment),
            }
        }
    })
}

/// Reads a page with the CommonMark parser alone, which [`parse`] must agree with in everything that an example depends
/// on. Every paragraph and table is there.
pub(crate) fn parse_whole(text: &str) -> Document<'_> {
    read(text, Flavour::Markdown, |reader, part| reader.prose(part, part.range().end))
}

fn read<'s>(text: &'s str, flavour: Flavour, part: impl Fn(&mut Reader<'s, '_>, Span)) -> Document<'s> {
    let after_bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let front_matter = front_matter::find(text, after_bom);
    let ticks: Vec<usize> = TICKS.find_iter(text.as_bytes()).collect();
    let view = View::of(text, flavour, &ticks);
    let mut reader = Reader::new(text, &view);
    reader.mdx = flavour == Flavour::Mdx;
    if let Some(matter) = front_matter {
        reader.blocks.extend(front_matter::code(text, matter));
    }
    // Fences in front matter may have lost their indentation as well.
    let matter = match &view.text {
        Cow::Borrowed(_) => front_matter,
        Cow::Owned(shown) => front_matter::find(shown, after_bom),
    };
    let mut start = matter.map_or(after_bom, |span| span.range().end);
    let may_hold_codes = shortcode::may_hold(&reader.text.as_bytes()[start..]);
    for code in if may_hold_codes { shortcode::find(reader.text, start) } else { Vec::new() } {
        part(&mut reader, Span::new(start, code.span.range().start));
        reader.shortcode(code);
        start = code.span.range().end;
    }
    part(&mut reader, Span::new(start, view.text.len()));
    let blocks = reader.blocks;
    let from = front_matter.map_or(0, |matter| matter.range().end);
    let mut unread = unread::fences(text, from, &blocks, &ticks);
    if may_hold_codes {
        unread::components(text, from, &blocks, &mut unread);
    }
    Document { text, front_matter, blocks, unread }
}

/// Where the reader stands between two events. It reads the view of a page, in which all its places count, and keeps
/// blocks with their places in the file.
struct Reader<'s, 'v> {
    /// The text of the file.
    source: &'s str,
    view: &'v View<'s>,
    /// The text of the view.
    text: &'v str,
    /// Whether indentation makes no code.
    mdx: bool,
    /// What the parser's offsets lack.
    base: usize,
    blocks: Vec<Block<'s>>,
    /// The last heading that is not the label of a tab.
    heading: Option<usize>,
    /// The open containers, the page itself first.
    containers: Vec<ContainerId>,
    next_container: u32,
    section: SectionId,
    /// Inside a code or HTML block: its text so far.
    leaf: bool,
    pieces: Vec<Span>,
    /// The line that opened the fence, if it is one.
    opening: Option<Opening>,
}

impl<'s, 'v> Reader<'s, 'v> {
    fn new(source: &'s str, view: &'v View<'s>) -> Self {
        Self {
            source,
            view,
            text: &view.text,
            mdx: false,
            base: 0,
            // Half of all pages have fewer.
            blocks: Vec::with_capacity(32),
            heading: None,
            containers: vec![ContainerId::PAGE],
            next_container: 1,
            section: SectionId(0),
            leaf: false,
            pieces: Vec::new(),
            opening: None,
        }
    }

    fn segment(&mut self, segment: Segment) {
        match segment {
            Segment::Heading { level, span } => self.heading(level, span),
            Segment::Fence { span, body_end } => {
                self.open(fence::opening(self.text, span));
                let after = self.opening.map_or(span.end, |opening| opening.after) as usize;
                self.pieces.extend((after < body_end).then(|| Span::new(after, body_end)));
                self.close_code(span);
            }
            Segment::Comment { span } => {
                self.open(None);
                self.pieces.push(span);
                self.close_html(span);
            }
            Segment::Prose { plain: true, span, .. } if self.is_beside_the_point(span) => {}
            Segment::Prose { span, reach, .. } => self.prose(span, reach),
        }
    }

    /// The heading of the section, tab headings aside.
    fn last_heading(&self) -> Option<&Heading<'s>> {
        match &self.blocks.get(self.heading?)?.kind {
            BlockKind::Heading(heading) => Some(heading),
            _ => None,
        }
    }

    /// Whether plain prose matters to nobody: unless a comment stands before it, tab headings aside, which then is
    /// about no code block.
    fn is_beside_the_point(&self, prose: Span) -> bool {
        let mut last = self.blocks.iter().rev().map(|block| &block.kind);
        let told = last.find(|kind| !matches!(kind, BlockKind::Heading(heading) if heading.tab));
        !matches!(told, Some(BlockKind::Html(_))) || prose.of(self.text).trim_ascii().is_empty()
    }

    /// Reads the blocks of a piece of text; `reach` is as far as the parser may look to see how the last one ends.
    fn prose(&mut self, prose: Span, reach: usize) {
        self.base = prose.start as usize;
        let text = table::without_tabs(nested::without_tags(&self.text[self.base..reach], self.mdx));
        for (event, range) in Parser::new_ext(&text, Options::ENABLE_TABLES).into_offset_iter() {
            if range.start >= prose.len() {
                break;
            }
            self.event(&event, range);
        }
    }

    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Text(_) | Event::Html(_) if self.leaf => {
                let piece = self.span(range);
                self.pieces.push(piece);
            }
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(*tag, range),
            Event::Rule => {
                let span = self.span(range);
                // The tag of a component is none.
                if !span.of(self.text).starts_with('<') {
                    self.push(BlockKind::Rule, span);
                }
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::CodeBlock(_) | Tag::HtmlBlock => {
                self.open(match tag {
                    Tag::CodeBlock(CodeBlockKind::Fenced(_)) => fence::opening(self.text, self.span(range)),
                    _ => None,
                });
            }
            Tag::Heading { level, .. } => self.heading(*level as u8, self.span(range)),
            Tag::Paragraph => {
                let span = self.span(range);
                self.push(BlockKind::Paragraph, span);
            }
            Tag::Table(_) => {
                let span = self.span(range);
                self.push(BlockKind::Table, span);
                self.enter();
            }
            Tag::BlockQuote(_) | Tag::Item | Tag::FootnoteDefinition(_) => self.enter(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::CodeBlock => self.close_code(self.span(range)),
            TagEnd::HtmlBlock => self.close_html(self.span(range)),
            TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::FootnoteDefinition | TagEnd::Table => {
                self.containers.pop();
            }
            _ => {}
        }
    }

    /// Begins a code block, or an HTML block.
    fn open(&mut self, opening: Option<Opening>) {
        self.leaf = true;
        self.opening = opening;
        self.pieces.clear();
        self.pieces.extend(self.opening.iter().flat_map(Opening::fused_pieces));
    }

    fn shortcode(&mut self, code: Shortcode) {
        let mut at = code.body.range().start;
        self.pieces.clear();
        for line in code.body.of(self.text).split_inclusive('\n') {
            let text = line.trim_end_matches(['\n', '\r']);
            let indent =
                text.bytes().take(code.indent).take_while(|byte| matches!(byte, b' ' | b'\t')).count();
            let end = at + line.len();
            let ending = Span::new(end - usize::from(line.ends_with('\n')), end);
            let pieces = [Span::new(at + indent, at + text.len()), ending];
            self.pieces.extend(pieces.into_iter().filter(|piece| !piece.is_empty()));
            at = end;
        }
        let at = code.body.start;
        let body = if code.literal { self.literal(at) } else { self.body(at) };
        let block = CodeBlock {
            style: FenceStyle::Shortcode,
            opening: self.view.span(code.opening),
            info: self.view.span(code.info).of(self.source),
            info_span: self.view.span(code.info),
            body,
        };
        self.push(BlockKind::Code(block), code.span);
    }

    fn close_code(&mut self, span: Span) {
        self.leaf = false;
        if self.mdx && self.opening.is_none() {
            self.push(BlockKind::Paragraph, span);
            return;
        }
        let block = self.code(span);
        self.push(BlockKind::Code(block), span);
    }

    fn close_html(&mut self, span: Span) {
        self.leaf = false;
        let body = self.body(span.start);
        let codes = html_code::find(self.source, &self.view.pieces(&self.pieces));
        let container = self.containers.last().copied().unwrap_or(ContainerId::PAGE);
        if codes.is_empty() || body.text().contains("<!--") {
            self.push(BlockKind::Html(HtmlBlock { body }), span);
        }
        let section = self.section;
        let blocks = codes.into_iter().map(|(code, span)| Block {
            kind: BlockKind::Code(code),
            span,
            container,
            section,
        });
        self.blocks.extend(blocks);
    }

    /// The text of the pieces so far; it stands at `at` if there are none.
    fn body(&self, at: u32) -> BodyText<'s> {
        let at = self.view.span(Span { start: at, end: at }).start;
        BodyText::from_pieces(self.source, &self.view.pieces(&self.pieces), at)
    }

    /// The same for a template literal.
    fn literal(&self, at: u32) -> BodyText<'s> {
        let pieces = self.view.pieces(&self.pieces);
        let parts: Vec<WrittenPiece> =
            pieces.iter().flat_map(|&piece| literal::parts(self.source, piece)).collect();
        let at = self.view.span(Span { start: at, end: at }).start;
        BodyText::from_written(self.source, Notation::Literal, &parts, at)
    }

    fn code(&mut self, span: Span) -> CodeBlock<'s> {
        let text = self.text;
        let Some(opening) = self.opening else {
            let first = self.view.span(fence::line_at(text, span));
            let info_span = Span { end: first.start, ..first };
            let body = self.body(span.start);
            return CodeBlock { style: FenceStyle::Indented, opening: first, info: "", info_span, body };
        };
        // The options of a directive are no part of its text.
        if opening.fused_pieces().next().is_none() {
            self.pieces.retain(|piece| piece.end > opening.after);
            if let Some(first) = self.pieces.first_mut() {
                first.start = first.start.max(opening.after);
            }
        }
        let body_end = self.pieces.last().map_or(opening.after, |piece| piece.end);
        let closed = fence::is_closed(text, span, body_end, &opening);
        let info = self.view.span(opening.info);
        CodeBlock {
            style: FenceStyle::Fenced { mark: opening.mark, length: opening.length, closed },
            opening: self.view.span(opening.line),
            info: info.of(self.source),
            info_span: info,
            body: self.body(opening.after),
        }
    }

    fn heading(&mut self, level: u8, span: Span) {
        let text = heading_text(self.view.span(span).of(self.source));
        let tab = text.starts_with('[') && text.contains("](#tab/");
        if !tab {
            self.section.0 += 1;
        }
        self.push(BlockKind::Heading(Heading { level, text, tab }), span);
    }

    fn enter(&mut self) {
        self.containers.push(ContainerId(self.next_container));
        self.next_container += 1;
    }

    fn push(&mut self, kind: BlockKind<'s>, span: Span) {
        let container = self.containers.last().copied().unwrap_or(ContainerId::PAGE);
        let span = self.view.span(span);
        if matches!(&kind, BlockKind::Heading(heading) if !heading.tab) {
            self.heading = Some(self.blocks.len());
        }
        self.blocks.push(Block { kind, span, container, section: self.section });
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(range.start + self.base, range.end + self.base)
    }
}

/// The text of a heading without its marks: `#`s before and after, or the underline.
fn heading_text(source: &str) -> &str {
    let source = source.trim();
    if let Some(rest) = source.strip_prefix('#') {
        let text = rest.trim_start_matches('#').trim();
        let open = text.trim_end_matches('#');
        // A closing sequence stands alone or after a space (CommonMark §4.2): `C#` keeps its mark.
        return if open.is_empty() || open.ends_with([' ', '\t']) { open.trim_end() } else { text };
    }
    source.rfind('\n').map_or(source, |at| source[..at].trim_end())
}

#[cfg(test)]
mod tests;
