//! From the text of a session to commands and their words: one pass, one byte at a time.
//!
//! Kinder than a shell where writers are careless and a reader is not misled: a line that begins with an option or a URL goes
//! on with the command before, `<id>` is a placeholder and no redirection, `a=1&b=2` is one word.

use super::arguments::Arguments;
use super::heredoc::Announced;
use super::prompt::{begins_command, is_timed, prompt};
use super::{Command, Flavour, Issue, IssueKind, Item, Word};
use crate::text::LocalSpan;

/// How often the text may be looked at again, all in all, where quotes are broken.
const LOOKED_AT_AGAIN: usize = 8;

/// Reads a session. Total and linear.
pub fn parse(text: &str, flavour: Flavour) -> Vec<Item> {
    let mut lexer = Lexer {
        text,
        bytes: text.as_bytes(),
        at: 0,
        flavour,
        items: Vec::new(),
        prompts: false,
        ends: None,
        words: Vec::new(),
        issues: Vec::new(),
        arguments: Arguments::default(),
        comment: None,
        budget: LOOKED_AT_AGAIN * text.len(),
    };
    while lexer.at < text.len() {
        lexer.line();
    }
    lexer.items
}

pub(super) struct Lexer<'t> {
    pub(super) text: &'t str,
    pub(super) bytes: &'t [u8],
    pub(super) at: usize,
    pub(super) flavour: Flavour,
    items: Vec<Item>,
    /// Whether commands stand behind a prompt, so that lines without one are output.
    pub(super) prompts: bool,
    /// Where the last here-document of the current line ends.
    ends: Option<usize>,
    /// The words of the current command.
    pub(super) words: Vec<Word>,
    /// What is wrong with them.
    issues: Vec<Issue>,
    /// What they are for.
    pub(super) arguments: Arguments,
    /// Where the comments begin that the command goes on over: they end it, though writers do not mean it.
    pub(super) comment: Option<usize>,
    /// How many bytes may still be looked at again to find out what was meant.
    pub(super) budget: usize,
}

impl Lexer<'_> {
    pub(super) fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    pub(super) fn line_end(&self, at: usize) -> usize {
        memchr::memchr(b'\n', &self.bytes[at..]).map_or(self.text.len(), |length| at + length)
    }

    /// What follows on the line, as far as it may tell something: lines can be very long, and are looked at often.
    pub(super) fn rest_of_line(&self, at: usize) -> &str {
        const FAR: usize = 160;
        let far = self.text.floor_char_boundary(at + FAR).max(at);
        let length = memchr::memchr(b'\n', &self.bytes[at..far]).unwrap_or(far - at);
        &self.text[at..at + length]
    }

    /// Reads the line at which a command may begin.
    fn line(&mut self) {
        let end = self.line_end(self.at);
        let line = &self.text[self.at..end];
        let start = self.at + line.len() - line.trim_start().len();
        let trimmed = line.trim();
        if trimmed.is_empty() {
            self.at = end + 1;
        } else if let Some(length) = prompt(&self.text[start..end]) {
            self.prompts = true;
            self.at = start + length;
            self.commands();
        } else if self.is_output(trimmed) || is_timed(trimmed) {
            self.output(start, end);
        } else if trimmed.starts_with('#') || trimmed.starts_with("//") || trimmed.starts_with("REM ") {
            self.at = end + 1;
        } else {
            self.at = start;
            self.commands();
        }
    }

    /// Whether a line without a prompt is what a command printed.
    fn is_output(&self, line: &str) -> bool {
        if self.items.is_empty() || begins_command(line) {
            return false;
        }
        self.prompts || line.starts_with(['{', '[', '<']) || line.starts_with("HTTP/")
    }

    fn output(&mut self, start: usize, line_end: usize) {
        let mut end = line_end;
        let mut next = line_end + 1;
        while next < self.text.len() {
            let line_end = self.line_end(next);
            let line = &self.text[next..line_end];
            if begins_command(line.trim()) || prompt(line.trim_start()).is_some() {
                break;
            }
            if !line.trim().is_empty() {
                end = line_end;
            }
            next = line_end + 1;
        }
        self.items.push(Item::Output(LocalSpan::new(start, end)));
        self.at = next;
    }

    /// Reads the commands of a logical line.
    fn commands(&mut self) {
        self.ends = None;
        loop {
            let (command, goes_on) = self.command();
            self.items.extend(command.map(Item::Command));
            if !goes_on {
                break;
            }
        }
        if let Some(ends) = self.ends.take() {
            self.at = self.at.max(ends);
        }
    }

    /// Reads one command; also says whether another one follows on its line.
    fn command(&mut self) -> (Option<Command>, bool) {
        self.words.clear();
        self.issues.clear();
        self.arguments = Arguments::default();
        self.comment = None;
        let mut read = Read { end: self.at, ..Read::default() };
        while let Some(byte) = self.peek(0) {
            if let Some(joint) = self.joint() {
                self.join(joint, false);
                continue;
            }
            if let Some(length) = self.odd_blank() {
                self.skip_odd_blank(length);
                continue;
            }
            match byte {
                b' ' | b'\t' | b'\r' => self.at += 1,
                b'\\' if self.mark_in_line() => {}
                b'\n' => {
                    let goes_on = read.documents.is_empty() && self.goes_on();
                    self.at += 1;
                    if !goes_on {
                        break;
                    }
                    self.at += self.secondary_prompt(&self.text[self.at..]);
                }
                b'#' if !self.words.is_empty() => {
                    self.comment.get_or_insert(self.at);
                    self.at = self.line_end(self.at);
                }
                b'|' if self.pipes_to_option() => {}
                b';' | b'|' | b'&' => {
                    let double = self.peek(1) == Some(byte);
                    read.piped = byte == b'|' && !double;
                    self.at += 1 + usize::from(double);
                    read.goes_on = self.peek(0).is_some();
                    break;
                }
                b'<' | b'>' if self.placeholder().is_none() => self.redirection(&mut read),
                _ => {
                    let word = self.word();
                    self.arguments.take(&word, self.text, self.words.len());
                    self.words.push(word);
                    read.end = self.at;
                }
            }
        }
        for document in std::mem::take(&mut read.documents) {
            // What follows the operator on its line is part of the pipeline; the document begins on the next one.
            let from = if read.goes_on { (self.line_end(self.at) + 1).min(self.text.len()) } else { self.at };
            let (word, next) = document.read(self.text, self.ends.unwrap_or(from));
            self.ends = Some(next);
            read.input = Some(word);
        }
        let start = self.words.first().map_or(read.end, |word: &Word| word.span.start as usize);
        let command = (!self.words.is_empty()).then(|| Command {
            words: std::mem::take(&mut self.words),
            span: LocalSpan::new(start, read.end),
            input: read.input,
            output: read.output,
            piped: read.piped,
            issues: std::mem::take(&mut self.issues),
        });
        (command, read.goes_on)
    }

    /// Reads `<<EOF`, `<<< word`, `> file`.
    fn redirection(&mut self, read: &mut Read) {
        if self.bytes[self.at..].starts_with(b"<<") && self.peek(2) != Some(b'<') {
            self.at += 2 + usize::from(self.peek(2) == Some(b'-'));
            self.blanks();
            let word = self.word();
            read.documents.push(Announced::by(&word, self.text));
        } else {
            let (from, byte) = (self.at, self.bytes[self.at]);
            while matches!(self.peek(0), Some(b'<' | b'>' | b'&')) {
                self.at += 1;
            }
            let reads = byte == b'<' && self.at - from == 3;
            self.blanks();
            let word = Some(self.word()).filter(|word| !word.span.is_empty());
            if word.is_none() && self.arguments.is_curl {
                self.stray_bracket(from);
            }
            match byte {
                _ if reads => read.input = word,
                b'>' => read.output = word,
                _ => {}
            }
        }
        read.end = self.at;
    }

    /// A bracket at the end of a line, which redirects nothing: what Markdown puts around an address.
    fn stray_bracket(&mut self, at: usize) {
        let mut issue = Issue::new(IssueKind::StrayBracket, at, at + 1);
        let opening =
            self.words.last().and_then(|word| word.pieces.first()).map(|piece| piece.start as usize);
        if let Some(open) = opening.filter(|open| self.text[*open..].starts_with("<http")) {
            issue = issue.repair(open, open + 1, "").repair(at, at + 1, "");
        }
        self.issue(issue);
    }

    /// Adds an issue; several of a kind that are about lines or characters are one.
    pub(super) fn issue(&mut self, mut issue: Issue) {
        issue.span = whole(self.text, issue.span);
        issue.related = issue.related.map(|span| whole(self.text, span));
        let same = self.issues.iter_mut().find(|other| other.kind == issue.kind);
        match same {
            Some(first) => {
                first.more += 1;
                first.repairs.extend(issue.repairs);
            }
            None => self.issues.push(issue),
        }
    }

    /// The issue of the quote that should have closed at a place.
    pub(super) fn never_closed(&mut self, at: usize) -> Option<&mut Issue> {
        let closes = |issue: &&mut Issue| {
            issue.kind == IssueKind::NeverClosed && issue.related.is_some_and(|end| end.start as usize == at)
        };
        self.issues.iter_mut().find(closes)
    }

    fn blanks(&mut self) {
        while matches!(self.peek(0), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }
}

/// What was read of a command, but for its words.
#[derive(Default)]
struct Read {
    end: usize,
    input: Option<Word>,
    output: Option<Word>,
    piped: bool,
    goes_on: bool,
    documents: Vec<Announced>,
}

/// A place that is named by its first byte, with the whole character.
fn whole(text: &str, span: LocalSpan) -> LocalSpan {
    LocalSpan::new(text.floor_char_boundary(span.start as usize), text.ceil_char_boundary(span.end as usize))
}
