//! From the text of a page to its blocks.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::fence::{self, Opening};
use super::front_matter;
use super::nested;
use super::segment::{self, Segment};
use super::shortcode::{self, Shortcode};
use super::table;
use super::{Block, BlockKind, CodeBlock, ContainerId, FenceStyle, Heading, HtmlBlock, SectionId};
use crate::text::{BodyText, Span};

/// As many blocks further up a tag may stand that indents what is inside of it.
const NEAR: usize = 8;

/// A page as blocks in order of place.
#[derive(Debug)]
pub struct Document<'s> {
    /// The text of the page.
    pub text: &'s str,
    /// YAML front matter with its `---` lines, if there is any.
    pub front_matter: Option<Span>,
    /// The blocks, flat; containers are ids on them. Paragraphs, tables and rules are there only right after an HTML
    /// block or where nothing cheaper than a full parse could tell what they are.
    pub blocks: Vec<Block<'s>>,
}

impl<'s> Document<'s> {
    /// Reads a page. Total: every text is a page.
    pub fn parse(text: &'s str) -> Self {
        Self::read(text, |reader, part| {
            for segment in segment::segments(&text[..part.range().end], part.range().start) {
                reader.segment(segment);
            }
        })
    }

    /// Reads a page, and every paragraph and table of the prose that is `wanted`: asked with the heading of the section
    /// and the text between two headings, code blocks or comments.
    pub(crate) fn parse_with(text: &'s str, wanted: impl Fn(Option<&Heading<'s>>, &str) -> bool) -> Self {
        Self::read(text, |reader, part| {
            for segment in segment::segments(&text[..part.range().end], part.range().start) {
                match segment {
                    Segment::Prose { span, reach, .. } if wanted(reader.last_heading(), span.of(text)) => {
                        reader.prose(span, reach);
                    }
                    _ => reader.segment(segment),
                }
            }
        })
    }

    /// Reads a page with the CommonMark parser alone, which [`Document::parse`] must agree with in everything that
    /// an example depends on. Every paragraph and table is there.
    pub(crate) fn parse_whole(text: &'s str) -> Self {
        Self::read(text, |reader, part| reader.prose(part, part.range().end))
    }

    fn read(text: &'s str, read: impl Fn(&mut Reader<'s>, Span)) -> Self {
        let after_bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let front_matter = front_matter::find(text, after_bom);
        let mut reader = Reader::new(text);
        let mut start = front_matter.map_or(after_bom, |span| span.range().end);
        for code in shortcode::find(text, start) {
            read(&mut reader, Span::new(start, code.span.range().start));
            reader.shortcode(code);
            start = code.span.range().end;
        }
        read(&mut reader, Span::new(start, text.len()));
        Self { text, front_matter, blocks: reader.blocks }
    }
}

/// Where the reader stands between two events.
struct Reader<'s> {
    text: &'s str,
    /// What the parser's offsets lack.
    base: usize,
    blocks: Vec<Block<'s>>,
    /// The open containers, the page itself first.
    containers: Vec<ContainerId>,
    next_container: u32,
    section: SectionId,
    /// Inside a code or HTML block: its text so far.
    leaf: bool,
    pieces: Vec<Span>,
    /// Whether the page uses components, once it matters.
    components: Option<bool>,
    /// The line that opened the fence, if it is one.
    opening: Option<Opening>,
}

impl<'s> Reader<'s> {
    fn new(text: &'s str) -> Self {
        Self {
            text,
            base: 0,
            // Half of all pages have fewer.
            blocks: Vec::with_capacity(32),
            containers: vec![ContainerId::PAGE],
            next_container: 1,
            section: SectionId(0),
            leaf: false,
            pieces: Vec::new(),
            components: None,
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
        self.blocks.iter().rev().find_map(|block| match &block.kind {
            BlockKind::Heading(heading) if !heading.tab => Some(heading),
            _ => None,
        })
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
        let text = table::without_tabs(nested::without_tags(&self.text[self.base..reach]));
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
                self.push(BlockKind::Rule, span);
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
        let body = code.body.of(self.text);
        let mut at = code.body.range().start;
        self.pieces.clear();
        for line in body.split_inclusive('\n') {
            let text = line.trim_end_matches(['\n', '\r']).len();
            let end = at + line.len();
            let ending = Span::new(end - usize::from(line.ends_with('\n')), end);
            self.pieces
                .extend([Span::new(at, at + text), ending].into_iter().filter(|piece| !piece.is_empty()));
            at = end;
        }
        let block = CodeBlock {
            style: FenceStyle::Shortcode,
            opening: code.opening,
            info: code.info.of(self.text),
            info_span: code.info,
            body: BodyText::from_pieces(self.text, &self.pieces, code.body.start),
        };
        self.push(BlockKind::Code(block), code.span);
    }

    /// Takes an indented block apart that holds the fences of a component; `false` if it is none.
    fn nested(&mut self, span: Span) -> bool {
        let text = self.text;
        let first = self.pieces.first().map_or("", |piece| piece.of(text)).trim_start();
        if !(first.starts_with("```") || first.starts_with("~~~")) {
            return false;
        }
        let is_tag = |block: &Block<'_>| matches!(&block.kind, BlockKind::Html(html) if !html.body.text().trim_start().starts_with("<!--"));
        let components = self.components.get_or_insert_with(|| nested::has_components(text));
        if !*components && !self.blocks.iter().rev().take(NEAR).any(is_tag) {
            return false;
        }
        let whole: String = self.pieces.iter().map(|piece| piece.of(text)).collect();
        let pieces = std::mem::take(&mut self.pieces);
        let place = |from: usize, to: usize| {
            let part = nested::clip(&pieces, from, to);
            part.first()
                .zip(part.last())
                .map_or(Span::empty(span.range().start), |(first, last)| first.to(*last))
        };
        let fences = nested::fences(&whole);
        for fence in &fences {
            let opening = place(fence.opening.0, fence.opening.1);
            let line = opening.of(text);
            let info = line.trim_start_matches(fence.mark).trim();
            let at =
                opening.range().start + line.len() - line.trim_start_matches(fence.mark).trim_start().len();
            let style = FenceStyle::Fenced { mark: fence.mark, length: fence.length, closed: true };
            let info_span = Span::new(at, at + info.len());
            let body = nested::clip(&pieces, fence.body.0, fence.body.1);
            let body = BodyText::from_pieces(text, &body, opening.end);
            let whole = place(fence.opening.0, fence.end);
            self.push(BlockKind::Code(CodeBlock { style, opening, info, info_span, body }), whole);
        }
        self.pieces = pieces;
        !fences.is_empty()
    }

    fn close_code(&mut self, span: Span) {
        if self.opening.is_none() && self.nested(span) {
            self.leaf = false;
            return;
        }
        let block = self.code(span);
        self.push(BlockKind::Code(block), span);
        self.leaf = false;
    }

    fn close_html(&mut self, span: Span) {
        let body = BodyText::from_pieces(self.text, &self.pieces, span.start);
        self.push(BlockKind::Html(HtmlBlock { body }), span);
        self.leaf = false;
    }

    fn code(&self, span: Span) -> CodeBlock<'s> {
        let text = self.text;
        let Some(opening) = self.opening else {
            let body = BodyText::from_pieces(text, &self.pieces, span.start);
            let first = fence::line_at(text, span);
            let info_span = Span::empty(span.start as usize);
            return CodeBlock { style: FenceStyle::Indented, opening: first, info: "", info_span, body };
        };
        let body = BodyText::from_pieces(text, &self.pieces, opening.after);
        let body_end = self.pieces.last().map_or(opening.after, |piece| piece.end);
        let closed = fence::is_closed(text, span, body_end, &opening);
        CodeBlock {
            style: FenceStyle::Fenced { mark: opening.mark, length: opening.length, closed },
            opening: opening.line,
            info: opening.info.of(text),
            info_span: opening.info,
            body,
        }
    }

    fn heading(&mut self, level: u8, span: Span) {
        let text = heading_text(span.of(self.text));
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
