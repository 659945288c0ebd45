//! The formats of strings that are checked, and the grammars of those that writers use more freely than the
//! validator would let them.

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

/// Base64 or its URL-safe form (RFC 4648 §4, §5), with or without padding.
pub(super) fn is_base64(text: &str) -> bool {
    let content = text.trim_end_matches('=');
    let digits =
        content.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_'));
    digits && content.len() % 4 != 1 && text.len() - content.len() <= 2
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

/// A time of day, with an offset (RFC 3339 §5.6) or without.
pub(super) fn is_time(text: &str) -> bool {
    let (clock, offset) = match text.find(['Z', 'z', '+', '-']) {
        Some(at) => text.split_at(at),
        None => (text, "Z"),
    };
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let within =
        |part: &str, most: u8| part.len() == 2 && digits(part) && part.parse().is_ok_and(|n: u8| n <= most);
    let parts: Vec<&str> = clock.split(':').collect();
    let clock = matches!(parts.as_slice(), [hour, minute, second]
        if within(hour, 23) && within(minute, 59) && within(second, 60));
    let offset = matches!(offset, "Z" | "z")
        || offset[1..].split_once(':').is_some_and(|(hour, minute)| within(hour, 23) && within(minute, 59));
    clock && offset && digits(fraction)
}

/// An ISO 8601 duration; the smallest part may have a fraction.
pub(super) fn is_duration(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(['-', '+']).unwrap_or(text).strip_prefix('P') else { return false };
    let (days, time) = match rest.split_once('T') {
        Some((days, time)) => (days, Some(time)),
        None => (rest, None),
    };
    let empty = days.is_empty() && time.is_none();
    !empty && amounts(days, "YMWD") && time.is_none_or(|time| !time.is_empty() && amounts(time, "HMS"))
}

/// Numbers, each with one of the units, in their order.
fn amounts(text: &str, units: &str) -> bool {
    let mut rest = text;
    let mut units = units;
    while let Some(end) = rest.find(|c: char| c.is_ascii_alphabetic()) {
        let (whole, fraction) = rest[..end].split_once(['.', ',']).unwrap_or((&rest[..end], "0"));
        let Some(at) = units.find(&rest[end..=end]) else { return false };
        if !digits(whole) || !digits(fraction) {
            return false;
        }
        units = &units[at + 1..];
        rest = &rest[end + 1..];
    }
    rest.is_empty()
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
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
                is_duration,
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
