//! Quotes, dashes and blanks that a word processor makes, in a command of `curl`: no shell knows them.

use super::arguments::{Expects, dashes, is_dash};
use super::lexer::Lexer;
use super::{Flavour, Issue, IssueKind, Quotes, Quoting, Word, is_literal_address};

impl Lexer<'_> {
    /// The length of a blank here that is no white space to a shell.
    pub(super) fn odd_blank(&self) -> Option<usize> {
        self.peek(0).filter(|byte| matches!(byte, 0xC2 | 0xE2 | 0xE3 | 0xEF))?;
        if !self.arguments.is_curl && !self.text[..self.at].ends_with("curl") {
            return None;
        }
        let next = self.text[self.at..].chars().next()?;
        matches!(next, '\u{A0}' | '\u{2000}'..='\u{200B}' | '\u{202F}' | '\u{205F}' | '\u{3000}' | '\u{FEFF}')
            .then_some(next.len_utf8())
    }

    /// Goes past such a blank.
    pub(super) fn skip_odd_blank(&mut self, length: usize) {
        let issue = Issue::new(IssueKind::Typographic, self.at, self.at + length);
        self.issue(issue.repair(self.at, self.at + length, " "));
        self.at += length;
    }

    /// Notes the dashes that the word here begins with, if they stand for hyphens.
    pub(super) fn note_dashes(&mut self) {
        if !self.arguments.is_curl || self.peek(0).is_none_or(|byte| byte.is_ascii() && byte != b'-') {
            return;
        }
        let word = self.rest_of_line(self.at).split([' ', '\t', '"', '\'', '“']).next().unwrap_or_default();
        if let Some((length, hyphens)) = dashes(word) {
            let first = word.find(is_dash).unwrap_or(0);
            let width = word[first..].chars().next().map_or(1, char::len_utf8);
            let issue = Issue::new(IssueKind::Typographic, self.at + first, self.at + first + width);
            self.issue(issue.repair(self.at, self.at + length, hyphens));
        }
    }

    /// Reads the text in typographic quotes that begins here; `false` if none ends.
    pub(super) fn smart_quotes(&mut self, word: &mut Word) -> bool {
        let rest = &self.text[self.at..];
        let Some(open) = rest.chars().next().filter(|c| is_smart(*c) && self.arguments.is_curl) else {
            return false;
        };
        if word.pieces.last().is_some_and(|last| !last.of(self.text).ends_with(['=', 'd', 'H', 'X', 'F'])) {
            return false;
        }
        let from = self.at + open.len_utf8();
        let is_single = is_single(open);
        let inner = self.text[from..].trim_start();
        let is_json = inner.starts_with(['{', '[']);
        let limit = if is_json { self.text.len() } else { self.line_end(from) };
        let is_end = |(at, c): &(usize, char)| {
            let closes = if is_single { is_single_mark(*c) } else { is_double_mark(*c) };
            let bracket = !is_json || self.text[from..*at].trim_end().ends_with(['}', ']']);
            closes && bracket && self.ends_word(at + c.len_utf8())
        };
        let mut chars = self.text[from..limit].char_indices().map(|(at, c)| (from + at, c));
        let Some(left) = self.budget.checked_sub(limit - from) else { return false };
        let Some((end, close)) = chars.find(is_end) else {
            self.budget = left;
            return false;
        };
        self.budget = self.budget.saturating_sub(end - from);
        let inner = &self.text[from..end];
        let mark = if is_single || inner.contains(['"', '“', '”']) { "'" } else { "\"" };
        let mut issue = Issue::new(IssueKind::Typographic, self.at, from).repair(self.at, from, mark);
        if !is_single {
            for (at, c) in inner.char_indices().filter(|(_, c)| matches!(c, '“' | '”' | '„')) {
                issue = issue.repair(from + at, from + at + c.len_utf8(), "\"");
            }
        }
        if mark == "'" && inner.contains('\'') {
            issue.repairs.clear();
        } else {
            issue = issue.repair(end, end + close.len_utf8(), mark);
        }
        self.issue(issue);
        word.push(from, end, if mark == "'" { Quoting::Single } else { Quoting::Double });
        word.quotes = Quotes::Broken;
        self.at = end + close.len_utf8();
        true
    }

    /// Reads an address or a field in backticks, which a shell takes for a command to run; `false` if there is none.
    pub(super) fn backquoted(&mut self, word: &mut Word) -> bool {
        if !self.arguments.is_curl || self.flavour != Flavour::Posix {
            return false;
        }
        let open = self.at;
        let Some((inner, _)) = self.rest_of_line(open + 1).split_once('`') else { return false };
        let is_meant = match self.arguments.expects {
            Expects::Any => is_literal_address(inner),
            Expects::Argument => is_literal_address(inner) || is_field(inner),
            Expects::Data => false,
        };
        let close = open + 1 + inner.len();
        if !is_meant || inner.contains(['\'', '"']) || !self.ends_word(close + 1) {
            return false;
        }
        let mark = if inner.contains('$') { "\"" } else { "'" };
        let issue = Issue::new(IssueKind::Typographic, open, open + 1);
        self.issue(issue.repair(open, open + 1, mark).repair(close, close + 1, mark));
        word.push(open + 1, close, if mark == "'" { Quoting::Single } else { Quoting::Double });
        word.quotes = Quotes::Broken;
        self.at = close + 1;
        true
    }
}

/// `Accept: application/json`
fn is_field(text: &str) -> bool {
    text.split_once(": ").is_some_and(|(name, value)| {
        !name.is_empty()
            && !value.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    })
}

fn is_smart(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '‘' | '’')
}

fn is_single(c: char) -> bool {
    matches!(c, '‘' | '’')
}

fn is_single_mark(c: char) -> bool {
    is_single(c) || c == '\''
}

fn is_double_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '"')
}
