//! Values that are numbers: counts, seconds, and ranges of bytes (RFC 9110 §14).

use super::date;
use super::fault::Fault;
use super::list::{Piece, is_number};

/// A whole number and nothing else.
pub(super) fn whole(value: Piece<'_>, what: &'static str) -> Option<Fault> {
    if is_number(value.text) || !begins_number(value.text) {
        return None;
    }
    let fault = Fault::expected(value.span(), what);
    let digits = value.text.trim_matches('"');
    Some(if is_number(digits) { fault.replace(digits) } else { fault })
}

/// Seconds or a date.
pub(super) fn retry_after(value: Piece<'_>) -> Option<Fault> {
    if is_number(value.text) {
        return None;
    }
    if !begins_number(value.text) || value.text.contains(':') {
        return date::check(value);
    }
    let fault = Fault::expected(value.span(), "a whole number of seconds or an HTTP-date");
    let (number, unit) = value.text.split_once(' ').unwrap_or((value.text, ""));
    let seconds = is_number(number) && matches!(unit, "seconds" | "second" | "sec" | "secs" | "s");
    Some(if seconds { fault.replace(number) } else { fault })
}

/// A date; `0` and `-1` are how everybody says that a response has expired (RFC 9111 §5.3).
pub(super) fn expires(value: Piece<'_>) -> Option<Fault> {
    if matches!(value.text, "0" | "-1") {
        return None;
    }
    if is_number(value.text) {
        return Some(Fault::expected(value.span(), "an HTTP-date such as `Wed, 18 Dec 2019 10:08:46 GMT`"));
    }
    date::check(value)
}

fn begins_number(text: &str) -> bool {
    text.trim_start_matches(['"', '\'', '-', '+']).starts_with(|c: char| c.is_ascii_digit())
}

/// `bytes=0-499`, `bytes=500-`, `bytes=-500`, `bytes=0-0,-1`. Other units have forms of their own.
pub(super) fn range(value: Piece<'_>) -> Option<Fault> {
    let (unit, rest) = unit(value);
    let expected = || Fault::expected(value.span(), "a range such as `bytes=0-499`");
    if unit.text.is_empty() {
        let right = || format!("bytes={}", value.text);
        return sets(rest).then(|| expected().repair(value.span(), right(), false));
    }
    if !unit.text.eq_ignore_ascii_case("bytes") && !unit.text.eq_ignore_ascii_case("byte") {
        return None;
    }
    let mark = value.slice(unit.text.len(), rest.at - value.at);
    if mark.text != "=" || unit.text.len() != "bytes".len() {
        let right = format!("bytes={}", rest.text);
        return Some(if sets(rest) { expected().replace(right) } else { expected() });
    }
    if rest.text.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    if !sets(rest) {
        return Some(expected());
    }
    rest.split(b',').find_map(backwards)
}

/// A range whose end comes before its beginning.
fn backwards(set: Piece<'_>) -> Option<Fault> {
    let (first, last) = set.text.split_once('-')?;
    let (first, last): (u128, u128) = (first.parse().ok()?, last.parse().ok()?);
    (last < first)
        .then(|| Fault::says(set.span(), format!("the range ends at {last}, before its start at {first}")))
}

/// Whether it is a list of `first-last`, `first-` and `-length`.
fn sets(value: Piece<'_>) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let set = |set: Piece<'_>| {
        set.text.split_once('-').is_some_and(|(first, last)| {
            digits(first) && digits(last) && !(first.is_empty() && last.is_empty())
        })
    };
    value.split(b',').all(set)
}

/// The word that a range begins with, and what stands behind it and its mark.
fn unit(value: Piece<'_>) -> (Piece<'_>, Piece<'_>) {
    let end = value.text.find(|c: char| !(c.is_ascii_alphabetic() || c == '_')).unwrap_or(value.text.len());
    let rest = value.from(end);
    let start = rest.text.find(|c: char| !matches!(c, '=' | ':' | ' ')).unwrap_or(rest.text.len());
    (value.slice(0, end), rest.from(start))
}

/// `bytes 0-499/1234`, `bytes 0-499/*`, `bytes */1234`.
pub(super) fn content_range(value: Piece<'_>) -> Option<Fault> {
    let (unit, rest) = unit(value);
    let expected = || Fault::expected(value.span(), "a range such as `bytes 0-499/1234`");
    let Some((range, length)) = rest.text.split_once('/') else {
        let plain = unit.text.eq_ignore_ascii_case("bytes") && sets(rest);
        return plain.then(expected);
    };
    let numbers = range.split_once('-').is_some_and(|(first, last)| is_number(first) && is_number(last));
    if !(numbers || range == "*") || !(is_number(length) || length == "*") {
        let meant = unit.text.eq_ignore_ascii_case("bytes")
            && !rest.text.bytes().any(|byte| byte.is_ascii_alphabetic());
        return meant.then(expected);
    }
    if unit.text.is_empty() {
        // Some services leave the unit out on purpose.
        return Some(expected().repair(value.span(), format!("bytes {}", rest.text), false).doubtful());
    }
    if &value.text[unit.text.len()..rest.at - value.at] != " " {
        return Some(expected().replace(format!("{} {}", unit.text, rest.text)));
    }
    let (first, last) = range.split_once('-')?;
    let (first, last): (u128, u128) = (first.parse().ok()?, last.parse().ok()?);
    if last < first {
        return Some(Fault::says(
            rest.span(),
            format!("the range ends at {last}, before its start at {first}"),
        ));
    }
    let length: u128 = length.parse().ok()?;
    let bytes = unit.text.eq_ignore_ascii_case("bytes");
    let message = format!("the last of {length} bytes is number {}, not {last}", length.saturating_sub(1));
    (bytes && last >= length).then(|| Fault::says(rest.span(), message))
}
