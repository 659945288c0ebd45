//! Paths as relative URI references (RFC 3986).

use std::fmt::Write as _;

/// Percent-encodes everything but unreserved characters and `/`.
pub(in crate::output) fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len() + 8);
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            byte => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_a_path_is_left() {
        assert_eq!(uri("a b/é#?:%.md"), "a%20b/%C3%A9%23%3F%3A%25.md");
    }
}
