//! `json/unexpected-text`.

use crate::diagnostic::{Level, Strength};
use crate::rules::{Findings, JsonContext, quote, variants};
use crate::syntax::json::{Issue, IssueKind};

declare_rule! {
    /// Text before the JSON document or between its tokens.
    ///
    /// ## What it finds
    ///
    /// Anything before the first or between two members that is neither JSON nor a way to leave something out:
    /// prose, a stray character, the rest of a merge.
    ///
    /// ## Why it matters
    ///
    /// No parser accepts the body.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "id": "p-1042", ; "weightGrams": 900 }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "id": "p-1042", "weightGrams": 900 }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Remove the text or move it out of the code block. If it means members that are left out, write `...`.
    "json/unexpected-text": Error, Default, fix None;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    let mut change = None;
    for issue in cx.issues(&[IssueKind::UnexpectedText]) {
        let before = cx.before(issue.span.start);
        let at_start = before.trim_ascii().is_empty();
        let place = if at_start { "before the JSON document" } else { "inside the JSON" };
        let text = quote::code(issue.span.of(cx.text()));
        if let Some(open) = issue.repairs.iter().map(|repair| &repair.text).find(|text| text.as_ref() == "{")
        {
            let message = format!("expected {}, found {text}", quote::code(open));
            cx.report(findings, issue, message).label(format!("expected {}", quote::code(open)));
            continue;
        }
        let finding = cx.report(findings, issue, format!("unexpected text {place}: {text}"));
        finding.label("not JSON").help(if at_start {
            "remove the text, or move it out of the code block"
        } else {
            "remove the text, or write `...` if something is left out here"
        });
        // What is no JSON by declaration may have remarks of its own.
        let may_remark = at_start && text.starts_with("`#");
        if (may_remark || is_short_for_member(&cx, issue)) && cx.body.evidence.strength() < Strength::Declared
        {
            finding.level(Level::Strict);
        }
        if *change.get_or_insert_with(|| variants::shows_change(&cx)) {
            variants::lower(finding);
        }
    }
}

/// Whether words take the place of a member: `{ id, "weight": 900 }`, `{ the address, as above }`.
fn is_short_for_member(cx: &JsonContext<'_, '_>, issue: &Issue) -> bool {
    let text = issue.span.of(cx.text());
    let after = cx.text()[issue.span.end as usize..].trim_ascii_start();
    text.starts_with(|c: char| c.is_alphabetic())
        && cx.before(issue.span.start).trim_ascii_end().ends_with(['{', ','])
        && after.starts_with([',', '}'])
}
