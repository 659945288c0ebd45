//! Values of a description as JSON text of their own, with the way back to the file.
//!
//! JSON is read in place. YAML is transcribed: every piece of the transcript knows the bytes that it stands for, and
//! what nobody wrote (brackets, quotes) stands for none or for what is in its place.

use crate::text::Span;

/// A value of a description.
#[derive(Clone, Debug)]
pub struct Excerpt {
    /// Where it is written.
    pub(crate) span: Span,
    /// Its JSON, unless that is what is written there.
    pub(crate) json: Option<Transcript>,
    /// What a string holds.
    pub(crate) content: Option<Transcript>,
}

/// A text that is made of pieces of a file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Transcript {
    pub(crate) text: String,
    /// Where each piece begins in the text, and what it stands for in the file: itself, if both are of one length.
    pub(crate) pieces: Vec<(u32, Span)>,
}

impl Transcript {
    /// Adds a text that stands for `span`.
    pub(super) fn push(&mut self, text: &str, span: Span) {
        self.pieces.push((self.text.len() as u32, span));
        self.text.push_str(text);
    }

    /// Adds the content of a string between quotes. `pieces` are those of `content`.
    pub(super) fn push_string(&mut self, content: &str, pieces: &[(u32, Span)], token: Span) {
        let quoted = token.len() >= 2 && content.len() < token.len();
        let edge = u32::from(quoted);
        self.push("\"", Span { start: token.start, end: token.start + edge });
        for (at, (start, span)) in pieces.iter().enumerate() {
            let end = pieces.get(at + 1).map_or(content.len(), |(next, _)| *next as usize);
            let written = &content[*start as usize..end];
            let exact = written.len() == span.len();
            let mut from = 0;
            for (offset, c) in written.char_indices() {
                let escaped = match c {
                    '"' => "\\\"".to_owned(),
                    '\\' => "\\\\".to_owned(),
                    c if c < ' ' => format!("\\u{:04x}", c as u32),
                    _ => continue,
                };
                let of = |from: usize, to: usize| if exact { within(*span, from, to) } else { *span };
                if from < offset {
                    self.push(&written[from..offset], of(from, offset));
                }
                from = offset + c.len_utf8();
                self.push(&escaped, of(offset, from));
            }
            if from < written.len() {
                let rest = if exact { within(*span, from, written.len()) } else { *span };
                self.push(&written[from..], rest);
            }
        }
        self.push("\"", Span { start: token.end - edge, end: token.end });
    }
}

fn within(span: Span, from: usize, to: usize) -> Span {
    Span { start: span.start + from as u32, end: span.start + to as u32 }
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quotes {
    None,
    Single,
    Double,
    /// A block of lines behind `|` or `>`.
    Block,
}

/// The pieces of `token`, which stands at `at`, that `content` is made of. Linear; content that cannot be followed is
/// one piece.
pub(super) fn pieces(token: &str, at: usize, content: &str, quotes: Quotes) -> Vec<(u32, Span)> {
    follow(token, at, content, quotes).unwrap_or_else(|| vec![(0, Span::new(at, at + token.len()))])
}

fn follow(token: &str, at: usize, content: &str, quotes: Quotes) -> Option<Vec<(u32, Span)>> {
    let source = token.as_bytes();
    let wanted = content.as_bytes();
    let mut from = match quotes {
        Quotes::Single | Quotes::Double => 1,
        Quotes::Block if token.starts_with(['|', '>']) => token.find('\n')? + 1,
        Quotes::None | Quotes::Block => 0,
    };
    let mut done = 0;
    let mut pieces: Vec<(u32, Span)> = Vec::new();
    // Whether the next byte goes on with the last piece.
    let mut goes_on = false;
    while done < wanted.len() {
        let byte = *source.get(from)?;
        if quotes == Quotes::Double && byte == b'\\' {
            goes_on = false;
            let length = escape(&source[from..]);
            if matches!(source.get(from + 1), Some(b'\n' | b'\r')) {
                from += 1;
                while source.get(from).is_some_and(u8::is_ascii_whitespace) {
                    from += 1;
                }
                continue;
            }
            let end = (from + length).min(source.len());
            pieces.push((done as u32, Span::new(at + from, at + end)));
            done += content[done..].chars().next().map_or(1, char::len_utf8);
            from = end;
            continue;
        }
        if byte == wanted[done] {
            match pieces.last_mut().filter(|_| goes_on) {
                Some((_, span)) => span.end += 1,
                None => pieces.push((done as u32, Span::new(at + from, at + from + 1))),
            }
            goes_on = true;
            from += 1;
            done += 1;
            if quotes == Quotes::Single && byte == b'\'' {
                from += 1;
                goes_on = false;
            }
            continue;
        }
        if !byte.is_ascii_whitespace() {
            return None;
        }
        goes_on = false;
        if byte == b'\n' && wanted[done] == b' ' {
            pieces.push((done as u32, Span::new(at + from, at + from + 1)));
            done += 1;
        }
        from += 1;
    }
    if pieces.is_empty() {
        pieces.push((0, Span::new(at + from, at + from)));
    }
    Some(pieces)
}

/// The length of an escape in double quotes.
fn escape(source: &[u8]) -> usize {
    let is_high = |at: usize| {
        matches!(source.get(at), Some(b'd' | b'D'))
            && matches!(source.get(at + 1), Some(b'8' | b'9' | b'a' | b'b' | b'A' | b'B'))
    };
    match source.get(1) {
        Some(b'x') => 4,
        Some(b'u') if is_high(2) && source.get(6) == Some(&b'\\') => 12,
        Some(b'u') => 6,
        Some(b'U') => 10,
        _ => 2,
    }
}
