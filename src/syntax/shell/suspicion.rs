//! What is suspicious about a quoted text of a `curl` command, by the shell's own reading of it; and the marks of a word's
//! end and of JSON that tell. Nothing here changes what is read.

use super::arguments::{Expects, after_option, is_address_line, is_option_line};
use super::lexer::Lexer;
use super::prompt::begins_command;
use super::{Flavour, Word};

/// What is suspicious about a quoted text.
pub(super) enum Suspicion {
    /// It goes on to the end, or swallows what begins there.
    Open(usize),
    /// A mark inside it ends it.
    Inner(usize),
}

impl Lexer<'_> {
    /// The text up to the mark that closes by the shell's rules, and whether it is data.
    pub(super) fn suspicion(&mut self, open: usize, closed: bool, before: &Word) -> Option<Suspicion> {
        let close = if closed { self.at - 1 } else { self.at };
        let inner = &self.text[open + 1..close];
        self.budget = self.budget.checked_sub(inner.len())?;
        let prefix = &self.text[before.span.start as usize..open];
        let is_data = self.arguments.at(prefix) == Expects::Data;
        if let Some(at) = self.swallowed_command(open, close) {
            return Some(Suspicion::Open(at));
        }
        if let Some(suspicion) = self.first_inner(open, close, closed, before.pieces.is_empty()) {
            return Some(suspicion);
        }
        if let Some(at) = self.swallowed_line(open, close, is_data) {
            return Some(Suspicion::Open(at));
        }
        if !closed {
            return Some(Suspicion::Open(close));
        }
        let argument = if is_data { None } else { self.swallowed_argument(open, close) };
        argument.or_else(|| self.swallowed_option(open, close)).map(Suspicion::Open)
    }

    /// The line end before a line that must be another word, or another command.
    pub(super) fn swallowed_line(&self, open: usize, close: usize, is_data: bool) -> Option<usize> {
        let mut at = open + 1;
        while let Some(length) = memchr::memchr(b'\n', &self.bytes[at..close]) {
            let end = at + length;
            at = end + 1;
            // The line as far as it is inside, and the mark that would end it.
            let line = self.rest_of_line(at);
            let joined = self.text[..end].trim_end().ends_with(self.mark());
            let option = is_option_line(line) && (joined || !is_data || ends_argument(&self.text[open..end]));
            let address = is_address_line(line) && (joined || !is_data);
            let command = begins_command(line.trim_start()) || line.starts_with("$ curl ");
            if option || address || command {
                return Some(end);
            }
        }
        None
    }

    /// The line end before another command.
    fn swallowed_command(&self, open: usize, close: usize) -> Option<usize> {
        let text = &self.bytes[open + 1..close];
        let mut ends = memchr::memchr_iter(b'\n', text);
        let end = ends.find(|at| text[at + 1..].starts_with(b"curl "));
        end.map(|at| open + 1 + at).filter(|at| begins_command(self.rest_of_line(at + 1)))
    }

    /// The blank before an option with a quoted argument, in a text that is no data: `https://… -H 'A: b' -d "`.
    fn swallowed_argument(&self, open: usize, close: usize) -> Option<usize> {
        let inner = &self.text[open + 1..close];
        let line = &inner[..memchr::memchr(b'\n', inner.as_bytes()).unwrap_or(inner.len())];
        let is_address = is_address_line(line);
        let mut blanks = line.match_indices(" -");
        let swallowed = |(blank, _): &(usize, &str)| {
            let rest = &line[blank + 1..];
            let option = rest.split([' ', '=']).next().unwrap_or_default();
            let quoted = rest[option.len()..].trim_start_matches([' ', '=']).starts_with(['"', '\'']);
            is_option_line(rest)
                && (is_address || quoted && after_option(option) != Expects::Any)
                && !in_substitution(&line[..*blank])
        };
        blanks.find(swallowed).map(|(blank, _)| open + 1 + blank)
    }

    /// Where an option begins whose argument the closing mark opens, or the blank before an address that it opens.
    fn swallowed_option(&self, open: usize, close: usize) -> Option<usize> {
        let start = self.text[..close].rfind('\n').map_or(0, |at| at + 1).max(open + 1);
        let line = &self.text[start..close];
        let after = &self.text[close + 1..self.text.len().min(self.text.floor_char_boundary(close + 9))];
        if line.ends_with([' ', '\t']) && (after.starts_with("http://") || after.starts_with("https://")) {
            return Some(close - 1);
        }
        let trimmed = line.trim_end_matches([' ', '\t', '=']);
        let word = trimmed.rfind([' ', '\t'])?;
        let option = &trimmed[word + 1..];
        let waits = option.starts_with('-') && after_option(option) != Expects::Any;
        let goes_on = after.starts_with(|c: char| !c.is_whitespace() && c != '\\')
            || after.starts_with('\n') && after.trim_start().starts_with(['{', '[']);
        (waits && goes_on).then_some(start + word)
    }

    /// The closing mark, if it is one of the text itself. `whole`: nothing of the word comes before the quotes, so that not
    /// only a part of it is repaired.
    fn first_inner(&self, open: usize, close: usize, closed: bool, whole: bool) -> Option<Suspicion> {
        if !closed || close <= open + 1 {
            return None;
        }
        let mark = self.bytes[open];
        let inner = &self.text[open + 1..close];
        let previous = inner.chars().next_back()?;
        let rest = &self.text[close + 1..];
        let next = rest.chars().next();
        let is_json = is_json(inner, mark);
        let next_is_text = next.is_some_and(char::is_alphanumeric);
        let expands = mark == b'"'
            && inner.rsplit('$').next().is_some_and(|name| {
                inner.contains('$') && name.chars().all(|c| c.is_ascii_alphanumeric() || "_{}".contains(c))
            });
        let inside = match mark {
            _ if previous == '\\' => !self.ends_word(close + 1) && self.flavour != Flavour::PowerShell,
            _ if previous.is_alphanumeric() && next_is_text => !expands,
            b'"' if is_json => {
                let place = matches!(inner.trim_end().chars().next_back(), Some('{' | '[' | ',' | ':'));
                let doubled = next == Some('"') && rest[1..].starts_with(char::is_alphabetic);
                place && (next_is_text || doubled && self.flavour == Flavour::Posix)
            }
            b'\''
                if is_json
                    && (next_is_text || rest.starts_with("{{"))
                    && matches!(previous, ' ' | '=' | '(') =>
            {
                let before = inner.trim_end();
                let option =
                    before.rsplit([' ', '\n', '\t']).next().is_some_and(|word| word.starts_with('-'));
                !option && !before.ends_with([':', ',', '['])
            }
            b'"' if matches!(previous, '{' | '[') && next_is_text => self.brackets_end(close + 1),
            _ if matches!(previous, ' ' | '=' | ':') && (next_is_text || whole && next == Some('{')) => {
                self.quoted_value_ends(close + 1, mark)
            }
            _ => previous.is_alphanumeric() && is_json && next.is_none_or(char::is_whitespace),
        };
        inside.then_some(Suspicion::Inner(close))
    }

    /// Whether the line has two marks at the end of a word: `"If-Match: "abc""`, `'…?name='{{name}}'&kind='swift''`.
    fn quoted_value_ends(&self, at: usize, mark: u8) -> bool {
        let (line, mark) = (self.rest_of_line(at), char::from(mark));
        let mut from = 0;
        while let Some(length) = line[from..].find([mark, ' ']) {
            let end = from + length;
            match line[end..].chars().take_while(|c| *c == mark).count() {
                1 => from = end + 1,
                2 => return self.ends_word(at + end + 2),
                _ => return false,
            }
        }
        false
    }

    /// Whether the line has a closing bracket before a mark at the end of a word: `"X-Filter: {"a": 1}"`.
    fn brackets_end(&self, at: usize) -> bool {
        let line = self.rest_of_line(at);
        let mut ends = line.match_indices(['}', ']']);
        ends.any(|(bracket, _)| line[bracket + 1..].starts_with('"') && self.ends_word(at + bracket + 2))
    }

    pub(super) fn peek_at(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    pub(super) fn past_space(&self, at: usize) -> usize {
        self.text.len() - self.text[at..].trim_start().len()
    }

    /// Where the JSON ends that begins at `from`, by its brackets. `mark`: the quotes around it.
    pub(super) fn json_end(&mut self, from: usize, mark: Option<u8>) -> Option<usize> {
        let (mut depth, mut in_string, mut backslashes) = (0_u32, false, 0_u32);
        let mut at = self.past_space(from);
        let begin = at;
        while let Some(byte) = self.peek_at(at) {
            let protected = match mark {
                Some(b'"') => backslashes > 2,
                _ => backslashes % 2 == 1,
            };
            match byte {
                b'"' if !protected => in_string = !in_string,
                b'\n' => {
                    in_string = false;
                    let line = self.rest_of_line(at + 1).trim_start();
                    if begins_command(line) || is_option_line(line) && !line.starts_with("--") {
                        self.budget = self.budget.saturating_sub(at - begin);
                        return None;
                    }
                }
                b'{' | b'[' if !in_string => depth += 1,
                b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
                _ => {}
            }
            backslashes = if byte == b'\\' { backslashes + 1 } else { 0 };
            at += 1;
            if depth == 0 {
                break;
            }
        }
        self.budget = self.budget.checked_sub(at - begin)?;
        (depth == 0 && at > begin + 1).then_some(at)
    }

    /// Whether the command is inside of parentheses, of which one may close behind a word.
    fn is_in_parentheses(&self) -> bool {
        let start = self.words.first().map_or(0, |word| word.span.start as usize);
        let before = &self.text[..start];
        before.rfind('(').is_some_and(|open| !before[open..].contains(')'))
    }

    /// Whether a word ends here, and what follows on the line is something that can follow it.
    pub(super) fn ends_word(&self, at: usize) -> bool {
        let line = self.rest_of_line(at);
        let rest = line.trim_start();
        if rest.is_empty()
            || rest.starts_with(')') && self.is_in_parentheses()
            || rest == self.mark()
            || rest == "\\"
        {
            return true;
        }
        if rest.len() == line.len() {
            return line.starts_with([';', '|', '>']);
        }
        let rest = rest.strip_prefix("\\ ").unwrap_or(rest);
        is_option_line(rest)
            || is_address_line(rest)
            || rest.starts_with(['|', '>', '<', ';', '&', '#', '$', '{', '–', '—'])
            || rest.trim_end() == self.mark()
            || rest.trim_end() == "\\\\"
            || rest.starts_with("localhost")
            || rest.starts_with("\"$")
    }
}

/// Whether a quoted text begins as JSON.
pub(super) fn is_json(inner: &str, mark: u8) -> bool {
    let inner = inner.trim_start();
    // `{{base_url}}/v1/parcels`
    if inner
        .strip_prefix("{{")
        .is_some_and(|name| name.trim_start_matches(' ').starts_with(char::is_alphabetic))
    {
        return false;
    }
    let Some(rest) = inner.strip_prefix(['{', '[']) else { return false };
    let rest = rest.trim_start();
    let rest = if mark == b'"' { rest.trim_start_matches('\\') } else { rest };
    rest.is_empty() || rest.starts_with(['"', '{', '[', '}', ']', '\'']) && !rest.starts_with("{{")
}

/// How far before a place a command substitution may begin, in bytes.
const SUBSTITUTION: usize = 200;

/// Whether a text ends inside of a command substitution, whose options are its own: `parcelo-$(uname -s)`.
fn in_substitution(before: &str) -> bool {
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(SUBSTITUTION))..];
    let dollar = near.rfind("$(").is_some_and(|at| !near[at..].contains(')'));
    dollar || near.matches('`').count() % 2 == 1
}

/// Whether what comes before a line end looks complete, so that an option may follow.
fn ends_argument(text: &str) -> bool {
    text.trim_end().ends_with(['}', ']', '"', '\'', '\\'])
}
