//! Media types (RFC 9110 §8.3.1): their parts with places, the well-known ones, and the nearest to a misspelling.
//!
//! The registry knows over two thousand types and vendors make their own, so an unknown type is no mistake by
//! itself: only one that is a slip away from a well-known one is.

use std::ops::Range;

use strsim::osa_distance;

/// The top-level types of the IANA registry, and `chemical`, which chemists use.
const TOP_LEVEL: &[&str] = &[
    "application",
    "audio",
    "chemical",
    "example",
    "font",
    "haptics",
    "image",
    "message",
    "model",
    "multipart",
    "text",
    "video",
];

/// The types that API documentation shows often, the one that it nearly always shows first.
pub fn well_known() -> impl Iterator<Item = &'static str> {
    std::iter::once(USUAL).chain(WELL_KNOWN.iter().copied().filter(|known| *known != USUAL))
}

const USUAL: &str = "application/json";

/// Types that API documentation shows often, in lower case.
const WELL_KNOWN: &[&str] = &[
    "application/atom+xml",
    "application/bson",
    "application/cbor",
    "application/ecmascript",
    "application/geo+json",
    "application/geojson",
    "application/graphql",
    "application/gzip",
    "application/hal+json",
    "application/http",
    "application/javascript",
    "application/jose",
    "application/jose+json",
    "application/json",
    "application/json-patch+json",
    "application/json-seq",
    "application/json5",
    "application/jsonc",
    "application/jsonl",
    "application/jwt",
    "application/ld+json",
    "application/merge-patch+json",
    "application/msgpack",
    "application/msword",
    "application/ndjson",
    "application/octet-stream",
    "application/pdf",
    "application/pkcs10",
    "application/pkix-cert",
    "application/problem+json",
    "application/problem+xml",
    "application/protobuf",
    "application/rss+xml",
    "application/rtf",
    "application/soap+xml",
    "application/sql",
    "application/toml",
    "application/vnd.api+json",
    "application/vnd.ms-excel",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/wasm",
    "application/x-json",
    "application/x-ndjson",
    "application/x-protobuf",
    "application/x-tar",
    "application/x-www-form-urlencoded",
    "application/x-yaml",
    "application/xhtml+xml",
    "application/xml",
    "application/yaml",
    "application/zip",
    "application/zlib",
    "application/zstd",
    "audio/aac",
    "audio/mp4",
    "audio/mpeg",
    "audio/ogg",
    "audio/wav",
    "audio/webm",
    "font/otf",
    "font/ttf",
    "font/woff",
    "font/woff2",
    "image/apng",
    "image/avif",
    "image/bmp",
    "image/gif",
    "image/heic",
    "image/heif",
    "image/jp2",
    "image/jpeg",
    "image/jpg",
    "image/pjpeg",
    "image/png",
    "image/svg+xml",
    "image/tiff",
    "image/webp",
    "message/http",
    "message/rfc822",
    "multipart/alternative",
    "multipart/byteranges",
    "multipart/form-data",
    "multipart/mixed",
    "multipart/related",
    "text/calendar",
    "text/css",
    "text/csv",
    "text/event-stream",
    "text/html",
    "text/javascript",
    "text/json",
    "text/markdown",
    "text/plain",
    "text/richtext",
    "text/rtf",
    "text/tab-separated-values",
    "text/vcard",
    "text/x-json",
    "text/x-yaml",
    "text/xml",
    "text/yaml",
    "video/mp4",
    "video/mpeg",
    "video/ogg",
    "video/quicktime",
    "video/webm",
];

/// What a body of a type must look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Structure {
    /// JSON, line by line included.
    Json,
    /// XML or HTML.
    Markup,
    /// `a=1&b=2`.
    Form,
    /// MIME parts.
    Multipart,
    /// Plain text, CSV and other text that is no JSON.
    Text,
    /// Images, archives and other bytes.
    Binary,
    /// Anything may be in it.
    Unknown,
}

/// A media type as written. The ranges are bytes of the text that was parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaType<'t> {
    /// `type/subtype` as written.
    pub essence: &'t str,
    /// Where it stands.
    pub span: Range<usize>,
    /// The parameters in order: name, and value if there is one; `;odata.metadata` has none.
    pub parameters: Vec<(&'t str, Option<&'t str>)>,
}

/// Splits a field value. The essence need not be right: see [`MediaType::is_well_formed`].
pub fn parse(value: &str) -> MediaType<'_> {
    let mut parts = value.split(';');
    let head = parts.next().unwrap_or_default();
    let start = head.len() - head.trim_start().len();
    let essence = head.trim();
    let parameters = parts
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| match part.split_once('=') {
            Some((name, value)) => (name.trim(), Some(value.trim().trim_matches('"'))),
            None => (part, None),
        })
        .collect();
    MediaType { essence, span: start..start + essence.len(), parameters }
}

impl MediaType<'_> {
    /// Whether it is `type/subtype`, both of them tokens.
    pub fn is_well_formed(&self) -> bool {
        let token = |text: &str| super::header::is_token(text);
        self.essence.split_once('/').is_some_and(|(kind, subtype)| token(kind) && token(subtype))
    }

    /// Whether the top-level type is registered or experimental.
    pub fn has_known_top_level(&self) -> bool {
        let kind = self.essence.split('/').next().unwrap_or_default().to_ascii_lowercase();
        TOP_LEVEL.contains(&kind.as_str()) || kind.starts_with("x-")
    }

    /// Whether it is a well-known type, a vendor's, an experiment or one with a structured suffix.
    pub fn is_plausible(&self) -> bool {
        let essence = self.essence.to_ascii_lowercase();
        let subtype = essence.split('/').nth(1).unwrap_or_default();
        let own = ["vnd.", "prs.", "x-", "x."].iter().any(|prefix| subtype.starts_with(prefix));
        WELL_KNOWN.binary_search(&essence.as_str()).is_ok() || own || subtype.contains('+')
    }

    /// Whether bodies of the type are JSON.
    pub fn is_json(&self) -> bool {
        self.structure() == Structure::Json
    }

    /// What a body of the type must look like.
    pub fn structure(&self) -> Structure {
        let essence = self.essence.to_ascii_lowercase();
        let Some((kind, subtype)) = essence.split_once('/') else { return Structure::Unknown };
        let archive = ["zip", "gzip", "x-tar", "x-gzip", "pdf", "wasm", "x-7z-compressed"];
        match (kind, subtype) {
            (_, subtype) if subtype.contains("json") => Structure::Json,
            ("application", "csp-report" | "scim" | "jrd") => Structure::Json,
            ("application", "x-www-form-urlencoded") => Structure::Form,
            ("multipart", _) => Structure::Multipart,
            (_, subtype) if subtype == "xml" || subtype.ends_with("+xml") || subtype == "html" => {
                Structure::Markup
            }
            ("text", "plain" | "csv" | "css" | "calendar" | "vcard" | "tab-separated-values") => {
                Structure::Text
            }
            ("image" | "audio" | "video" | "font", _) => Structure::Binary,
            ("application", subtype) if archive.contains(&subtype) => Structure::Binary,
            _ => Structure::Unknown,
        }
    }
}

/// Whether `value` is a type that API documentation shows often, written as usual and without parameters.
pub fn is_well_known(value: &str) -> bool {
    value == USUAL || WELL_KNOWN.binary_search(&value).is_ok()
}

/// The well-known type that a misspelt `type/subtype` means: a slip or two away, or its subtype below another
/// type. `None` for types that are right or that nothing is near to.
pub fn nearest(essence: &str) -> Option<&'static str> {
    let lower = essence.trim().to_ascii_lowercase();
    if lower.len() > 100 || WELL_KNOWN.binary_search(&lower.as_str()).is_ok() {
        return None;
    }
    let near = |known: &&&str| {
        let (kind, subtype) = known.split_once('/').unwrap_or_default();
        let same_kind = lower.strip_prefix(kind).is_some_and(|rest| rest.starts_with('/'));
        let slips = if same_kind && subtype.len() < 5 { 1 } else { 2 };
        // One letter makes another format of a short name: `rdf`, `pdf`. Only those in every documentation are meant
        // all the same, and letters that changed places.
        let is_short = same_kind && subtype.len() < 5 && !["json", "html", "xml"].contains(&subtype);
        if is_short && !letters(known).eq(&letters(&lower)) {
            return false;
        }
        // With another number it is another thing: `mp3`, `mp4`.
        known.len().abs_diff(lower.len()) <= slips
            && digits(known).eq(digits(&lower))
            && osa_distance(&lower, known) <= slips
    };
    let candidates =
        WELL_KNOWN.iter().filter(near).min_by_key(|known| (osa_distance(&lower, known), rank(known)));
    candidates.copied().or_else(|| by_subtype(&lower))
}

/// The type of forms, if a type with `x-` is a slip of it. Nothing else is near to so long a name.
pub fn misspelt_form(essence: &str) -> Option<&'static str> {
    const FORM: &str = "application/x-www-form-urlencoded";
    let lower = essence.to_ascii_lowercase();
    let near = lower.starts_with("application/x") && lower.contains("form") && lower.contains("encod")
        || lower.contains("x-www-form");
    let slips = || osa_distance(&lower, FORM);
    (near && lower.len() < 50 && lower != FORM && slips() <= 5).then_some(FORM)
}

fn digits(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(char::is_ascii_digit)
}

/// The letters of a type in the order of the alphabet.
fn letters(text: &str) -> Vec<u8> {
    let mut letters = text.as_bytes().to_vec();
    letters.sort_unstable();
    letters
}

/// Among types equally near, JSON is what is meant.
fn rank(known: &str) -> u8 {
    u8::from(known != "application/json")
}

/// `serviceprincipals/json`, `json`, `plain/text`.
fn by_subtype(lower: &str) -> Option<&'static str> {
    let (kind, subtype) = lower.rsplit_once(['/', '\\']).unwrap_or(("", lower));
    let swapped =
        |known: &&&str| known.strip_prefix(subtype).and_then(|rest| rest.strip_prefix('/')) == Some(kind);
    if let Some(known) = WELL_KNOWN.iter().find(swapped) {
        return Some(known);
    }
    if TOP_LEVEL.contains(&kind) || subtype.is_empty() {
        return None;
    }
    let of = |known: &&&str| known.split_once('/').is_some_and(|(_, own)| own == subtype);
    WELL_KNOWN.iter().filter(of).min_by_key(|known| rank(known)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(WELL_KNOWN.is_sorted());
    }

    #[test]
    fn slips_are_told_from_other_types() {
        for (essence, expected) in [
            ("appplication/json", Some("application/json")),
            ("application/jsno", Some("application/json")),
            ("application\\json", Some("application/json")),
            ("parcels/json", Some("application/json")),
            ("json", Some("application/json")),
            ("plain/text", Some("text/plain")),
            ("text/palin", Some("text/plain")),
            ("multipart/formdata", Some("multipart/form-data")),
            ("application/x-www-form-urlencode", Some("application/x-www-form-urlencoded")),
            ("text/htm", Some("text/html")),
            ("application/json", None),
            ("Application/JSON", None),
            ("application/bson", None),
            ("application/rdf", None),
            ("application/dql", None),
            ("application/dpf", Some("application/pdf")),
            ("application/jso", Some("application/json")),
            ("application/vnd.parcelo.v1+json", None),
            ("application/geojson", None),
            ("image/jpg", None),
            ("font/eot", None),
            ("audio/mp3", None),
        ] {
            assert_eq!(nearest(essence), expected, "{essence}");
        }
    }

    #[test]
    fn the_type_of_forms_is_often_misspelt() {
        for essence in [
            "application/x-www-form-urlencode",
            "application/x-www-form-url-encoded",
            "application/x-form-urlencoded",
        ] {
            assert!(misspelt_form(essence).is_some(), "{essence}");
        }
        for essence in
            ["application/x-www-form-urlencoded", "application/x-protobuf", "application/x-parcelo-form"]
        {
            assert!(misspelt_form(essence).is_none(), "{essence}");
        }
    }

    #[test]
    fn parameters_and_structure() {
        let parsed = parse("application/json;odata.metadata=minimal; charset=\"utf-8\";x");
        assert_eq!(parsed.essence, "application/json");
        assert_eq!(
            parsed.parameters,
            [("odata.metadata", Some("minimal")), ("charset", Some("utf-8")), ("x", None)]
        );
        assert!(parsed.is_well_formed() && parsed.is_json());
        for (value, structure) in [
            ("application/vnd.parcelo+json", Structure::Json),
            ("application/x-ndjson", Structure::Json),
            ("image/svg+xml", Structure::Markup),
            ("text/plain; charset=utf-8", Structure::Text),
            ("application/x-tar", Structure::Binary),
            ("application/octet-stream", Structure::Unknown),
            ("<media type>", Structure::Unknown),
        ] {
            assert_eq!(parse(value).structure(), structure, "{value}");
        }
        assert!(!parse("application json").is_well_formed());
        assert!(!parse("parcels/json").has_known_top_level());
    }
}
