//! `http/unknown-method`.

use crate::diagnostic::{Level, Severity};
use crate::rules::{Findings, MessageContext, quote};
use crate::syntax::http::method;

declare_rule! {
    /// The request method does not exist.
    ///
    /// ## What it finds
    ///
    /// A misspelled method such as `PATHC`, or one in lower case. At the strict level also a method that is neither registered
    /// with IANA nor known from a widespread product.
    ///
    /// ## Why it matters
    ///
    /// A server answers a method that it does not know with `501 Not Implemented`. Methods are case-sensitive (RFC 9110
    /// section 9.1).
    ///
    /// ## Example
    ///
    /// ```http
    /// PATHC /parcels/p-1042 HTTP/1.1
    /// ```
    ///
    /// should be
    ///
    /// ```http
    /// PATCH /parcels/p-1042 HTTP/1.1
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Use the intended method.
    "http/unknown-method": Error, Default, fix None;
    Sent(check)
}

fn check(cx: MessageContext<'_, '_>, findings: &mut Findings<'_>) {
    let Some(line) = cx.message.http.request() else { return };
    let written = line.method.text;
    // A variable or a template in a command stands for a method.
    if method::is_known(written) || written.contains(['$', '<', '{', '[', '%']) {
        return;
    }
    let span = cx.span(line.method.span);
    let code = quote::code(written);
    match method::nearest(written) {
        Some(meant) if meant.eq_ignore_ascii_case(written) => {
            findings.report(span, format!("method {code} must be in upper case: `{meant}`"));
        }
        Some(meant) => {
            findings.report(span, format!("{code} is not an HTTP method; did you mean `{meant}`?"));
        }
        None => {
            let message = format!("{code} is not a registered HTTP method");
            findings.report(span, message).level(Level::Strict).severity = Severity::Warning;
        }
    }
}
