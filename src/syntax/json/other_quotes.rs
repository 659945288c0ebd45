//! Strings in other quotes than double ones: single and typographic ones, and the backticks of JavaScript and Markdown.

use super::IssueKind;
use super::template::quote;
use super::token::{Lexer, Place, Token, TokenKind, replace};
use crate::text::LocalSpan;

impl Lexer<'_> {
    /// A string in single or typographic quotes.
    pub(super) fn quoted(&self, place: Place) -> Token {
        let start = self.pos;
        let line = self.line_rest(start);
        let Some(open) = line.chars().next() else { return self.word(place) };
        let typographic = open != '\'';
        let is_close = |c: char| {
            if typographic {
                matches!(c, '”' | '“' | '"' | '’' | '‘' | '„' | '‟' | '«' | '»' | '″' | '\'')
            } else {
                matches!(c, '\'' | '’')
            }
        };
        let mut close = None;
        for (at, c) in line.char_indices().skip(1).filter(|&(_, c)| is_close(c)) {
            let escaped = line[..at].ends_with('\\');
            if !escaped && self.ends_at(start + at + c.len_utf8(), place) {
                close = Some((at, c));
                break;
            }
        }
        if close.is_none() && !typographic {
            close = self.far_close(place).map(|at| (at - start, '\''));
        }
        let Some((at, close)) = close else {
            if typographic || line.len() == 1 {
                return self.open_quoted(open, line);
            }
            return self.word(place);
        };
        let end = at + close.len_utf8();
        let inner = &self.rest(start)[open.len_utf8()..at];
        let token = Token::new(TokenKind::String, start, start + end);
        let span = token.span;
        let kind = if typographic { IssueKind::SmartQuotes } else { IssueKind::SingleQuotes };
        let plain = !inner.contains(|c: char| c == '"' || c == '\\' || c.is_control());
        let repairs = if plain {
            let opening = LocalSpan::new(start, start + open.len_utf8());
            vec![replace(opening, "\""), replace(LocalSpan::new(start + at, start + end), "\"")]
        } else {
            vec![replace(span, quote(&inner.replace("\\'", "'")))]
        };
        token.flaw(kind, span, repairs)
    }

    /// Whether a string may end before `at`.
    fn ends_at(&self, at: usize, place: Place) -> bool {
        let rest = self.line_rest(at).trim_start_matches([' ', '\t', '\u{a0}']);
        rest.is_empty()
            || rest.starts_with([',', '}', ']', '\r'])
            || (place != Place::Value && rest.starts_with([':', '=']))
            || rest.starts_with("//")
    }

    /// A typographic quote that nothing closes on its line.
    fn open_quoted(&self, open: char, line: &str) -> Token {
        let trimmed = line.trim_end().trim_end_matches(',').trim_end();
        let length = trimmed.len().max(open.len_utf8());
        let token = Token::new(TokenKind::String, self.pos, self.pos + length);
        let span = token.span;
        let text = quote(&line[open.len_utf8()..length]);
        token.flaw(IssueKind::SmartQuotes, span, vec![replace(span, text)])
    }

    /// Where the quote is that ends a string in single quotes which goes on beyond what is looked at of a line.
    fn far_close(&self, place: Place) -> Option<usize> {
        let from = self.pos + self.line_rest(self.pos).len();
        let at = from + memchr::memchr2(b'\'', b'\n', self.bytes.get(from..)?)?;
        (self.bytes[at] == b'\'' && self.bytes[at - 1] != b'\\' && self.ends_at(at + 1, place)).then_some(at)
    }

    /// A string in backticks: `` `text` ``. A literal or a number in them is marked as code.
    pub(super) fn in_backticks(&self) -> Option<Token> {
        let line = self.line_rest(self.pos);
        let length = line.strip_prefix('`')?.find('`')?;
        let end = self.pos + length + 2;
        if length == 0 || !self.ends_at(end, Place::Value) {
            return None;
        }
        let token = Token::new(TokenKind::Word, self.pos, end);
        let (span, inner) = (token.span, &line[1..=length]);
        let is_literal = matches!(inner, "true" | "false" | "null") || super::word::is_number(inner);
        let text = if is_literal { inner.to_owned() } else { quote(inner) };
        Some(token.flaw(IssueKind::UnquotedValue, span, vec![replace(span, text)]))
    }
}

/// The quote of another kind that ends a name before its colon, and its length: `name':`, `name”:`.
pub(super) fn other_close(content: &str) -> Option<(usize, usize)> {
    let colon = content.find(':')?;
    let name = content[..colon].trim_end();
    let quote = name.chars().next_back().filter(|c| matches!(c, '\'' | '”' | '“' | '’' | '″'))?;
    (name.len() > quote.len_utf8()).then(|| (name.len() - quote.len_utf8(), quote.len_utf8()))
}
