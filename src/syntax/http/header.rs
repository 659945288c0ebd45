//! What a line of a head is: a field, a field with a slip, something left out, or no part of a head at all.

use super::Part;
use super::lines::Line;
use crate::text::LocalSpan;

/// Field names that a writer means even without a colon after them, and even below a blank line. In lower case.
const KNOWN: &[&str] = &[
    "accept",
    "accept-charset",
    "accept-encoding",
    "accept-language",
    "accept-patch",
    "accept-ranges",
    "age",
    "allow",
    "authorization",
    "cache-control",
    "client-request-id",
    "connection",
    "consistencylevel",
    "content-disposition",
    "content-encoding",
    "content-language",
    "content-length",
    "content-location",
    "content-md5",
    "content-range",
    "content-security-policy",
    "content-type",
    "cookie",
    "date",
    "deprecation",
    "etag",
    "expect",
    "expires",
    "forwarded",
    "host",
    "idempotency-key",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "keep-alive",
    "last-modified",
    "link",
    "location",
    "ocp-apim-subscription-key",
    "odata-maxversion",
    "odata-version",
    "origin",
    "pragma",
    "prefer",
    "preference-applied",
    "private-token",
    "proxy-authenticate",
    "proxy-authorization",
    "range",
    "ratelimit-limit",
    "ratelimit-remaining",
    "ratelimit-reset",
    "referer",
    "request-id",
    "retry-after",
    "sdkversion",
    "server",
    "set-cookie",
    "strict-transport-security",
    "sunset",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "vary",
    "via",
    "warning",
    "workbook-session-id",
    "www-authenticate",
];

/// What a line of a head is.
#[derive(Clone, Copy, Debug)]
pub(super) enum HeadLine<'t> {
    /// `Name: value`; the span is the white space before the colon, if there is any.
    Field { name: Part<'t>, value: Part<'t>, gap: Option<LocalSpan> },
    /// A known name and a value without the colon between them.
    NoColon { name: Part<'t>, value: Part<'t> },
    /// `...`, `[other headers]`, a comment.
    Elision,
    /// An option of a command: `-H 'Accept: text/plain' \`.
    CommandOption,
    /// A body begins here.
    Body,
    /// None of these.
    Other,
}

/// Whether lines are nothing but fields up to a blank line, and JSON is behind that.
pub(super) fn heads_body(lines: &[Line<'_>]) -> bool {
    /// So many lines may be fields.
    const MOST: usize = 16;
    let mut lines = lines.iter().take(MOST);
    let is_field = |line: &Line<'_>| {
        let HeadLine::Field { name, .. } = classify(line) else { return false };
        is_known(name.text) || name.text.contains('-')
    };
    lines.by_ref().take_while(|line| !line.is_blank()).all(is_field)
        && lines.find(|line| !line.is_blank()).is_some_and(|line| line.trimmed().starts_with(['{', '[']))
}

/// Whether a field of that name is so common that the line cannot be anything else.
pub(super) fn is_known(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    KNOWN.binary_search(&lower.as_str()).is_ok() || (lower.starts_with("x-") && lower.len() > 2)
}

/// Whether a name is that of a field that HTTP, or a product by its `X-`, knows.
pub fn is_field_name(name: &str) -> bool {
    is_known(name)
}

/// Sorts a line of a head.
pub(super) fn classify<'t>(line: &Line<'t>) -> HeadLine<'t> {
    let text = line.trimmed();
    // Nothing that begins like a field name is left out.
    if !text.starts_with(|c: char| c.is_ascii_alphanumeric()) && is_elision(text) {
        return HeadLine::Elision;
    }
    if is_template_field(text) {
        return HeadLine::Elision;
    }
    if is_command_option(text) {
        return HeadLine::CommandOption;
    }
    if begins_body(text) {
        return HeadLine::Body;
    }
    let start = line.span().start as usize;
    field(text, start).or_else(|| no_colon(text, start)).unwrap_or(HeadLine::Other)
}

/// Something left out of a head, on purpose.
fn is_elision(text: &str) -> bool {
    let inner = text.trim_matches(['[', ']', '<', '>', '(', ')', '{', '}', '-', '*', ' ']);
    if !inner.is_empty() && inner.chars().all(|c| matches!(c, '.' | '…')) {
        return true;
    }
    if inner.len() < text.len() && inner.eq_ignore_ascii_case("snip") {
        return true;
    }
    if text.starts_with("//") || (text.starts_with('#') && !text.starts_with("#{")) {
        return true;
    }
    let bracketed = text.starts_with(['[', '<', '(']) && text.ends_with([']', '>', ')']);
    bracketed
        && text.len() < 80
        && !text.contains(['"', '=', ':'])
        && inner.to_ascii_lowercase().contains("header")
}

/// `<name>: <value>`, `{header}: x`: a field that the reader fills in.
fn is_template_field(text: &str) -> bool {
    let named = |inner: Option<&str>, close: &str| {
        let name = inner.and_then(|inner| Some(inner.split_once(close)?.0));
        name.is_some_and(|name| {
            name.starts_with(|c: char| c.is_ascii_alphabetic())
                && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ' '))
        })
    };
    named(text.strip_prefix('<'), ">:") || named(text.strip_prefix('{'), "}:")
}

/// `-H 'Accept: text/plain' \`, `--header "…"`: what stands there was copied from a command.
fn is_command_option(text: &str) -> bool {
    let rest = ["-H", "--header"].iter().find_map(|option| text.strip_prefix(option));
    rest.is_some_and(|rest| rest.trim_start().starts_with(['\'', '"']))
}

/// The beginning of a body that no head line looks like.
fn begins_body(text: &str) -> bool {
    let form = || {
        let (name, value) = text.split_once('=').unwrap_or_default();
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '[' | ']' | '%');
        !name.is_empty() && !is_known(name) && name.chars().all(plain) && !value.contains(' ')
    };
    text.starts_with(['{', '[', '"', '“', '<', '\'']) || text.starts_with("--") || form()
}

/// Whether a line below a field may go on with its value, and is not the beginning of a body.
pub(super) fn may_be_value(text: &str) -> bool {
    !text.is_empty() && !text.starts_with(['{', '[', '"', '“', '<', '\'']) && !text.starts_with("--")
}

fn field(text: &str, at: usize) -> Option<HeadLine<'_>> {
    let colon = text.find(':')?;
    let name = text[..colon].trim_end();
    let value = &text[colon + 1..];
    if !is_token(name) || value.starts_with("//") {
        return None;
    }
    let gap = (name.len() < colon).then(|| LocalSpan::new(at + name.len(), at + colon));
    let name = Part { text: name, span: LocalSpan::new(at, at + name.len()) };
    Some(HeadLine::Field { name, value: part(value, at + colon + 1), gap })
}

/// `Content-Type application/json`, `Content-Typeapplication/json`, `Content-Length=3`.
fn no_colon(text: &str, at: usize) -> Option<HeadLine<'_>> {
    let token = text.find(|c| !is_token_char(c)).unwrap_or(text.len());
    let glued = || {
        let lower = text.get(..token)?.to_ascii_lowercase();
        let known = KNOWN.iter().filter(|known| known.len() >= 8 && lower.starts_with(**known));
        known.map(|known| known.len()).max().filter(|&end| end < text.len())
    };
    let name = if is_known(&text[..token]) && token < text.len() { token } else { glued()? };
    let value = text[name..].trim_start_matches([' ', '\t', '=', ';']);
    let skipped = text.len() - value.len();
    let plain_words = value.split_whitespace().count() > 4 && !text[..name].contains('-');
    if value.is_empty()
        || plain_words
        || !(text.contains('-') || text[..name].starts_with(char::is_uppercase))
    {
        return None;
    }
    let name = Part { text: &text[..name], span: LocalSpan::new(at, at + name) };
    Some(HeadLine::NoColon { name, value: part(value, at + skipped) })
}

/// A piece that begins at `at`, trimmed.
pub(super) fn part(text: &str, at: usize) -> Part<'_> {
    let start = at + text.len() - text.trim_start().len();
    let text = text.trim();
    Part { text, span: LocalSpan::new(start, start + text.len()) }
}

/// A field name (RFC 9110 §5.6.2).
pub(super) fn is_token(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_token_char)
}

fn is_token_char(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(
            c,
            '!' | '#' | '$' | '%' | '&' | '\'' | '*' | '+' | '-' | '.' | '^' | '_' | '`' | '|' | '~'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> String {
        match classify(&Line { start: 0, text }) {
            HeadLine::Field { name, value, gap } => {
                format!("{}={}{}", name.text, value.text, if gap.is_some() { " gap" } else { "" })
            }
            HeadLine::NoColon { name, value } => format!("{}!{}", name.text, value.text),
            HeadLine::Elision => "elision".into(),
            HeadLine::CommandOption => "option".into(),
            HeadLine::Body => "body".into(),
            HeadLine::Other => "other".into(),
        }
    }

    #[test]
    fn known_names_are_sorted() {
        assert!(KNOWN.is_sorted());
    }

    #[test]
    fn lines_of_a_head_are_told_apart() {
        for (text, expected) in [
            ("Content-Type: application/json", "Content-Type=application/json"),
            ("Content-Type:application/json", "Content-Type=application/json"),
            ("Authorization : Bearer x", "Authorization=Bearer x gap"),
            ("Content-Type application/json", "Content-Type!application/json"),
            ("Content-typeapplication/json", "Content-type!application/json"),
            ("Content-Length=3", "Content-Length!3"),
            ("Host api.parcelo.example", "Host!api.parcelo.example"),
            ("Link everything that you have to the thing", "other"),
            ("X-Trace abc", "X-Trace!abc"),
            ("Empty:", "Empty="),
            ("...", "elision"),
            ("…", "elision"),
            ("[other headers]", "elision"),
            ("<request headers>", "elision"),
            ("<snip>", "elision"),
            ("# a comment", "elision"),
            ("<name>: <contents>", "elision"),
            ("<name>1</name>", "body"),
            ("{ \"a\": 1 }", "body"),
            ("-H 'Accept: text/plain' \\", "option"),
            ("--header=x", "body"),
            ("{", "body"),
            ("\"name\": 1", "body"),
            ("<parcel/>", "body"),
            ("a=1&b=2", "body"),
            ("grant_type=code&uri=https://x", "body"),
            ("https://api.parcelo.example/", "other"),
            ("Some prose: here", "other"),
        ] {
            assert_eq!(kind(text), expected, "{text}");
        }
    }
}
