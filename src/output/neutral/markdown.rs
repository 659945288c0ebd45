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

/// A message of ours, in which `code` stands between backticks.
pub(in crate::output) fn message(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    let mut out = String::with_capacity(text.len() + 32);
    for (at, part) in parts.iter().enumerate() {
        // An opening backtick without a closing one is only a character.
        match (at % 2 == 1, at + 1 < parts.len()) {
            (true, true) => out.push_str(&code(part)),
            (true, false) => {
                out.push_str("&#96;");
                out.push_str(&plain(part));
            }
            (false, _) => out.push_str(&plain(part)),
        }
    }
    out
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
        let hostile = "</td>**x**[y](z)![i](j)\n# h\u{202e}@who";
        let markdown = plain(hostile);
        let parsed = pulldown_cmark::Parser::new_ext(&markdown, pulldown_cmark::Options::all());
        let markup = parsed.filter(|event| !matches!(event, pulldown_cmark::Event::Text(_)));
        assert_eq!(markup.count(), 2, "one paragraph and nothing in it: {markdown}");
    }
}
