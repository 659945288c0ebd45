//! Text from outside, made harmless: the one place that knows what a terminal, the log of a build service or a format
//! would obey. No output escapes by itself.
//!
//! Terminals obey control characters; the agents of GitHub, Azure Pipelines and `TeamCity` obey lines with
//! `##[group]`, `##vso[…]`, `##teamcity[…]` or a leading `::set-output …` wherever a program prints them. Both are
//! broken visibly: controls and characters without a shape become `\u{1b}`, commands get a space. A zero-width character
//! would not do, since some agents compare without them. Formats that can write a character in two ways lose nothing: in JSON and XML a command
//! is broken by an escape that every reader undoes.

pub(super) mod json;
pub(super) mod log;
pub(super) mod markdown;
pub(super) mod uri;
pub(super) mod xml;

use std::borrow::Cow;
use std::fmt::Write as _;

/// The words after `##` that begin a command.
const COMMANDS: [&str; 3] = ["[", "vso[", "teamcity["];

/// A piece of text on one line: neither control characters, nor line ends, nor commands.
pub(crate) fn neutral(text: &str) -> Cow<'_, str> {
    if is_harmless(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    each(text, |_, piece| match piece {
        Piece::Same(c) => out.push(c),
        Piece::Instead(words) => out.push_str(&words),
    });
    Cow::Owned(out)
}

/// A character of the text, or what stands for it.
pub(crate) enum Piece {
    Same(char),
    Instead(String),
}

/// Hands over every character of one line of text, made harmless, with its byte offset.
pub(crate) fn each(text: &str, mut take: impl FnMut(usize, Piece)) {
    let mut line_start = true;
    for (at, c) in text.char_indices() {
        let rest = &text[at..];
        let piece = match c {
            '#' if begins_command(rest) => Piece::Instead("# ".to_owned()),
            ':' if line_start && visible(rest).take(2).eq("::".chars()) => Piece::Instead(": ".to_owned()),
            '\n' => Piece::Instead("\\n".to_owned()),
            '\r' => Piece::Instead("\\r".to_owned()),
            c if is_hostile(c) || is_unseen(c) => {
                let mut words = String::with_capacity(8);
                let _ = write!(words, "\\u{{{:x}}}", u32::from(c));
                Piece::Instead(words)
            }
            c => Piece::Same(c),
        };
        line_start &= c.is_whitespace() || is_ignorable(c);
        take(at, piece);
    }
}

/// Whether [`each`] would hand over every character of a line as it is. An odd one makes it look twice.
pub(super) fn is_harmless(text: &str) -> bool {
    // One pass without a branch, which is what nearly every line needs.
    let is_odd = |byte| u8::from(byte < b' ') | u8::from(byte > b'~') | u8::from(byte == b'#');
    let odd = text.bytes().fold(0, |odd, byte| odd | is_odd(byte));
    odd == 0 && !text.trim_start_matches(' ').starts_with(':')
        || (!text.chars().any(|c| c != '\t' && (is_hostile(c) || is_unseen(c)))
            && !text.match_indices('#').any(|(at, _)| begins_command(&text[at..]))
            && !text.trim_start_matches(|c: char| c.is_whitespace() || is_ignorable(c)).starts_with(':'))
}

/// A message of at most `limit` characters on one line, made harmless: a report may quote a body of any length.
pub(super) fn message(text: &str, limit: usize) -> Cow<'_, str> {
    if text.len() <= limit || text.chars().nth(limit).is_none() {
        return neutral(text);
    }
    let cut: String = text.chars().take(limit.saturating_sub(1)).collect();
    Cow::Owned(format!("{}…", neutral(&cut)))
}

/// Characters that a terminal obeys, that turn the reading direction or that end a line.
pub(super) fn is_hostile(c: char) -> bool {
    (c.is_control() && c != '\t')
        || matches!(c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            | '\u{2028}' | '\u{2029}')
}

/// Characters that take no room, so that two texts look alike. Joiners (U+200C, U+200D) belong to scripts and emoji.
fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}')
}

/// Characters that some agents skip when they look for a command.
fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

fn visible(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !is_ignorable(*c))
}

/// Whether a text that begins with `#` begins a command of a build service.
pub(super) fn begins_command(text: &str) -> bool {
    let mut after = visible(text).skip(1);
    after.next() == Some('#') && {
        // Far enough for the longest word; what is skipped on the way is bounded by the filter's own scan.
        let word: String = after.take(9).map(|c| c.to_ascii_lowercase()).collect();
        COMMANDS.iter().any(|command| word.starts_with(command))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_directions_and_commands_are_broken() {
        let cases = [
            ("plain text: `{}` é 😀\tx", "plain text: `{}` é 😀\tx"),
            ("\u{1b}[31mred", "\\u{1b}[31mred"),
            ("a\u{7}\u{7f}\u{9b}b", "a\\u{7}\\u{7f}\\u{9b}b"),
            ("one\ntwo\r", "one\\ntwo\\r"),
            ("\u{202e}evil", "\\u{202e}evil"),
            ("##vso[task.x]y", "# #vso[task.x]y"),
            ("x ##VSO[", "x # #VSO["),
            ("###[error]", "## #[error]"),
            ("##teamcity[", "# #teamcity["),
            ("#\u{200b}#\u{ad}[group]", "# \\u{200b}#\\u{ad}[group]"),
            ("ad\u{200b}min\u{e0041} 👩\u{200d}💻", "ad\\u{200b}min\\u{e0041} 👩\u{200d}💻"),
            ("## Heading [x]", "## Heading [x]"),
            ("::error::x", ": :error::x"),
            (" \u{feff}:\u{200d}:set-env", " \\u{feff}: \u{200d}:set-env"),
            ("std::path", "std::path"),
        ];
        for (text, expected) in cases {
            assert_eq!(neutral(text), expected, "{text:?}");
        }
    }
}
