//! What writers leave out: dots, comments that stand for members, and the words they use for it.
//!
//! Telling an elision from a mistake is where precision is won: a comma before one is no trailing comma, and it is
//! never a syntax error.

use super::IssueKind;
use super::token::{Lexer, Token, TokenKind, delete};
use crate::text::LocalSpan;

/// Words that say that something was left out.
const LEFT_OUT: &[&str] = &[
    "abbreviated",
    "additional",
    "etc",
    "elided",
    "further",
    "more",
    "omitted",
    "other",
    "others",
    "redacted",
    "remaining",
    "rest",
    "shortened",
    "snip",
    "snipped",
    "truncated",
];

/// Whether a text, apart from its marks, says that something was left out.
pub(super) fn says_left_out(text: &str) -> bool {
    text.contains("...")
        || text.contains('…')
        || text
            .split(|c: char| !c.is_ascii_alphabetic())
            .any(|word| LEFT_OUT.iter().any(|known| known.eq_ignore_ascii_case(word)))
}

/// The same in languages without spaces between words.
const LEFT_OUT_TEXTS: &[&str] = &["省略", "中略", "後略", "后略", "以下略"];

/// Whether dots end a sentence and another one follows: `Still waiting... Asking again in a second.`
pub(super) fn is_sentence(text: &str) -> bool {
    text.split_once("... ").is_some_and(|(before, after)| {
        before.ends_with(char::is_alphabetic)
            && before.contains(' ')
            && after.starts_with(|c: char| c.is_ascii_uppercase())
    })
}

/// Whether a string of a body is nothing but dots, with its quotes.
pub(super) fn is_dotted(written: &str) -> bool {
    let dots = written.trim_matches('"').trim();
    dots.starts_with("...") && dots.trim_matches(['.', ' ']).is_empty()
}

fn is_dots(text: &str) -> bool {
    text.starts_with("..") || text.starts_with('…') || text.starts_with(". .")
}

/// Whether a word is a number in the brackets of a callout (of `AsciiDoc`, or of Material for `MkDocs` with a `!`), or
/// in a circle.
fn is_callout(word: &str) -> bool {
    let between = |open, close| word.strip_prefix(open)?.strip_suffix(close);
    let inner = between("<", ">").or_else(|| between("(", ")")).or_else(|| between("(", ")!"));
    let is_number =
        |inner: &str| (1..=2).contains(&inner.len()) && inner.bytes().all(|byte| byte.is_ascii_digit());
    let is_circled = |c| matches!(c, '①'..='⑳' | '❶'..='❿' | '➀'..='➉' | '➊'..='➓');
    inner.map_or_else(|| !word.is_empty() && word.chars().all(is_circled), is_number)
}

/// Whether words that stand where an element belongs say that there are more.
pub(super) fn is_and_so_on(words: &str) -> bool {
    let words = words.trim_end_matches(['.', ' ']);
    ["etc", "and so on", "and so forth"].iter().any(|known| known.eq_ignore_ascii_case(words))
}

impl Lexer<'_> {
    /// Two or more dots or an ellipsis, with the words that explain it on the same line.
    pub(super) fn dots(&self) -> Token {
        let line = self.line_rest(self.pos);
        let dots = line.len() - line.trim_start_matches(['.', '…', '⋮', ' ']).len();
        let after = &line[dots..];
        let mut length = line[..dots].trim_end().len().max(1);
        if after.starts_with(|c: char| c.is_alphabetic() || matches!(c, '(' | '<' | '*' | '-')) {
            let words = after.find(['}', ']', '"', '{']).map_or(after, |at| &after[..at]);
            let words = words.trim_end().trim_end_matches(',').trim_end();
            length = length.max(dots + words.len());
        }
        if let Some(inner) = after.strip_prefix('[')
            && let Some(close) = inner.find(']').filter(|&close| says_left_out(&inner[..close]))
        {
            let rest = &inner[close + 1..];
            length = dots + "[]".len() + close + (rest.len() - rest.trim_start_matches(['.', '…']).len());
        }
        self.elision(self.pos + length)
    }

    /// A line of its own that is no part of the text: what is left out, between rows of marks (`~~~~ omitted ~~~~`), or a note
    /// in parentheses.
    pub(super) fn line_of_its_own(&self) -> Option<Token> {
        let is_mark = |c: char| matches!(c, '~' | '-' | '=' | '*' | '—' | '～');
        let line = self.line_rest(self.pos).trim_end();
        let text = line.trim_end_matches(',');
        let inner = text.trim_matches(is_mark);
        let framed = text.starts_with(is_mark) && text.ends_with(is_mark);
        let noted =
            text.starts_with(['(', '（']) && text.ends_with([')', '）']) && !text.contains(['"', ':']);
        if !(framed || noted)
            || !self.first_on_line(self.pos)
            || self.text[..self.pos].trim_end().ends_with(':')
        {
            return None;
        }
        let says = || says_left_out(inner) || LEFT_OUT_TEXTS.iter().any(|word| inner.contains(word));
        match () {
            () if (framed && !inner.contains('"') || noted) && says() => {
                Some(self.elision(self.pos + line.len()))
            }
            () if noted => Some(self.remark(self.pos + line.len())),
            () => None,
        }
    }

    /// Dots below each other, one a line.
    pub(super) fn column_of_dots(&self) -> Option<Token> {
        if self.byte(self.pos) != Some(b'.') || !self.first_on_line(self.pos) {
            return None;
        }
        let mut end = self.pos;
        let mut count = 0;
        for line in self.rest(self.pos).split_inclusive('\n').take_while(|line| line.trim() == ".") {
            let at = if count == 0 { self.pos } else { end };
            end = at + line.len();
            count += 1;
        }
        let last = self.text[..end].trim_end().len();
        (count > 1).then(|| self.elision(last))
    }

    /// A comment up to `end`, whatever marks it.
    pub(super) fn remark(&self, end: usize) -> Token {
        let token = Token::new(TokenKind::Comment, self.pos, end);
        let span = token.span;
        token.flaw(IssueKind::Comment, span, vec![delete(span)])
    }

    /// `<-- the new one`, `<= the default`, `← here`, `-- always`: a remark at the end of a line.
    pub(super) fn arrow(&self) -> Option<Token> {
        let line = self.line_rest(self.pos).trim_end();
        // Behind a colon it compares: `"weight": <= 900`.
        let compares = || self.text[..self.pos].trim_end_matches([' ', '\t']).ends_with(':');
        let points = ["<-", "←", "⇐", "-- ", "--> "].iter().any(|arrow| line.starts_with(arrow))
            || ["<=", "‹=", "‹-"].iter().any(|arrow| line.starts_with(arrow)) && !compares();
        if !points || self.first_on_line(self.pos) || line.ends_with([',', '{', '[', '}', ']']) {
            return None;
        }
        Some(self.remark(self.pos + line.len()))
    }

    pub(super) fn elision(&self, end: usize) -> Token {
        let token = Token::new(TokenKind::Elision, self.pos, end);
        let span = token.span;
        token.flaw(IssueKind::Elision, span, vec![delete(span)])
    }

    /// `//`, `/* */`, `#` or `<!-- -->`; `None` if no comment stands here.
    pub(super) fn comment(&self) -> Option<Token> {
        let start = self.pos;
        let rest = self.rest(start);
        let (inner, end) = if rest.starts_with("//") || (rest.starts_with('#') && !rest.starts_with("##")) {
            let line = rest.split('\n').next().unwrap_or(rest).trim_end();
            (line.trim_start_matches(['/', '#']), start + line.len())
        } else if let Some(inner) = rest.strip_prefix("/*") {
            let length = inner.find("*/");
            (
                &inner[..length.unwrap_or(inner.len())],
                length.map_or(self.end, |length| start + 2 + length + 2),
            )
        } else if let Some(inner) = rest.strip_prefix("<!--") {
            let length = inner.find("-->");
            (
                &inner[..length.unwrap_or(inner.len())],
                length.map_or(self.end, |length| start + 4 + length + 3),
            )
        } else {
            return None;
        };
        let inner = inner.trim();
        let alone = self.first_on_line(start);
        let dotted = is_dots(inner) || inner.ends_with("...") || inner.ends_with('…');
        if dotted || (alone && says_left_out(inner)) {
            return Some(self.elision(end));
        }
        let span = LocalSpan::new(start, self.first_line_end(start, end));
        let whole = LocalSpan::new(start, end);
        Some(Token::new(TokenKind::Comment, start, end).flaw(IssueKind::Comment, span, vec![delete(whole)]))
    }

    /// `<1>`, `(1)` or `①` at the end of a line: a number that the text below explains. After a colon it is a value.
    pub(super) fn callout(&self) -> Option<Token> {
        let line = self.line_rest(self.pos).trim_end();
        let before = self.text[..self.pos].trim_end_matches([' ', '\t']);
        if before.ends_with([':', '\n']) || before.is_empty() || !line.split(' ').all(is_callout) {
            return None;
        }
        Some(self.remark(self.pos + line.len()))
    }

    /// Whether only white space stands before `at` on its line.
    pub(super) fn first_on_line(&self, at: usize) -> bool {
        self.text.as_bytes()[..at]
            .iter()
            .rev()
            .find(|&&byte| !matches!(byte, b' ' | b'\t'))
            .is_none_or(|&b| b == b'\n')
    }

    /// The end of the part of `start..end` that stands on the first line.
    pub(super) fn first_line_end(&self, start: usize, end: usize) -> usize {
        let text = &self.text[start..end];
        start + text.split('\n').next().unwrap_or(text).trim_end().len()
    }
}
