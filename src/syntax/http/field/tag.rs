//! Entity tags (RFC 9110 §8.8.3): a quoted string, `W/` before it if it is weak.
//!
//! Many services show them without quotes, and some accept them so: what lacks its quotes is never certain.

use super::date;
use super::fault::Fault;
use super::list::Piece;

/// One tag.
pub(super) fn one(value: Piece<'_>) -> Option<Fault> {
    if let Some(at) = value.open_quote() {
        return Some(Fault::says(at..value.span().end, "the quote of the entity tag is not closed"));
    }
    let rest = value.text.strip_prefix("W/").unwrap_or(value.text);
    if rest.len() >= 2
        && rest.starts_with('"')
        && rest.ends_with('"')
        && !rest[1..rest.len() - 1].contains('"')
    {
        return None;
    }
    if let Some(weak) = value.text.strip_prefix("w/").filter(|rest| rest.starts_with('"')) {
        return Some(
            Fault::expected(value.at..value.at + 2, "`W/`")
                .repair(value.span(), format!("W/{weak}"), true)
                .doubtful(),
        );
    }
    let inner = rest.trim_matches(['"', '\'']);
    let plain = !inner.is_empty() && inner.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"');
    let weak = if rest.len() < value.text.len() { "W/" } else { "" };
    let fault = Fault::expected(value.span(), "an entity tag in double quotes").doubtful();
    plain.then(|| fault.repair(value.span(), format!("{weak}\"{inner}\""), false))
}

/// Several, or `*`.
pub(super) fn list(value: Piece<'_>) -> Option<Fault> {
    if value.text == "*" {
        return None;
    }
    value.split(b',').filter(|tag| !tag.text.is_empty()).find_map(one)
}

/// A tag or a date (RFC 9110 §13.1.5).
pub(super) fn or_date(value: Piece<'_>) -> Option<Fault> {
    if value.text.contains('"') || !value.text.contains(':') { one(value) } else { date::check(value) }
}
