//! Structured fields (RFC 9651), and digests from before there were any (RFC 3230).

use sfv::visitor::Ignored;

use super::fault::{Fault, FaultKind};
use super::list::Piece;

pub(super) fn item(value: Piece<'_>) -> Option<Fault> {
    let read = sfv::Parser::new(value.text).parse_item_with_visitor(Ignored);
    read.is_err()
        .then(|| fault(value, "a structured item: a number, `\"text\"`, `token`, `?1`, `@date` or `:bytes:`"))
}

pub(super) fn list(value: Piece<'_>) -> Option<Fault> {
    let read = sfv::Parser::new(value.text).parse_list_with_visitor(Ignored);
    read.is_err().then(|| fault(value, "a structured list: items with `,` between them"))
}

pub(super) fn dictionary(value: Piece<'_>) -> Option<Fault> {
    let read = sfv::Parser::new(value.text).parse_dictionary_with_visitor(Ignored);
    read.is_err().then(|| {
        fault(value, "a structured dictionary: `key=value` with `,` between them, keys in lower case")
    })
}

fn fault(value: Piece<'_>, what: &'static str) -> Fault {
    Fault::new(value.span(), FaultKind::Expected(what.into()))
}

/// `sha-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=`.
pub(super) fn digest(value: Piece<'_>) -> Option<Fault> {
    let hex = value.text.len() >= 32 && value.text.bytes().all(|byte| byte.is_ascii_hexdigit());
    hex.then(|| Fault::expected(value.span(), "the name of the algorithm and base64, such as `sha-256=…`"))
}
