//! `Set-Cookie` and `Cookie` (RFC 6265bis §4).

use super::date;
use super::fault::Fault;
use super::list::{Parameter, Piece, is_number};
use super::open::is_open;
use super::word::near;

const ATTRIBUTES: &[&str] =
    &["Domain", "Expires", "HttpOnly", "Max-Age", "Partitioned", "Path", "SameSite", "Secure"];

/// `sid=31d4; Path=/; Secure`.
pub(super) fn set(value: Piece<'_>) -> Option<Fault> {
    let mut parts = value.split(b';');
    let pair = parts.next()?;
    if !pair.text.contains('=') {
        return parts.next().is_some().then(|| Fault::expected(pair.span(), "`name=value`"));
    }
    let mut same_site_none = None;
    let mut secure = false;
    for part in parts.filter(|part| !part.text.is_empty()) {
        let attribute = Parameter::new(part);
        if let Some(fault) = attribute_fault(attribute) {
            return Some(fault);
        }
        secure |= attribute.is("Secure");
        if attribute.is("SameSite")
            && attribute.value.is_some_and(|value| value.text.eq_ignore_ascii_case("none"))
        {
            same_site_none = Some(part);
        }
    }
    let insecure = |part: Piece<'_>| {
        Fault::says(part.span(), "browsers drop a cookie with `SameSite=None` and without `Secure`")
            .doubtful()
    };
    same_site_none.filter(|_| !secure).map(insecure)
}

fn attribute_fault(attribute: Parameter<'_>) -> Option<Fault> {
    let name = attribute.name;
    let Some(known) = ATTRIBUTES.iter().copied().find(|known| attribute.is(known)) else {
        let meant = near(name.text, ATTRIBUTES.iter().copied().filter(|known| known.len() > 4))?;
        return Some(Fault::expected(name.span(), format!("`{meant}`")).replace(meant));
    };
    let value = attribute.value.filter(|value| !value.text.is_empty() && !is_open(value.text))?;
    match known {
        "Expires" => date::in_cookie(value),
        "Max-Age" if !is_number(value.text.trim_start_matches('-')) => {
            Some(Fault::expected(value.span(), "a whole number of seconds"))
        }
        "SameSite" if !["Strict", "Lax", "None"].iter().any(|word| word.eq_ignore_ascii_case(value.text)) => {
            Some(Fault::expected(value.span(), "`Strict`, `Lax` or `None`"))
        }
        _ => None,
    }
}

/// `sid=31d4; lang=en`.
pub(super) fn sent(value: Piece<'_>) -> Option<Fault> {
    value.split(b';').skip(1).find_map(|part| {
        let attribute = Parameter::new(part);
        let flag = attribute.value.is_none() && (attribute.is("HttpOnly") || attribute.is("Secure"));
        let same_site = attribute.is("SameSite");
        (flag || same_site).then(|| {
            Fault::says(part.span(), "an attribute of `Set-Cookie`; a client sends names and values only")
        })
    })
}
