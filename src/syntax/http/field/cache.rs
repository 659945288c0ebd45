//! `Cache-Control` (RFC 9111 §5.2, RFC 5861, RFC 8246).

use super::fault::Fault;
use super::grammar::Argument;
use super::list::{Piece, is_number};
use super::word;

/// The registered directives.
const KNOWN: &[(&str, Argument)] = &[
    ("immutable", Argument::None),
    ("max-age", Argument::Seconds),
    ("max-stale", Argument::Any),
    ("min-fresh", Argument::Seconds),
    ("must-revalidate", Argument::None),
    ("must-understand", Argument::None),
    ("no-cache", Argument::Any),
    ("no-store", Argument::None),
    ("no-transform", Argument::None),
    ("only-if-cached", Argument::None),
    ("private", Argument::Any),
    ("proxy-revalidate", Argument::None),
    ("public", Argument::None),
    ("s-maxage", Argument::Seconds),
    ("stale-if-error", Argument::Seconds),
    ("stale-while-revalidate", Argument::Seconds),
];

pub(super) fn check(value: Piece<'_>) -> Option<Fault> {
    for piece in value.split(b',').filter(|piece| !piece.text.is_empty()) {
        if is_number(piece.text) {
            return Some(Fault::expected(
                piece.span(),
                format!("a directive such as `max-age={}`", piece.text),
            ));
        }
        let (directive, rest) = piece.cut(b';');
        if let Some(fault) = word::directive(directive, KNOWN) {
            return Some(fault);
        }
        if rest.is_some_and(|rest| !rest.text.is_empty()) {
            let mark = directive.span().end;
            return Some(Fault::expected(mark..mark + 1, "`,` between directives").replace(","));
        }
        let known = |word: &str| KNOWN.iter().any(|(name, _)| word.split('=').next() == Some(*name));
        let words: Vec<&str> = directive.text.split_whitespace().collect();
        if words.len() > 1 && words.iter().all(|word| known(word)) {
            return Some(
                Fault::expected(directive.span(), "`,` between directives").replace(words.join(", ")),
            );
        }
    }
    None
}
