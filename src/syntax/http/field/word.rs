//! Fields made of words: one of a few, directives, methods, names of fields; and the slips in them.

use super::fault::Fault;
use super::grammar::{Argument, Directives};
use super::list::{Parameter, Piece, is_number};
use super::open::is_open;
use super::table;
use crate::syntax::http::header::is_token;
use crate::syntax::http::method;

/// How names are written that are shown in another case.
fn shown(name: &'static str) -> &'static str {
    if name == "includesubdomains" { "includeSubDomains" } else { name }
}

/// The known word that one is a slip away from: one in short words, two in longer ones.
pub(super) fn near<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let lower = word.to_ascii_lowercase();
    if !(3..=40).contains(&word.len()) {
        return None;
    }
    let distance = |known: &&str| strsim::osa_distance(&lower, &known.to_ascii_lowercase());
    let close = |known: &&str| {
        let slips = if known.len() < 8 { 1 } else { 2 };
        known.len().abs_diff(lower.len()) <= slips && (1..=slips).contains(&distance(known))
    };
    known.into_iter().filter(close).min_by_key(distance)
}

pub(super) fn directives(value: Piece<'_>, directives: &Directives) -> Option<Fault> {
    let mut seen_required = directives.required.is_none();
    let other = if directives.separator == b',' { b';' } else { b',' };
    for piece in value.split(directives.separator).filter(|piece| !piece.text.is_empty()) {
        // Preferences have parameters behind `;`.
        if directives.separator == b';'
            && let (first, Some(_)) = piece.cut(other)
        {
            let at = first.span().end;
            let mark = piece.text[first.text.len()..].find(',').map_or(at, |skip| at + skip);
            return Some(Fault::expected(mark..mark + 1, "`;` between directives").replace(";"));
        }
        let (piece, _) = piece.cut(other);
        if let Some(fault) = directive(piece, directives.known) {
            return Some(fault);
        }
        seen_required |= directives.required.is_some_and(|name| Parameter::new(piece).is(name));
    }
    let missing =
        || Fault::says(value.span(), format!("`{}` is missing", directives.required.unwrap_or_default()));
    (!seen_required).then(missing)
}

/// One directive with its argument.
pub(super) fn directive(piece: Piece<'_>, known: &'static [(&'static str, Argument)]) -> Option<Fault> {
    let parameter = Parameter::new(piece);
    let Some((name, argument)) = known.iter().find(|(name, _)| parameter.is(name)) else {
        return misspelt(piece, parameter, known);
    };
    let value = parameter.unquoted().filter(|value| !is_open(value.text));
    let wrong = |what: String| Some(Fault::expected(piece.span(), what));
    match (argument, value) {
        (Argument::Seconds, None) if parameter.value.is_none() => {
            wrong(format!("`{}=` and a number of seconds", shown(name)))
        }
        (Argument::Seconds, Some(value))
            if !is_number(value.text) && value.text.starts_with(|c: char| c.is_ascii_digit() || c == '-') =>
        {
            Some(Fault::expected(value.span(), "a whole number of seconds"))
        }
        (Argument::OneOf(words), Some(value))
            if !words.iter().any(|word| word.eq_ignore_ascii_case(value.text)) =>
        {
            let word = near(value.text, words.iter().copied()).or_else(|| {
                words
                    .iter()
                    .copied()
                    .find(|word| value.text.len() > 4 && value.text.starts_with(&word[..5.min(word.len())]))
            })?;
            Some(Fault::expected(value.span(), format!("`{word}`")).replace(word))
        }
        (Argument::OneOf(words), None) if parameter.value.is_none() => {
            wrong(format!("`{name}=` and one of `{}`", words.join("`, `")))
        }
        _ => None,
    }
}

/// A directive that is not known: a slip, another mark than `=`, or somebody's own.
fn misspelt(
    piece: Piece<'_>,
    parameter: Parameter<'_>,
    known: &'static [(&'static str, Argument)],
) -> Option<Fault> {
    let name = parameter.name;
    let names = || known.iter().map(|(name, _)| *name);
    let end = name.text.find([':', ' ']).unwrap_or(name.text.len());
    let (word, rest) = (&name.text[..end], name.text[end..].trim_start_matches([':', ' ']));
    if end < name.text.len() && parameter.value.is_none() {
        let (found, argument) = known.iter().find(|(known, _)| known.eq_ignore_ascii_case(word))?;
        let takes = !matches!(argument, Argument::None);
        let one = !rest.is_empty() && !rest.contains(' ') && !known.iter().any(|(name, _)| *name == rest);
        return (takes && one).then(|| {
            Fault::expected(piece.span(), format!("`{}=`", shown(found))).replace(format!("{word}={rest}"))
        });
    }
    let spelt =
        |known: &str| known.replace('-', "") == name.text.to_ascii_lowercase().replace(['-', '_'], "");
    let meant = names().find(|known| spelt(known)).or_else(|| near(name.text, names()))?;
    Some(Fault::expected(name.span(), format!("`{}`", shown(meant))).replace(shown(meant)))
}

/// One of a few words, where a slip in it is told from a word of somebody's own.
pub(super) fn one_of(value: Piece<'_>, words: &[&str]) -> Option<Fault> {
    for piece in value.split(b',').filter(|piece| !piece.text.is_empty()) {
        let (word, _) = piece.cut(b';');
        if words.iter().any(|known| known.eq_ignore_ascii_case(word.text)) {
            continue;
        }
        let plain = word.text.to_ascii_lowercase().replace(['-', '_', ' ', '"'], "");
        let spelt = words.iter().copied().find(|known| known.to_ascii_lowercase().replace('-', "") == plain);
        if let Some(known) = spelt.or_else(|| near(word.text, words.iter().copied())) {
            return Some(Fault::expected(word.span(), format!("`{known}`")).replace(known));
        }
    }
    None
}

/// A list of methods, which are case-sensitive (RFC 9110 §9.1).
pub(super) fn methods(value: Piece<'_>) -> Option<Fault> {
    for item in value.split(b',').filter(|item| !item.text.is_empty()) {
        let known = |text: &str| method::is_common(&text.to_ascii_uppercase());
        let mut words = item.text.split([' ', '/', ';']).filter(|word| !word.is_empty());
        if item.text.contains([' ', '/', ';']) && words.clone().count() > 1 && words.all(known) {
            let right = item
                .text
                .split([' ', '/', ';'])
                .filter(|word| !word.is_empty())
                .collect::<Vec<_>>()
                .join(", ");
            return Some(Fault::expected(item.span(), "`,` between the methods").replace(right));
        }
        if method::is_known(item.text) {
            continue;
        }
        let word = item.text.trim_matches('"');
        if let Some(known) = method::nearest(word) {
            return Some(Fault::expected(item.span(), format!("`{known}`")).replace(known));
        }
    }
    None
}

/// A list of names of fields.
pub(super) fn names(value: Piece<'_>) -> Option<Fault> {
    for item in value.split(b',').filter(|item| !item.text.is_empty() && item.text != "*") {
        if item.text.contains(' ') && item.text.split_whitespace().all(|word| table::find(word).is_some()) {
            let right = item.text.split_whitespace().collect::<Vec<_>>().join(", ");
            return Some(Fault::expected(item.span(), "`,` between the names").replace(right));
        }
        if is_token(item.text)
            && let Some(known) = table::meant_by(item.text)
        {
            return Some(Fault::expected(item.span(), format!("`{known}`")).replace(known));
        }
    }
    None
}

/// A whole value in quotes where none may be.
pub(super) fn quoted(value: Piece<'_>) -> Option<Fault> {
    for quote in ['"', '\''] {
        let inner = value.text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
        if let Some(inner) = inner.filter(|inner| !inner.is_empty() && !inner.contains(quote)) {
            return Some(Fault::says(value.span(), "quotes are not allowed around the value").replace(inner));
        }
    }
    None
}
