//! The fields of the IANA Hypertext Transfer Protocol Field Name Registry that documentation shows, one row each.

use strsim::osa_distance;

use super::grammar::{Grammar, PREFER, TRANSPORT_SECURITY};

/// A registered field.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name as it is registered.
    pub name: &'static str,
    /// Which messages have it.
    pub direction: Direction,
    /// Where it is specified.
    pub section: &'static str,
    pub(super) grammar: Grammar,
}

/// Which messages have a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Requests only.
    Request,
    /// Responses only.
    Response,
    /// Both.
    Both,
}

use Direction::{Both, Request, Response};

const fn row(name: &'static str, direction: Direction, grammar: Grammar, section: &'static str) -> Field {
    Field { name, direction, section, grammar }
}

/// In the order of their names, compared without case.
#[rustfmt::skip]
static FIELDS: &[Field] = &[
    row("Accept", Both, Grammar::Accept, "RFC 9110 section 12.5.1"),
    row("Accept-CH", Response, Grammar::List, "RFC 8942 section 3.1"),
    row("Accept-Charset", Request, Grammar::Free, "RFC 9110 section 12.5.2"),
    row("Accept-Encoding", Both, Grammar::Codings, "RFC 9110 section 12.5.3"),
    row("Accept-Language", Request, Grammar::Languages, "RFC 9110 section 12.5.4"),
    row("Accept-Patch", Response, Grammar::Accept, "RFC 5789 section 3.1"),
    row("Accept-Post", Response, Grammar::Accept, "LDP 1.0 section 7.1"),
    row("Accept-Ranges", Response, Grammar::Word(&["bytes", "none"]), "RFC 9110 section 14.3"),
    row("Access-Control-Allow-Credentials", Response, Grammar::Word(&["true"]), "Fetch section 3.3.3"),
    row("Access-Control-Allow-Headers", Response, Grammar::Names, "Fetch section 3.3.3"),
    row("Access-Control-Allow-Methods", Response, Grammar::Methods, "Fetch section 3.3.3"),
    row("Access-Control-Allow-Origin", Response, Grammar::AllowOrigin, "Fetch section 3.3.3"),
    row("Access-Control-Expose-Headers", Response, Grammar::Names, "Fetch section 3.3.3"),
    row("Access-Control-Max-Age", Response, Grammar::Seconds, "Fetch section 3.3.3"),
    row("Access-Control-Request-Headers", Request, Grammar::Names, "Fetch section 3.3.2"),
    row("Access-Control-Request-Method", Request, Grammar::Methods, "Fetch section 3.3.2"),
    row("Age", Response, Grammar::Seconds, "RFC 9111 section 5.1"),
    row("Allow", Both, Grammar::Methods, "RFC 9110 section 10.2.1"),
    row("Alt-Svc", Response, Grammar::Free, "RFC 7838 section 3"),
    row("Authorization", Request, Grammar::Credentials, "RFC 9110 section 11.6.2"),
    row("Cache-Control", Both, Grammar::CacheControl, "RFC 9111 section 5.2"),
    row("Cache-Status", Response, Grammar::List, "RFC 9211 section 2"),
    row("CDN-Cache-Control", Response, Grammar::Dictionary, "RFC 9213 section 3.1"),
    row("Clear-Site-Data", Response, Grammar::Free, "Clear Site Data section 3.1"),
    row("Connection", Both, Grammar::Word(&["close", "keep-alive", "upgrade"]), "RFC 9110 section 7.6.1"),
    row("Content-Digest", Both, Grammar::Dictionary, "RFC 9530 section 2"),
    row("Content-Disposition", Both, Grammar::Disposition, "RFC 6266 section 4"),
    row("Content-Encoding", Both, Grammar::ContentCoding, "RFC 9110 section 8.4"),
    row("Content-Language", Both, Grammar::Languages, "RFC 9110 section 8.5"),
    row("Content-Length", Both, Grammar::Count, "RFC 9110 section 8.6"),
    row("Content-Location", Both, Grammar::Uri, "RFC 9110 section 8.7"),
    row("Content-MD5", Both, Grammar::Free, "RFC 2616 section 14.15"),
    row("Content-Range", Both, Grammar::ContentRange, "RFC 9110 section 14.4"),
    row("Content-Security-Policy", Response, Grammar::Free, "CSP section 3.1"),
    row("Content-Security-Policy-Report-Only", Response, Grammar::Free, "CSP section 3.2"),
    row("Content-Type", Both, Grammar::MediaType, "RFC 9110 section 8.3"),
    row("Cookie", Request, Grammar::Cookie, "RFC 6265 section 4.2"),
    row("Cross-Origin-Embedder-Policy", Response, Grammar::Item, "HTML section 7.1.4.1"),
    row("Cross-Origin-Opener-Policy", Response, Grammar::Item, "HTML section 7.1.3.1"),
    row("Cross-Origin-Resource-Policy", Response, Grammar::Word(&["cross-origin", "same-origin", "same-site"]), "Fetch section 3.6"),
    row("Date", Both, Grammar::Date, "RFC 9110 section 6.6.1"),
    row("Deprecation", Response, Grammar::Free, "RFC 9745 section 2"),
    row("Digest", Both, Grammar::Digest, "RFC 3230 section 4.3.2"),
    row("DPoP", Request, Grammar::Free, "RFC 9449 section 4.1"),
    row("ETag", Response, Grammar::Tag, "RFC 9110 section 8.8.3"),
    row("Expect", Request, Grammar::Word(&["100-continue"]), "RFC 9110 section 10.1.1"),
    row("Expires", Response, Grammar::Expires, "RFC 9111 section 5.3"),
    row("Forwarded", Request, Grammar::Free, "RFC 7239 section 4"),
    row("From", Request, Grammar::Free, "RFC 9110 section 10.1.2"),
    row("Host", Request, Grammar::Host, "RFC 9110 section 7.2"),
    row("If-Match", Request, Grammar::Tags, "RFC 9110 section 13.1.1"),
    row("If-Modified-Since", Request, Grammar::Date, "RFC 9110 section 13.1.3"),
    row("If-None-Match", Request, Grammar::Tags, "RFC 9110 section 13.1.2"),
    row("If-Range", Request, Grammar::IfRange, "RFC 9110 section 13.1.5"),
    row("If-Unmodified-Since", Request, Grammar::Date, "RFC 9110 section 13.1.4"),
    row("Keep-Alive", Both, Grammar::Free, "RFC 2068 section 19.7.1.1"),
    row("Last-Modified", Response, Grammar::Date, "RFC 9110 section 8.8.2"),
    row("Link", Both, Grammar::Link, "RFC 8288 section 3"),
    row("Location", Response, Grammar::Uri, "RFC 9110 section 10.2.2"),
    row("Max-Forwards", Request, Grammar::Count, "RFC 9110 section 7.6.2"),
    row("Memento-Datetime", Response, Grammar::Date, "RFC 7089 section 2.1.1"),
    row("No-Vary-Search", Response, Grammar::Dictionary, "No-Vary-Search section 2"),
    row("Origin", Request, Grammar::Origin, "RFC 6454 section 7"),
    row("Permissions-Policy", Response, Grammar::Dictionary, "Permissions Policy section 5.1"),
    row("Pragma", Both, Grammar::Word(&["no-cache"]), "RFC 9111 section 5.4"),
    row("Prefer", Request, Grammar::Directives(&PREFER), "RFC 7240 section 2"),
    row("Preference-Applied", Response, Grammar::Directives(&PREFER), "RFC 7240 section 3"),
    // Many services have a field of this name with a number or a word in it.
    row("Priority", Both, Grammar::Free, "RFC 9218 section 5"),
    row("Proxy-Authenticate", Response, Grammar::Challenge, "RFC 9110 section 11.7.1"),
    row("Proxy-Authorization", Request, Grammar::Credentials, "RFC 9110 section 11.7.2"),
    row("Proxy-Status", Response, Grammar::List, "RFC 9209 section 2"),
    row("Range", Request, Grammar::Range, "RFC 9110 section 14.2"),
    row("Referer", Request, Grammar::Uri, "RFC 9110 section 10.1.3"),
    row("Referrer-Policy", Response, Grammar::Word(&["no-referrer", "no-referrer-when-downgrade", "origin", "origin-when-cross-origin", "same-origin", "strict-origin", "strict-origin-when-cross-origin", "unsafe-url"]), "Referrer Policy section 4.1"),
    row("Repr-Digest", Both, Grammar::Dictionary, "RFC 9530 section 3"),
    row("Retry-After", Response, Grammar::RetryAfter, "RFC 9110 section 10.2.3"),
    row("Server", Response, Grammar::Free, "RFC 9110 section 10.2.4"),
    row("Set-Cookie", Response, Grammar::SetCookie, "RFC 6265 section 4.1"),
    row("Signature-Input", Both, Grammar::Dictionary, "RFC 9421 section 4.1"),
    row("Strict-Transport-Security", Response, Grammar::Directives(&TRANSPORT_SECURITY), "RFC 6797 section 6.1"),
    row("Sunset", Response, Grammar::Date, "RFC 8594 section 3"),
    row("TE", Request, Grammar::Free, "RFC 9110 section 10.1.4"),
    row("Trailer", Both, Grammar::Names, "RFC 9110 section 6.6.2"),
    row("Transfer-Encoding", Both, Grammar::Word(&["chunked", "compress", "deflate", "gzip", "identity"]), "RFC 9112 section 6.1"),
    row("Upgrade", Both, Grammar::Word(&["websocket", "h2c"]), "RFC 9110 section 7.8"),
    row("User-Agent", Request, Grammar::Free, "RFC 9110 section 10.1.5"),
    row("Vary", Response, Grammar::Names, "RFC 9110 section 12.5.5"),
    row("Via", Both, Grammar::Free, "RFC 9110 section 7.6.3"),
    row("Want-Content-Digest", Both, Grammar::Dictionary, "RFC 9530 section 4"),
    row("Want-Repr-Digest", Both, Grammar::Dictionary, "RFC 9530 section 4"),
    row("Warning", Both, Grammar::Free, "RFC 7234 section 5.5"),
    row("WWW-Authenticate", Response, Grammar::Challenge, "RFC 9110 section 11.6.1"),
    row("X-Content-Type-Options", Response, Grammar::Word(&["nosniff"]), "Fetch section 3.5"),
    row("X-Forwarded-For", Request, Grammar::Free, "RFC 7239 section 7.4"),
    row("X-Forwarded-Host", Request, Grammar::Free, "RFC 7239 section 7.4"),
    row("X-Forwarded-Proto", Request, Grammar::Word(&["http", "https"]), "RFC 7239 section 7.4"),
    row("X-Frame-Options", Response, Grammar::Word(&["DENY", "SAMEORIGIN"]), "RFC 7034 section 2.1"),
    row("X-Requested-With", Request, Grammar::Free, "no specification"),
];

/// Unregistered names that are near to a registered one and in use for something else. In lower case.
const OWN: &[&str] = &[
    "accept-features",
    "accept-version",
    "authentication-info",
    "content-id",
    "content-version",
    "correlation-id",
    "location-id",
    "request-id",
    "signature",
    "x-content-type",
    "x-correlation-id",
    "x-forwarded",
    "x-forwarded-by",
    "x-forwarded-path",
    "x-forwarded-port",
    "x-forwarded-prefix",
    "x-forwarded-scheme",
    "x-forwarded-server",
    "x-forwarded-ssl",
    "x-forwarded-uri",
    "x-forwarded-user",
    "x-real-ip",
    "x-request-id",
    "x-requested-by",
];

/// Every registered field, in the order of their names.
pub fn all() -> impl Iterator<Item = &'static Field> {
    FIELDS.iter()
}

/// The row of a field; names compare without case.
pub fn find(name: &str) -> Option<&'static Field> {
    let letter = |name: &str| name.as_bytes().first().map(u8::to_ascii_lowercase);
    let first = letter(name);
    let from = FIELDS.partition_point(|field| letter(field.name) < first);
    let alike = FIELDS[from..].iter().take_while(|field| letter(field.name) == first);
    alike.filter(|field| field.name.len() == name.len()).find(|field| field.name.eq_ignore_ascii_case(name))
}

/// The registered name that a misspelt one means: the same words with other marks between them, or slips inside long
/// words. Short words must be equal, because a letter more or less makes another word: `X-Forwarded-Port`.
pub fn meant_by(name: &str) -> Option<&'static str> {
    let lower = name.to_ascii_lowercase();
    if lower.len() < 5 || lower.len() > 40 || find(name).is_some() || OWN.contains(&lower.as_str()) {
        return None;
    }
    let letters = letters(&lower);
    let mut best: Option<(usize, &'static str)> = None;
    for field in FIELDS {
        if field.name.len() < 5 || field.name.len().abs_diff(lower.len()) > MOST_SLIPS {
            continue;
        }
        // A slip puts one letter in the place of another at most. Nearly every name ends here.
        if (letters ^ self::letters(field.name)).count_ones() as usize > 2 * MOST_SLIPS {
            continue;
        }
        let known = field.name.to_ascii_lowercase();
        let Some(slips) = slips(&lower, &known) else { continue };
        if best.is_none_or(|(least, _)| slips < least) {
            best = Some((slips, field.name));
        }
    }
    best.map(|(_, name)| name)
}

/// The letters of a name as a set, without case.
fn letters(name: &str) -> u32 {
    name.bytes().filter(u8::is_ascii_alphabetic).fold(0, |set, byte| set | 1 << (byte & 0x1f))
}

/// Whether a misspelt name cannot be another word: only letters inside its words differ. A letter more or less at the
/// end of a word may be its plural or another form of it.
pub fn is_sure_slip(name: &str, meant: &str) -> bool {
    let (lower, known) = (name.to_ascii_lowercase(), meant.to_ascii_lowercase());
    let another =
        |(one, other): (&str, &str)| one != other && (one.starts_with(other) || other.starts_with(one));
    !words(&lower).zip(words(&known)).any(another) || words(&lower).count() != words(&known).count()
}

/// No name has more of them.
const MOST_SLIPS: usize = 2;

/// How many slips a name is away from a known one, both in lower case; `None` where it is another name.
fn slips(name: &str, known: &str) -> Option<usize> {
    if words(name).flat_map(str::chars).eq(words(known).flat_map(str::chars)) {
        return Some(0);
    }
    if words(name).count() != words(known).count() {
        return None;
    }
    let mut slips = 0;
    for (word, meant) in words(name).zip(words(known)) {
        let allowed = match meant.len() {
            0..5 => 0,
            5..8 => 1,
            _ => MOST_SLIPS,
        };
        let distance = if word == meant { 0 } else { osa_distance(word, meant) };
        if distance > allowed {
            return None;
        }
        slips += distance;
    }
    (slips <= MOST_SLIPS).then_some(slips)
}

/// The words of a name.
fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(['-', '_', '.'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        let names: Vec<_> = FIELDS.iter().map(|field| field.name.to_ascii_lowercase()).collect();
        assert!(names.is_sorted());
        assert!(names.iter().all(|name| find(name).is_some()));
    }

    #[test]
    fn slips_are_told_from_names_of_services() {
        for (name, meant) in [
            ("Authorisation", Some("Authorization")),
            ("Content-Lenght", Some("Content-Length")),
            ("Content_Type", Some("Content-Type")),
            ("ContentType", Some("Content-Type")),
            ("Accept-Langauge", Some("Accept-Language")),
            ("Referrer", Some("Referer")),
            ("X-Fowarded-For", Some("X-Forwarded-For")),
            ("X-Forwarded-Port", None),
            ("X-Forwarded-Fort", None),
            ("X-Real-IP", None),
            ("Content-Time", None),
            ("content-type", None),
            ("Authentication", None),
            ("Accept-Version", None),
            ("Request-Id", None),
            ("X-Auth-Token", None),
            ("Data", None),
            ("Version", None),
        ] {
            assert_eq!(meant_by(name), meant, "{name}");
        }
    }
    #[test]
    fn another_form_of_a_word_is_no_sure_slip() {
        assert!(is_sure_slip("Content-Lenght", "Content-Length"));
        assert!(is_sure_slip("ContentType", "Content-Type"));
        assert!(!is_sure_slip("Locations", "Location"));
    }
}
