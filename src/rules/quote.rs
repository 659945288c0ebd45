//! Pieces of the writer's text inside messages: one line, never long. Making them harmless is the output's job.

use std::borrow::Cow;

/// The most characters of the writer's text that a message repeats.
const LONGEST: usize = 40;

/// The most characters of a name that messages repeat: names of types are long, and their ends tell them apart.
const LONGEST_NAME: usize = 120;

/// The first line of `text`, cut to 40 characters; `…` stands for what is left out.
pub(crate) fn shortened(text: &str) -> Cow<'_, str> {
    cut(text, LONGEST)
}

/// The name of a type or of what a description knows as code.
pub(crate) fn long_code(text: &str) -> String {
    format!("`{}`", cut(text, LONGEST_NAME))
}

fn cut(text: &str, longest: usize) -> Cow<'_, str> {
    let line_end = text.find(['\n', '\r']).unwrap_or(text.len());
    let cut = text.char_indices().nth(longest).map_or(text.len(), |(at, _)| at).min(line_end);
    if cut == text.len() { Cow::Borrowed(text) } else { Cow::Owned(format!("{}…", text[..cut].trim_end())) }
}

/// The text as code: shortened, in backticks; in two of them if it has some itself, as in Markdown.
pub(crate) fn code(text: &str) -> String {
    let text = shortened(text);
    if !text.contains('`') {
        return format!("`{text}`");
    }
    if text.bytes().all(|byte| byte == b'`') {
        return if text.len() == 1 { "a backtick".to_owned() } else { format!("{} backticks", text.len()) };
    }
    let pad = |is_one: bool| if is_one { " " } else { "" };
    format!("``{}{text}{}``", pad(text.starts_with('`')), pad(text.ends_with('`')))
}

/// Says of some names that they are missing: `required property "id" is missing`.
pub(crate) fn missing(one: &str, many: &str, names: &[String]) -> String {
    match names {
        [name] => format!("{one} {name} is missing"),
        names => format!("{many} {} are missing", names.join(", ")),
    }
}

/// The last word of a text as code, cut at its beginning.
pub(crate) fn code_end(text: &str) -> String {
    let word = text.split_whitespace().next_back().unwrap_or_default();
    let (from, cut) = match word.char_indices().rev().nth(LONGEST - 1) {
        Some((at, _)) if at > 0 => (at, "…"),
        _ => (0, ""),
    };
    format!("`{cut}{}`", &word[from..])
}

/// A member name: shortened, in double quotes. `name` comes without its quotes.
pub(crate) fn name(name: &str) -> String {
    format!("\"{}\"", shortened(name))
}

/// The text between the quotes; as it stands if there are none.
pub(crate) fn unquoted(text: &str) -> &str {
    let quotes = ['"', '\'', '“', '”', '„', '‘', '’', '«', '»'];
    text.strip_prefix(quotes).map_or(text, |rest| rest.strip_suffix(quotes).unwrap_or(rest))
}

/// The string in double quotes that `text` begins with, after white space; without its quotes. Looks no further
/// than a message could show.
pub(crate) fn name_at(text: &str) -> Option<&str> {
    let from = text.bytes().take(4 * LONGEST).position(|byte| !byte.is_ascii_whitespace())?;
    let inside = text[from..].strip_prefix('"')?;
    let end = inside.bytes().take(4 * LONGEST).position(|byte| byte == b'"' || byte == b'\n')?;
    inside[end..].starts_with('"').then(|| &inside[..end])
}

/// The string in double quotes that `text` ends with, before colons and white space; without its quotes. Looks no
/// further back than a message could show.
pub(crate) fn name_before(text: &str) -> Option<&str> {
    let from = text.char_indices().rev().nth(4 * LONGEST).map_or(0, |(at, _)| at);
    let inside = text[from..].trim_end_matches([':', ' ', '\t', '\n']).strip_suffix('"')?;
    inside.rfind(['"', '\n']).map(|open| &inside[open + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_is_cut_between_characters() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a\r\nb"), "`a…`");
        assert_eq!(shortened(&"é".repeat(40)), "é".repeat(40));
        assert_eq!(shortened(&"é".repeat(41)), format!("{}…", "é".repeat(40)));
        assert_eq!(name("parcel id"), "\"parcel id\"");
    }

    #[test]
    fn the_name_that_follows_is_found_on_its_line() {
        assert_eq!(name_at("\n  \"id\": 1"), Some("id"));
        assert_eq!(name_at("\"id"), None);
        assert_eq!(name_at("\"id\n\""), None);
        assert_eq!(name_at(" 12"), None);
        assert_eq!(name_at(&" ".repeat(1000)), None);
    }

    #[test]
    fn the_name_that_precedes_is_found() {
        assert_eq!(name_before("{ \"a\": 1, \"id\""), Some("id"));
        assert_eq!(name_before("{ \"id\": "), Some("id"));
        assert_eq!(name_before("{ id"), None);
        assert_eq!(name_before(&"é\"".repeat(1000)), Some("é"));
    }

    #[test]
    fn code_with_backticks_is_told_from_the_words_around_it() {
        let shown = ["a", "`", "```", "a `b` c", "`b`"].map(code);
        assert_eq!(shown, ["`a`", "a backtick", "3 backticks", "``a `b` c``", "`` `b` ``"]);
    }
}
