//! `json/missing-value`.

use crate::conformance::Page;
use crate::document::FenceStyle;
use crate::extract::{BlockType, BodyKind, Example};
use crate::rules::{Findings, JsonContext, quote};
use crate::syntax::json::{Issue, IssueKind};

declare_rule! {
    /// A value is missing.
    ///
    /// ## What it finds
    ///
    /// A key with nothing after its colon, a string among members that is neither key nor value, and a `json`
    /// fence with nothing in it (unless its annotation says `ignored`). A value that is left out on purpose
    /// (`"items": ...`) is not missing.
    ///
    /// ## Why it matters
    ///
    /// No parser accepts the body, and the reader does not learn what the value looks like.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "id": "p-1042", "recipient":, "weightGrams": 900 }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "id": "p-1042", "recipient": "Ada Park", "weightGrams": 900 }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Write the value, or `null` if there is no value. Only the writer knows it, so there is no fix.
    "json/missing-value": Error, Default, fix Unsafe;
    Example(check)
}

fn check(page: &Page<'_>, example: &Example<'_>, findings: &mut Findings<'_>) {
    if is_empty_json(page, example) {
        findings
            .report(example.block.opening, "this JSON block is empty")
            .label("expected a JSON value")
            .help("show the body, or remove the block");
    }
    for cx in JsonContext::all(page, example) {
        for issue in cx.issues(&[IssueKind::MissingValue]) {
            report(&cx, issue, findings);
        }
        for issue in cx.issues(&[IssueKind::RepeatedName]) {
            let key = quote::name(quote::unquoted(issue.span.of(cx.text())));
            let finding = cx.report(findings, issue, format!("key {key} is written twice before its value"));
            finding.label("expected a value").unsafe_fix("remove the repeated key", cx.edits(&issue.repairs));
            if let Some(first) = issue.related {
                finding.related(cx.span(first), "first here");
            }
        }
    }
}

fn report(cx: &JsonContext<'_, '_>, issue: &Issue, findings: &mut Findings<'_>) {
    let key = quote::unquoted(issue.span.of(cx.text()));
    if issue.span.is_empty() {
        cx.report(findings, issue, "expected a JSON value")
            .label("expected a value")
            .help("write the value that the service would send, or `...` if it is left out");
    } else {
        cx.report(findings, issue, format!("key {} has no value", quote::name(key)))
            .label("expected a value after it")
            .help("write the value that the service would send, `null`, or `...` if it is left out");
    }
}

/// Whether the block says that it is JSON and holds nothing, and nobody said that it may.
fn is_empty_json(page: &Page<'_>, example: &Example<'_>) -> bool {
    example.payload.as_ref().is_some_and(|body| body.kind == BodyKind::None)
        && example.block.language() == "json"
        // Of a fence that is not closed, only that is said.
        && !matches!(example.block.style, FenceStyle::Fenced { closed: false, .. })
        && !shows_otherwise(example.block.info)
        // Nothing is what an answer with such a status has.
        && !matches!(example.status.map(|status| status.code), Some(100..200 | 204 | 205 | 304))
        && !declares_none(page, example)
        && page.annotation(example).is_none_or(|it| it.block_type != Some(BlockType::Ignored))
}

/// Whether the info string of a fence says what its site shows in the place of the text: a request, a file.
fn shows_otherwise(info: &str) -> bool {
    ["=\"http", "=\"/", "='http", "='/"].iter().any(|value| info.contains(value))
        || ["src=", "file=", "path=", "url="].iter().any(|name| info.contains(name))
}

/// Whether the section of the example, or a part of the page that it belongs to, names a status without a body.
fn declares_none(page: &Page<'_>, example: &Example<'_>) -> bool {
    let declared = page.declared();
    let mut parts = declared.parts(example.section);
    parts.any(|part| declared.about(part).any(|status| status.codes.is_bodiless()))
}
