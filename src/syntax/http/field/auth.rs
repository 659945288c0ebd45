//! Credentials and challenges (RFC 9110 §11, RFC 6750, RFC 7617).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::fault::Fault;
use super::list::{Parameter, Piece};
use super::open::is_open;
use super::word::{self, near};
use crate::syntax::http::header::is_token;

/// Schemes that a slip may be meant for.
const SCHEMES: &[&str] = &["Basic", "Bearer", "Digest", "Negotiate"];

/// Schemes that are right although they are near to others.
const OTHERS: &[&str] = &["bearertoken", "basictoken"];

/// `Bearer abc`, `Basic dXNlcjpwYXNz`.
pub(super) fn credentials(value: Piece<'_>) -> Option<Fault> {
    if let Some(fault) = quoted(value) {
        return Some(fault);
    }
    let end = value.text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(value.text.len());
    let (scheme, rest) = (value.slice(0, end), value.from(end));
    if let Some(fault) = glued(value, scheme, rest) {
        return Some(fault);
    }
    if !rest.text.starts_with(' ') {
        return None;
    }
    let rest = rest.trim();
    let lower = scheme.text.to_ascii_lowercase();
    if !SCHEMES.iter().any(|known| known.eq_ignore_ascii_case(scheme.text)) {
        let known = near(&lower, SCHEMES.iter().copied()).filter(|_| !OTHERS.contains(&lower.as_str()))?;
        return Some(Fault::expected(scheme.span(), format!("`{known}`")).replace(known));
    }
    if let Some(after) =
        rest.text.strip_prefix([':', '=']).filter(|after| after.starts_with(' ') || !after.is_empty())
    {
        return Some(colon(value, scheme, after.trim()));
    }
    let repeated =
        rest.text.get(..scheme.text.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme.text));
    if repeated && rest.text[scheme.text.len()..].starts_with(' ') {
        let fault = Fault::says(
            value.slice(0, rest.at - value.at + scheme.text.len()).span(),
            "the scheme is written twice",
        );
        return Some(fault.repair(value.span(), rest.text, true));
    }
    if lower == "basic" { basic(rest) } else { None }
}

/// `Basic: abc`, `Bearer=abc`, `BearereyJ…`.
fn glued(value: Piece<'_>, scheme: Piece<'_>, rest: Piece<'_>) -> Option<Fault> {
    let known = |text: &str| ["Basic", "Bearer"].into_iter().find(|known| known.eq_ignore_ascii_case(text));
    if known(scheme.text).is_some() {
        let after = rest.text.strip_prefix([':', '='])?.trim();
        return (!after.is_empty()).then(|| colon(value, scheme, after));
    }
    // A JSON Web Token begins with `eyJ`.
    let at = scheme.text.find("eyJ").filter(|at| known(&scheme.text[..*at]).is_some())?;
    let fault = Fault::says(scheme.slice(0, at).span(), "no space between the scheme and the token");
    Some(fault.repair(scheme.slice(at, at).span(), " ", true))
}

fn colon(value: Piece<'_>, scheme: Piece<'_>, after: &str) -> Fault {
    let span = scheme.at..scheme.span().end + 1;
    let fault = Fault::says(span, "expected a space between the scheme and the credentials");
    fault.repair(value.span(), format!("{} {after}", scheme.text), true)
}

/// A value that is put into quotes as a whole, or that a program puts together.
fn quoted(value: Piece<'_>) -> Option<Fault> {
    let inner = value.text.strip_prefix('"')?;
    let (first, rest) = inner.split_once('"')?;
    let scheme = first.split(' ').next().unwrap_or_default();
    if !is_token(scheme) || !first.contains(' ') {
        return None;
    }
    if rest.is_empty() {
        return word::quoted(value);
    }
    let joined = rest.trim_start().starts_with(['+', '.', '&']);
    joined.then(|| Fault::says(value.span(), "expected a value, found an expression of a program"))
}

/// The base64 of `user:password`.
fn basic(rest: Piece<'_>) -> Option<Fault> {
    if rest.text.is_empty() || is_open(rest.text) || rest.text.contains([' ', '(', '<']) {
        return None;
    }
    if rest.text.contains(':') {
        return Some(Fault::says(rest.span(), "`Basic` takes `user:password` in base64").doubtful());
    }
    let Ok(bytes) = STANDARD.decode(rest.text) else {
        return Some(Fault::expected(rest.span(), "`user:password` in base64").doubtful());
    };
    if bytes.contains(&b':') {
        return None;
    }
    let readable = bytes.len() > 3 && bytes.iter().all(|byte| byte.is_ascii_graphic() || *byte == b' ');
    let fault = Fault::says(
        rest.span(),
        "the credentials have no `:` between user and password once they are decoded",
    );
    Some(if readable { fault } else { fault.doubtful() })
}

/// `Bearer realm="parcelo", error="invalid_token"`.
pub(super) fn challenge(value: Piece<'_>) -> Option<Fault> {
    if let Some(at) = value.open_quote() {
        return Some(Fault::says(at..at + 1, "the quote is not closed"));
    }
    let (scheme, rest) = value.text.split_once(' ')?;
    if !is_token(scheme) {
        return None;
    }
    let rest = Piece { text: rest, at: value.at + scheme.len() + 1 }.trim();
    rest.split(b',').find_map(|part| {
        let mut words = part.words().filter(|word| word.text.contains("=\""));
        let first = words.next()?;
        if let Some(second) = words.next() {
            let gap = first.span().end..second.at;
            let fault = Fault::expected(second.span(), "`,` between the parameters");
            return Some(fault.repair(gap, ", ", true));
        }
        let parameter = Parameter::new(part);
        let text =
            parameter.value.filter(|value| !value.text.starts_with('"') && value.text.contains(' '))?;
        is_token(parameter.name.text)
            .then(|| Fault::expected(text.span(), "a value with spaces in double quotes").doubtful())
    })
}
