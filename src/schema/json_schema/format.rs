//! The formats of strings that are checked, and the grammars of those that writers use more freely than the
//! validator would let them.

use crate::schema::lexical;

/// The name under which a format is checked; `None` if it is not.
pub(super) fn known(name: &str) -> Option<&'static str> {
    const SAME: [&str; 16] = [
        "date",
        "date-time",
        "duration",
        "email",
        "hostname",
        "ipv4",
        "ipv6",
        "iri",
        "iri-reference",
        "json-pointer",
        "relative-json-pointer",
        "time",
        "uri",
        "uri-reference",
        "uri-template",
        "uuid",
    ];
    match name {
        "byte" | "base64" | "base64url" => Some("base64"),
        "guid" | "UUID" => Some("uuid"),
        _ => SAME.into_iter().find(|same| *same == name),
    }
}

/// Base64 or its URL-safe form (RFC 4648 §4, §5), with or without padding, of a length that it can have.
pub(super) fn is_base64(text: &str) -> bool {
    let content = text.trim_end_matches('=').len();
    lexical::is_base64(text) && !text.contains('\\') && content % 4 != 1 && text.len() - content <= 2
}

/// A URI or a reference relative to one (RFC 3986 §4.1): descriptions say `uri` of links that are relative, too.
/// Only what can be neither is wrong: spaces, brackets, broken escapes.
pub(super) fn is_reference(text: &str) -> bool {
    let forbidden =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '\\' | '^' | '`');
    let mut parts = text.split('%').skip(1);
    let decodes = |rest: &str| rest.len() >= 2 && rest.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
    !text.contains(forbidden) && parts.all(decodes)
}

/// A time of day with seconds, with an offset (RFC 3339 §5.6) or without.
pub(super) fn is_time(text: &str) -> bool {
    let (clock, offset) = match text.find(['Z', 'z', '+', '-']) {
        Some(at) => text.split_at(at),
        None => (text, "Z"),
    };
    clock.len() > "10:15".len() && lexical::is_time(clock) && lexical::is_offset(offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_read_by_their_own_grammars() {
        type Grammar = fn(&str) -> bool;
        let cases: [(Grammar, &[&str], &[&str]); 4] = [
            (
                is_reference,
                &["https://parcelo.example/a?b=c#d", "/a/%20", "", "a"],
                &["a b", "%zz", "<a>", "100%"],
            ),
            (is_base64, &["", "YQ==", "YQ", "a-_b", "YWJj"], &["a", "YQ===", "a b", "é", "====="]),
            (
                is_time,
                &["10:15:00", "10:15:00Z", "23:59:60.25+02:00"],
                &["", "10:15", "25:00:00", "1:2:3", "10:15:00+2"],
            ),
            (
                lexical::is_duration,
                &["P1D", "PT1.5S", "-P1Y2M3DT4H", "P2W"],
                &["", "P", "PT", "P1", "1D", "P1S", "PT1D", "P1D2Y"],
            ),
        ];
        for (grammar, good, bad) in cases {
            for text in good {
                assert!(grammar(text), "{text}");
            }
            for text in bad {
                assert!(!grammar(text), "{text}");
            }
        }
        assert_eq!(known("byte"), Some("base64"));
        assert_eq!(known("int32"), None);
    }
}
