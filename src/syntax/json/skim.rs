//! JSON text skimmed: the names at its top, without a tree.

use memchr::memchr2;

/// The member names of the object that `text` is, as written between the quotes, up to one of `until`; `None` if only
/// [`parse`](super::parse) can tell.
pub(crate) fn top_names<'t>(text: &'t str, until: &[&str]) -> Option<Vec<&'t str>> {
    let bytes = text.as_bytes();
    let mut names = Vec::new();
    let (mut depth, mut is_name) = (0_usize, false);
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => {
                let end = string_end(bytes, at)?;
                if depth == 1 && std::mem::take(&mut is_name) {
                    let name = &text[at + 1..end];
                    names.push(name);
                    if until.contains(&name) {
                        return Some(names);
                    }
                }
                at = end;
            }
            b'{' | b'[' => {
                depth += 1;
                is_name = depth == 1 && byte == b'{';
            }
            b'}' | b']' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(names);
                }
            }
            b',' => is_name = depth == 1,
            b' ' | b'\t' | b'\r' | b'\n' => {}
            // A name without quotes, or a comment.
            b'/' | b'#' | b'\'' => return None,
            _ if is_name || depth == 0 => return None,
            _ => {}
        }
        at += 1;
    }
    None
}

/// Where the string that begins at `start` ends: its last quote.
fn string_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        at += memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[at] == b'"' {
            return Some(at);
        }
        at += 2;
    }
}

#[cfg(test)]
mod tests {
    use super::top_names;

    #[test]
    fn only_the_names_at_the_top_are_read() {
        let cases: [(&str, Option<&[&str]>); 9] = [
            (
                r#"{ "a": { "b": [1, { "c": 2 }] }, "d\"}": "x, \"y\": {", "e": null }"#,
                Some(&["a", "d\\\"}", "e"]),
            ),
            (r#"{ "a": ["b", "c"], "d": 1.5e3 } rest"#, Some(&["a", "d"])),
            (r#"{ "a": { "last": 1 }, "last": 2, "b": 3 }"#, Some(&["a", "last"])),
            ("{}", Some(&[])),
            (r#"{ openapi: "3.0.0" }"#, None),
            ("{ // note\n \"a\": 1 }", None),
            ("{ 'a': 1 }", None),
            (r#"{ "a": { "b": 1 }"#, None),
            (r#"{ "a"#, None),
        ];
        for (text, expected) in cases {
            assert_eq!(top_names(text, &["last"]).as_deref(), expected, "{text}");
        }
    }
}
