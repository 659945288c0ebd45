//! What a client would like: lists with quality values (RFC 9110 §12.5), and the codings and languages in them.

use super::fault::Fault;
use super::list::{Parameter, Piece, is_number};
use super::open::is_open;
use super::word::{self, near};
use crate::syntax::http::header::is_token;

/// The content codings of the IANA registry, and `*`.
const CODINGS: &[&str] = &[
    "*",
    "aes128gcm",
    "br",
    "compress",
    "dcb",
    "dcz",
    "deflate",
    "exi",
    "gzip",
    "identity",
    "pack200-gzip",
    "x-compress",
    "x-gzip",
    "zstd",
];

/// Media ranges; how a media type is spelt is not looked at here.
pub(super) fn types(value: Piece<'_>) -> Option<Fault> {
    if value.text.contains("\\*") {
        return Some(
            Fault::says(value.span(), "expected `*`, found its Markdown escape `\\*`")
                .replace(value.text.replace("\\*", "*")),
        );
    }
    value.split(b',').filter(|range| !range.text.is_empty()).find_map(range)
}

fn range(range: Piece<'_>) -> Option<Fault> {
    let mut parts = range.split(b';');
    let name = parts.next()?;
    if matches!(name.text, "*" | "*.*") {
        return Some(Fault::expected(name.span(), "`*/*`").replace("*/*"));
    }
    if let Some(rest) = name.text.strip_prefix("*/").filter(|rest| *rest != "*" && is_token(rest)) {
        return Some(Fault::expected(name.span(), format!("`*/*` or a type before `/{rest}`")).doubtful());
    }
    for part in parts {
        let media = |text: &str| {
            text.split_once('/').is_some_and(|(kind, subtype)| {
                matches!(kind, "application" | "text" | "image" | "*") && is_token(subtype)
            })
        };
        if media(part.text) {
            let before = part.at - 1;
            return Some(
                Fault::expected(semicolon(range, part, before), "`,` between media types").replace(","),
            );
        }
        if let Some(fault) = quality(part) {
            return Some(fault);
        }
    }
    None
}

/// The `;` before a part.
fn semicolon(whole: Piece<'_>, part: Piece<'_>, before: usize) -> std::ops::Range<usize> {
    let at = whole.text[..part.at - whole.at].rfind(';').map_or(before, |at| whole.at + at);
    at..at + 1
}

/// `q=0.8` (RFC 9110 §12.4.2).
fn quality(part: Piece<'_>) -> Option<Fault> {
    let text = part.text;
    let number = |text: &str| text.trim().parse::<f32>().is_ok();
    if let Some(rest) = text.strip_prefix("q:").filter(|rest| number(rest)) {
        return Some(Fault::expected(part.span(), "`q=`").replace(format!("q={}", rest.trim())));
    }
    let weight = Parameter::new(part);
    let value = weight.value.filter(|_| weight.is("q"))?;
    if is_open(value.text) || is_quality(value.text) {
        return None;
    }
    let fault = Fault::expected(value.span(), "a quality value from 0 to 1 with at most three decimals");
    let fraction = value.text.strip_prefix('.').filter(|rest| is_number(rest) && rest.len() <= 3);
    // Every recipient reads `.2`.
    Some(fraction.map_or(fault.clone(), |rest| fault.replace(format!("0.{rest}")).doubtful()))
}

fn is_quality(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let zeros = fraction.bytes().all(|byte| byte == b'0');
    fraction.len() <= 3
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
        && (whole == "0" || whole == "1" && zeros)
}

/// `gzip, br;q=0.5`
pub(super) fn codings(value: Piece<'_>) -> Option<Fault> {
    value.split(b',').filter(|item| !item.text.is_empty()).find_map(|item| {
        let (name, parameters) = item.cut(b';');
        coding(name).or_else(|| parameters.and_then(quality))
    })
}

/// What a message is encoded with.
pub(super) fn content_coding(value: Piece<'_>) -> Option<Fault> {
    value.split(b',').filter(|item| !item.text.is_empty()).find_map(coding)
}

fn coding(name: Piece<'_>) -> Option<Fault> {
    let lower = name.text.to_ascii_lowercase();
    if CODINGS.contains(&lower.as_str()) {
        return None;
    }
    if matches!(lower.as_str(), "utf-8" | "utf8" | "iso-8859-1" | "us-ascii" | "ascii" | "utf-16") {
        return Some(Fault::says(
            name.span(),
            format!("`{lower}` is a character set, not a content coding such as `gzip`"),
        ));
    }
    if lower.contains('/') && is_token(&lower.replace('/', "")) {
        return Some(Fault::says(name.span(), "a media type is not a content coding such as `gzip`"));
    }
    let known = CODINGS.iter().copied().filter(|known| known.len() > 3);
    near(&lower, known).map(|known| Fault::expected(name.span(), format!("`{known}`")).replace(known))
}

/// Language tags (RFC 5646): `en-US, en;q=0.5`.
pub(super) fn languages(value: Piece<'_>) -> Option<Fault> {
    if let Some(fault) = word::quoted(value) {
        return Some(fault);
    }
    value.split(b',').filter(|item| !item.text.is_empty()).find_map(|item| {
        let (tag, parameters) = item.cut(b';');
        language(tag).or_else(|| parameters.and_then(quality))
    })
}

fn language(tag: Piece<'_>) -> Option<Fault> {
    let locale = tag.text.split_once('_').filter(|(language, region)| {
        matches!(language.len(), 2 | 3)
            && region.len() >= 2
            && tag.text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    });
    if locale.is_some() {
        let right = tag.text.replace('_', "-");
        return Some(Fault::expected(tag.span(), format!("`{right}`")).replace(right));
    }
    None
}

/// The character sets that documentation shows.
const CHARSETS: &[&str] = &["utf-8", "us-ascii", "iso-8859-1", "utf-16"];

/// The parameters of a media type.
pub(super) fn parameters(value: Piece<'_>) -> Option<Fault> {
    if let Some(at) = value.open_quote().filter(|_| !value.text.starts_with('"')) {
        return Some(Fault::says(at..at + 1, "the quote is not closed"));
    }
    value.split(b';').skip(1).find_map(|part| {
        let parameter = Parameter::new(part);
        if parameter.value.is_none() {
            let (name, rest) = part.text.split_once(':')?;
            let known =
                ["charset", "boundary", "version", "q"].contains(&name.trim().to_ascii_lowercase().as_str());
            let right = format!("{}={}", name.trim(), rest.trim());
            return known.then(|| Fault::expected(part.span(), format!("`{}=`", name.trim())).replace(right));
        }
        let charset = parameter
            .unquoted()
            .filter(|value| parameter.is("charset") && !value.text.contains(['{', '<', '$', '[']))?;
        let plain = charset.text.to_ascii_lowercase();
        // Everybody reads `utf8`.
        let known = near(&plain, CHARSETS.iter().copied())
            .filter(|_| plain != "utf8" && !plain.starts_with("iso-") && !plain.starts_with("utf-1"))?;
        Some(Fault::expected(charset.span(), format!("`{known}`")).replace(known))
    })
}
