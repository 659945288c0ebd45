//! `http/media-type`.

use crate::rules::{Findings, MessageContext, quote};
use crate::syntax::http::media_type::{self, MediaType};
use crate::text::LocalSpan;

declare_rule! {
    /// A media type is misspelt, or is not a media type at all.
    ///
    /// ## What it finds
    ///
    /// A `Content-Type` or `Accept` field whose value is not `type/subtype`, whose type is not registered
    /// (`serviceprincipals/json`), or that is a slip away from a well-known media type (`appplication/json`). Vendors' own
    /// types, types with `+json` or `+xml`, parameters, wildcards and templates pass.
    ///
    /// ## Why it matters
    ///
    /// A server that reads the body by its media type answers `415 Unsupported Media Type`, or reads it as something else.
    ///
    /// ## Example
    ///
    /// ```http
    /// POST /parcels HTTP/1.1
    /// Content-Type: appplication/json
    ///
    /// { "weightGrams": 900 }
    /// ```
    ///
    /// should be
    ///
    /// ```http
    /// POST /parcels HTTP/1.1
    /// Content-Type: application/json
    ///
    /// { "weightGrams": 900 }
    /// ```
    ///
    /// ## How to mend it
    ///
    /// Write the registered media type.
    "http/media-type": Error, Default, fix Safe;
    Message(check)
}

fn check(cx: MessageContext<'_, '_>, findings: &mut Findings<'_>) {
    for field in &cx.message.http.headers {
        let is = |name: &str| field.name.text.eq_ignore_ascii_case(name);
        let mut at = field.value.span.start as usize;
        if is("content-type") {
            report(cx, field.value.text, at, findings);
        } else if is("accept") {
            for value in field.value.text.split(',') {
                report(cx, value, at, findings);
                at += value.len() + 1;
            }
        }
    }
}

fn report(cx: MessageContext<'_, '_>, value: &str, at: usize, findings: &mut Findings<'_>) {
    if media_type::is_well_known(value) {
        return;
    }
    let parsed = media_type::parse(value);
    let Some((fault, right)) = fault(&parsed) else { return };
    let span = LocalSpan::new(at + parsed.span.start, at + parsed.span.end);
    let written = quote::code(parsed.essence);
    match right {
        Some(right) => {
            let message = format!("{written} {fault}: did you mean {}?", quote::code(&right));
            let title = format!("replace it by {}", quote::code(&right));
            findings.report(cx.span(span), message).safe_fix(title, vec![cx.edit(span, &right)]);
        }
        None => {
            findings.report(cx.span(span), format!("{written} {fault}"));
        }
    }
}

/// What is wrong with a media type, and the right one where it is plain.
fn fault(parsed: &MediaType<'_>) -> Option<(&'static str, Option<String>)> {
    let essence = parsed.essence;
    let near = || media_type::nearest(essence).map(str::to_owned);
    if essence.is_empty() || is_template(essence) {
        return None;
    }
    if let Some(inner) = essence.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        return Some(("stands in quotes", Some(inner.to_owned()).filter(|inner| inner.contains('/'))));
    }
    if let Some((first, rest)) = essence.split_once(char::is_whitespace) {
        let parameter = first.contains('/') && !first.ends_with(',') && rest.trim_start().contains('=');
        return parameter.then(|| {
            ("lacks the `;` before its parameter", Some(format!("{first}; {}", rest.trim_start())))
        });
    }
    if essence.contains(',') {
        return None;
    }
    if !parsed.is_well_formed() {
        return Some(("is not a media type", near()));
    }
    if !parsed.has_known_top_level() {
        return Some(("is not a registered media type", near()));
    }
    let right = if parsed.is_plausible() { None } else { near() };
    right.map(|right| ("is not a registered media type", Some(right)))
}

/// Something that stands for a media type, or for several.
fn is_template(text: &str) -> bool {
    text.contains(['{', '}', '<', '>', '$', '*', '%', '[', '(', '…'])
        || text.contains("...")
        || text.contains("xxx")
        || text.starts_with(':')
}
