//! `http/missing-blank-line`.

use crate::rules::{Findings, MessageContext, quote};
use crate::syntax::http::{Header, HttpIssueKind, field};
use crate::text::LocalSpan;

declare_rule! {
    /// No blank line between the head and the body.
    ///
    /// ## What it finds
    ///
    /// A JSON, form or other body that begins on the line after the start line or the last header field, or behind a name
    /// such as `Body:` in its place. Requests in the
    /// form that API consoles read, `PUT index` and a body below it, are written this way on purpose and pass, and so
    /// does a head with something left out of it (`...`).
    ///
    /// ## Why it matters
    ///
    /// The blank line is what ends the head (RFC 9112 section 2.1). Without it, a client that sends the example as shown
    /// sends the body as a header field, and the server rejects it.
    ///
    /// ## Example
    ///
    /// ```http
    /// POST /parcels HTTP/1.1
    /// Content-Type: application/json
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
    /// Put an empty line between head and body.
    "http/missing-blank-line": Error, Default, fix Safe, needs Declared;
    Message(check)
}

fn check(cx: MessageContext<'_, '_>, findings: &mut Findings<'_>) {
    // Nobody knows what else was left out of the head.
    if cx.is_console() || cx.message.http.elided {
        return;
    }
    if let Some(label) = body_label(cx) {
        report_label(cx, label, findings);
        return;
    }
    for issue in cx.issues(&[HttpIssueKind::MissingBlankLine]) {
        let above = (issue.span.start as usize).saturating_sub(1);
        let edit = cx.edit(LocalSpan::empty(above), "\n");
        findings
            .report(cx.span(issue.span), "missing blank line between the head and the body")
            .label("expected a blank line before the body")
            .safe_fix("insert a blank line", vec![edit]);
    }
}

/// The last field of a head, if it is a name for the body: `Body: {`.
fn body_label<'p, 'd>(cx: MessageContext<'p, 'd>) -> Option<&'p Header<'d>> {
    const LABELS: [&str; 4] = ["body", "payload", "request-body", "response-body"];
    let (last, others) = cx.message.http.headers.split_last()?;
    let is_label = LABELS.iter().any(|label| last.name.text.eq_ignore_ascii_case(label));
    let value = last.value.text;
    let holds = value.is_empty() || value.starts_with(['{', '[']) && !value.starts_with("{{");
    // Without a field that there is, all of it is a list in the writer's own words.
    (is_label && holds && others.iter().any(|header| field::find(header.name.text).is_some())).then_some(last)
}

fn report_label(cx: MessageContext<'_, '_>, label: &Header<'_>, findings: &mut Findings<'_>) {
    let name = label.name.span;
    let message = format!(
        "{} is not a header field: expected a blank line before the body",
        quote::code(label.name.text)
    );
    let finding = findings.report(cx.span(name), message);
    if !label.value.text.is_empty() {
        let written = LocalSpan { start: name.start, end: label.value.span.start };
        finding.safe_fix("replace with a blank line", vec![cx.edit(written, "\n")]);
    }
}
