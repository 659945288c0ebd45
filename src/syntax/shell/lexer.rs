//! From the text of a session to commands and their words: one pass, one byte at a time.
//!
//! Kinder than a shell where writers are careless and a reader is not misled: a line that begins with an option or a URL goes
//! on with the command before, `<id>` is a placeholder and no redirection, `a=1&b=2` is one word.

use super::heredoc::Announced;
use super::{Command, Flavour, Item, Quoting, Word};
use crate::text::LocalSpan;

/// The longest placeholder in angle brackets.
const LONGEST_PLACEHOLDER: usize = 80;

/// Reads a session. Total and linear.
pub fn parse(text: &str, flavour: Flavour) -> Vec<Item> {
    let mut lexer =
        Lexer { text, bytes: text.as_bytes(), at: 0, flavour, items: Vec::new(), prompts: false, ends: None };
    while lexer.at < text.len() {
        lexer.line();
    }
    lexer.items
}

struct Lexer<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    flavour: Flavour,
    items: Vec<Item>,
    /// Whether commands stand behind a prompt, so that lines without one are output.
    prompts: bool,
    /// Where the last here-document of the current line ends.
    ends: Option<usize>,
}

impl Lexer<'_> {
    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn line_end(&self, at: usize) -> usize {
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
    fn continued(&self) -> Option<usize> {
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

    /// The end of the placeholder that begins here: `<id>`, `<your token>`.
    fn placeholder(&self) -> Option<usize> {
        let inner = self.bytes.get(self.at + 1..)?;
        if self.peek(0) != Some(b'<') || !inner.first()?.is_ascii_alphabetic() {
            return None;
        }
        let end = inner
            .iter()
            .take(LONGEST_PLACEHOLDER)
            .position(|byte| matches!(byte, b'>' | b'\n' | b'"' | b'\''))?;
        (inner[end] == b'>').then_some(self.at + 1 + end + 1)
    }

    /// The end of the template tag that begins here: `{{ host }}`, `{% data host %}`.
    fn template(&self) -> Option<usize> {
        let rest = &self.bytes[self.at..];
        let close = match rest.get(..2)? {
            b"{{" => b"}}",
            b"{%" => b"%}",
            _ => return None,
        };
        let line = rest.iter().take(LONGEST_PLACEHOLDER).take_while(|byte| **byte != b'\n').count();
        let length = rest[..line].windows(2).skip(2).position(|pair| pair == close)?;
        Some(self.at + 2 + length + close.len())
    }

    /// Reads the word that begins here.
    fn word(&mut self) -> Word {
        let start = self.at;
        let mut word = Word::new(start);
        while let Some(byte) = self.peek(0) {
            if let Some(next) = self.continued() {
                self.at = next;
                continue;
            }
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' | b';' | b'|' => break,
                b'&' if matches!(self.peek(1), None | Some(b' ' | b'\t' | b'\r' | b'\n' | b'&')) => break,
                b'\'' => self.single(&mut word),
                b'"' => self.double(&mut word),
                b'@' if self.at == start
                    && self.flavour == Flavour::PowerShell
                    && self.here_string(&mut word) => {}
                b'<' | b'{' => match self.placeholder().or_else(|| self.template()) {
                    Some(end) => {
                        word.push(self.at, end, Quoting::Bare);
                        self.at = end;
                    }
                    None => self.plain(&mut word, Quoting::Bare),
                },
                b'$' => self.dollar(&mut word, Quoting::Bare),
                b'`' if self.flavour != Flavour::PowerShell => self.backticks(&mut word, Quoting::Bare),
                b'\\' if self.flavour != Flavour::PowerShell => self.escaped(&mut word, Quoting::Bare),
                b'`' => self.escaped(&mut word, Quoting::Bare),
                // `^"` is the quote of the program, with the shell none the wiser.
                b'^' if self.flavour == Flavour::Cmd => self.at += 1,
                _ => self.plain(&mut word, Quoting::Bare),
            }
        }
        word.span = LocalSpan::new(start, self.at);
        word
    }

    /// Takes one character as it stands.
    fn plain(&mut self, word: &mut Word, quoting: Quoting) {
        let length = self.text[self.at..].chars().next().map_or(1, char::len_utf8);
        word.push(self.at, self.at + length, quoting);
        self.at += length;
    }

    /// Drops the escape and takes the character after it.
    fn escaped(&mut self, word: &mut Word, quoting: Quoting) {
        self.at += 1;
        if self.at < self.text.len() {
            self.plain(word, quoting);
        }
    }

    fn single(&mut self, word: &mut Word) {
        self.at += 1;
        loop {
            let rest = &self.bytes[self.at..];
            let Some(length) = memchr::memchr(b'\'', rest) else {
                word.push(self.at, self.text.len(), Quoting::Single);
                word.closed = false;
                self.at = self.text.len();
                return;
            };
            let end = self.at + length;
            // Windows PowerShell wants `\"` where a program is to see a quote.
            if self.flavour == Flavour::PowerShell {
                self.without_escapes(word, end);
            } else {
                word.push(self.at, end, Quoting::Single);
            }
            self.at = end + 1;
            if self.flavour != Flavour::PowerShell || self.peek(0) != Some(b'\'') {
                break;
            }
            word.push(self.at, self.at + 1, Quoting::Single);
            self.at += 1;
        }
        if word.pieces.is_empty() {
            word.quoting = Quoting::Single;
        }
    }

    /// Takes the text up to `end` with every `\"` as a quote.
    fn without_escapes(&mut self, word: &mut Word, end: usize) {
        let mut from = self.at;
        for (found, _) in self.text[self.at..end].match_indices("\\\"") {
            word.push(from, self.at + found, Quoting::Single);
            from = self.at + found + 1;
        }
        word.push(from, end, Quoting::Single);
    }

    fn double(&mut self, word: &mut Word) {
        self.at += 1;
        while let Some(byte) = self.peek(0) {
            match byte {
                b'"' if self.flavour != Flavour::Posix
                    && self.peek(1) == Some(b'"')
                    && !word.pieces.is_empty() =>
                {
                    self.escaped(word, Quoting::Double);
                }
                b'"' => {
                    self.at += 1;
                    if word.pieces.is_empty() {
                        word.quoting = Quoting::Double;
                    }
                    return;
                }
                b'\\' => match self.peek(1) {
                    Some(b'\n') => self.at += 2,
                    Some(b'"' | b'\\' | b'$' | b'`') => self.escaped(word, Quoting::Double),
                    // `\^"`: an escaped quote, itself escaped.
                    Some(b'^') if self.flavour == Flavour::Cmd && self.peek(2) == Some(b'"') => {
                        self.at += 1;
                        self.escaped(word, Quoting::Double);
                    }
                    _ => self.plain(word, Quoting::Double),
                },
                b'^' if self.flavour == Flavour::Cmd => self.at += 1,
                b'`' if self.flavour == Flavour::PowerShell => self.escaped(word, Quoting::Double),
                b'`' if self.flavour == Flavour::Posix => self.backticks(word, Quoting::Double),
                b'$' => self.dollar(word, Quoting::Double),
                _ => self.plain(word, Quoting::Double),
            }
        }
        word.closed = false;
    }

    /// `$VAR`, `${VAR}`, `$(command)`, `$'…'`, or a dollar.
    fn dollar(&mut self, word: &mut Word, quoting: Quoting) {
        let start = self.at;
        match self.peek(1) {
            Some(b'(') => self.substitution(),
            Some(b'{') => {
                let near = &self.bytes[start..self.text.len().min(start + LONGEST_PLACEHOLDER)];
                let end = near.iter().position(|byte| matches!(byte, b'}' | b'\n' | b'"' | b'\''));
                let Some(end) = end.filter(|&end| near[end] == b'}') else {
                    return self.plain(word, quoting);
                };
                self.at = start + end + 1;
            }
            Some(b'\'') if quoting == Quoting::Bare => {
                self.at += 1;
                return self.ansi(word);
            }
            Some(next) if next.is_ascii_alphanumeric() || matches!(next, b'_' | b'?' | b'@' | b'#') => {
                self.at += 1;
            }
            _ => return self.plain(word, quoting),
        }
        word.expands = true;
        let inner = &self.text[start..self.at];
        word.opaque |= inner.starts_with("$(") && inner.contains(['"', '\'']);
        word.push(start, self.at, quoting);
    }

    /// `$'…'`: an escaped quote or backslash is itself, an escaped line break or tab is white space that nobody misses.
    /// Of other escapes nothing is known.
    fn ansi(&mut self, word: &mut Word) {
        self.at += 1;
        let mut from = self.at;
        while let Some(byte) = self.peek(0) {
            match byte {
                b'\\' => {
                    word.push(from, self.at, Quoting::Single);
                    from = match self.peek(1) {
                        Some(b'\'' | b'"' | b'\\') => self.at + 1,
                        Some(b'n' | b't' | b'r') => self.at + 2,
                        _ => {
                            word.opaque = true;
                            self.at
                        }
                    };
                    self.at += 2;
                }
                b'\'' => break,
                _ => self.at += 1,
            }
        }
        let end = self.text.floor_char_boundary(self.at.min(self.text.len()));
        word.closed &= self.at < self.text.len();
        word.push(from, end, Quoting::Single);
        // What is put there needs escapes of its own.
        word.quoting = Quoting::Mixed;
        self.at = (end + 1).min(self.text.len());
    }

    /// Goes past `$( … )` with whatever is nested in it.
    fn substitution(&mut self) {
        let mut depth = 0_usize;
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            match byte {
                b'(' => depth += 1,
                b')' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return;
                    }
                }
                b'\'' => {
                    let close = memchr::memchr(b'\'', &self.bytes[self.at..]);
                    self.at = close.map_or(self.text.len(), |length| self.at + length + 1);
                }
                b'\\' => self.at = (self.at + 1).min(self.text.len()),
                _ => {}
            }
        }
        self.at = self.text.floor_char_boundary(self.at.min(self.text.len()));
    }

    fn backticks(&mut self, word: &mut Word, quoting: Quoting) {
        let start = self.at;
        let close = memchr::memchr2(b'`', b'\n', &self.bytes[start + 1..]).map(|length| start + 1 + length);
        let Some(close) = close.filter(|&close| self.bytes[close] == b'`') else {
            return self.plain(word, quoting);
        };
        self.at = close + 1;
        word.expands = true;
        word.opaque |= self.text[start..self.at].contains(['"', '\'']);
        word.push(start, self.at, quoting);
    }

    /// PowerShell's `@'` … `'@`; `false` if none begins here.
    fn here_string(&mut self, word: &mut Word) -> bool {
        let Some(quote @ (b'\'' | b'"')) = self.peek(1) else { return false };
        let first = self.line_end(self.at);
        if !self.text[self.at + 2..first].trim().is_empty() {
            return false;
        }
        let from = (first + 1).min(self.text.len());
        let close = if quote == b'"' { "\n\"@" } else { "\n'@" };
        let end = self.text[from..].find(close).map(|length| from + length);
        word.push(from, end.unwrap_or(self.text.len()), Quoting::Literal);
        word.expands = quote == b'"';
        word.closed = end.is_some();
        self.at = end.map_or(self.text.len(), |end| end + close.len());
        true
    }
}

/// The length of a prompt and the space after it: `$ `, `> `, `user@host:~$ `, `PS C:\> `.
fn prompt(line: &str) -> Option<usize> {
    const LONGEST: usize = 48;
    if line.starts_with("$ ") || line.starts_with("% ") || line.starts_with("> ") {
        return Some(2);
    }
    if line.starts_with("# ") && begins_command(&line[2..]) {
        return Some(2);
    }
    let head = &line[..line.floor_char_boundary(LONGEST)];
    let mark = ["$ ", "# ", "> "].iter().filter_map(|mark| Some(head.find(mark)? + mark.len())).min()?;
    let before = &head[..mark - 2];
    let host =
        before.contains('@') && before.contains(':') || before.starts_with('[') && before.ends_with(']');
    let windows = before.starts_with("PS") || before.get(1..3) == Some(":\\");
    ((host || windows) && !before.contains(['"', '\'', '{']) && before.split(' ').count() <= 2)
        .then_some(mark)
}

/// Whether a line is a command that no program prints.
fn begins_command(line: &str) -> bool {
    ["curl ", "curl.exe "].iter().any(|name| line.starts_with(name))
}
