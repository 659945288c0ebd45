//! `http/header-name`.

use crate::diagnostic::Level;
use crate::rules::{Findings, MessageContext, quote};
use crate::syntax::http::{Header, field, media_type};

declare_rule! {
    /// A misspelled header field name, or one field used in place of another.
    ///
    /// ## What it finds
    ///
    /// A name that is one typo away from a registered one, such as `Content-Lenght`, `Authorisation` and `Content_Type`; and
    /// `Authentication`, where credentials go in `Authorization`. A service's own names pass, and so do names that differ
    /// by a whole word, such as `X-Forwarded-Port`.
    ///
    /// ## Why it matters
    ///
    /// A server ignores a field whose name it does not know, so that the request is sent without it.
    ///
    /// ## Example
    ///
    /// ```http
    /// POST /parcels HTTP/1.1
    /// Content-Lenght: 2
    ///
    /// {}
    /// ```
    ///
    /// should be
    ///
    /// ```http
    /// POST /parcels HTTP/1.1
    /// Content-Length: 2
    ///
    /// {}
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Use the registered name.
    "http/header-name": Warning, Default, fix Safe;
    Sent(check)
}

/// Shorter names may be a service's own although they are near to another.
const SURE: usize = 10;

fn check(cx: MessageContext<'_, '_>, findings: &mut Findings<'_>) {
    for header in &cx.message.http.headers {
        let written = header.name.text;
        if field::find(written).is_some() {
            continue;
        }
        let shown = quote::code(written);
        let of_type = || Some("Content-Type").filter(|_| is_content_type(header));
        if let Some(meant) = field::meant_by(written).or_else(of_type) {
            let message = format!("unknown header field {shown}; did you mean `{meant}`?");
            findings.report(cx.span(header.name.span), message).fix_if_sure(
                written.len() >= SURE && field::is_sure_slip(written, meant),
                format!("replace with `{meant}`"),
                vec![cx.edit(header.name.span, meant)],
            );
        } else if is_authentication(header) {
            authentication(cx, header, findings);
        }
    }
}

/// `Content-Typ: application/json`: the value says which of the short words is meant.
/// A type of the service's own says it where its subtype has more than one word: `application/vnd.parcelo+json`.
fn is_content_type(header: &Header<'_>) -> bool {
    let name = header.name.text.to_ascii_lowercase();
    let near = name.starts_with("con") && strsim::osa_distance(&name, "content-type") <= 2;
    let value = header.value.text;
    let is_type = value
        .strip_prefix("application/")
        .is_some_and(|subtype| subtype.contains(['-', '.', '+']) && !subtype.contains(' '));
    near && (is_type || media_type::is_well_known(value))
}

fn is_authentication(header: &Header<'_>) -> bool {
    ["authentication", "authenticate"].iter().any(|name| header.name.text.eq_ignore_ascii_case(name))
}

/// Some services have a field of that name: where the text names it, it is meant.
fn authentication(cx: MessageContext<'_, '_>, header: &Header<'_>, findings: &mut Findings<'_>) {
    let scheme = header.value.text.split(' ').next().unwrap_or_default();
    let known =
        ["basic", "bearer", "digest", "negotiate"].iter().any(|name| name.eq_ignore_ascii_case(scheme));
    let named = cx.page.source.text().contains(&format!("`{}`", header.name.text));
    let finding = findings.report(
        cx.span(header.name.span),
        format!("credentials go in `Authorization`, not in {}", quote::code(header.name.text)),
    );
    finding.unsafe_fix("replace with `Authorization`", vec![cx.edit(header.name.span, "Authorization")]);
    if !known || named {
        finding.level(Level::Strict);
    }
}
