//! Where a page falls apart: its headings, fences and comments that stand at the margin, and the prose between them.
//!
//! A heading, a fence or a comment that begins in the first column closes every list, quote, paragraph and table
//! before it (CommonMark §3), so each piece can be read by itself. The three are read here; prose goes to the
//! CommonMark parser, and most of it need not even that. Every doubt makes prose of more, in the worst case of the
//! rest of the page.

use super::containers::behind_containers;
use crate::text::Span;

/// A piece of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Segment {
    /// An ATX heading, its line ending included.
    Heading { level: u8, span: Span },
    /// A fenced code block. `body_end` is where the closing fence's line begins.
    Fence { span: Span, body_end: usize },
    /// An HTML block that begins with a comment.
    Comment { span: Span },
    /// Anything else. If `plain`, it surely holds no heading, no code and no HTML block. The line after it, up to
    /// `reach`, tells a parser how the prose ends.
    Prose { span: Span, plain: bool, reach: usize },
}

/// The pieces of the text from `start` on, in order and without gaps; blank lines belong to the prose.
pub(super) fn segments(text: &str, start: usize) -> impl Iterator<Item = Segment> {
    // A CR is a line ending to CommonMark, and part of one to everybody else. A vertical tab or a form feed is blank in
    // one place and not in another.
    let odd = memchr::memchr3(b'\r', 0x0b, 0x0c, &text.as_bytes()[start..]).is_some();
    let cutter = Cutter { text: text.as_bytes() };
    let mut at = start;
    let mut found = None;
    std::iter::from_fn(move || {
        let segment = match found.take() {
            Some(block) => block,
            None if at >= text.len() => return None,
            None if odd => cutter.rest(at),
            None => cutter.block(at).unwrap_or_else(|| {
                let (prose, block) = cutter.prose(at);
                found = block;
                prose
            }),
        };
        at = segment.end();
        Some(segment)
    })
}

impl Segment {
    fn end(&self) -> usize {
        match self {
            Self::Heading { span, .. }
            | Self::Fence { span, .. }
            | Self::Comment { span }
            | Self::Prose { span, .. } => span.end as usize,
        }
    }
}

/// What a line says about the prose that it stands in.
enum Line {
    Blank,
    /// Words, or a part of a table.
    Plain,
    /// The same, if it is no link reference definition: its title may hold any line but a blank one.
    Bracket,
    /// Perhaps a block that matters, but one that a blank line ends, or a line in the first column.
    Doubtful,
    /// Perhaps the beginning of something that goes on over blank lines and lines in the first column.
    Opaque,
}

struct Cutter<'s> {
    text: &'s [u8],
}

impl Cutter<'_> {
    /// The start of the next line.
    fn line_end(&self, at: usize) -> usize {
        memchr::memchr(b'\n', &self.text[at..]).map_or(self.text.len(), |length| at + length + 1)
    }

    /// The heading, fence or comment that begins at `at`, the start of a line on which nothing is open. One that is
    /// never closed is left to the parser.
    fn block(&self, at: usize) -> Option<Segment> {
        let rest = &self.text[at..];
        match rest {
            [b'#', ..] => {
                let level = rest.iter().take(7).take_while(|byte| **byte == b'#').count();
                let apart = matches!(rest.get(level), None | Some(b' ' | b'\t' | b'\n'));
                let span = Span::new(at, self.line_end(at));
                (apart && level < 7).then_some(Segment::Heading { level: level as u8, span })
            }
            [mark @ (b'`' | b'~'), ..] => self.fence(at, *mark),
            [b'<', b'!', b'-', b'-', ..] => {
                let comment = |close| Segment::Comment { span: Span::new(at, self.line_end(at + close)) };
                Some(comment_close(rest).map_or_else(|| self.rest(at), comment))
            }
            _ => None,
        }
    }

    fn fence(&self, at: usize, mark: u8) -> Option<Segment> {
        let first_end = self.line_end(at);
        let first = &self.text[at..first_end];
        let length = first.iter().take_while(|byte| **byte == mark).count();
        if length < 3 || (mark == b'`' && first[length..].contains(&mark)) {
            return None;
        }
        let mut from = first_end;
        // To look for one mark is cheaper than to look for three, and few bodies hold any.
        while let Some(found) = memchr::memchr(mark, &self.text[from..]).map(|offset| from + offset) {
            let indent = self.text[..found].iter().rev().take(4).take_while(|byte| **byte == b' ').count();
            let line = found - indent;
            let marks = self.text[found..].iter().take_while(|byte| **byte == mark).count();
            let after = &self.text[found + marks..];
            let spaces = after.iter().take_while(|byte| **byte == b' ').count();
            let alone = matches!(after.get(spaces), None | Some(b'\n'));
            if alone && marks >= length && indent < 4 && self.text[line - 1] == b'\n' {
                return Some(Segment::Fence { span: Span::new(at, found + marks + spaces), body_end: line });
            }
            from = found + marks;
        }
        Some(self.rest(at))
    }

    /// The prose that begins at `start`, a line that begins no other segment, and the block that ends it.
    fn prose(&self, start: usize) -> (Segment, Option<Segment>) {
        let mut plain = true;
        // Whether the line before is blank, and whether nothing but words came since the last blank one.
        let mut after_blank = true;
        let mut only_words = true;
        let mut at = start;
        while at < self.text.len() {
            let end = self.line_end(at);
            let line = line(&self.text[at..end], after_blank);
            after_blank = matches!(line, Line::Blank);
            match line {
                Line::Blank => only_words = true,
                Line::Plain => {}
                Line::Bracket => only_words = false,
                Line::Doubtful | Line::Opaque => {
                    let block = if only_words { self.block(at) } else { None };
                    if block.is_some() {
                        return (Segment::Prose { span: Span::new(start, at), plain, reach: end }, block);
                    }
                    if matches!(line, Line::Opaque) {
                        return (self.rest(start), None);
                    }
                    plain = false;
                    only_words = false;
                }
            }
            at = end;
        }
        (Segment::Prose { span: Span::new(start, at), plain, reach: at }, None)
    }

    /// All that is left, left to the parser.
    fn rest(&self, start: usize) -> Segment {
        let end = self.text.len();
        Segment::Prose { span: Span::new(start, end), plain: false, reach: end }
    }
}

/// What the line, its ending included, may be. `after_blank` says whether a blank line or nothing stands before it.
fn line(line: &[u8], after_blank: bool) -> Line {
    let Some(last) = line.iter().rposition(|byte| !is_blank(*byte)) else { return Line::Blank };
    let line = &line[..=last];
    // The line under a setext heading stands under another one.
    let underline = matches!(line[last], b'-' | b'=') && !after_blank;
    // No mark of a block begins so; most lines do.
    if line[0].is_ascii_alphabetic() || line[0] == b'|' {
        return if underline { Line::Doubtful } else { Line::Plain };
    }
    let (rest, indented) = behind_containers(line);
    match rest {
        // An empty list item has rules of its own; an empty line of a quote has not.
        [] | [b'-' | b'*' | b'+'] | [b'0'..=b'9', .., b'.' | b')']
            if rest.len() <= 11 && !line.iter().all(|byte| matches!(byte, b'>' | b' ')) =>
        {
            Line::Opaque
        }
        [b'`', b'`', b'`', ..] | [b'~', b'~', b'~', ..] => Line::Opaque,
        [b'<', ..] if !ends_with_its_line(rest) => Line::Opaque,
        [b'<' | b'#', ..] => Line::Doubtful,
        _ if indented || underline => Line::Doubtful,
        [b'[', ..] => Line::Bracket,
        _ => Line::Plain,
    }
}

/// Whether markup ends with its line, or with the next blank one (HTML blocks of kinds 6 and 7, CommonMark §4.6).
fn ends_with_its_line(markup: &[u8]) -> bool {
    const RAW: [&[u8]; 4] = [b"pre", b"script", b"style", b"textarea"];
    let name = &markup[1..];
    match name {
        [b'!', b'-', b'-', ..] => comment_close(name).is_some(),
        [b'!' | b'?', ..] => false,
        _ => {
            !RAW.iter().any(|raw| name.get(..raw.len()).is_some_and(|start| start.eq_ignore_ascii_case(raw)))
        }
    }
}

/// Where the first `-->` begins.
fn comment_close(text: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'>', text).find(|at| text[..*at].ends_with(b"--")).map(|at| at - 2)
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n')
}
