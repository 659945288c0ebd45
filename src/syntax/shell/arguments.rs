//! What the words of a `curl` command are for, one after the other, as far as the lexer must know: whether an option
//! waits for its argument, and whether there is an address yet.

use std::borrow::Cow;

use super::curl_options::CurlOption;
use super::{Quoting, Word};

/// What the word to come is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Expects {
    /// An option or an address.
    #[default]
    Any,
    /// What is sent.
    Data,
    /// The argument of another option.
    Argument,
}

/// The state between two words.
#[derive(Debug, Default)]
pub(super) struct Arguments {
    /// Whether the command is one of `curl`.
    pub(super) is_curl: bool,
    /// What the next word is.
    pub(super) expects: Expects,
    /// Whether an address was given.
    pub(super) has_address: bool,
    /// The index of the word after the last option that takes an argument.
    pub(super) argument_at: Option<usize>,
    /// Whether the program comes after words that only stand before a command.
    is_other: bool,
}

impl Arguments {
    /// Goes past the word of this index.
    pub(super) fn take(&mut self, word: &Word, text: &str, index: usize) {
        let is_option = is_only_option(word, text);
        let word = &*word.text(text);
        if !self.is_curl {
            self.is_curl = !self.is_other && is_program(word);
            self.is_other |= !self.is_curl && !is_prefix(word);
            return;
        }
        if self.expects != Expects::Any && !is_option {
            self.expects = Expects::Any;
            return;
        }
        let word = with_hyphens(word);
        if word.len() > 1 && word.starts_with('-') {
            self.expects = after_option(&word);
            self.has_address |= &*word == "--url";
            if self.expects != Expects::Any {
                self.argument_at = Some(index + 1);
            }
        } else {
            self.has_address = true;
        }
    }

    /// Whether a word that is not read to its end is the name of the program: `curl\`.
    pub(super) fn is_begun_by(&self, word: &Word, text: &str) -> bool {
        !self.is_other && is_program(&word.text(text))
    }

    /// What a quote belongs to that opens behind `prefix`, the word up to it.
    pub(super) fn at(&self, prefix: &str) -> Expects {
        match after_option(&with_hyphens(prefix.trim_end_matches('='))) {
            Expects::Any => self.expects,
            joined => joined,
        }
    }
}

/// Whether a word can only be an option, so that the one before it has no argument.
pub(super) fn is_only_option(word: &Word, text: &str) -> bool {
    if word.quoting != Quoting::Bare {
        return false;
    }
    let word = word.text(text);
    match word.strip_prefix("--") {
        Some(name) => CurlOption::long(name).is_some(),
        None => word.strip_prefix('-').is_some_and(|letters| {
            let mut letters = letters.chars();
            letters.next().is_some_and(|c| c.is_ascii_alphabetic() && CurlOption::short(c).is_some())
                && letters.next().is_none()
        }),
    }
}

/// What follows an option as it is written; nothing of its own if the argument is part of the word.
pub(super) fn after_option(word: &str) -> Expects {
    let option = match word.strip_prefix("--") {
        Some(name) => CurlOption::long(name).filter(|option| option.takes_argument()),
        None => word.strip_prefix('-').and_then(last_letter),
    };
    match option.map(CurlOption::name) {
        None => Expects::Any,
        Some("json" | "form" | "form-string") => Expects::Data,
        Some(name) if name.starts_with("data") => Expects::Data,
        Some(_) => Expects::Argument,
    }
}

/// The option that waits for its argument behind letters such as `sSd`.
fn last_letter(letters: &str) -> Option<CurlOption> {
    let takes = |letter| CurlOption::short(letter).filter(|option| option.takes_argument());
    let (at, first) = letters.char_indices().find(|(_, letter)| takes(*letter).is_some())?;
    takes(first).filter(|_| at + first.len_utf8() == letters.len())
}

/// Whether a word is the name of the program.
pub(super) fn is_program(word: &str) -> bool {
    let name = word.rsplit(['/', '\\']).next().unwrap_or(word);
    name == "curl" || name == "curl.exe"
}

/// Whether the program comes later: `sudo curl`, `time curl`, `HOST=… curl`; not `brew install curl`.
pub(super) fn is_prefix(word: &str) -> bool {
    let keyword = ["sudo", "time", "if", "while", "until", "then", "do", "else", "!", "exec"].contains(&word);
    keyword || word.contains('=')
}

/// Whether a character is one of the dashes that a word processor makes of hyphens.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// A word with the hyphens that its dashes stand for.
pub(super) fn with_hyphens(word: &str) -> Cow<'_, str> {
    match dashes(word) {
        Some((length, hyphens)) => Cow::Owned(format!("{hyphens}{}", &word[length..])),
        None => Cow::Borrowed(word),
    }
}

/// The length of the dashes that a word begins with, and the hyphens that they stand for.
pub(super) fn dashes(word: &str) -> Option<(usize, &'static str)> {
    let rest = word.trim_start_matches(|c| is_dash(c) || c == '-');
    let length = word.len() - rest.len();
    if !word[..length].contains(is_dash) || !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let name = rest.split(['=', ' ']).next().unwrap_or(rest);
    let is_long = name.len() > 1
        && (CurlOption::long(name).is_some()
            || CurlOption::near(name).is_some() && word[..length].chars().count() > 1);
    Some((length, if is_long { "--" } else { "-" }))
}

/// Whether a line goes on with an option that there is.
pub(super) fn is_option_line(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '\t']);
    let word = line.split([' ', '\t', '\n', '\r', '"', '\'', '=']).next().unwrap_or_default();
    let word = with_hyphens(word);
    match word.strip_prefix("--") {
        Some(name) => CurlOption::long(name).is_some() || CurlOption::near(name).is_some(),
        None => word.strip_prefix('-').is_some_and(are_letters),
    }
}

/// Whether letters are options, of which the last one may have its argument joined.
pub(super) fn are_letters(letters: &str) -> bool {
    for letter in letters.chars() {
        match CurlOption::short(letter) {
            Some(option) if option.takes_argument() => {
                return letter != 'r' || letters.len() == 1;
            }
            Some(_) => {}
            None => return false,
        }
    }
    !letters.is_empty()
}

/// Whether a text begins with an address, in quotes or not.
pub(super) fn is_address_line(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '\t']);
    let line = line.strip_prefix(['"', '\'', '“', '‘']).unwrap_or(line);
    line.starts_with("http://") || line.starts_with("https://")
}
