//! `http/malformed-request-line`.

use crate::rules::{Findings, MessageContext, quote};
use crate::syntax::http::{HttpIssueKind, RequestLine};

declare_rule! {
    /// The first line is meant as a request line but is not one.
    ///
    /// ## What it finds
    ///
    /// `DELETE/parcels`, `[GET] /parcels`, `+GET /parcels`, `HTTP GET /parcels`, a method without a target, and an invalid
    /// version, such as `HTTP1.1`. A request line without an HTTP version is normal in documentation and passes.
    ///
    /// ## Why it matters
    ///
    /// A request line is a method, a space, a target, a space and a version (RFC 9112 section 3). Tools that read the example
    /// see something else or nothing, and a reader who copies it gets an error.
    ///
    /// ## Example
    ///
    /// ```http
    /// DELETE/parcels/p-1042 HTTP/1.1
    /// ```
    ///
    /// should be
    ///
    /// ```http
    /// DELETE /parcels/p-1042 HTTP/1.1
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Write the method, one space and the target; the version may follow.
    "http/malformed-request-line": Error, Default, fix None, needs Declared;
    Message(check)
}

fn check(cx: MessageContext<'_, '_>, findings: &mut Findings<'_>) {
    let Some(line) = cx.message.http.request() else { return };
    for issue in cx.issues(&[HttpIssueKind::MalformedRequestLine]) {
        let written = quote::code(issue.span.of(cx.text()));
        findings
            .report(cx.span(issue.span), format!("{written} is not a request line"))
            .label(expected(line, issue.span.of(cx.text())));
    }
}

/// What was expected, in a few words.
fn expected(line: &RequestLine<'_>, written: &str) -> String {
    let method = line.method.text;
    if line.target.text.is_empty() {
        return "expected a target after the method".into();
    }
    if let Some(rest) = written.strip_prefix(method) {
        return match line.version {
            Some(version) if !rest.starts_with('/') => {
                format!("expected the version `HTTP/1.1`, found {}", quote::code(version.text))
            }
            _ => format!("expected a space after `{method}`"),
        };
    }
    format!("expected the line to start with `{method}` and a space")
}
