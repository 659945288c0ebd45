//! Strings, and everything that goes wrong with their quotes.
//!
//! A string ends at its quote unless what follows shows that the quote was meant as text, and at the line end if no
//! quote ends it. All decisions look at the same line, or at most [`LOOK_AHEAD`] bytes further.

use super::other_quotes::other_close;
use super::template::quote;
use super::token::{LOOK_AHEAD, Lexer, Place, Token, TokenKind, insert, is_false_space, replace};
use super::{IssueKind, notation};
use crate::text::LocalSpan;

/// Where and why a string that was opened ends.
enum Ending {
    /// At the quote there.
    Quote(usize),
    /// At the quote there; those before it belong to the text.
    AfterInner(usize),
    /// Before this place, without a quote.
    Open(usize),
    /// At a typographic or single quote of this many bytes.
    OtherQuote(usize, usize),
    /// At the quote on a later line.
    LaterLine(usize),
}

impl Lexer<'_> {
    /// A string in straight double quotes.
    pub(super) fn string(&self, place: Place) -> Token {
        let start = self.pos;
        if self.rest(start).starts_with("\"\"\"")
            && let Some(token) = self.raw_string()
        {
            return token;
        }
        let mut first = self.quote_or_line_end(start + 1);
        let mut of_templates = Vec::new();
        while let Some(end) = self.end_of_template_over(start + 1, first) {
            of_templates.extend((first..end).filter(|&at| self.is_quote(at)));
            first = self.quote_or_line_end(end);
        }
        let token = self.string_up_to(first, place);
        let Some(&quote) = of_templates.first() else { return token };
        // They are gone when the page is built.
        let repairs = of_templates.iter().map(|&at| insert(at, "\\")).collect();
        token.flaw(IssueKind::TemplateTag, LocalSpan::new(quote, quote + 1), repairs)
    }

    /// A string whose first quote that may end it is at `first`, or whose line ends there.
    fn string_up_to(&self, first: usize, place: Place) -> Token {
        let start = self.pos;
        let ending = if self.byte(first) == Some(b'"') {
            self.at_quote(first, place)
        } else {
            self.at_line_end(first, place)
        };
        match ending {
            Ending::Quote(at) => self.content(Token::new(TokenKind::String, start, at + 1), start + 1, at),
            Ending::LaterLine(at) => {
                let mut token = Token::new(TokenKind::String, start, at + 1);
                let inner: Vec<usize> = (first..at).filter(|&at| self.is_quote(at)).collect();
                if let Some(&culprit) = inner.first() {
                    let repairs = inner.iter().map(|&at| insert(at, "\\")).collect();
                    let culprit = LocalSpan::new(culprit, culprit + 1);
                    token = token.flaw(IssueKind::UnescapedQuote, culprit, repairs);
                }
                self.content(token, start + 1, at)
            }
            Ending::AfterInner(at) => {
                let inner: Vec<usize> = (first..at).filter(|&at| self.is_quote(at)).collect();
                let culprit = LocalSpan::new(first, first + 1);
                let doubled = first == start + 1 || first + 1 == at;
                if let [open, close] = inner[..]
                    && open == start + 1
                    && close + 1 == at
                {
                    return self.doubled(start, at);
                }
                let repairs = match inner.as_slice() {
                    [_] if doubled => vec![replace(culprit, "")],
                    _ => inner.iter().map(|&at| insert(at, "\\")).collect(),
                };
                let token = Token::new(TokenKind::String, start, at + 1);
                self.content(token.flaw(IssueKind::UnescapedQuote, culprit, repairs), start + 1, at)
            }
            Ending::Open(at) => {
                let token = Token::new(TokenKind::String, start, at);
                let culprit = token.span;
                let token = token.flaw(IssueKind::UnterminatedString, culprit, vec![insert(at, "\"")]);
                self.content(token, start + 1, at)
            }
            Ending::OtherQuote(at, length) => {
                let culprit = LocalSpan::new(at, at + length);
                let kind = if length == 1 { IssueKind::SingleQuotes } else { IssueKind::SmartQuotes };
                let token = Token::new(TokenKind::String, start, at + length);
                self.content(token.flaw(kind, culprit, vec![replace(culprit, "\"")]), start + 1, at)
            }
        }
    }

    /// `""text""`: both quotes are written twice. The string begins at `start`, and its last quote is at `last`.
    fn doubled(&self, start: usize, last: usize) -> Token {
        let again = [start + 1, last - 1].map(|at| LocalSpan::new(at, at + 1));
        let token = Token::new(TokenKind::String, start, last + 1);
        let span = token.span;
        let token =
            token.flaw(IssueKind::DoubledQuotes, span, again.map(|quote| replace(quote, "")).to_vec());
        self.content(token, start + 2, last - 1)
    }

    fn is_quote(&self, at: usize) -> bool {
        let escapes = || self.text.as_bytes()[..at].iter().rev().take_while(|&&byte| byte == b'\\').count();
        self.byte(at) == Some(b'"') && escapes() % 2 == 0
    }

    /// The first unescaped quote from `from` on, or the end of the line.
    fn quote_or_line_end(&self, from: usize) -> usize {
        let bytes = self.bytes;
        let mut at = from;
        while let Some(skip) = memchr::memchr3(b'"', b'\\', b'\n', &bytes[at.min(self.end)..]) {
            at += skip;
            match bytes[at] {
                b'\\' if bytes.get(at + 1) != Some(&b'\n') => at += 2,
                b'\\' => return at + 1,
                _ => return at,
            }
        }
        self.end
    }

    /// Whether what follows a quote at `at` shows that it ends the string.
    fn ends_string(&self, at: usize, place: Place) -> bool {
        let line = self.line_rest(at + 1);
        let rest = line.trim_start_matches(|c: char| c == ' ' || c == '\t' || is_false_space(c));
        let rest =
            if rest.starts_with("{%") { rest.split_once("%}").map_or(rest, |(_, rest)| rest) } else { rest };
        let mut chars = rest.chars();
        match chars.next() {
            None | Some('\r' | '}' | ']') => true,
            Some(':') => place == Place::Key,
            Some(',') => {
                let after = chars.as_str().trim_start();
                after.is_empty()
                    || after
                        .starts_with(['"', '{', '[', '}', ']', '-', '/', '#', 't', 'f', 'n', '.', '…', '\''])
                    || after.starts_with(|c: char| c.is_ascii_digit())
            }
            _ => false,
        }
    }

    /// The quote from `from` on that plainly ends a string of this line, with the number of quotes passed.
    fn plain_end(&self, from: usize, place: Place) -> Option<(usize, usize)> {
        let line = self.line_rest(from);
        let mut passed = 0;
        for (at, _) in line.match_indices('"').take(64) {
            if !self.is_quote(from + at) {
                continue;
            }
            if self.ends_string(from + at, place) {
                return Some((from + at, passed));
            }
            passed += 1;
        }
        None
    }

    /// The quote from `from` on that ends a string which begins like JSON: the first behind the closing bracket.
    fn end_of_nested(&self, from: usize) -> Option<usize> {
        let close = match self.byte(self.pos + 1)? {
            b'{' => "}\"",
            b'[' => "]\"",
            _ => return None,
        };
        let ends = self.line_rest(from).match_indices(close).take(64).map(|(at, _)| from + at + 1);
        ends.into_iter().find(|&at| self.ends_string(at, Place::Value))
    }

    /// Whether `next`, right behind a quote at `from`, is no character that may stand there.
    fn glues(&self, from: usize, next: char) -> bool {
        let separates = matches!(next, ',' | ':' | '}' | ']' | ';' | '=') || next.is_whitespace();
        let comment = || {
            self.tag(from).is_some()
                || self.rest(from).starts_with("//")
                || self.rest(from).starts_with("/*")
                || next == '#'
        };
        let wide_comma = || {
            let rest = self.rest(from).trim_start_matches(['，', '、', ' ']);
            matches!(next, '，' | '、') && rest.starts_with('"')
        };
        !separates && !is_false_space(next) && !comment() && !wide_comma()
    }

    fn at_quote(&self, at: usize, place: Place) -> Ending {
        let Some(next) = self.rest(at + 1).chars().next() else { return Ending::Quote(at) };
        if place == Place::Key && next == ':' {
            // As nearly every name does: nothing to think about.
            return Ending::Quote(at);
        }
        if place == Place::Value && next == '|' && self.rest(at + 2).trim_start_matches('|').starts_with('"')
        {
            // Another value is offered: `"a"|"b"`.
            return Ending::Quote(at);
        }
        let glued = self.glues(at + 1, next);
        let content = &self.text[self.pos + 1..at];
        if place == Place::Key {
            if let Some(end) =
                key_without_close(content, glued).filter(|_| next != ':' && !self.colon_follows(at + 1))
            {
                return Ending::Open(self.pos + 1 + end);
            }
            if let Some((end, length)) = other_close(content).filter(|_| glued || !self.colon_follows(at + 1))
            {
                return Ending::OtherQuote(self.pos + 1 + end, length);
            }
        }
        if glued {
            let member = self.rest(at + 1);
            let name = member.len()
                - member
                    .trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '_' | '@' | '.'))
                    .len();
            let next_key = name > 0 && member[name..].starts_with("\":");
            if let Some(comma) = content.trim_end().strip_suffix(',').filter(|_| next_key) {
                return Ending::Open(self.pos + 1 + comma.len());
            }
            let end = self.end_of_nested(at + 1).or_else(|| Some(self.plain_end(at + 1, place)?.0));
            return end.map_or(Ending::Quote(at), Ending::AfterInner);
        }
        if place == Place::Value && matches!(next, ' ' | '\t') {
            let rest = self.line_rest(at + 1).trim_start_matches([' ', '\t']);
            if !self.offers_another(rest)
                && rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '(' | '&'))
                && let Some((end, passed)) =
                    self.plain_end(at + 1, place).filter(|(_, passed)| passed % 2 == 0)
            {
                let _ = passed;
                return Ending::AfterInner(end);
            }
        }
        Ending::Quote(at)
    }

    /// Whether a whole string follows that is offered instead: `"pin" or "unpin"`.
    fn offers_another(&self, rest: &str) -> bool {
        let other =
            notation::other_word(rest).and_then(|length| rest[length..].trim_start().strip_prefix('"'));
        other.is_some_and(|other| {
            let start = self.end.min(other.as_ptr() as usize - self.text.as_ptr() as usize);
            other.find('"').is_some_and(|close| self.ends_string(start + close, Place::Value))
        })
    }

    fn at_line_end(&self, newline: usize, place: Place) -> Ending {
        let content = &self.text[self.pos + 1..newline];
        let base = self.pos + 1;
        let trimmed = content.trim_end();
        let text = trimmed.trim_end_matches([',', '}', ']', ':', ' ']);
        if let Some((end, length)) = other_close(content).filter(|_| place == Place::Key) {
            return Ending::OtherQuote(base + end, length);
        }
        if let Some(quote) =
            text.chars().next_back().filter(|c| matches!(c, '”' | '“' | '’' | '\'' | '″' | '»'))
        {
            return Ending::OtherQuote(base + text.len() - quote.len_utf8(), quote.len_utf8());
        }
        let colon = || content.find(':').filter(|_| !content.starts_with("http"));
        if place == Place::Key
            && let Some(colon) = colon()
        {
            return Ending::Open(base + content[..colon].trim_end().len());
        }
        if let Some(quote) = self.quote_on_later_line(newline, trimmed) {
            return Ending::LaterLine(quote);
        }
        let mut end = trimmed;
        end = end.strip_suffix(',').unwrap_or(end).trim_end();
        for _ in 0..self.open_on_line() {
            match end.strip_suffix(['}', ']']) {
                Some(shorter) => end = shorter.trim_end(),
                None => break,
            }
        }
        Ending::Open(base + end.len())
    }

    /// Brackets opened on this line and not closed before the string.
    fn open_on_line(&self) -> usize {
        let before = &self.text[..self.pos];
        let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
        let line = &line[line.floor_char_boundary(line.len().saturating_sub(LOOK_AHEAD))..];
        line.chars().fold(0_usize, |open, c| match c {
            '{' | '[' => open + 1,
            '}' | ']' => open.saturating_sub(1),
            _ => open,
        })
    }

    /// The quote on a later line that ends this string, if the lines between read like its text.
    fn quote_on_later_line(&self, newline: usize, first_line: &str) -> Option<usize> {
        if newline >= self.end {
            return None;
        }
        let limit = self.rest(newline + 1);
        let limit = &limit[..limit.floor_char_boundary(LOOK_AHEAD.min(limit.len()))];
        let mut from = newline + 1;
        for line in limit.split_inclusive('\n').take(40) {
            let trimmed = line.trim();
            let mut quotes = line.match_indices('"').map(|(at, _)| from + at).filter(|&at| self.is_quote(at));
            if trimmed.starts_with('"') {
                // A quote alone ends the string; a quoted text is the next member or element.
                let alone = trimmed.len() <= 3 && !first_line.ends_with(',');
                return quotes.next().filter(|&at| alone && self.ends_string(at, Place::Value));
            }
            for at in quotes {
                if self.ends_string(at, Place::Value) {
                    return Some(at);
                }
                if self.rest(at + 1).trim_start().starts_with(':') {
                    return None;
                }
            }
            from += line.len();
        }
        None
    }

    /// The console's `"""…"""`, which may span lines.
    fn raw_string(&self) -> Option<Token> {
        let inner = self.rest(self.pos + 3);
        let length = inner.find("\"\"\"")?;
        let token = Token::new(TokenKind::String, self.pos, self.pos + 3 + length + 3);
        let whole = token.span;
        let culprit = LocalSpan::new(self.pos, self.pos + 3);
        let text = quote(&inner[..length]);
        Some(token.flaw(IssueKind::TripleQuotes, culprit, vec![replace(whole, text)]))
    }
}

/// The length of the name in `name: `, the text of a key whose closing quote is missing.
/// With `glued` text behind the supposed close, a value may follow the colon.
fn key_without_close(content: &str, glued: bool) -> Option<usize> {
    let (name, rest) = content.split_once(':')?;
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '@' | '.' | '-' | '$');
    ((glued || rest.trim().is_empty()) && !name.is_empty() && name.trim_end().chars().all(plain))
        .then(|| name.trim_end().len())
}
