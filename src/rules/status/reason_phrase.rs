//! `status/reason-phrase`.

use crate::diagnostic::{Level, Severity};
use crate::rules::{Findings, MessageContext, quote};
use crate::syntax::http::status::{self, Phrase};
use crate::syntax::http::{HttpIssueKind, StatusLine};
use crate::text::LocalSpan;

declare_rule! {
    /// A reason phrase that does not match the status code.
    ///
    /// ## What it finds
    ///
    /// The phrase of another code (`204 Created`) and misspelled phrases (`202 Accpted`). At the pedantic level also phrases in
    /// another case (`204 NO CONTENT`) and missing ones. Older phrases (`422 Unprocessable Entity`) and product-specific phrases
    /// (`101 UPGRADED`) pass.
    ///
    /// ## Why it matters
    ///
    /// Clients ignore the phrase, readers do not: if it contradicts the code, they must guess which one is right.
    ///
    /// ## Example
    ///
    /// ```http
    /// HTTP/1.1 201 OK
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
    /// Use the registered phrase, or the code that the phrase belongs to.
    "status/reason-phrase": Warning, Default, fix Safe, needs Guessed;
    Message(check)
}

fn check(cx: MessageContext<'_, '_>, findings: &mut Findings<'_>) {
    let Some(line) = cx.message.http.status_line() else { return };
    let Some(code) = line.status else { return };
    let Some(reason) = line.reason else {
        return missing(cx, line, code, findings);
    };
    // `HTTP 429 TOO_MANY_REQUESTS`: the name that a program has for the code, in what it printed.
    let is_constant = |c: char| c.is_ascii_uppercase() || c == '_';
    if reason.text.contains('_') && reason.text.chars().all(is_constant) {
        return;
    }
    let written = quote::code(reason.text);
    let (message, right) = match status::judge(code, reason.text) {
        Phrase::Fine => return,
        Phrase::Case(right) | Phrase::Misspelt(right) => {
            (format!("expected the reason phrase `{right}`, found {written}"), right)
        }
        Phrase::OfOther(other, right) => {
            (format!("`{code}` has the reason phrase `{right}`; {written} belongs to `{other}`"), right)
        }
    };
    let case = matches!(status::judge(code, reason.text), Phrase::Case(_));
    let finding = findings.report(cx.span(reason.span), message);
    finding.safe_fix(format!("replace with `{right}`"), vec![cx.edit(reason.span, right)]);
    if case {
        finding.level(Level::Pedantic).severity = Severity::Info;
    }
}

fn missing(cx: MessageContext<'_, '_>, line: &StatusLine<'_>, code: u16, findings: &mut Findings<'_>) {
    let Some(right) = status::phrase(code).filter(|right| !right.starts_with('(')) else { return };
    if cx.issues(&[HttpIssueKind::MalformedStatusLine]).next().is_some() {
        return;
    }
    let end = LocalSpan::empty(line.code.span.end as usize);
    let finding =
        findings.report(cx.span(line.code.span), format!("status code `{code}` without its reason phrase"));
    finding.safe_fix(format!("add `{right}`"), vec![cx.edit(end, &format!(" {right}"))]);
    finding.level(Level::Pedantic).severity = Severity::Info;
}
