//! The words of a command, with what is inside their quotes: one method of the lexer for each kind of quoting.

use super::lexer::Lexer;
use super::{Flavour, Quotes, Quoting, Word};
use crate::text::LocalSpan;

/// The longest placeholder in angle brackets.
const LONGEST_PLACEHOLDER: usize = 80;

impl Lexer<'_> {
    /// The end of the placeholder that begins here: `<id>`, `<your token>`, `</path/to/file>`.
    pub(super) fn placeholder(&self) -> Option<usize> {
        let inner = self.bytes.get(self.at + 1..)?;
        let is_path = inner.first()? == &b'/';
        if self.peek(0) != Some(b'<') || !is_path && !begins_name(*inner.first()?) {
            return None;
        }
        let end = inner
            .iter()
            .take(LONGEST_PLACEHOLDER)
            .position(|byte| matches!(byte, b'>' | b'\n' | b'"' | b'\'') || is_path && *byte == b' ')?;
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
    pub(super) fn word(&mut self) -> Word {
        let start = self.at;
        self.note_dashes();
        let mut word = Word::new(start);
        while let Some(byte) = self.peek(0) {
            if let Some(joint) = self.joint() {
                let is_curl = self.arguments.is_curl;
                self.arguments.is_curl |= self.arguments.is_begun_by(&word, self.text);
                let goes_on = self.join(joint, true) && !self.ends_glued();
                self.arguments.is_curl = is_curl;
                if !goes_on {
                    break;
                }
                continue;
            }
            if self.odd_blank().is_some() {
                break;
            }
            match byte {
                b';' | b'|' if self.is_in_address(&word) => self.note_special(&mut word),
                b' ' | b'\t' | b'\r' | b'\n' | b';' | b'|' => break,
                b'&' if matches!(self.peek(1), None | Some(b' ' | b'\t' | b'\r' | b'\n' | b'&')) => break,
                b'{' | b'[' if self.at == start && self.bare_json(&mut word) => break,
                b'&' | b'(' | b'?' | b'*' | b'[' => self.note_special(&mut word),
                b'\'' | b'"' => self.quotes(&mut word),
                0x80.. if self.smart_quotes(&mut word) => {}
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
                b'`' if self.at == start && self.backquoted(&mut word) => {}
                b'`' if self.flavour != Flavour::PowerShell => self.backticks(&mut word, Quoting::Bare),
                b'\\' if self.flavour != Flavour::PowerShell => self.escaped(&mut word, Quoting::Bare),
                b'`' => self.escaped(&mut word, Quoting::Bare),
                // `^"` is the quote of the program, with the shell none the wiser.
                b'^' if self.flavour == Flavour::Cmd => self.at += 1,
                _ => self.plain(&mut word, Quoting::Bare),
            }
        }
        word.span = LocalSpan::new(word.span.start as usize, self.at);
        word
    }

    /// Takes a bare character that means something to the shell.
    fn note_special(&mut self, word: &mut Word) {
        let place = if matches!(self.bytes[self.at], b'&' | b';' | b'|' | b'(') {
            &mut word.special
        } else {
            &mut word.pattern
        };
        place.get_or_insert(LocalSpan::new(self.at, self.at + 1));
        self.plain(word, Quoting::Bare);
    }

    /// Whether a semicolon or a bar is one of a query, `?a=1;b=2`, or of an HTML escape.
    fn is_in_address(&self, word: &Word) -> bool {
        if !self.arguments.is_curl {
            return false;
        }
        let before = &self.bytes[..self.at];
        let is_escape = ["&lt", "&gt", "&amp", "&quot"].iter().any(|name| before.ends_with(name.as_bytes()));
        let rest = self.rest_of_line(self.at + 1);
        let value = &rest[..rest.find([' ', '\t', '"', '\'']).unwrap_or(rest.len())];
        is_escape
            || word.pieces.last().is_some_and(|piece| piece.of(self.text).contains('?'))
                && value.starts_with(|c: char| c.is_ascii_alphanumeric())
                && value.contains(['=', '&'])
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

    pub(super) fn single(&mut self, word: &mut Word) {
        self.at += 1;
        loop {
            let rest = &self.bytes[self.at..];
            let Some(length) = memchr::memchr(b'\'', rest) else {
                word.push(self.at, self.text.len(), Quoting::Single);
                word.quotes = Quotes::Open;
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

    pub(super) fn double(&mut self, word: &mut Word) {
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
        word.quotes = Quotes::Open;
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
        if self.at >= self.text.len() {
            word.quotes = Quotes::Open;
        }
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
                b'<' if self.peek(0) == Some(b'<') => self.skip_document(),
                _ => {}
            }
        }
        self.at = self.text.floor_char_boundary(self.at.min(self.text.len()));
    }

    /// Goes past a here-document, whose quotes are text; behind its first `<`.
    fn skip_document(&mut self) {
        let from = self.at + 1 + usize::from(self.peek(1) == Some(b'-'));
        let word =
            self.rest_of_line(from).trim_start().split([' ', ')', ';', '|']).next().unwrap_or_default();
        let delimiter = word.trim_matches(['"', '\'', '\\']).to_owned();
        if !delimiter.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
            return;
        }
        let mut line = self.line_end(from);
        while line < self.text.len() {
            let end = self.line_end(line + 1);
            let Some(left) = self.budget.checked_sub(end - line) else { return };
            self.budget = left;
            if self.text[line + 1..end].trim_start().trim_end_matches(['\r', ')', '"']) == delimiter {
                self.at = line + 1;
                return;
            }
            line = end;
        }
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
        if end.is_none() {
            word.quotes = Quotes::Open;
        }
        self.at = end.map_or(self.text.len(), |end| end + close.len());
        true
    }
}

/// Whether a byte begins a name, of whatever script.
fn begins_name(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte >= 0x80
}
