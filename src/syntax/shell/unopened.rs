//! Arguments of `curl` that no quote opens: a mark that only closes, JSON that stands bare, and a command that is pasted
//! behind its quote.

use super::arguments::{Expects, is_address_line, is_dash, is_program};
use super::lexer::Lexer;
use super::{Flavour, Issue, IssueKind, Quotes, Quoting, Word, is_literal_address};
use crate::text::LocalSpan;

/// No longer command is looked for in its own quotes.
const LONGEST_COPY: usize = 2_000;

impl Lexer<'_> {
    /// Whether the mark here only makes sense as the end of something that was not opened: `application/json' \`.
    pub(super) fn closes_nothing(&self, word: &Word) -> bool {
        let prefix = &self.text[word.span.start as usize..self.at];
        let Some(previous) = prefix.chars().next_back() else { return false };
        let option = prefix.starts_with('-') || prefix.starts_with(is_dash);
        let bare = !matches!(previous, '\'' | '"' | '=' | '$' | '@' | ',' | '`' | '\\');
        // `'{ "id": '$ID'` goes on in quotes behind a variable.
        let mark = char::from(self.bytes[self.at]);
        let goes_on = prefix.rsplit_once(mark).is_some_and(|(_, variable)| variable.starts_with('$'));
        bare && !option && !goes_on && self.ends_word(self.at + 1)
    }

    /// Takes what comes before the mark, from the argument's beginning, as what the quotes are around.
    pub(super) fn never_opened(&mut self, word: &mut Word) {
        let (at, mark) = (self.at, self.bytes[self.at]);
        let is_address = |word: &Word| {
            let text = &self.text[word.span.start as usize..at];
            is_address_line(text) || text.starts_with('/')
        };
        let first = self
            .arguments
            .argument_at
            .filter(|&first| first < self.words.len() && self.words.len() - first < 16 && !is_address(word));
        let start = match first {
            Some(first) => {
                let start = self.words[first].span.start as usize;
                self.words.truncate(first);
                start
            }
            None => word.span.start as usize,
        };
        // The text before was quoted, and ended early.
        if self.bytes[start] == mark {
            let inner = self.bytes[start + 1..at].iter().position(|byte| *byte == mark);
            let close = inner.map_or(start, |length| start + 1 + length);
            if is_literal_address(&self.text[close + 1..at]) {
                return self.glued_address(word, start, close);
            }
            let mut issue = Issue::new(IssueKind::InnerQuote, close, close + 1).related(start, start + 1);
            self.repair_inner(&mut issue, start, at);
            self.whole(word, start, start + 1, at);
            return self.issue(issue);
        }
        let first = self.text[start..].chars().next().map_or(0, char::len_utf8);
        let issue = Issue::new(IssueKind::NeverOpened, at, at + 1).related(start, start + first);
        let text = if mark == b'\'' { "'" } else { "\"" };
        self.whole(word, start, start, at);
        self.issue(issue.repair(start, start, text));
    }

    /// Takes an address apart from the quoted text that it is glued to: `'{…}'https://…'`.
    fn glued_address(&mut self, word: &mut Word, start: usize, close: usize) {
        let (at, mark) = (self.at, self.bytes[self.at]);
        let mut quoted = Word::new(start);
        let quoting = if mark == b'\'' { Quoting::Single } else { Quoting::Double };
        quoted.push(start + 1, close, quoting);
        quoted.span = LocalSpan::new(start, close + 1);
        self.arguments.take(&quoted, self.text, self.words.len());
        self.words.push(quoted);
        let issue = Issue::new(IssueKind::NeverOpened, at, at + 1).related(close + 1, close + 2);
        self.whole(word, close + 1, close + 1, at);
        self.issue(issue.repair(close + 1, close + 1, if mark == b'\'' { " '" } else { " \"" }));
    }

    /// Goes past a command that is pasted behind the quote that opens here: `curl -X GET 'curl -X GET 'https://…'`;
    /// `false` if there is none.
    pub(super) fn pasted(&mut self, word: &mut Word) -> bool {
        let (open, mark) = (self.at, self.bytes[self.at]);
        let inner = &self.text[open + 1..];
        let is_address = self.arguments.expects == Expects::Any && word.span.start as usize == open;
        let program = self.words.iter().find(|word| is_program(&word.text(self.text)));
        let Some(program) = program.filter(|_| is_address && inner.starts_with("curl ")) else {
            return false;
        };
        let first = program.span;
        let copy = &self.text[first.start as usize..open];
        if copy.len() > LONGEST_COPY || !inner.starts_with(copy) {
            return false;
        }
        let after = open + 1 + copy.len();
        let issue = Issue::new(IssueKind::Pasted, open + 1, open + 1 + first.len())
            .related(first.start as usize, first.end as usize);
        if self.peek_at(after) == Some(mark) {
            *word = Word::new(after);
            self.at = after;
            self.issue(issue.repair(open, after, ""));
            return true;
        }
        let line = self.rest_of_line(after);
        let Some(length) = line.find(char::from(mark)).filter(|_| is_literal_address(line)) else {
            return false;
        };
        self.whole(word, open, after, after + length);
        self.issue(issue.repair(open + 1, after, ""));
        true
    }

    /// Makes a word of a text, behind which a mark comes.
    pub(super) fn whole(&mut self, word: &mut Word, start: usize, from: usize, end: usize) {
        *word = Word::new(start);
        word.push(from, end, Quoting::Mixed);
        word.quoting = Quoting::Mixed;
        word.quotes = Quotes::Broken;
        self.at = end + 1;
    }

    /// Reads JSON that begins here without quotes around it; `false` if there is none.
    pub(super) fn bare_json(&mut self, word: &mut Word) -> bool {
        let start = self.at;
        let rest = self.text[start + 1..].trim_start();
        let is_json = rest.starts_with(['"', '{']) && !rest.starts_with("{{");
        if !self.arguments.is_curl || self.arguments.expects != Expects::Data || !is_json {
            return false;
        }
        let Some(end) = self.json_end(start, None) else { return false };
        let behind = self.past_space(end);
        let quote = self.peek_at(behind).filter(|byte| matches!(byte, b'"' | b'\''));
        let issue = match quote.filter(|_| self.ends_word(behind + 1)) {
            Some(mark) => {
                let text = if mark == b'\'' { "'" } else { "\"" };
                let sure = !self.text[start..end].contains(char::from(mark));
                let issue = Issue::new(IssueKind::NeverOpened, behind, behind + 1).related(start, start + 1);
                self.whole(word, start, start, behind);
                if sure { issue.repair(start, start, text) } else { issue }
            }
            None if self.ends_word(end) => {
                let line_end = self.line_end(start).min(end);
                let issue = Issue::new(IssueKind::BareJson, start, line_end);
                let sure = self.flavour == Flavour::Posix && !self.text[start..end].contains('\'');
                self.whole(word, start, start, end);
                self.at = end;
                if sure { issue.repair(start, start, "'").repair(end, end, "'") } else { issue }
            }
            None => return false,
        };
        self.issue(issue);
        true
    }
}
