//! From the text of a session to commands and their words: one pass, one byte at a time.
//!
//! Kinder than a shell where writers are careless and a reader is not misled: a line that begins with an option or a URL goes
//! on with the command before, `<id>` is a placeholder and no redirection, `a=1&b=2` is one word.

use super::heredoc::Announced;
use super::prompt::{begins_command, prompt};
use super::{Command, Flavour, Item, Word};
use crate::text::LocalSpan;

/// Reads a session. Total and linear.
pub fn parse(text: &str, flavour: Flavour) -> Vec<Item> {
    let mut lexer =
        Lexer { text, bytes: text.as_bytes(), at: 0, flavour, items: Vec::new(), prompts: false, ends: None };
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
    prompts: bool,
    /// Where the last here-document of the current line ends.
    ends: Option<usize>,
}

impl Lexer<'_> {
    pub(super) fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    pub(super) fn line_end(&self, at: usize) -> usize {
        memchr::memchr(b'\n', &self.bytes[at..]).map_or(self.text.len(), |length| at + length)
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
        } else if self.is_output(trimmed) {
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
        let (mut words, mut input, mut output) = (Vec::new(), None, None);
        let (mut piped, mut goes_on) = (false, false);
        let mut documents: Vec<Announced> = Vec::new();
        let mut end = self.at;
        while let Some(byte) = self.peek(0) {
            if let Some(next) = self.continued() {
                self.at = next;
                continue;
            }
            match byte {
                b' ' | b'\t' | b'\r' => self.at += 1,
                b'\n' if self.option_follows(&words, &documents) => self.at += 1,
                b'\n' => {
                    self.at += 1;
                    break;
                }
                b'#' if !words.is_empty() => self.at = self.line_end(self.at),
                b';' | b'|' | b'&' => {
                    let double = self.peek(1) == Some(byte);
                    piped = byte == b'|' && !double;
                    goes_on = true;
                    self.at += 1 + usize::from(double);
                    break;
                }
                b'<' if self.peek(1) == Some(b'<') && self.peek(2) != Some(b'<') => {
                    self.at += 2 + usize::from(self.peek(2) == Some(b'-'));
                    self.blanks();
                    let word = self.word();
                    documents.push(Announced::by(&word, self.text));
                    end = self.at;
                }
                b'<' | b'>' if self.placeholder().is_none() => {
                    let from = self.at;
                    while matches!(self.peek(0), Some(b'<' | b'>' | b'&')) {
                        self.at += 1;
                    }
                    let reads = byte == b'<' && self.at - from == 3;
                    self.blanks();
                    let word = Some(self.word());
                    match byte {
                        _ if reads => input = word,
                        b'>' => output = word,
                        _ => {}
                    }
                    end = self.at;
                }
                _ => {
                    words.push(self.word());
                    end = self.at;
                }
            }
        }
        if goes_on && self.peek(0).is_none() {
            goes_on = false;
        }
        for document in documents {
            // What follows the operator on its line is part of the pipeline; the document begins on the next one.
            let from = if goes_on { (self.line_end(self.at) + 1).min(self.text.len()) } else { self.at };
            let (word, next) = document.read(self.text, self.ends.unwrap_or(from));
            self.ends = Some(next);
            input = Some(word);
        }
        let start = words.first().map_or(end, |word: &Word| word.span.start as usize);
        let command = (!words.is_empty()).then(|| Command {
            words,
            span: LocalSpan::new(start, end),
            input,
            output,
            piped,
        });
        (command, goes_on)
    }

    /// Whether the line after a line end goes on with the options of a command, though nothing says so.
    fn option_follows(&self, words: &[Word], documents: &[Announced]) -> bool {
        let rest = &self.bytes[self.at + 1..];
        let blanks = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let option = matches!(
            rest.get(blanks..),
            Some([b'-', b'-', b'a'..=b'z', ..] | [b'-', b'A'..=b'Z' | b'a'..=b'z', ..])
        );
        let url = || {
            let rest = &rest[blanks.min(rest.len())..];
            let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
            rest.starts_with(b"http://") || rest.starts_with(b"https://")
        };
        (option || url()) && !words.is_empty() && documents.is_empty()
    }

    fn blanks(&mut self) {
        while matches!(self.peek(0), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    /// Where the line goes on, if the character here says that it does: the rest of it is blank.
    pub(super) fn continued(&self) -> Option<usize> {
        let mark = match self.flavour {
            Flavour::Posix => b'\\',
            Flavour::PowerShell => b'`',
            Flavour::Cmd => b'^',
        };
        self.peek(0).filter(|byte| *byte == mark || *byte == b'\\')?;
        let rest = &self.bytes[self.at + 1..];
        let blanks = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
        let next = self.at + 1 + blanks;
        matches!(rest.get(blanks), None | Some(b'\n')).then_some((next + 1).min(self.text.len()))
    }
}
