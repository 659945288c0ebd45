//! From a field to the module that reads its values.

use super::fault::Fault;
use super::grammar::Grammar;
use super::list::Piece;
use super::open::is_open;
use super::table::Field;
use super::{accept, address, auth, cache, cookie, date, disposition, link, number, structured, tag, word};

/// The first departure of `value` from the grammar of `field`.
pub fn check(field: &Field, value: &str) -> Option<Fault> {
    let value = Piece::new(value);
    if value.text.is_empty() || matches!(field.grammar, Grammar::Free) {
        return None;
    }
    if let Some(fault) = typographic(value) {
        return Some(fault);
    }
    if is_open(value.text) && !reads_templates(field.grammar) {
        return None;
    }
    match field.grammar {
        Grammar::Free => None,
        Grammar::MediaType => accept::parameters(value),
        Grammar::Date => date::check(value),
        Grammar::Expires => number::expires(value),
        Grammar::RetryAfter => number::retry_after(value),
        Grammar::Seconds => number::whole(value, "a whole number of seconds"),
        Grammar::Count => number::whole(value, "a whole number"),
        Grammar::Range => number::range(value),
        Grammar::ContentRange => number::content_range(value),
        Grammar::Uri => address::check(value.text).or_else(|| word::quoted(value)),
        Grammar::Host => address::host(value),
        Grammar::Origin => address::origin(value),
        Grammar::AllowOrigin => address::allow_origin(value),
        Grammar::Tag => tag::one(value),
        Grammar::Tags => tag::list(value),
        Grammar::IfRange => tag::or_date(value),
        Grammar::Accept => accept::types(value),
        Grammar::Codings => accept::codings(value),
        Grammar::Languages => accept::languages(value),
        Grammar::ContentCoding => accept::content_coding(value),
        Grammar::Credentials => auth::credentials(value),
        Grammar::Challenge => auth::challenge(value),
        Grammar::CacheControl => cache::check(value),
        Grammar::Link => link::check(value),
        Grammar::Disposition => disposition::check(value),
        Grammar::SetCookie => cookie::set(value),
        Grammar::Cookie => cookie::sent(value),
        Grammar::Directives(directives) => word::directives(value, directives),
        Grammar::Word(words) => word::one_of(value, words),
        Grammar::Methods => word::methods(value),
        Grammar::Names => word::names(value),
        Grammar::Digest => structured::digest(value),
        Grammar::Item => structured::item(value),
        Grammar::List => structured::list(value),
        Grammar::Dictionary => structured::dictionary(value),
    }
}

/// Grammars with marks that a template could be mistaken for, or with parts that say enough beside one.
fn reads_templates(grammar: Grammar) -> bool {
    matches!(
        grammar,
        Grammar::Credentials
            | Grammar::Link
            | Grammar::Uri
            | Grammar::Host
            | Grammar::Methods
            | Grammar::Codings
            | Grammar::ContentCoding
    )
}

/// Quotation marks of a word processor. In a value they are never what is meant.
fn typographic(value: Piece<'_>) -> Option<Fault> {
    let marks = ['“', '”', '„', '‘', '’'];
    let at = value.text.find(marks)?;
    let first = value.text[at..].chars().next()?;
    let double = matches!(first, '“' | '”' | '„');
    // An apostrophe within a word is text.
    if !double && at > 0 && !value.text[..at].ends_with([' ', '=', ',']) {
        return None;
    }
    let repair = value.text.replace(['“', '”', '„'], "\"").replace(['‘', '’'], "'");
    let safe = double && value.text.matches(marks).count().is_multiple_of(2);
    let fault = Fault::says(at..at + first.len_utf8(), "expected `\"`, found a typographic quote");
    Some(fault.repair(0..value.text.len(), repair, safe))
}
