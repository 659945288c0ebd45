//! The text of one code block or comment, and the only way from a place in it back to its file.
//!
//! Inside lists and block quotes every body line stands behind a container prefix (`> `, indentation), and CRLF
//! files lose their CR on the way: such a body is [`BodyText::Joined`] from pieces. [`BodyText::edit`] is the only
//! place that puts the prefix and the file's line ending back. Nobody else may add a local offset to a file offset.

use super::{Edit, LocalSpan, Span};

/// A body: a slice of its file, or the joined lines of one.
#[derive(Debug)]
pub enum BodyText<'s> {
    /// A contiguous piece of the file, which begins at byte `at`.
    Borrowed {
        /// The body.
        text: &'s str,
        /// Its first byte in the file.
        at: u32,
    },
    /// A body put together from pieces of the file.
    Joined {
        /// The body.
        text: String,
        /// Where its pieces come from.
        map: SegmentMap<'s>,
    },
}

/// The pieces of a joined body, in order.
#[derive(Debug)]
pub struct SegmentMap<'s> {
    source: &'s str,
    segments: Vec<Segment>,
    notation: Notation,
}

/// What a body is written in, which has its own marks for some characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// Nothing: it reads as it is written.
    Plain,
    /// HTML, with entities.
    Html,
    /// A template literal of JavaScript, with backslashes.
    Literal,
}

impl Notation {
    /// How a text is written.
    fn written(self, text: &str) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Html => text.replace('&', "&amp;").replace('<', "&lt;"),
            Self::Literal => text.replace('\\', "\\\\").replace('`', "\\`").replace("${", "\\${"),
        }
    }
}

#[derive(Clone, Copy, Debug)]
struct Segment {
    local: u32,
    file: u32,
    /// The length in the file of what stands for a single character; 0 if the piece is written as it is.
    escape: u32,
}

/// A piece of a body that is written in a notation of its own.
#[derive(Clone, Copy, Debug)]
pub struct WrittenPiece {
    /// Where it stands.
    pub span: Span,
    /// The character that it stands for, if it is an entity or an escape.
    pub decoded: Option<char>,
}

impl<'s> BodyText<'s> {
    /// The body whose consecutive pieces are at the given ranges of `source`. Without any piece it is empty and
    /// stands at `at`.
    pub fn from_pieces(source: &'s str, pieces: &[Span], at: u32) -> Self {
        let contiguous = pieces.windows(2).all(|pair| pair[0].end == pair[1].start);
        match (pieces.first(), pieces.last()) {
            (Some(first), Some(last)) if contiguous => {
                Self::Borrowed { text: first.to(*last).of(source), at: first.start }
            }
            (Some(_), Some(_)) => {
                let mut text = String::with_capacity(pieces.iter().map(|piece| piece.len()).sum());
                let mut segments = Vec::with_capacity(pieces.len());
                for piece in pieces {
                    segments.push(Segment { local: text.len() as u32, file: piece.start, escape: 0 });
                    text.push_str(piece.of(source));
                }
                Self::Joined { text, map: SegmentMap { source, segments, notation: Notation::Plain } }
            }
            _ => Self::Borrowed { text: "", at },
        }
    }

    /// The body that a notation writes with these pieces. Without any it is empty and stands at `at`.
    pub fn from_written(source: &'s str, notation: Notation, pieces: &[WrittenPiece], at: u32) -> Self {
        if pieces.is_empty() {
            return Self::Borrowed { text: "", at };
        }
        let mut text = String::new();
        let mut segments = Vec::with_capacity(pieces.len());
        let mut plain_until = None;
        for piece in pieces {
            let escape = piece.decoded.map_or(0, |_| piece.span.len() as u32);
            if piece.decoded.is_some() || plain_until != Some(piece.span.start) {
                segments.push(Segment { local: text.len() as u32, file: piece.span.start, escape });
            }
            plain_until = piece.decoded.is_none().then_some(piece.span.end);
            match piece.decoded {
                Some(c) => text.push(c),
                None => text.push_str(piece.span.of(source)),
            }
        }
        Self::Joined { text, map: SegmentMap { source, segments, notation } }
    }

    /// The body's text, with LF line endings and without container prefixes.
    pub fn text(&self) -> &str {
        match self {
            Self::Borrowed { text, .. } => text,
            Self::Joined { text, .. } => text,
        }
    }

    /// Where a piece of the body stands in the file.
    pub fn span(&self, local: LocalSpan) -> Span {
        match self {
            Self::Borrowed { at, .. } => Span { start: local.start + at, end: local.end + at },
            Self::Joined { map, .. } => {
                let start = map.boundary(local.start);
                let end = if local.is_empty() { start } else { map.end(local.end) };
                Span { start, end: end.max(start) }
            }
        }
    }

    /// The piece of the body that stands at a place in the file; `None` if it is not written there in one piece and as it
    /// reads: over a line ending with a container prefix behind it, or in a notation of its own.
    pub fn local(&self, place: Span) -> Option<LocalSpan> {
        let (from, to, local) = match self {
            Self::Borrowed { text, at } => (*at, at + text.len() as u32, 0),
            Self::Joined { map, .. } if map.notation != Notation::Plain => return None,
            Self::Joined { text, map } => {
                let at =
                    map.segments.partition_point(|segment| segment.file <= place.start).checked_sub(1)?;
                let segment = map.segments[at];
                let end = map.segments.get(at + 1).map_or(text.len() as u32, |next| next.local);
                (segment.file, segment.file + (end - segment.local), segment.local)
            }
        };
        let is_inside = from <= place.start && place.end <= to;
        is_inside.then(|| LocalSpan { start: place.start - from + local, end: place.end - from + local })
    }

    /// The edit of the file that replaces `local` by `text`. Every LF in `text` becomes the file's line ending
    /// followed by the container prefix of the line that is edited.
    pub fn edit(&self, local: LocalSpan, text: &str) -> Edit {
        match self {
            Self::Borrowed { .. } => Edit::replace(self.span(local), text),
            Self::Joined { map, .. } if map.notation != Notation::Plain => {
                Edit::replace(self.span(local), map.notation.written(text))
            }
            Self::Joined { text: body, map } => {
                let span = Span::new(map.boundary(local.start) as usize, map.boundary(local.end) as usize);
                if !text.contains('\n') {
                    return Edit::replace(span, text);
                }
                let line_start = body[..local.start as usize].rfind('\n').map_or(0, |at| at + 1);
                let ends_line = body[local.end as usize..].starts_with('\n');
                Edit::replace(span, behind(&map.line_break(line_start as u32), text, ends_line))
            }
        }
    }
}

/// The lines of `text`, all but the first behind a line ending and a container prefix. A blank line is not indented;
/// `ends_line`: nothing follows the last one on its line.
fn behind(line_break: &str, text: &str, ends_line: bool) -> String {
    let bare = line_break.trim_end_matches([' ', '\t']);
    let blank = if bare.trim().is_empty() { bare } else { line_break };
    let mut lines = text.split('\n').peekable();
    let mut written = lines.next().unwrap_or_default().to_owned();
    while let Some(line) = lines.next() {
        let is_blank = line.is_empty() && (ends_line || lines.peek().is_some());
        written.push_str(if is_blank { blank } else { line_break });
        written.push_str(line);
    }
    written
}

impl SegmentMap<'_> {
    /// The file offset of the byte at a local offset.
    fn offset(&self, local: u32) -> u32 {
        let segment = self.segment(local);
        let within = local - segment.local;
        segment.file + if segment.escape > 0 && within > 0 { segment.escape } else { within }
    }

    /// The file offset behind the byte before a local offset.
    fn end(&self, local: u32) -> u32 {
        let last = self.segment(local - 1);
        if last.escape == 0 { self.offset(local - 1) + 1 } else { last.file + last.escape }
    }

    fn segment(&self, local: u32) -> Segment {
        let index = self.segments.partition_point(|segment| segment.local <= local).saturating_sub(1);
        self.segments[index]
    }

    /// The file offset where an edit at a local offset begins: before the CR of a CRLF, not inside it.
    fn boundary(&self, local: u32) -> u32 {
        let at = self.offset(local);
        let bytes = self.source.as_bytes();
        let inside = at > 0 && bytes.get(at as usize) == Some(&b'\n') && bytes[at as usize - 1] == b'\r';
        at - u32::from(inside)
    }

    /// What a new line inside the body looks like in the file: line ending and container prefix. `line_start` is
    /// the local offset at which the edited line begins.
    fn line_break(&self, line_start: u32) -> String {
        let first = self.offset(line_start) as usize;
        let before = &self.source[..first];
        let prefix = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
        let prefix = if line_start == 0 && !prefix.chars().all(|c| c.is_whitespace() || c == '>') {
            ""
        } else {
            prefix.trim_end_matches('\r')
        };
        let ending = if self.source.contains("\r\n") { "\r\n" } else { "\n" };
        format!("{ending}{prefix}")
    }
}

#[cfg(test)]
mod tests {
    use super::super::apply_edits;
    use super::*;

    fn body<'s>(source: &'s str, pieces: &[&str]) -> BodyText<'s> {
        let mut from = 0;
        let spans: Vec<Span> = pieces
            .iter()
            .map(|piece| {
                let start = from + source[from..].find(piece).unwrap();
                from = start + piece.len();
                Span::new(start, from)
            })
            .collect();
        BodyText::from_pieces(source, &spans, 0)
    }

    #[test]
    fn edits_put_prefix_and_line_ending_back() {
        let source = "> ```\r\n> GET /\r\n> {}\r\n> ```\r\n";
        let body = body(source, &["GET /", "\n", "{}", "\n"]);
        assert_eq!(body.text(), "GET /\n{}\n");
        let blank = body.edit(LocalSpan::new(5, 5), "\n");
        assert_eq!(apply_edits(source, &[blank]).unwrap(), "> ```\r\n> GET /\r\n> \r\n> {}\r\n> ```\r\n");
        let braces = body.edit(LocalSpan::new(6, 8), "[]");
        assert_eq!(apply_edits(source, &[braces]).unwrap(), "> ```\r\n> GET /\r\n> []\r\n> ```\r\n");
        assert_eq!(body.span(LocalSpan::new(6, 8)).of(source), "{}");
    }

    #[test]
    fn a_blank_line_is_not_indented() {
        let source = "- ```\n  GET /\n  {}\n  ```\n";
        let body = body(source, &["GET /", "\n", "{}", "\n"]);
        let blank = body.edit(LocalSpan::new(5, 5), "\n");
        assert_eq!(apply_edits(source, &[blank]).unwrap(), "- ```\n  GET /\n\n  {}\n  ```\n");
        let lines = body.edit(LocalSpan::new(5, 5), "\n\nA: b");
        assert_eq!(apply_edits(source, &[lines]).unwrap(), "- ```\n  GET /\n\n  A: b\n  {}\n  ```\n");
    }

    #[test]
    fn a_place_in_the_file_is_one_in_the_body_if_it_is_in_one_piece() {
        let source = "> ```\r\n> GET /\r\n> {}\r\n> ```\r\n";
        let body = body(source, &["GET /", "\n", "{}", "\n"]);
        let at = |text: &str| Span::new(source.find(text).unwrap(), source.find(text).unwrap() + text.len());
        assert_eq!(body.local(at("{}")), Some(LocalSpan::new(6, 8)));
        assert_eq!(body.local(Span::empty(at("{}").range().end)), Some(LocalSpan::new(8, 8)));
        assert_eq!(body.local(at("/\r\n> {")), None);
        assert_eq!(body.local(at("> {")), None);
    }

    #[test]
    fn a_contiguous_body_is_borrowed() {
        let source = "```\n{}\n```\n";
        let body = body(source, &["{}", "\n"]);
        assert!(matches!(body, BodyText::Borrowed { text: "{}\n", at: 4 }));
    }
}
