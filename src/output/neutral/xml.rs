//! Text in XML 1.0 attributes and elements.

use std::fmt::Write as _;

use super::{begins_command, is_hostile};

/// Text that a reader of the XML gets back as it was. Only characters that XML cannot hold are shown as `\u{…}`; what a
/// log or a terminal would obey is a character reference.
pub(in crate::output) fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for (at, c) in text.char_indices() {
        let _ = match c {
            '&' => out.write_str("&amp;"),
            '<' => out.write_str("&lt;"),
            '>' => out.write_str("&gt;"),
            '"' => out.write_str("&quot;"),
            '\'' => out.write_str("&apos;"),
            '#' if begins_command(&text[at..]) => out.write_str("&#35;"),
            c if !is_char(c) => write!(out, "\\u{{{:x}}}", u32::from(c)),
            '\t' | '\n' | '\r' => write!(out, "&#{};", u32::from(c)),
            c if is_hostile(c) => write!(out, "&#x{:x};", u32::from(c)),
            c => out.write_char(c),
        };
    }
    out
}

/// `Char` of XML 1.0 (§2.2): what a document may hold at all, even as a reference.
fn is_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_gets_the_text_back() {
        let text = "<a b='\"&\t\r\n\"> ##vso[x] \u{202e}\u{9b} é😀 ]]> <!--";
        let document = format!("<x a=\"{0}\">{0}</x>", xml(text));
        assert!(!document.contains("##vso[") && !document.contains('\u{202e}'), "{document}");
        let parsed = roxmltree::Document::parse(&document).unwrap();
        assert_eq!(parsed.root_element().attribute("a"), Some(text));
        assert_eq!(parsed.root_element().text(), Some(text));
        assert_eq!(xml("a\u{1b}\u{0}\u{ffff}"), "a\\u{1b}\\u{0}\\u{ffff}");
    }
}
