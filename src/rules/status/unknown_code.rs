//! `status/unknown-code`.

use crate::diagnostic::{Level, Severity};
use crate::rules::{Findings, MessageContext};
use crate::syntax::http::status;

declare_rule! {
    /// The status code does not exist.
    ///
    /// ## What it finds
    ///
    /// A code outside 100 to 599. At the strict level also one that is not in the IANA registry.
    ///
    /// ## Why it matters
    ///
    /// The first digit is all that a client may rely on (RFC 9110 section 15), and outside that range it means nothing. An
    /// unregistered code is specific to one product and needs an explanation.
    ///
    /// ## Example
    ///
    /// ```http
    /// HTTP/1.1 700 Parcel Lost
    /// ```
    ///
    /// should be
    ///
    /// ```http
    /// HTTP/1.1 404 Not Found
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Write the code that the service sends.
    "status/unknown-code": Error, Default, fix None;
    Message(check)
}

fn check(cx: MessageContext<'_, '_>, findings: &mut Findings<'_>) {
    let Some(line) = cx.message.http.status_line() else { return };
    let Some(code) = line.status else { return };
    let span = cx.span(line.code.span);
    if !(100..600).contains(&code) {
        findings.report(span, format!("`{}` is not a status code: expected 100 to 599", line.code.text));
    } else if status::phrase(code).is_none() {
        let finding = findings.report(span, format!("status code `{code}` is not registered"));
        finding.level(Level::Strict).severity = Severity::Warning;
    }
}
