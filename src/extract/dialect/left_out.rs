//! What is left out at the beginning of a body: dots, and the words that explain them. Looks at lines alone.

/// What follows an elision that a text begins with.
pub(super) fn after(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix("...").or_else(|| text.strip_prefix('…')) {
        return Some(without_words(rest.trim_start_matches(['.', ',', '…'])));
    }
    // One dot a line.
    text.strip_prefix('.').filter(|below| below.trim_start_matches([' ', '\t', '\r']).starts_with('\n'))
}

/// What follows the words behind an elision on its line: `... (omitted for brevity) ...`, `...the other fields,`.
fn without_words(text: &str) -> &str {
    let line = text.lines().next().unwrap_or_default();
    let words = line.trim();
    let is_said = words.ends_with(['.', '…', ')', ',']) && !words.contains(['"', '{', '[', ':']);
    if is_said { &text[line.len()..] } else { text }
}

#[cfg(test)]
mod tests {
    use super::after;

    #[test]
    fn dots_and_their_words_are_passed() {
        let cases = [
            ("...\n1", Some("\n1")),
            ("... (omitted) ...\n1", Some("\n1")),
            ("...the rest,\n1", Some("\n1")),
            (".\n.\n1", Some("\n.\n1")),
            (".5", None),
            ("1", None),
        ];
        for (text, expected) in cases {
            assert_eq!(after(text), expected, "{text}");
        }
    }
}
