//! Values that stand for another one. Documentation shows where a value goes more often than a value.

/// Words that only somebody writes who means: put your own here. In lower case.
const WORDS: &[&str] = &[
    "your",
    "xxx",
    "omitted",
    "redacted",
    "placeholder",
    "todo",
    "insert",
    "replace",
    "base64",
    "encoded",
    "some-",
    "same ",
    "token here",
    "value here",
    "dummy",
];

/// Whether a value stands for another one: `{etag}`, `$TOKEN`, `<date>`, `...`, `YOUR_TOKEN`, `:id`.
pub fn is_open(value: &str) -> bool {
    let bytes = value.as_bytes();
    let mark = |byte: &u8| matches!(byte, b'{' | b'}' | b'$' | b'[' | b']' | b'|' | b'^');
    if bytes.iter().any(mark) || value.contains("...") || has_far_mark(value) {
        return true;
    }
    if value.contains('<') && value.contains('>') && !value.starts_with("<http") && !value.starts_with("</") {
        return true;
    }
    if value.starts_with([':', '@', '(', '#', '%', '~', '+'])
        || value.contains(" #")
        || value.contains(" //")
        || value.contains(" (")
    {
        return true;
    }
    is_name(value) || has_word(value)
}

/// Dots, bullets and stars in place of what is secret.
fn has_far_mark(value: &str) -> bool {
    value.contains("***")
        || !value.is_ascii() && value.contains(['…', '•', '←', '—', '×', '⟨', '‹', '«', '　'])
}

/// A name in capitals: `ETAG`, `ACCESS_TOKEN`, `MY-KEY`.
fn is_name(value: &str) -> bool {
    let name =
        |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-' | b' ');
    let word = value.trim_matches('"');
    word.len() > 2 && word.bytes().all(name) && word.bytes().filter(u8::is_ascii_uppercase).count() > 2
}

fn has_word(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    WORDS.iter().any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use super::is_open;

    #[test]
    fn values_are_told_from_what_stands_for_them() {
        for value in [
            "{etag}",
            "{{token}}",
            "$TOKEN",
            "<date>",
            "...",
            "Bearer abc…",
            "YOUR_TOKEN",
            "ETAG",
            "ACCESS_TOKEN",
            "[date]",
            ":id",
            "Bearer your-token",
            "%TOKEN%",
            "no-cache # not needed",
            "\"ETAG\"",
            "a | b",
            "Basic ••••",
        ] {
            assert!(is_open(value), "{value}");
        }
        for value in [
            "no-cache",
            "\"33a64df5\"",
            "W/\"1\"",
            "bytes=0-100",
            "Wed, 18 Dec 2019 10:08:46 GMT",
            "*/*",
            "<https://a.example/>; rel=next",
            "2.128",
            "UTF-8''a%20b",
            "https://api.parcelo.example/",
        ] {
            assert!(!is_open(value), "{value}");
        }
    }
}
