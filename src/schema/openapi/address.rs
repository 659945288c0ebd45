//! Addresses as documentation writes them: host, port and path, and which of their parts stand for others.
//!
//! Pages write `https://api.parcelo.example/v1/parcels`, `localhost:7700/parcels`, `BASE_URL/parcels`,
//! `%API%/parcels` and `<your-host>/parcels` for the same thing. Nothing here knows a description.

use std::borrow::Cow;

/// A target or the URL of a server, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Address<'t> {
    /// The host as written, without user and port.
    pub(super) host: Option<&'t str>,
    /// The port, if it is not the default one.
    pub(super) port: Option<&'t str>,
    /// What follows, with query and fragment.
    pub(super) rest: &'t str,
}

impl<'t> Address<'t> {
    /// Takes a URL, a path, or a host with a path apart.
    pub(super) fn of(url: &'t str) -> Self {
        let url = url.trim();
        let path = Self { host: None, port: None, rest: url };
        let (rest, default_port) = match url.split_once("://") {
            Some((scheme, rest)) if !scheme.contains(['/', '?']) => {
                (rest, if scheme.ends_with('s') { "443" } else { "80" })
            }
            _ => match url.strip_prefix("//") {
                Some(rest) => (rest, ""),
                None if url.starts_with(['/', '?', '#']) => return path,
                None => {
                    let end = url.find(['/', '?', '#']).unwrap_or(url.len());
                    if !looks_like_host(&url[..end], url[end..].starts_with('/')) {
                        return path;
                    }
                    (url, "")
                }
            },
        };
        let end = authority_end(rest);
        let host = rest[..end].rsplit('@').next().unwrap_or_default();
        let (host, port) = split_port(host);
        Self { host: Some(host), port: port.filter(|port| *port != default_port), rest: &rest[end..] }
    }

    /// The path without query and fragment.
    pub(super) fn path(&self) -> &'t str {
        self.rest.split(['?', '#']).next().unwrap_or_default()
    }
}

/// Where host and port end: at the first slash outside of a template such as `<host/name>`.
fn authority_end(rest: &str) -> usize {
    let plain = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    match (rest.find('<'), rest.find('>')) {
        (Some(0), Some(close)) if close > plain => {
            rest[close..].find(['/', '?', '#']).map_or(rest.len(), |at| close + at)
        }
        _ => plain,
    }
}

/// A host without its port, and the port.
fn split_port(host: &str) -> (&str, Option<&str>) {
    let is_port = |port: &str| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    match host.rsplit_once(':') {
        Some((name, port)) if is_port(port) => (name, Some(port)),
        // `{host}:{port}`, `<host>:<port>`, `$HOST:$PORT`
        Some((name, port)) if is_blank(port) && !name.is_empty() => (name, None),
        _ => (host, None),
    }
}

/// Whether the first piece of a target without a scheme is a host.
fn looks_like_host(first: &str, has_path: bool) -> bool {
    const WORDS: [&str; 8] =
        ["host", "hostname", "server", "domain", "url", "endpoint", "instance", "address"];
    let (name, port) = split_port(first);
    if port.is_some() && !name.is_empty() || is_blank(name) {
        return true;
    }
    let lower = name.to_ascii_lowercase();
    let ends_in_name = || {
        let (_, last) = name.rsplit_once('.').unwrap_or_default();
        last.len() > 1 && last.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    let words: Vec<&str> = lower.split(['-', '_']).collect();
    has_path
        && (is_capitals(name)
            || name.contains('{') && name.ends_with('}')
            || ends_in_name()
            || matches!(lower.as_str(), "localhost" | "host" | "hostname" | "baseurl" | "baseuri" | "apiurl")
            || words.len() > 1 && words.iter().any(|word| WORDS.contains(word)))
}

/// Whether a word in capitals stands for something: `BASE_URL`, `CHANNEL_ID`.
pub(super) fn is_capitals(text: &str) -> bool {
    let letters = text.bytes().filter(u8::is_ascii_uppercase).count();
    letters > 1
        && text
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-'))
        && (text.contains('_') || text.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'-'))
}

/// Whether a segment stands for others.
pub(super) fn is_blank(text: &str) -> bool {
    let around = |open: char, close: char| text.starts_with(open) && text.ends_with(close) && text.len() > 1;
    text.starts_with([':', '$']) && text.len() > 1
        || around('{', '}')
        || around('<', '>')
        || around('[', ']')
        || around('%', '%') && !text[1..].starts_with(|c: char| c.is_ascii_hexdigit())
        || around('%', '%') && text.len() > 4
        || text.contains("...")
        || text.contains('…')
}

/// Whether a host stands for others: with the base path, as far as anybody can tell.
pub(super) fn is_variable(host: &str) -> bool {
    is_blank(host) || is_capitals(host) || host.contains(['{', '<', '$'])
}

/// Whether a segment is one that descriptions put into the server's address or leave out: `v1`, `api`, `beta`.
pub(super) fn is_prefix(text: &str) -> bool {
    let version = text.strip_prefix(['v', 'V']).is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_digit())
            && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
    });
    version || matches!(text, "api" | "rest" | "beta")
}

/// Whether a host says nothing about where a service is.
pub(super) fn is_local(host: &str) -> bool {
    !host.contains('.') || host.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// Whether a host is reserved for documentation (RFC 2606, RFC 6761), local, or to be filled in.
pub(super) fn is_documentary(host: &str) -> bool {
    let label = |label: &str| {
        matches!(
            label,
            "example" | "test" | "local" | "localhost" | "invalid" | "internal" | "host" | "hostname"
        ) || is_blank(label)
            || label.contains(['{', '<', '$', '[', '*', '%'])
            || label.starts_with("your")
            || label.starts_with("my")
    };
    is_local(host) || host.split('.').any(label)
}

/// The last two labels.
pub(super) fn domain(host: &str) -> &str {
    host.rmatch_indices('.').nth(1).map_or(host, |(at, _)| &host[at + 1..])
}

/// The segments of a path; doubled and trailing slashes make none.
pub(super) fn split(path: &str) -> Vec<&str> {
    path.split('/').filter(|segment| !segment.is_empty()).collect()
}

/// A target without the marks of Markdown: `/parcels/[\{id\}](#parcel)` is `/parcels/{id}`.
pub(super) fn without_markup(target: &str) -> Cow<'_, str> {
    if !target.contains("](") && !target.contains('\\') {
        return Cow::Borrowed(target);
    }
    let mut plain = String::with_capacity(target.len());
    let mut rest = target;
    while let Some(at) = rest.find(['[', '\\']) {
        plain.push_str(&rest[..at]);
        let tail = &rest[at + 1..];
        if rest[at..].starts_with('\\') {
            let escaped = tail.chars().next().filter(char::is_ascii_punctuation);
            plain.push(escaped.unwrap_or('\\'));
            rest = &tail[escaped.map_or(0, char::len_utf8)..];
            continue;
        }
        let link = tail.split_once("](").and_then(|(text, behind)| Some((text, behind.split_once(')')?.1)));
        match link {
            Some((text, behind)) if !text.contains('[') => {
                plain.push_str(&text.replace('\\', ""));
                rest = behind;
            }
            _ => {
                plain.push('[');
                rest = tail;
            }
        }
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_apart() {
        type Case = (&'static str, Option<&'static str>, Option<&'static str>, &'static str);
        let cases: [Case; 20] = [
            ("https://api.parcelo.example/v1/a?b", Some("api.parcelo.example"), None, "/v1/a?b"),
            ("http://localhost:7700/a", Some("localhost"), Some("7700"), "/a"),
            ("https://u:p@api.parcelo.example:443/a", Some("api.parcelo.example"), None, "/a"),
            ("localhost:7700/a", Some("localhost"), Some("7700"), "/a"),
            ("api.parcelo.example/a", Some("api.parcelo.example"), None, "/a"),
            ("BASE_URL/a", Some("BASE_URL"), None, "/a"),
            ("HOST/a", Some("HOST"), None, "/a"),
            ("%API%/a", Some("%API%"), None, "/a"),
            ("<your-host>/a", Some("<your-host>"), None, "/a"),
            ("your-host/a", Some("your-host"), None, "/a"),
            ("{{baseUrl}}/a", Some("{{baseUrl}}"), None, "/a"),
            ("{host}/api/{v}", Some("{host}"), None, "/api/{v}"),
            ("http://$HOST:$PORT/a", Some("$HOST"), None, "/a"),
            ("$HOST:8080/a", Some("$HOST"), Some("8080"), "/a"),
            ("^{api}^{base}/a", Some("^{api}^{base}"), None, "/a"),
            ("parcels{format}", None, None, "parcels{format}"),
            ("/a/b", None, None, "/a/b"),
            ("parcels/1", None, None, "parcels/1"),
            ("hosts/1", None, None, "hosts/1"),
            ("parcels.json", None, None, "parcels.json"),
        ];
        for (url, host, port, rest) in cases {
            assert_eq!(Address::of(url), Address { host, port, rest }, "{url}");
        }
    }

    #[test]
    fn marks_of_markdown_are_left_out() {
        for (target, plain) in [
            (r"/parcels/[\{id\}](#parcel)", "/parcels/{id}"),
            (r"/parcels/\{id\}/labels", "/parcels/{id}/labels"),
            ("/parcels/[id]", "/parcels/[id]"),
            ("/parcels/[id](open", "/parcels/[id](open"),
            (r"/a\", r"/a\"),
        ] {
            assert_eq!(without_markup(target), plain, "{target}");
        }
    }
}
