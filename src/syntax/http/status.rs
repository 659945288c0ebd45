//! Status codes and their reason phrases: the IANA HTTP Status Code Registry and what older specifications said.
//!
//! A phrase is only a comment to the code (RFC 9112 §4); [`judge`] says how a written one relates to the registry.

use strsim::osa_distance;

/// Code, registered phrase, and phrases that other specifications gave it.
const CODES: &[(u16, &str, &[&str])] = &[
    (100, "Continue", &[]),
    (101, "Switching Protocols", &["Switching Protocol"]),
    (102, "Processing", &[]),
    (103, "Early Hints", &[]),
    (104, "Upload Resumption Supported", &[]),
    (200, "OK", &[]),
    (201, "Created", &[]),
    (202, "Accepted", &[]),
    (203, "Non-Authoritative Information", &["Non-Authoritative"]),
    (204, "No Content", &[]),
    (205, "Reset Content", &[]),
    (206, "Partial Content", &[]),
    (207, "Multi-Status", &["Multi Status"]),
    (208, "Already Reported", &[]),
    (226, "IM Used", &[]),
    (300, "Multiple Choices", &["Multiple Choice"]),
    (301, "Moved Permanently", &[]),
    (302, "Found", &["Moved Temporarily"]),
    (303, "See Other", &[]),
    (304, "Not Modified", &[]),
    (305, "Use Proxy", &[]),
    (306, "(Unused)", &["Switch Proxy", "Unused"]),
    (307, "Temporary Redirect", &[]),
    (308, "Permanent Redirect", &["Resume Incomplete"]),
    (400, "Bad Request", &[]),
    (401, "Unauthorized", &[]),
    (402, "Payment Required", &[]),
    (403, "Forbidden", &[]),
    (404, "Not Found", &[]),
    (405, "Method Not Allowed", &[]),
    (406, "Not Acceptable", &[]),
    (407, "Proxy Authentication Required", &[]),
    (408, "Request Timeout", &["Request Time-out"]),
    (409, "Conflict", &[]),
    (410, "Gone", &[]),
    (411, "Length Required", &[]),
    (412, "Precondition Failed", &[]),
    (413, "Content Too Large", &["Payload Too Large", "Request Entity Too Large"]),
    (414, "URI Too Long", &["Request-URI Too Long", "Request-URI Too Large", "Request URI Too Long"]),
    (415, "Unsupported Media Type", &[]),
    (416, "Range Not Satisfiable", &["Requested Range Not Satisfiable"]),
    (417, "Expectation Failed", &[]),
    (418, "(Unused)", &["I'm a teapot", "Im a teapot", "I'm a Teapot"]),
    (421, "Misdirected Request", &[]),
    (422, "Unprocessable Content", &["Unprocessable Entity"]),
    (423, "Locked", &[]),
    (424, "Failed Dependency", &[]),
    (425, "Too Early", &["Unordered Collection"]),
    (426, "Upgrade Required", &[]),
    (428, "Precondition Required", &[]),
    (429, "Too Many Requests", &[]),
    (431, "Request Header Fields Too Large", &[]),
    (451, "Unavailable For Legal Reasons", &[]),
    (500, "Internal Server Error", &["Internal Error"]),
    (501, "Not Implemented", &[]),
    (502, "Bad Gateway", &[]),
    (503, "Service Unavailable", &["Service Temporarily Unavailable"]),
    (504, "Gateway Timeout", &["Gateway Time-out"]),
    (505, "HTTP Version Not Supported", &["HTTP Version not supported"]),
    (506, "Variant Also Negotiates", &[]),
    (507, "Insufficient Storage", &[]),
    (508, "Loop Detected", &[]),
    (510, "Not Extended", &[]),
    (511, "Network Authentication Required", &[]),
];

/// Words that writers put for a phrase although no specification and no product does.
const MISNOMERS: &[&str] = &["Success", "Successful", "Redirect"];

/// How a written phrase relates to the registered one of its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phrase {
    /// It is the code's phrase, or nothing can be said against it: a product's own words.
    Fine,
    /// It differs from the code's phrase in case alone.
    Case(&'static str),
    /// It is the code's phrase with slips, or a word that means it; the right one is given.
    Misspelt(&'static str),
    /// It is the phrase of another code: that code, and the right phrase.
    OfOther(u16, &'static str),
}

/// Every registered code with its phrase, in order.
pub fn all() -> impl Iterator<Item = (u16, &'static str)> {
    CODES.iter().map(|(code, phrase, _)| (*code, *phrase))
}

/// The registered phrase of a code.
pub fn phrase(code: u16) -> Option<&'static str> {
    entry(code).map(|(_, phrase, _)| *phrase)
}

/// The code that a phrase belongs to, compared without case.
pub fn code_of(written: &str) -> Option<u16> {
    CODES.iter().find(|(_, right, others)| is_any(written, right, others)).map(|(code, ..)| *code)
}

/// How a phrase fits its code. A code that is not registered takes any phrase.
pub fn judge(code: u16, written: &str) -> Phrase {
    let Some(&(_, right, others)) = entry(code) else { return Phrase::Fine };
    if right == written || others.contains(&written) {
        return Phrase::Fine;
    }
    if right.eq_ignore_ascii_case(written) {
        return Phrase::Case(right);
    }
    if let Some(other) = others.iter().find(|other| other.eq_ignore_ascii_case(written)) {
        return Phrase::Case(other);
    }
    if MISNOMERS.iter().any(|word| word.eq_ignore_ascii_case(written)) {
        return Phrase::Misspelt(right);
    }
    if let Some(other) = code_of(written) {
        return Phrase::OfOther(other, right);
    }
    if let Some(meant) = std::iter::once(&right).chain(others).find(|meant| is_near(written, meant)) {
        return Phrase::Misspelt(meant);
    }
    let other = CODES.iter().find(|(_, phrase, _)| is_near(written, phrase));
    other.map_or(Phrase::Fine, |(other, ..)| Phrase::OfOther(*other, right))
}

fn entry(code: u16) -> Option<&'static (u16, &'static str, &'static [&'static str])> {
    CODES.binary_search_by_key(&code, |(code, ..)| *code).ok().map(|index| &CODES[index])
}

fn is_any(written: &str, right: &str, others: &[&str]) -> bool {
    right.eq_ignore_ascii_case(written) || others.iter().any(|other| other.eq_ignore_ascii_case(written))
}

/// Whether the two differ in a slip of the pen: one in short phrases, two in longer ones.
fn is_near(written: &str, right: &str) -> bool {
    let letters = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect::<String>()
    };
    if written.len().abs_diff(right.len()) > 4 || right.len() < 5 {
        return false;
    }
    let slips = if right.len() < 8 { 1 } else { 2 };
    osa_distance(&letters(written), &letters(right)) <= slips
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(CODES.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn phrases_are_judged_by_what_they_mean() {
        for (code, written, expected) in [
            (200, "OK", Phrase::Fine),
            (200, "Ok", Phrase::Case("OK")),
            (204, "NO CONTENT", Phrase::Case("No Content")),
            (204, "NoContent", Phrase::Misspelt("No Content")),
            (204, "Created", Phrase::OfOther(201, "No Content")),
            (202, "Accpted", Phrase::Misspelt("Accepted")),
            (201, "OK", Phrase::OfOther(200, "Created")),
            (200, "Success", Phrase::Misspelt("OK")),
            (422, "Unprocessable Entity", Phrase::Fine),
            (422, "Unprocesssable Entity", Phrase::Misspelt("Unprocessable Entity")),
            (302, "Moved Temporarily", Phrase::Fine),
            (413, "Payload too large", Phrase::Case("Payload Too Large")),
            (101, "UPGRADED", Phrase::Fine),
            (400, "Validation Failed", Phrase::Fine),
            (499, "Created", Phrase::Fine),
            (404, "Not Fuond", Phrase::Misspelt("Not Found")),
            (200, "Accpted", Phrase::OfOther(202, "OK")),
        ] {
            assert_eq!(judge(code, written), expected, "{code} {written}");
        }
        assert_eq!(code_of("no content"), Some(204));
        assert_eq!(code_of("fine"), None);
    }
}
