//! `http/header-value`.

use std::borrow::Cow;
use std::cell::OnceCell;

use crate::extract::{BodyKind, MessageForm};
use crate::rules::{Findings, MessageContext, departure};
use crate::syntax::http::field::{self, Field};
use crate::syntax::http::{Header, media_type};

declare_rule! {
    /// A header field value that its grammar does not allow.
    ///
    /// ## What it finds
    ///
    /// Each field is checked against its own grammar:
    ///
    /// * `Date`, `Last-Modified`, `Expires` and the like: another format than `Wed, 18 Dec 2019 10:08:46 GMT`, a weekday
    ///   that the date does not have, a day or a time that does not exist
    /// * `Retry-After`, `Age`, `Range`, `Content-Range`: numbers and ranges
    /// * `Authorization`: `Basic: …`, a misspelled scheme, quotes and pieces of code; `Basic` without a `:` in what
    ///   it encodes
    /// * `Location`, `Link`, `Host`: addresses with the scheme written twice, `&amp;`, a missing `>`; a host with a scheme
    /// * `Accept` and the like, `Content-Type`: quality values, `;` in place of `,`, character sets that do not exist
    /// * `Cache-Control`, `Prefer`, `Strict-Transport-Security`, `Set-Cookie`, `Content-Disposition`, `Allow`, `Vary`,
    ///   `WWW-Authenticate`: misspelled words, separators that the field does not allow, missing arguments
    /// * structured fields such as `Content-Digest` and `Permissions-Policy`
    ///
    /// Templates and placeholders such as `{etag}`, `<date>`, `...` and `YOUR_TOKEN` pass. What may be shorthand, such as an
    /// entity tag without its quotes, is reported at the strict level.
    ///
    /// ## Why it matters
    ///
    /// A header field with an invalid value is ignored, or the request is rejected, and the reader does not
    /// learn why.
    ///
    /// ## Example
    ///
    /// ```http
    /// HTTP/1.1 429 Too Many Requests
    /// Retry-After: 2.128
    /// ```
    ///
    /// should be
    ///
    /// ```http
    /// HTTP/1.1 429 Too Many Requests
    /// Retry-After: 3
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Write the value as the specification in the finding describes it.
    "http/header-value": Error, Default, fix Safe;
    Sent(check)
}

fn check(cx: MessageContext<'_, '_>, findings: &mut Findings<'_>) {
    let mail = OnceCell::new();
    for header in &cx.message.http.headers {
        let value = header.value.text;
        // The one that nearly every message has.
        if media_type::is_well_known(value) {
            continue;
        }
        let Some(field) = field::find(header.name.text) else { continue };
        if is_quoted_by_shell(cx, value) || *mail.get_or_init(|| is_mail(cx)) {
            continue;
        }
        value_fault(cx, header, field, findings);
    }
    boundary(cx, findings);
}

fn value_fault(cx: MessageContext<'_, '_>, header: &Header<'_>, field: &Field, findings: &mut Findings<'_>) {
    // Broken as RFC 8792 says, between any two characters.
    if header.value.text.contains("\\\n") {
        return;
    }
    let written = on_one_line(header.value.text);
    let Some(mut fault) = field::check(field, &written) else { return };
    if matches!(written, Cow::Owned(_)) {
        // It would lose its line breaks.
        fault.repair = None;
    }
    let about = format!("`{}`: ", field.name);
    departure::report(cx, (&written, header.value.span.start), &fault, &about, findings)
        .note(format!("`{}` is specified in {}", field.name, field.section));
}

/// The value with blanks in place of line breaks, at the same places.
fn on_one_line(value: &str) -> Cow<'_, str> {
    if value.contains('\n') { Cow::Owned(value.replace(['\n', '\r'], " ")) } else { Cow::Borrowed(value) }
}

/// Whether a value of a command holds what its shell reads in another way than it is written.
fn is_quoted_by_shell(cx: MessageContext<'_, '_>, value: &str) -> bool {
    let escape = |(at, _): (usize, &str)| !value[at + 1..].starts_with('*');
    cx.message.form == MessageForm::Command
        && (value.contains(['"', '\'', '$', '`', '^', '%']) || value.match_indices('\\').any(escape))
}

/// Whether the head is that of a mail, whose fields have other grammars under the same names.
fn is_mail(cx: MessageContext<'_, '_>) -> bool {
    ["mime-version", "received", "message-id"].iter().any(|name| cx.message.http.header(name).is_some())
}

/// MIME parts need a boundary to be told apart (RFC 2046 section 5.1.1).
fn boundary(cx: MessageContext<'_, '_>, findings: &mut Findings<'_>) {
    if cx.message.form != MessageForm::Http || cx.message.body.kind != BodyKind::Multipart {
        return;
    }
    let Some(header) = cx.message.http.header("content-type") else { return };
    let media = media_type::parse(header.value.text);
    // A sketch of the parts, `file=<binary>`, has none.
    let first = cx.first_body_line();
    if !first.of(cx.page.document.text).starts_with("--") {
        return;
    }
    let multipart = media.essence.get(..10).is_some_and(|start| start.eq_ignore_ascii_case("multipart/"));
    let declared = media.parameters.iter().any(|(name, _)| name.eq_ignore_ascii_case("boundary"));
    if multipart && !declared && !header.value.text.to_ascii_lowercase().contains("boundary") {
        findings
            .report(cx.span(header.value.span), "`Content-Type`: required parameter `boundary` is missing")
            .related(first, "the first part")
            .note("`boundary` is specified in RFC 2046 section 5.1.1");
    }
}
