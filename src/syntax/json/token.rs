//! From text to tokens, with an eye on what writers type instead of them.
//!
//! The lexer is total: every character becomes part of some token or of the white space between. What is wrong with
//! a token travels with it as flaws, so that the parser may still throw the token away. Every look-ahead is bounded,
//! so that no input takes more than linear time.

use std::borrow::Cow;

use super::{Issue, IssueKind, Repair};
use crate::text::LocalSpan;

/// How far the lexer ever looks ahead for one decision, in bytes.
pub(super) const LOOK_AHEAD: usize = 2_000;

/// Where a token is wanted: the same text means different things there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A member name.
    Key,
    /// A value.
    Value,
    /// What follows a member, an element or the document.
    After,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    OpenObject,
    OpenArray,
    CloseObject,
    CloseArray,
    Colon,
    /// `=`, `=>`, `:=` or `;` where a colon belongs.
    WrongColon,
    Comma,
    String,
    Number,
    Bool(bool),
    Null,
    /// An unquoted template.
    Placeholder,
    /// An unquoted word or anything else that is no JSON; its flaw says what it could be.
    Word,
    Elision,
    Comment,
    /// A tag of a template that begins, divides or ends a section.
    Section,
    End,
}

#[derive(Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: LocalSpan,
    pub(super) flaws: Vec<Issue>,
}

impl Token {
    pub(super) fn new(kind: TokenKind, start: usize, end: usize) -> Self {
        Self { kind, span: LocalSpan::new(start, end), flaws: Vec::new() }
    }

    pub(super) fn flaw(mut self, kind: IssueKind, span: LocalSpan, repairs: Vec<Repair>) -> Self {
        self.flaws.push(Issue::new(kind, span, repairs));
        self
    }

    pub(super) fn is_trivia(&self) -> bool {
        matches!(self.kind, TokenKind::Elision | TokenKind::Comment | TokenKind::Section)
    }

    pub(super) fn starts_value(&self) -> bool {
        use TokenKind::{Bool, Null, Number, OpenArray, OpenObject, Placeholder, String, Word};
        matches!(self.kind, OpenObject | OpenArray | String | Number | Bool(_) | Null | Placeholder | Word)
    }
}

pub(super) fn replace(span: LocalSpan, text: impl Into<Cow<'static, str>>) -> Repair {
    Repair { span, text: text.into(), order: 0 }
}

pub(super) fn insert(at: usize, text: impl Into<Cow<'static, str>>) -> Repair {
    replace(LocalSpan::empty(at), text)
}

pub(super) fn delete(span: LocalSpan) -> Repair {
    replace(span, "")
}

/// Reads tokens from `pos` up to `end`.
#[derive(Debug)]
pub(super) struct Lexer<'t> {
    pub(super) text: &'t str,
    /// Those of the text up to `end`.
    pub(super) bytes: &'t [u8],
    pub(super) pos: usize,
    pub(super) end: usize,
    /// Issues of the white space passed so far.
    pub(super) spaces: Vec<Issue>,
    /// Whether a template tag branches or repeats: then a name may be written twice and stand once.
    pub(super) branches: bool,
    /// Whether the other branch of a template begins right before the token that was read last.
    pub(super) otherwise: bool,
    last_newline: usize,
}

impl<'t> Lexer<'t> {
    pub(super) fn new(text: &'t str, within: LocalSpan) -> Self {
        let range = within.range();
        Self {
            text,
            bytes: &text.as_bytes()[..range.end],
            pos: range.start,
            end: range.end,
            spaces: Vec::new(),
            branches: false,
            otherwise: false,
            last_newline: range.start,
        }
    }

    /// Lets the text end at `end`.
    pub(super) fn end_at(&mut self, end: usize) {
        self.end = end;
        self.bytes = &self.bytes[..end];
    }

    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    pub(super) fn rest(&self, from: usize) -> &'t str {
        &self.text[from.min(self.end)..self.end]
    }

    /// The rest of the line that `from` stands in, at most [`LOOK_AHEAD`] bytes.
    pub(super) fn line_rest(&self, from: usize) -> &'t str {
        let rest = self.rest(from);
        let near = &rest.as_bytes()[..rest.len().min(LOOK_AHEAD)];
        let length = memchr::memchr(b'\n', near).unwrap_or_else(|| rest.floor_char_boundary(near.len()));
        &rest[..length]
    }

    /// Passes the white space that JSON allows (RFC 8259 §2).
    pub(super) fn skip_legal_space(&mut self) {
        while let Some(byte) = self.byte(self.pos) {
            match byte {
                b'\n' => {
                    self.last_newline = self.pos;
                    // Nearly every line is indented, and eight blanks are passed as fast as one.
                    while self.bytes[self.pos + 1..self.end].starts_with(b"        ") {
                        self.pos += 8;
                    }
                }
                b' ' | b'\t' | b'\r' => {}
                _ => return,
            }
            self.pos += 1;
        }
    }

    /// Passes white space, legal or not, and keeps an issue a line for what is not.
    pub(super) fn skip_space(&mut self) {
        loop {
            self.skip_legal_space();
            match self.byte(self.pos) {
                Some(byte) if !(0x21..0x7f).contains(&byte) => {
                    let Some(c) = self.rest(self.pos).chars().next().filter(|&c| is_false_space(c)) else {
                        return;
                    };
                    self.note_space(c.len_utf8());
                }
                // The mark of a section that a site generator takes from a file.
                Some(b'-') if self.rest(self.pos).starts_with("--8<--") => {
                    self.note_tag(self.line_rest(self.pos).trim_end().len());
                }
                Some(b'{' | b'<') => match self.tag(self.pos) {
                    Some(length) => self.note_tag(length),
                    None => return,
                },
                _ => return,
            }
        }
    }

    fn note_tag(&mut self, length: usize) {
        let span = LocalSpan::new(self.pos, self.pos + length);
        self.pos += length;
        let words = ["if", "elif", "elsif", "else", "for", "case", "when", "unless", "list"];
        let mut said = span.of(self.text).split(|c: char| !c.is_ascii_alphabetic());
        let word = said.find(|word| words.contains(word));
        self.branches |= word.is_some();
        self.otherwise |= word.is_some_and(|word| word.starts_with("el"));
        let repairs = vec![delete(span)];
        self.spaces.push(Issue::new(IssueKind::TemplateTag, span, repairs));
    }

    fn note_space(&mut self, len: usize) {
        let span = LocalSpan::new(self.pos, self.pos + len);
        self.pos += len;
        match self.spaces.last_mut() {
            Some(issue)
                if issue.kind == IssueKind::InvalidWhitespace
                    && issue.span.start as usize >= self.last_newline =>
            {
                if issue.span.end == span.start {
                    issue.span.end = span.end;
                }
                match issue.repairs.last_mut() {
                    // One blank for each, so that indentation stays what it is.
                    Some(repair) if repair.span.end == span.start => {
                        repair.span.end = span.end;
                        repair.text.to_mut().push(' ');
                    }
                    _ => issue.repairs.push(replace(span, " ")),
                }
            }
            _ => {
                let repairs = vec![replace(span, " ")];
                self.spaces.push(Issue::new(IssueKind::InvalidWhitespace, span, repairs));
            }
        }
    }

    /// The first byte at or after `from` that is no white space, with its place; nothing is recorded.
    pub(super) fn significant(&self, from: usize) -> Option<(usize, u8)> {
        let mut at = from;
        let limit = self.end.min(from + LOOK_AHEAD);
        while at < limit {
            match self.bytes[at] {
                b' ' | b'\t' | b'\r' | b'\n' => at += 1,
                byte if !(0x21..0x7f).contains(&byte) => {
                    match self.rest(at).chars().next().filter(|&c| is_false_space(c)) {
                        Some(c) => at += c.len_utf8(),
                        None => return Some((at, byte)),
                    }
                }
                byte @ (b'{' | b'<') => match self.tag(at).or_else(|| self.section(at)) {
                    Some(length) => at += length,
                    None => return Some((at, byte)),
                },
                byte => return Some((at, byte)),
            }
        }
        None
    }

    /// Whether `from`, past white space, stands a colon that belongs to a member.
    pub(super) fn colon_follows(&self, from: usize) -> bool {
        self.significant(from).is_some_and(|(_, byte)| byte == b':')
    }

    /// The next token, as it reads at `place`.
    pub(super) fn next(&mut self, place: Place) -> Token {
        self.otherwise = false;
        self.skip_space();
        let start = self.pos;
        let Some(byte) = self.byte(start) else { return Token::new(TokenKind::End, start, start) };
        let token = match byte {
            b'"' => self.string(place),
            b'{' if let Some(tag) = self.section_tag() => tag,
            b'{' | b'[' | b'<' | b'$' | b'%' | b'@' | b':' => match self.template(place) {
                Some(token) => token,
                None => self.punctuation(byte, place),
            },
            b'}' | b']' | b',' | b'=' | b';' => self.punctuation(byte, place),
            b'0'..=b'9' | b'-' | b'+' | b'.' => self.number(place),
            b'#' if place == Place::Value && self.is_hashed() => self.word(place),
            b'#' if place == Place::Value
                && let Some(token) = self.hash_placeholder() =>
            {
                token
            }
            b'/' | b'#' => self.comment().unwrap_or_else(|| self.word(place)),
            b'\'' => self.quoted(place),
            b't' | b'f' | b'n' => self.literal(place),
            byte if byte < 0x80 => self.word(place),
            _ => self.non_ascii(place),
        };
        debug_assert!(token.span.end as usize > start, "the lexer moves");
        self.pos = token.span.end as usize;
        token
    }

    fn punctuation(&mut self, byte: u8, place: Place) -> Token {
        use TokenKind::{CloseArray, CloseObject, Colon, Comma, OpenArray, OpenObject, WrongColon};
        let start = self.pos;
        let one = |kind| Token::new(kind, start, start + 1);
        match byte {
            b'{' => one(OpenObject),
            b'[' => one(OpenArray),
            b'}' => one(CloseObject),
            b']' => one(CloseArray),
            b',' => one(Comma),
            b':' if self.byte(start + 1) == Some(b'=') => Token::new(WrongColon, start, start + 2),
            b':' => one(Colon),
            b'=' if self.byte(start + 1) == Some(b'>') => Token::new(WrongColon, start, start + 2),
            b'=' | b';' => one(WrongColon),
            _ => self.word(place),
        }
    }

    fn non_ascii(&mut self, place: Place) -> Token {
        match self.rest(self.pos).chars().next() {
            Some('“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '«' | '»' | '″') => {
                self.quoted(place)
            }
            Some('…' | '⋮') => self.dots(),
            _ => self.word(place),
        }
    }

    fn literal(&mut self, place: Place) -> Token {
        let rest = self.rest(self.pos);
        let known =
            [("true", TokenKind::Bool(true)), ("false", TokenKind::Bool(false)), ("null", TokenKind::Null)];
        for (word, kind) in known {
            let ends = |tail: &str| {
                !tail.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '('))
                    && !is_choice(tail)
            };
            if rest.strip_prefix(word).is_some_and(ends) {
                return Token::new(kind, self.pos, self.pos + word.len());
            }
        }
        self.word(place)
    }
}

/// Whether another value to choose from follows: `true/false`, `true | false`.
fn is_choice(tail: &str) -> bool {
    let tail = tail.trim_start_matches(' ');
    let other = tail.strip_prefix(['/', '|']).map(|rest| rest.trim_start_matches(['|', ' ']));
    other.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
}

/// Characters that show as space or as nothing and are no JSON white space (RFC 8259 §2).
pub(super) fn is_false_space(c: char) -> bool {
    matches!(
        c,
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{a0}' | '\u{1680}' | '\u{180e}'
        | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{205f}'..='\u{2064}' | '\u{3000}' | '\u{feff}'
        | '\u{ad}'
    )
}
