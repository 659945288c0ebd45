//! `Link` (RFC 8288 §3).

use super::address;
use super::fault::Fault;
use super::list::{Parameter, Piece};

/// `<https://api.parcelo.example/parcels?page=2>; rel="next"`, and more of them after commas.
pub(super) fn check(value: Piece<'_>) -> Option<Fault> {
    if !value.text.contains("rel") && !value.text.starts_with('<') {
        return None;
    }
    if let Some(at) = value.text.find("&lt;") {
        return Some(Fault::says(at..at + 4, "expected `<`, found its HTML escape `&lt;`").repair(
            value.span(),
            value.text.replace("&lt;", "<").replace("&gt;", ">"),
            true,
        ));
    }
    value.split(b',').filter(|link| !link.text.is_empty()).find_map(one)
}

fn one(link: Piece<'_>) -> Option<Fault> {
    let Some(inner) = link.text.strip_prefix('<') else { return bare(link) };
    let Some(close) = inner.find('>') else { return unclosed(link) };
    let target = link.slice(1, close + 1);
    // A name for a link, or for several.
    if !target.text.contains(['/', '.', '?', '#']) {
        return None;
    }
    if target.text.contains("; rel") || target.text.contains(";rel") {
        return unclosed(link.slice(0, close + 1));
    }
    if let Some(fault) = address::check(target.text) {
        return Some(fault.moved(target.at));
    }
    let rest = link.from(close + 2).trim();
    if let Some(at) = rest.open_quote() {
        return Some(Fault::says(at..at + 1, "the quote is not closed"));
    }
    let Some(parameters) = rest.text.strip_prefix(';') else {
        let named = rest.text.starts_with("rel=");
        let gap = target.span().end + 1..rest.at;
        return if named {
            Some(Fault::expected(rest.span(), "`;` before the parameter").repair(gap, "; ", true))
        } else {
            None
        };
    };
    let parameters = rest.from(rest.text.len() - parameters.len());
    parameters.split(b';').find_map(|part| {
        let parameter = Parameter::new(part);
        let name = parameter.name.text;
        let colon = name.strip_prefix("rel").is_some_and(|rest| rest.trim_start().starts_with(':'));
        let right = || part.text.replacen(':', "=", 1).replacen("= ", "=", 1);
        colon.then(|| Fault::expected(part.span(), "`rel=`").replace(right()))
    })
}

/// A target whose `>` is missing.
fn unclosed(link: Piece<'_>) -> Option<Fault> {
    let at = link.text.find(';').or_else(|| link.text.find(' '))?;
    let end = link.at + at;
    let fault = Fault::says(link.at..end, "the `<` before the URL is not closed");
    let closed_later = link.text.ends_with('>');
    Some(if closed_later { fault } else { fault.repair(end..end, ">", true) })
}

/// A target without its angle brackets.
fn bare(link: Piece<'_>) -> Option<Fault> {
    let (target, rest) = link.cut(b';');
    let address = target.text.starts_with('/') || target.text.contains("://");
    if !address || !rest?.text.starts_with("rel") {
        return None;
    }
    let inner = target.text.trim_matches(['"', '\'', '>']);
    Some(Fault::expected(target.span(), "the URL in `<` and `>`").replace(format!("<{inner}>")))
}
