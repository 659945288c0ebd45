//! `http/media-type`.

use super::content_type_mismatch::{JSON, contradiction};
use crate::extract::MessageForm;
use crate::rules::{Findings, MessageContext, quote};
use crate::syntax::http::media_type::{self, MediaType};
use crate::text::LocalSpan;

declare_rule! {
    /// A misspelled or invalid media type.
    ///
    /// ## What it finds
    ///
    /// A `Content-Type` or `Accept` field whose value is not `type/subtype`, whose type is not registered
    /// (`serviceprincipals/json`), or that is one typo away from a well-known media type (`appplication/json`). Vendor
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
    /// ## How to fix it
    ///
    /// Use the registered media type. If the suggestion does not match the body, check both.
    "http/media-type": Error, Default, fix Safe;
    Sent(check)
}

fn check(cx: MessageContext<'_, '_>, findings: &mut Findings<'_>) {
    for field in &cx.message.http.headers {
        let is = |name: &str| field.name.text.eq_ignore_ascii_case(name);
        let mut at = field.value.span.start as usize;
        if !(is("content-type") || is("accept")) || is_torn(cx, field.value.text) {
            continue;
        }
        if let Some(inner) = in_quotes(field.value.text) {
            let message = format!("quotes are not allowed around the media type {}", quote::code(inner));
            let edit = cx.edit(field.value.span, inner);
            findings.report(cx.span(field.value.span), message).safe_fix("remove the quotes", vec![edit]);
        } else if is("content-type") {
            report(cx, field.value.text, at, true, findings);
        } else {
            for value in field.value.text.split(',') {
                report(cx, value, at, false, findings);
                at += value.len() + 1;
            }
        }
    }
}

/// Whether quotes of the shell that end elsewhere are part of the value: the command is what is wrong.
fn is_torn(cx: MessageContext<'_, '_>, value: &str) -> bool {
    cx.message.form == MessageForm::Command && value.contains(['"', '\'']) && in_quotes(value).is_none()
}

/// What stands in the quotes around a whole value.
fn in_quotes(value: &str) -> Option<&str> {
    let inner = value.strip_prefix('"')?.strip_suffix('"')?;
    (inner.contains('/') && !inner.contains('"')).then_some(inner)
}

fn report(cx: MessageContext<'_, '_>, value: &str, at: usize, of_body: bool, findings: &mut Findings<'_>) {
    if media_type::is_well_known(value) {
        return;
    }
    let parsed = media_type::parse(value);
    let Some((fault, right)) = fault(&parsed) else { return };
    let span = LocalSpan::new(at + parsed.span.start, at + parsed.span.end);
    let written = quote::code(parsed.essence);
    let shown = right.as_deref().map(media_type::parse).filter(|_| of_body);
    let shown = shown.and_then(|right| contradiction(cx, &right));
    let replace = |right: &str| (format!("replace with {}", quote::code(right)), vec![cx.edit(span, right)]);
    match (right, shown) {
        // The name says the one and the body the other: somebody has to know.
        (Some(_), Some(JSON)) => {
            let right = "application/json";
            let message =
                format!("{written} {fault}; the body is JSON, did you mean {}?", quote::code(right));
            let (title, edits) = replace(right);
            findings.report(cx.span(span), message).unsafe_fix(title, edits);
        }
        (Some(right), None) => {
            let message = format!("{written} {fault}; did you mean {}?", quote::code(&right));
            let (title, edits) = replace(&right);
            findings.report(cx.span(span), message).safe_fix(title, edits);
        }
        (Some(_), Some(shown)) => {
            findings.report(cx.span(span), format!("{written} {fault}; the body is {shown}"));
        }
        (None, _) => {
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
    if let Some((first, rest)) = essence.split_once(',').map(|(first, rest)| (first.trim(), rest.trim())) {
        let parameter = first.contains('/') && rest.contains('=') && !rest.contains(['/', ',']);
        return parameter
            .then(|| ("has `,` before its parameter; expected `;`", Some(format!("{first}; {rest}"))));
    }
    if let Some((first, rest)) = essence.split_once(char::is_whitespace) {
        let parameter = first.contains('/') && rest.trim_start().contains('=');
        return parameter.then(|| {
            ("is missing the `;` before its parameter", Some(format!("{first}; {}", rest.trim_start())))
        });
    }
    if !parsed.is_well_formed() {
        return Some(("is not a media type", near()));
    }
    if !parsed.has_known_top_level() {
        return Some(("is not a registered media type", near()));
    }
    let right =
        if parsed.is_plausible() { media_type::misspelt_form(essence).map(str::to_owned) } else { near() };
    right.map(|right| ("is not a registered media type", Some(right)))
}

/// Something that stands for a media type, or for several.
fn is_template(text: &str) -> bool {
    text.contains(['{', '}', '<', '>', '$', '*', '%', '[', '(', '…'])
        || text.contains("...")
        || text.contains("xxx")
        || text.starts_with(':')
}
