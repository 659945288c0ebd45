//! The lines of a page that are fences, or that somebody may have meant as one: read from the source alone, without
//! lists, quotes or indentation deciding anything, for a page whose blocks do not come out as they were meant.

use super::prose_or_code::look;
use crate::conformance::Page;
use crate::document::{BlockKind, FenceStyle};
use crate::markup::markdown::behind_containers;
use crate::text::Span;

/// Where the marks are on their line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marks {
    /// At its beginning.
    First,
    /// The same, but in a block of HTML, where they mark nothing.
    InHtml,
    /// Behind other text, where they mark nothing either.
    Behind,
    /// Behind the end of a body.
    BehindBracket,
}

/// What follows the marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Info {
    /// Nothing: the line may open or close.
    Bare,
    /// An info string: the line opens.
    Label,
    /// A tag of HTML.
    Tag,
}

/// A line that may be a fence.
#[derive(Clone, Copy, Debug)]
pub(super) struct FenceLine {
    /// Which line of the page it is.
    pub line: usize,
    /// From the first mark to the end of the line.
    pub span: Span,
    pub marks: Marks,
    pub info: Info,
    /// How many marks there are.
    pub length: usize,
    /// Which one.
    mark: u8,
    /// Whether it is in a block of indented code.
    pub indented: bool,
}

impl FenceLine {
    /// The marks alone.
    pub(super) fn fence(&self) -> Span {
        Span { end: self.span.start + self.length as u32, ..self.span }
    }

    /// Whether the line is a fence of a length or a mark that others of three backticks do not matter to.
    fn is_special(&self) -> bool {
        self.marks == Marks::First && (self.length > 3 || self.mark == b'~')
    }

    fn closes(&self, opening: &Self) -> bool {
        self.marks == Marks::First
            && self.info == Info::Bare
            && self.mark == opening.mark
            && self.length >= opening.length
    }
}

/// A page as lines.
pub(super) struct Lines<'s> {
    text: &'s str,
    /// Each without its line ending.
    places: Vec<Span>,
    pub fences: Vec<FenceLine>,
    /// For every line, how much in all lines before it speaks for prose, and for code, and how many are not blank.
    sums: Vec<[u32; 3]>,
}

impl<'s> Lines<'s> {
    pub(super) fn of(page: &'s Page<'_>) -> Self {
        let text = page.source.text();
        let from = page.document.front_matter.map_or(0, |matter| matter.range().end);
        let mut places = Vec::new();
        let mut at = from;
        for line in text[from..].split_inclusive('\n') {
            places.push(Span::new(at, at + line.trim_end_matches(['\n', '\r']).len()));
            at += line.len();
        }
        let mut read = Self { text, places, fences: Vec::new(), sums: Vec::new() };
        read.find_fences(page);
        read.add_up();
        read
    }

    /// A line of the page without its line ending.
    pub(super) fn line(&self, index: usize) -> &'s str {
        self.places[index].of(self.text)
    }

    /// A line without the marks of quotes and white space around it.
    pub(super) fn content(&self, index: usize) -> &'s str {
        self.line(index).trim_start_matches(['>', ' ', '\t']).trim_end()
    }

    /// Where the content of a line is.
    pub(super) fn place(&self, index: usize) -> Span {
        let line = self.line(index);
        let start = line.len() - line.trim_start_matches(['>', ' ', '\t']).len();
        let start = self.places[index].range().start + start;
        Span::new(start, start + self.content(index).len())
    }

    /// The lines between the fence before `fence` and this one.
    pub(super) fn gap(&self, fence: usize) -> std::ops::Range<usize> {
        let start = fence.checked_sub(1).map_or(0, |before| self.fences[before].line + 1);
        start..self.fences.get(fence).map_or(self.places.len(), |fence| fence.line)
    }

    /// How much in these lines speaks for prose, and for code, and how many are not blank.
    pub(super) fn sum(&self, lines: std::ops::Range<usize>) -> [u32; 3] {
        let (start, end) = (self.sums[lines.start], self.sums[lines.end.max(lines.start)]);
        [end[0] - start[0], end[1] - start[1], end[2] - start[2]]
    }

    /// What stands before the marks of a fence on its line.
    pub(super) fn before(&self, fence: usize) -> &'s str {
        let fence = self.fences[fence];
        &self.text[self.places[fence.line].range().start..fence.span.range().start]
    }

    /// The first line at or behind a place that is not blank.
    pub(super) fn next_text(&self, at: u32) -> Option<usize> {
        let first = self.places.partition_point(|line| line.end < at || line.end == at && line.start < at);
        (first..self.places.len()).find(|&line| !self.content(line).is_empty())
    }

    fn find_fences(&mut self, page: &Page<'_>) {
        let mut hidden_to = 0;
        let mut comments_end = true;
        let mut found: Vec<FenceLine> = Vec::new();
        for index in 0..self.places.len() {
            let (span, line) = (self.places[index], self.line(index));
            if span.range().start < hidden_to {
                continue;
            }
            if comments_end && line.trim_start().starts_with("<!--") {
                match self.text[span.range().start..].find("-->") {
                    Some(length) => hidden_to = span.range().start + length,
                    None => comments_end = false,
                }
                continue;
            }
            found.extend(fence_line(line, span, index).map(|fence| {
                match style_around(page, fence.span.start) {
                    Some(FenceStyle::Html) if fence.marks == Marks::First => {
                        FenceLine { marks: Marks::InHtml, ..fence }
                    }
                    style => FenceLine { indented: style == Some(FenceStyle::Indented), ..fence },
                }
            }));
        }
        self.fences = without_covered(&found);
    }

    fn add_up(&mut self) {
        let is_blank = |line: usize| line >= self.places.len() || self.content(line).is_empty();
        let mut sum = [0; 3];
        let mut sums = Vec::with_capacity(self.places.len() + 1);
        sums.push(sum);
        let mut fences = self.fences.iter().map(|fence| fence.line).peekable();
        for index in 0..self.places.len() {
            if fences.next_if_eq(&index).is_none() {
                let line = self.line(index);
                let apart = index.checked_sub(1).is_none_or(is_blank) && is_blank(index + 1);
                let look = look(line, apart);
                sum[usize::from(look > 0)] += u32::from(look.unsigned_abs());
                sum[2] += u32::from(!self.content(index).is_empty());
            }
            sums.push(sum);
        }
        self.sums = sums;
    }
}

/// The style of the block around a place, if it is HTML or code.
fn style_around(page: &Page<'_>, at: u32) -> Option<FenceStyle> {
    let blocks = &page.document.blocks;
    let next = blocks.partition_point(|block| block.span.start <= at);
    let block = next.checked_sub(1).map(|last| &blocks[last]).filter(|block| at < block.span.end)?;
    match &block.kind {
        BlockKind::Html(_) => Some(FenceStyle::Html),
        BlockKind::Code(code) => Some(code.style),
        _ => None,
    }
}

/// The marks of a line, if it may be meant as a fence.
fn fence_line(line: &str, span: Span, index: usize) -> Option<FenceLine> {
    let (at, mark) = match (line.find("```"), line.find("~~~")) {
        (Some(at), _) => (at, b'`'),
        (None, Some(at)) => (at, b'~'),
        (None, None) => return None,
    };
    let marked = &line[at..];
    let length = marked.bytes().take_while(|byte| *byte == mark).count();
    let info = marked[length..].trim();
    if mark == b'`' && info.contains('`') {
        return None;
    }
    let (content, _) = behind_containers(line.as_bytes());
    let before = line[..at].trim_end();
    let marks = if content.len() == marked.len() {
        Marks::First
    } else if mark != b'`' || before.contains('`') || info.contains([' ', '.', ',']) {
        return None;
    } else if before.ends_with('>') {
        Marks::InHtml
    } else if before.ends_with(['}', ']', ')', '"', '\'', ';']) {
        Marks::BehindBracket
    } else {
        Marks::Behind
    };
    let info = match info.as_bytes() {
        [] => Info::Bare,
        [b'<', ..] => Info::Tag,
        _ => Info::Label,
    };
    let span = Span::new(span.range().start + at, span.range().start + at + marked.trim_end().len());
    Some(FenceLine { line: index, span, marks, info, length, mark, indented: false })
}

/// Leaves out what a longer fence, or one of tildes, has between its two lines.
fn without_covered(found: &[FenceLine]) -> Vec<FenceLine> {
    /// How many lines further down the other one is looked for.
    const REACH: usize = 200;
    let mut kept = Vec::with_capacity(found.len());
    let mut at = 0;
    while let Some(fence) = found.get(at) {
        kept.push(*fence);
        at += 1;
        if fence.is_special() {
            let close = found[at..].iter().take(REACH).position(|other| other.closes(fence));
            at += close.unwrap_or(0);
        }
    }
    kept
}
