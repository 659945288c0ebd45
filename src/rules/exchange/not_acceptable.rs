//! `exchange/not-acceptable`.

use crate::conformance::Page;
use crate::extract::Exchange;
use crate::rules::{Findings, quote};
use crate::syntax::http::media_type::{self, Structure};
use crate::syntax::http::{Header, HttpMessage};

declare_rule! {
    /// The response has a media type that the request does not accept.
    ///
    /// ## What it finds
    ///
    /// A successful response whose `Content-Type` is not in the `Accept` field of its request. Wildcards,
    /// templates and different JSON types pass, and so do error responses.
    ///
    /// ## Why it matters
    ///
    /// A reader who asks for the type that the request names does not get what the response shows (RFC 9110 section 12.5.1).
    ///
    /// ## Example
    ///
    /// ```http
    /// GET /parcels HTTP/1.1
    /// Accept: text/csv
    ///
    /// HTTP/1.1 200 OK
    /// Content-Type: application/json
    ///
    /// []
    /// ```
    ///
    /// should be
    ///
    /// ```http
    /// GET /parcels HTTP/1.1
    /// Accept: application/json
    ///
    /// HTTP/1.1 200 OK
    /// Content-Type: application/json
    ///
    /// []
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Request the type that is shown, or show the requested one.
    "exchange/not-acceptable": Warning, Strict, fix None;
    Exchange(check)
}

/// No more responses than this are looked at.
const MOST: usize = 16;

fn check(page: &Page<'_>, exchange: &Exchange, findings: &mut Findings<'_>) {
    let Some(at) = exchange.request else { return };
    let request = page.example(at.example);
    let Some(accept) = request.messages.get(at.message as usize).and_then(|message| accept(&message.http))
    else {
        return;
    };
    for (at, _) in exchange.responses.iter().take(MOST) {
        let example = page.example(at.example);
        let Some(message) = example.messages.get(at.message as usize) else { continue };
        let Some(sent) = message.http.header("content-type") else { continue };
        let succeeds = message.http.status().is_some_and(|status| (200..300).contains(&status));
        if succeeds && !accepts(accept.value.text, sent.value.text) {
            let parsed = media_type::parse(sent.value.text);
            let start = sent.value.span.start as usize + parsed.span.start;
            let span = example.file_span((start..start + parsed.essence.len()).into());
            let message =
                format!("the response is {}, which the request does not accept", quote::code(parsed.essence));
            findings.report(span, message).related(request.file_span(accept.value.span), "accepted types");
        }
    }
}

fn accept<'p, 'd>(http: &'p HttpMessage<'d>) -> Option<&'p Header<'d>> {
    let mut fields = http.headers.iter().filter(|field| field.name.text.eq_ignore_ascii_case("accept"));
    let first = fields.next()?;
    fields.next().is_none().then_some(first)
}

/// Whether a type is in a list of media ranges; anything that cannot be read is.
fn accepts(list: &str, sent: &str) -> bool {
    let sent = media_type::parse(sent);
    if !sent.is_well_formed() || !sent.has_known_top_level() {
        return true;
    }
    list.split(',').any(|range| {
        let range = media_type::parse(range);
        let (kind, subtype) = range.essence.split_once('/').unwrap_or_default();
        let own = sent.essence.split('/').next().unwrap_or_default();
        !range.is_well_formed()
            || range.essence.eq_ignore_ascii_case(sent.essence)
            || kind == "*"
            || subtype == "*" && kind.eq_ignore_ascii_case(own)
            || !matches!(sent.structure(), Structure::Unknown) && range.structure() == sent.structure()
            || range.structure() == Structure::Unknown
    })
}
