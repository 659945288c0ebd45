//! `Content-Disposition` (RFC 6266).

use super::fault::Fault;
use super::list::{Parameter, Piece};
use super::open::is_open;
use super::word::near;

const TYPES: &[&str] = &["attachment", "form-data", "inline"];

/// `attachment; filename="label.pdf"`.
pub(super) fn check(value: Piece<'_>) -> Option<Fault> {
    if let Some(at) = value.open_quote() {
        return Some(Fault::says(at..at + 1, "the quote is not closed"));
    }
    let mut parts = value.split(b';');
    let kind = parts.next()?;
    if let Some(known) = near(kind.text, TYPES.iter().copied()) {
        return Some(Fault::expected(kind.span(), format!("`{known}`")).replace(known));
    }
    if let Some((first, rest)) =
        kind.text.split_once([' ', ',']).filter(|(first, _)| TYPES.contains(&first.trim_end()))
    {
        let rest = rest.trim_start();
        let named = rest.starts_with("filename") || rest.starts_with("name");
        let span = kind.at + first.len()..kind.at + kind.text.len() - rest.len();
        return named
            .then(|| Fault::expected(kind.span(), "`;` before the parameter").repair(span, "; ", true));
    }
    parts.find_map(|part| {
        let parameter = Parameter::new(part);
        let value = parameter.value.filter(|value| !is_open(value.text))?;
        if parameter.is("filename*") {
            let encoded = value.text.matches('\'').count() >= 2 && !value.text.starts_with('"');
            return (!encoded)
                .then(|| Fault::expected(value.span(), "the form `UTF-8''name` after `filename*=`"));
        }
        let spaced = parameter.is("filename") && !value.text.starts_with('"') && value.text.contains(' ');
        spaced.then(|| {
            let right = format!("\"{}\"", value.text.trim_matches('\''));
            Fault::expected(value.span(), "a name with spaces in double quotes").replace(right)
        })
    })
}
