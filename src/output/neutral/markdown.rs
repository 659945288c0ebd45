//! Text in GitHub Flavored Markdown.

use std::fmt::Write as _;

use super::neutral;

/// Text that is shown as it is: every character that could mean something to Markdown, HTML or an automatic link is a
/// character reference.
pub(in crate::output) fn plain(text: &str) -> String {
    let text = neutral(text);
    let mut out = String::with_capacity(text.len() + 16);
    for (at, c) in text.char_indices() {
        let dot_of_a_link = c == '.' && at >= 3 && text.as_bytes()[at - 3..at].eq_ignore_ascii_case(b"www");
        if dot_of_a_link || "&<>\"'`*_[]()|~#\\!:@+$=^{}".contains(c) {
            let _ = write!(out, "&#{};", u32::from(c));
        } else if c == '\t' {
            out.push(' ');
        } else {
            out.push(c);
        }
    }
    out
}

/// A message of ours, in which `code` stands between backticks. Words that services turn into links and mentions *after*
/// Markdown is read, where a reference is a character again, stand in the type of code, which they leave alone.
pub(in crate::output) fn message(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    let mut out = String::with_capacity(text.len() + 32);
    for (at, part) in parts.iter().enumerate() {
        // An opening backtick without a closing one is only a character.
        match (at % 2 == 1, at + 1 < parts.len()) {
            (true, true) => out.push_str(&code(part)),
            (true, false) => {
                out.push_str("&#96;");
                words(part, &mut out);
            }
            (false, _) => words(part, &mut out),
        }
    }
    out
}

fn words(text: &str, out: &mut String) {
    for (at, word) in text.split(' ').enumerate() {
        if at > 0 {
            out.push(' ');
        }
        out.push_str(&if is_reference(word) { code(word) } else { plain(word) });
    }
}

/// Whether a word may be a mention (`@who`), an issue (`#1`, `GH-1`, `!1`), another object of GitLab (`~label`, `%1`,
/// `&1`, `$1`), an address of mail, a link or an emoji (`:x:`).
fn is_reference(word: &str) -> bool {
    let follows = |c: char| c.is_alphanumeric() || c == '"' || c == '_';
    let mut pairs = word.chars().zip(word.chars().skip(1));
    pairs.any(|(sign, next)| "@#!~%&$^".contains(sign) && follows(next))
        || word.to_ascii_lowercase().contains("gh-")
        || word.contains("://")
        || word.matches(':').count() > 1
}

/// Text in the type of code.
pub(in crate::output) fn code(text: &str) -> String {
    format!("<code>{}</code>", plain(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup() {
        assert_eq!(plain("a|b <img>"), "a&#124;b &#60;img&#62;");
        assert_eq!(plain("www.x https://y"), "www&#46;x https&#58;//y");
        assert_eq!(message("`a*b` is `"), "<code>a&#42;b</code> is &#96;");
        assert_eq!(message("key @who twice"), "key <code>&#64;who</code> twice");
        for word in ["a@b.example", "#12", "gh-12", "(!12)", "~\"a b\"", ":tada:", "https://x.example"] {
            assert!(message(word).starts_with("<code>"), "{word}");
        }
        assert_eq!(message("more than 12:30, an @ or #"), "more than 12&#58;30, an &#64; or &#35;");
        let hostile = "</td>**x**[y](z)![i](j)\n# h\u{202e}@who";
        let markdown = plain(hostile);
        let parsed = pulldown_cmark::Parser::new_ext(&markdown, pulldown_cmark::Options::all());
        let markup = parsed.filter(|event| !matches!(event, pulldown_cmark::Event::Text(_)));
        assert_eq!(markup.count(), 2, "one paragraph and nothing in it: {markdown}");
    }
}
