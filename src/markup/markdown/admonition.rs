//! The tabs and admonitions of `MkDocs`: a line that names one, and content that is indented by four columns.

use std::sync::LazyLock;

use memchr::memmem::Finder;

static MARKS: LazyLock<[Finder<'static>; 3]> = LazyLock::new(|| ["!!!", "???", "==="].map(Finder::new));

/// Whether a page may hold any.
pub(super) fn may_hold(text: &str) -> bool {
    let bytes = text.as_bytes();
    MARKS.iter().any(|mark| {
        mark.find_iter(bytes).any(|at| {
            let begins = bytes[..at].iter().rev().find(|byte| !matches!(byte, b' ' | b'\t'));
            matches!(begins, None | Some(b'\n'))
                && is_marker(text[at..].lines().next().unwrap_or_default().trim())
        })
    })
}

/// Whether a line, trimmed, names a tab or an admonition: `=== "JSON"`, `!!! note`, `???+ tip "Try it"`.
pub(super) fn is_marker(line: &str) -> bool {
    let after =
        |marks: &str| line.strip_prefix(marks).map(|rest| rest.strip_prefix(['+', '!']).unwrap_or(rest));
    if let Some(title) = after("===") {
        let title = title.trim();
        return title.len() >= 2 && title.starts_with(['"', '\'']) && title.ends_with(['"', '\'']);
    }
    let Some(name) = after("!!!").or_else(|| after("???")) else { return false };
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '"';
    if name.starts_with([' ', '\t']) {
        return name.trim_start().starts_with(is_name);
    }
    // Without the blank, a word and a title in quotes at most: `!!!note`, `???tip "Try it"`.
    let (word, title) = name.split_once(' ').map_or((name, ""), |(word, title)| (word, title.trim()));
    let is_word = word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    is_word && (title.is_empty() || title.len() >= 2 && title.starts_with('"') && title.ends_with('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers() {
        for line in [
            "=== \"JSON\"",
            "===! \"JSON\"",
            "!!! note",
            "!!! tip inline end \"Try\"",
            "???+ note",
            "??? \"a\"",
            "!!!note",
            "???code-example \"Try\"",
        ] {
            assert!(is_marker(line) && may_hold(&format!("a\n  {line}\n")), "{line}");
        }
        for line in ["===", "=== JSON", "a === \"b\"", "??? ", "!!!", "!!!note that", "???1", "=== \""] {
            assert!(!is_marker(line) && !may_hold(line), "{line}");
        }
    }
}
