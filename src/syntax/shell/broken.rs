//! Quotes that a shell would not read as the writer meant them, in a command of `curl`: where the text that they are
//! around really ends, by the options and line ends of the command and by the brackets of JSON.
//!
//! First the shell's own reading is taken. Only where it swallows what must be another word, or leaves bare what must be
//! text, something else is looked for; and where that is not found, the shell has it.

use super::arguments::{Expects, is_address_line, is_option_line};
use super::lexer::Lexer;
use super::suspicion::{Suspicion, is_json};
use super::{Flavour, Issue, IssueKind, Quotes, Quoting, Word};
use crate::text::LocalSpan;

/// No word of more pieces than this is looked at again.
const MOST_PIECES: usize = 512;

/// What was meant.
struct Meant {
    /// Where the text ends.
    end: usize,
    /// Where the next word can begin.
    resume: usize,
    issue: Issue,
}

impl Lexer<'_> {
    /// Reads the quotes that open here.
    pub(super) fn quotes(&mut self, word: &mut Word) {
        let (open, mark) = (self.at, self.bytes[self.at]);
        if !self.arguments.is_curl || word.pieces.len() > MOST_PIECES {
            return self.shell_quotes(word, mark);
        }
        if self.closes_nothing(word) {
            return self.never_opened(word);
        }
        if self.pasted(word) {
            return;
        }
        let before = word.clone();
        self.shell_quotes(word, mark);
        let Some(suspicion) = self.suspicion(open, word.quotes != Quotes::Open, &before) else {
            return self.passed_on(open, word, before);
        };
        let closed = std::mem::replace(word, before);
        let after = self.at;
        if let Some(meant) = self.meant(open, &suspicion, word) {
            self.read_as_meant(word, mark, open + 1, meant.end, &meant.issue);
            self.at = meant.resume;
            self.issue(meant.issue);
        } else {
            *word = closed;
            self.at = after;
        }
    }

    fn shell_quotes(&mut self, word: &mut Word, mark: u8) {
        if mark == b'\'' { self.single(word) } else { self.double(word) }
    }

    /// Backslashes inside `'…'` that the writer wants removed by the shell, before the quotes of JSON or at line ends.
    fn passed_on(&mut self, open: usize, word: &mut Word, before: Word) {
        let close = self.at.saturating_sub(1);
        if self.flavour != Flavour::Posix || self.bytes[open] != b'\'' || close <= open {
            return;
        }
        let inner = &self.text[open + 1..close];
        let data = inner.trim_start().strip_prefix(['{', '[']).map(str::trim_start);
        let Some(data) = data.filter(|data| data.starts_with(['"', '\\', '{'])) else { return };
        let (kind, pattern) = match () {
            () if data.starts_with("\\\"") => (IssueKind::NeedlessBackslash, "\\\""),
            () if data.starts_with("\\\n") || inner.contains(" \\\n") => (IssueKind::MarkInQuotes, "\\\n"),
            () => return,
        };
        let mut issue: Option<Issue> = None;
        *word = before;
        let mut from = open + 1;
        for at in inner.match_indices(pattern).map(|(at, _)| open + 1 + at) {
            let start = self.text[..at].trim_end_matches([' ', '\t']).len().max(from);
            let start = if kind == IssueKind::MarkInQuotes { start } else { at };
            word.push(from, start, Quoting::Single);
            from = at + 1;
            let first = issue.get_or_insert_with(|| Issue::new(kind, at, at + 1).related(open, open + 1));
            first.more += u32::from(!first.repairs.is_empty());
            let span = LocalSpan::new(start, from);
            first.repairs.push(super::Repair { span, text: String::new() });
        }
        word.push(from, close, Quoting::Single);
        word.quoting = Quoting::Mixed;
        word.quotes = Quotes::Broken;
        if let Some(issue) = issue {
            self.issue(issue);
        }
    }

    /// What was meant, if that can be told.
    fn meant(&mut self, open: usize, suspicion: &Suspicion, word: &Word) -> Option<Meant> {
        self.budget = self.budget.checked_sub(self.line_end(open) - open)?;
        match *suspicion {
            Suspicion::Inner(close) => self.meant_inside(open, close),
            Suspicion::Open(at) => Some(self.meant_closed(open, at, word)),
        }
    }

    /// The mark at `close` belongs to the text: where does that end?
    fn meant_inside(&mut self, open: usize, close: usize) -> Option<Meant> {
        let mark = self.bytes[open];
        let end = self.json_end(open + 1, Some(mark)).map(|end| self.past_space(end));
        let end = end.filter(|&end| self.peek_at(end) == Some(mark) && self.ends_word(end + 1));
        let end = end.or_else(|| self.last_mark(open, close))?;
        let back = self.text[..close].len() - self.text[..close].trim_end_matches('\\').len();
        let kind = if back > 0 { IssueKind::BackslashQuote } else { IssueKind::InnerQuote };
        let mut issue = Issue::new(kind, close - back, close + 1).related(open, open + 1);
        // Around nothing the quotes are one too many, and not to be sent.
        if !self.text[open + 1..close].trim().is_empty() {
            self.repair_inner(&mut issue, open, end);
        }
        Some(Meant { end, resume: end + 1, issue })
    }

    /// The next mark that ends a word: on the line, or in JSON before the next option.
    fn last_mark(&mut self, open: usize, close: usize) -> Option<usize> {
        let mark = self.bytes[open];
        let mut end = self.line_end(close);
        if is_json(&self.text[open + 1..close], mark) {
            let next = self.swallowed_line(close, self.text.len(), true);
            end = next.unwrap_or(self.text.len());
        }
        self.budget = self.budget.checked_sub(end - close)?;
        let mut marks = memchr::memchr_iter(mark, &self.bytes[close + 1..end]).map(|at| close + 1 + at);
        marks.find(|&at| self.ends_word(at + 1))
    }

    /// Protects every mark between the quotes as the shell wants it.
    pub(super) fn repair_inner(&self, issue: &mut Issue, open: usize, end: usize) {
        let mark = self.bytes[open];
        let with = match (self.flavour, mark) {
            (Flavour::Posix, b'\'') => "'\\''",
            (Flavour::PowerShell, b'\'') => "''",
            (_, b'\'') => return,
            _ => "\\\"",
        };
        let mut count = 0;
        // `""` for a quote, as other shells write it.
        let doubled = self.flavour == Flavour::Posix
            && mark == b'"'
            && self.peek_at(issue.span.end as usize) == Some(b'"')
            && is_json(&self.text[open + 1..issue.span.start as usize], mark);
        let mut skip = 0;
        for at in memchr::memchr_iter(mark, &self.bytes[open + 1..end]).map(|at| open + 1 + at) {
            let text = &self.text[open + 1..at];
            let back = text.len() - text.trim_end_matches('\\').len();
            // An odd number protects the mark already.
            if mark == b'"' && back % 2 == 1 {
                continue;
            }
            if at < skip {
                continue;
            }
            // Written as it should be.
            if self.flavour == Flavour::Posix
                && mark == b'\''
                && back == 0
                && self.text[at..].starts_with(with)
            {
                skip = at + with.len();
                continue;
            }
            count += 1;
            let pair = doubled && self.peek_at(at + 1) == Some(mark);
            skip = at + 1 + usize::from(pair);
            let span = LocalSpan::new(at - back, skip);
            issue.repairs.push(super::Repair { span, text: with.to_owned() });
        }
        issue.more = u32::max(count, 1) - 1;
    }

    /// Nothing closes the quotes before `at`, where something else begins: where should they be closed?
    fn meant_closed(&mut self, open: usize, at: usize, word: &Word) -> Meant {
        let mark = self.bytes[open];
        let start = word.span.start as usize;
        // `'{ "a": "it'\''s" }`: the text began before the quote that it has.
        let goes_on = self.bytes[start] == mark && is_json(&self.text[start + 1..open.max(start + 1)], mark);
        let open = if goes_on { start } else { open };
        let prefix = &self.text[start..open];
        let is_data = goes_on || self.arguments.at(prefix) == Expects::Data;
        let json =
            if is_json(&self.text[open + 1..at], mark) { self.json_end(open + 1, Some(mark)) } else { None };
        let limit = match json {
            Some(end) if end <= at => end,
            _ => self.structural_end(open, at, is_data),
        };
        let line_end = self.line_end(limit);
        let tail = &self.text[limit..line_end.min(at.max(limit))];
        let behind = limit + tail.len() - tail.trim_start_matches([' ', '\t']).len();
        // `{…}"` behind a single quote, or `…"` right at the end.
        let other = self.text[behind..].chars().next();
        let other = other.filter(|&c| self.is_other(c, mark) && self.ends_word(behind + c.len_utf8()));
        if let (Some(other), Some(_)) = (other, json) {
            return self.other_quote(open, limit, behind, other);
        }
        let mut end = open + 1 + self.text[open + 1..limit].trim_end().len();
        let text = &self.text[open + 1..end];
        if text.ends_with(self.mark()) && limit == line_end_trimmed(self.text, limit) {
            end = open + 1 + text.trim_end_matches(self.mark()).trim_end().len();
        }
        let last = self.text[open + 1..end].chars().next_back();
        if let Some(other) = last.filter(|&c| self.is_other(c, mark)) {
            let at = end - other.len_utf8();
            let balanced = self.text[open + 1..at].contains(other);
            if !balanced || json.is_some() {
                return self.other_quote(open, at, at, other);
            }
        }
        let mut issue = Issue::new(IssueKind::NeverClosed, open, open + 1).related(end, end);
        if end > open + 1 {
            issue = issue.repair(end, end, if mark == b'\'' { "'" } else { "\"" });
        }
        Meant { end, resume: end, issue }
    }

    /// Whether a character is a quote that was taken for the other one.
    fn is_other(&self, c: char, mark: u8) -> bool {
        match c {
            '"' | '’' | '‘' | '´' => mark == b'\'',
            '\'' | '”' | '“' => mark == b'"',
            '`' => self.flavour == Flavour::Posix,
            _ => false,
        }
    }

    /// The text is closed by a mark of another kind at `at`.
    fn other_quote(&self, open: usize, end: usize, at: usize, other: char) -> Meant {
        let mark = if self.bytes[open] == b'\'' { "'" } else { "\"" };
        let kind = if other.is_ascii() { IssueKind::OtherQuote } else { IssueKind::Typographic };
        let behind = at + other.len_utf8();
        let issue = Issue::new(kind, at, behind).related(open, open + 1).repair(at, behind, mark);
        Meant { end, resume: behind, issue }
    }

    /// Where a text that is no JSON ends, by the line: an address at the first blank, anything else before the next option
    /// or at the end of its line.
    fn structural_end(&self, open: usize, at: usize, is_data: bool) -> usize {
        let line_end = self.line_end(open).min(at);
        let line = &self.text[open + 1..line_end];
        if line.starts_with("http://") || line.starts_with("https://") {
            return open + 1 + first_blank(line);
        }
        let mut blanks = line.match_indices([' ', '\t']);
        let next =
            blanks.find(|(blank, _)| is_option_line(&line[*blank..]) || is_address_line(&line[*blank..]));
        if let Some((blank, _)) = next.filter(|(blank, _)| *blank > 0) {
            return open + 1 + blank;
        }
        if !is_data || self.text[..line_end].ends_with(self.mark()) {
            return line_end;
        }
        let first = self.text[open..at].find("\n\n").map_or(at, |length| open + length);
        first.min(at)
    }

    /// Reads the text between two places as it was meant.
    fn read_as_meant(&self, word: &mut Word, mark: u8, from: usize, end: usize, issue: &Issue) {
        let quoting = if mark == b'"' { Quoting::Double } else { Quoting::Single };
        let mut start = from;
        for at in memchr::memchr2_iter(b'\\', b'$', &self.bytes[from..end]).map(|at| from + at) {
            let next = self.peek_at(at + 1).filter(|_| at + 1 < end);
            if at < start {
                continue;
            }
            let drops = match (self.bytes[at], next) {
                (b'$', Some(next)) => {
                    word.expands |= mark == b'"' && (next.is_ascii_alphanumeric() || b"_{(".contains(&next));
                    continue;
                }
                (b'\\', Some(next)) if next == mark => true,
                (b'\\', Some(b'\\')) => mark == b'"' && self.peek_at(at + 2) == Some(mark),
                (b'\\', Some(b'\n')) => mark == b'"',
                _ => false,
            };
            if drops {
                word.push(start, at, quoting);
                start = if next == Some(mark) { at + 1 } else { at + 2 };
            }
        }
        word.push(start, end, quoting);
        if issue.kind != IssueKind::NeverClosed {
            word.quoting = Quoting::Mixed;
        }
        word.quotes = Quotes::Broken;
    }
}

/// The first blank of an address, outside of templates such as `<%= path %>` and `{{ id }}`.
fn first_blank(address: &str) -> usize {
    let mut depth = 0_u32;
    for (at, byte) in address.bytes().enumerate() {
        match byte {
            b'<' | b'{' => depth += 1,
            b'>' | b'}' => depth = depth.saturating_sub(1),
            b' ' | b'\t' if depth == 0 => return at,
            _ => {}
        }
    }
    address.find([' ', '\t']).filter(|_| depth > 0).unwrap_or(address.len())
}

/// The end of the line that `at` is on, if only white space follows; or `at`.
fn line_end_trimmed(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let line = rest.lines().next().unwrap_or_default();
    if line.trim().is_empty() { at } else { at + 1 }
}
