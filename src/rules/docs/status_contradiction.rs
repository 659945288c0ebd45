//! `docs/status-contradiction`.

use crate::conformance::Page;
use crate::extract::DeclaredStatus;
use crate::rules::{Findings, quote};
use crate::syntax::http::status::{self, Phrase};

declare_rule! {
    /// The text declares a status that contradicts itself.
    ///
    /// ## What it finds
    ///
    /// A sentence that promises `204 No Content`, `205 Reset Content` or `304 Not Modified` and, there or in the next
    /// sentence, a response body; and a code with the reason phrase of another one: `204 Accepted`.
    ///
    /// ## Why it matters
    ///
    /// A response with one of these codes never has a body (RFC 9110 §15.3.5), so either the code
    /// is wrong or the body is never sent.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// If successful, this method returns a `204 No Content` response code and a parcel object in the response body.
    /// ```
    ///
    /// should be
    ///
    /// ```markdown
    /// If successful, this method returns a `201 Created` response code and a parcel object in the response body.
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Call the API and document what it really returns.
    "docs/status-contradiction": Warning, Default, fix None;
    Document(check)
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    if !page.status_prefilter().is_suspicious() {
        return;
    }
    for status in &page.declared().statuses {
        body(page, status, findings);
        phrase(page, status, findings);
    }
}

/// A body is promised where none can be.
fn body(page: &Page<'_>, status: &DeclaredStatus, findings: &mut Findings<'_>) {
    let Some(body) = status.body.filter(|body| body.promised) else { return };
    if !status.codes.is_bodiless() {
        return;
    }
    let code = quote::code(status.span.of(page.source.text()));
    let place = if body.here { "the same sentence" } else { "the next sentence" };
    findings
        .report(status.span, format!("{code} has no body, but {place} promises one"))
        .related(body.span, "promised here");
}

/// The phrase is that of another code.
fn phrase(page: &Page<'_>, declared: &DeclaredStatus, findings: &mut Findings<'_>) {
    let text = page.source.text();
    let Some(phrase) = declared.phrase else { return };
    let code = declared.codes.first;
    let Phrase::OfOther(other, right) = status::judge(code, phrase.of(text)) else { return };
    let written = quote::code(phrase.of(text));
    findings
        .report(
            declared.span,
            format!("`{code}` has the reason phrase `{right}`; {written} belongs to `{other}`"),
        )
        .related(phrase, format!("the reason phrase of `{other}`"));
}
