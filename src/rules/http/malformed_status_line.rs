//! `http/malformed-status-line`.

use std::borrow::Cow;

use crate::diagnostic::{Level, Severity};
use crate::rules::{Findings, MessageContext, quote};
use crate::syntax::http::{HttpIssueKind, StatusLine, status};

declare_rule! {
    /// The first line is meant as a status line but is not one.
    ///
    /// ## What it finds
    ///
    /// `HTTP code: 201 Created`, `HTTP 1.1 201 Created`, `No Content - 204`, a status line whose code is not three digits
    /// (`HTTP/1.1 <status>`) or that has none at all. A missing reason phrase is legal and passes, and so does the short form
    /// `404 Not Found`. `HTTP 201 Created`, as frameworks print it, is only reported at the strict level.
    ///
    /// ## Why it matters
    ///
    /// A status line is a version, a space and three digits, then the reason phrase (RFC 9112 section 4). Tools that read the
    /// example cannot tell its status code otherwise.
    ///
    /// ## Example
    ///
    /// ```http
    /// HTTP code: 201 Created
    /// ```
    ///
    /// should be
    ///
    /// ```http
    /// HTTP/1.1 201 Created
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Write the version, the code and the reason phrase, a space between each.
    "http/malformed-status-line": Error, Default, fix None, needs Declared;
    Message(check)
}

fn check(cx: MessageContext<'_, '_>, findings: &mut Findings<'_>) {
    let Some(line) = cx.message.http.status_line() else { return };
    for issue in cx.issues(&[HttpIssueKind::MalformedStatusLine]) {
        let written = quote::code(issue.span.of(cx.text()));
        let (message, help) = match line.status {
            Some(code) => {
                let reason = line.reason.map(|reason| reason.text).or_else(|| status::phrase(code));
                let right = format!("HTTP/1.1 {code} {}", reason.unwrap_or_default());
                let help = format!("replace with {}", quote::code(right.trim_end()));
                (format!("{written} is not a status line"), help.into())
            }
            None => (
                format!("{written} is not a status line: expected a code of three digits"),
                Cow::Borrowed("write the version, the code and the reason phrase, as in `HTTP/1.1 200 OK`"),
            ),
        };
        let finding = findings.report(cx.span(issue.span), message).help(help);
        if is_plain(line, issue.span.of(cx.text())) {
            finding.level(Level::Strict).severity = Severity::Info;
        }
    }
}

/// Whether a line lacks nothing but the version, as frameworks print it: `HTTP 200 OK`.
fn is_plain(line: &StatusLine<'_>, written: &str) -> bool {
    let phrase = line.status.and_then(status::phrase);
    let reason = line.reason.map(|reason| reason.text);
    written.strip_prefix("HTTP ").is_some_and(|rest| rest.starts_with(line.code.text))
        && phrase.zip(reason).is_some_and(|(phrase, reason)| phrase.eq_ignore_ascii_case(reason))
}
