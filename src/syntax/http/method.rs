//! The request methods that are registered or in wide use, and the nearest one to a misspelling.
//!
//! Nothing here judges: a method outside the lists may be a product's own.

use strsim::osa_distance;

/// The methods of everyday APIs. Only these may stand before a target without a leading slash.
const COMMON: &[&str] =
    &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "QUERY"];

/// IANA's HTTP Method Registry (RFC 9110 §16.1), without the common ones.
const REGISTERED: &[&str] = &[
    "ACL",
    "BASELINE-CONTROL",
    "BIND",
    "CHECKIN",
    "CHECKOUT",
    "COPY",
    "LABEL",
    "LINK",
    "LOCK",
    "MERGE",
    "MKACTIVITY",
    "MKCALENDAR",
    "MKCOL",
    "MKREDIRECTREF",
    "MKWORKSPACE",
    "MOVE",
    "ORDERPATCH",
    "PRI",
    "PROPFIND",
    "PROPPATCH",
    "REBIND",
    "REPORT",
    "SEARCH",
    "UNBIND",
    "UNCHECKOUT",
    "UNLINK",
    "UNLOCK",
    "UPDATE",
    "UPDATEREDIRECTREF",
    "VERSION-CONTROL",
];

/// Not registered, but sent by products that many people use.
const IN_USE: &[&str] =
    &["BAN", "LIST", "M-SEARCH", "NOTIFY", "PURGE", "SCAN", "SUBSCRIBE", "UNSUBSCRIBE", "VIEW"];

/// Whether this is one of the methods of everyday APIs. Methods are case-sensitive (RFC 9110 §9.1).
pub fn is_common(method: &str) -> bool {
    COMMON.contains(&method)
}

/// The method of everyday APIs that a word is but for its case.
pub fn in_upper_case(word: &str) -> Option<&'static str> {
    COMMON.iter().copied().find(|known| known.eq_ignore_ascii_case(word))
}

/// Whether the method is registered or in wide use.
pub fn is_known(method: &str) -> bool {
    is_common(method) || REGISTERED.contains(&method) || IN_USE.contains(&method)
}

/// The everyday method that a misspelling means: another case, letters swapped, doubled or dropped. In short words a
/// letter that was exchanged for another counts as another word: `HOST` is no `POST`.
pub fn nearest(method: &str) -> Option<&'static str> {
    if method.len() > 12 || !method.is_ascii() {
        return None;
    }
    let upper = method.to_ascii_uppercase();
    COMMON
        .iter()
        .copied()
        .filter(|known| is_near(&upper, known))
        .min_by_key(|known| osa_distance(&upper, known))
}

fn is_near(word: &str, known: &str) -> bool {
    match osa_distance(word, known) {
        0 => true,
        1 => known.len() >= 5 || word.len() != known.len() || is_anagram(word, known),
        2 => known.len() >= 6 && word.len() >= 5,
        _ => false,
    }
}

fn is_anagram(one: &str, other: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters = word.as_bytes().to_vec();
        letters.sort_unstable();
        letters
    };
    sorted(one) == sorted(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspellings_are_told_from_other_words() {
        for (word, expected) in [
            ("GTE", Some("GET")),
            ("GETT", Some("GET")),
            ("get", Some("GET")),
            ("PATHC", Some("PATCH")),
            ("POTS", Some("POST")),
            ("PSOT", Some("POST")),
            ("DELTE", Some("DELETE")),
            ("DELTEE", Some("DELETE")),
            ("OPTION", Some("OPTIONS")),
            ("HOST", None),
            ("SET", None),
            ("FROM", None),
            ("WORKDIR", None),
            ("SELECT", None),
            ("INFO", None),
        ] {
            assert_eq!(nearest(word), expected, "{word}");
        }
        assert!(is_known("LIST") && is_known("PROPFIND") && !is_known("get"));
    }
}
