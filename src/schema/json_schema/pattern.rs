//! Whether a pattern can be a regular expression at all, whatever its dialect.
//!
//! The validator's engine refuses some that are right elsewhere (look-around, back references), so that its refusal
//! proves nothing. What is never closed is wrong everywhere.

/// Why a pattern is none, in the reader's words; `None` if it may be one.
pub(super) fn flaw(pattern: &str) -> Option<&'static str> {
    let mut open = 0_u32;
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.next().is_none() => return Some("it ends in a single `\\`"),
            '(' => open += 1,
            ')' if open == 0 => return Some("a `)` closes nothing"),
            ')' => open -= 1,
            '[' => {
                // Dialects differ in what a bracket right behind the first means.
                let _ = chars.next_if_eq(&'^');
                if chars.next_if_eq(&']').is_some() {
                    return None;
                }
                loop {
                    match chars.next() {
                        None => return Some("a `[` is never closed"),
                        Some('\\') => drop(chars.next()),
                        // Sets in sets are of some dialects only.
                        Some('[') => return None,
                        Some(']') => break,
                        Some(_) => {}
                    }
                }
            }
            _ => {}
        }
    }
    (open > 0).then_some("a `(` is never closed")
}

#[cfg(test)]
mod tests {
    use super::flaw;

    #[test]
    fn only_what_no_dialect_reads_is_wrong() {
        for good in [
            "",
            "^PX-[0-9]{4}$",
            r"\(",
            r"[\]()]",
            "[]",
            "[^]]",
            "(?<=a)b",
            r"(a)\1",
            "[[:alpha:]]",
            "a{,",
            "*",
        ] {
            assert_eq!(flaw(good), None, "{good}");
        }
        for (bad, expected) in [
            ("(a", "a `(` is never closed"),
            ("a)", "a `)` closes nothing"),
            ("[a-z", "a `[` is never closed"),
            (r"[a\]", "a `[` is never closed"),
            ("a\\", "it ends in a single `\\`"),
        ] {
            assert_eq!(flaw(bad), Some(expected), "{bad}");
        }
    }
}
