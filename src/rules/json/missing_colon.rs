//! `json/missing-colon`.

use crate::rules::{Findings, JsonContext, quote};
use crate::syntax::json::{Issue, IssueKind};

declare_rule! {
    /// A key and its value without exactly one colon between them.
    ///
    /// ## What it finds
    ///
    /// A key that its value follows without a colon, with `,`, `=`, `;` or `=>` in place of the colon, with two colons, or
    /// with the colon inside its quotes.
    ///
    /// ## Why it matters
    ///
    /// No parser accepts the body.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "id" "p-1042", "weightGrams" = 900 }
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
    /// Write one colon. The fix is safe.
    "json/missing-colon": Error, Default, fix Safe;
    JsonIssues(check)
}

const KINDS: &[IssueKind] = &[
    IssueKind::MissingColon,
    IssueKind::WrongColon,
    IssueKind::ExtraColon,
    IssueKind::ColonInQuotes,
    IssueKind::QuotesInBraces,
];

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    for issue in cx.issues(KINDS) {
        if issue.kind == IssueKind::ColonInQuotes {
            let key = quote::code(issue.span.of(cx.text()));
            cx.report(findings, issue, format!("the colon is inside the quotes of {key}"))
                .label("expected the quote before the colon")
                .unsafe_fix("move the colon after the quote", cx.edits(&issue.repairs));
            continue;
        }
        if issue.kind == IssueKind::QuotesInBraces {
            let written = quote::code(issue.span.of(cx.text()));
            let meant = issue.repairs.first().map_or("", |repair| &repair.text);
            let more = match issue.repairs.iter().filter(|repair| !repair.text.is_empty()).count() {
                0 | 1 => String::new(),
                count => format!("; {} more like it in this body", count - 1),
            };
            cx.report(findings, issue, format!("no colon inside the braces of {written}{more}"))
                .label("expected a key, a colon and a value")
                .help(format!("{} is a placeholder for the reader to replace", quote::code(meant)))
                .unsafe_fix("move the braces into the quotes", cx.edits(&issue.repairs));
            continue;
        }
        let (message, label, fix) = words(&cx, issue);
        let finding = cx.report(findings, issue, message).label(label);
        if !is_in_list(&cx, issue) {
            finding.fix_if_sure(cx.stands_alone(issue), fix, cx.edits(&issue.repairs));
        }
    }
}

/// Whether a comma is one of a list that has no brackets: a name without a value is on the line as well.
fn is_in_list(cx: &JsonContext<'_, '_>, issue: &Issue) -> bool {
    let text = cx.text();
    let line = text[issue.span.start as usize..].split('\n').next().unwrap_or_default();
    let end = issue.span.start + line.len() as u32;
    let at = cx.tree.issues.partition_point(|other| other.span <= issue.span);
    let mut near = cx.tree.issues[at..].iter().take_while(|other| other.span.start < end);
    issue.kind == IssueKind::WrongColon
        && issue.span.of(text) == ","
        && near.any(|other| other.kind == IssueKind::MissingValue)
}

fn words(cx: &JsonContext<'_, '_>, issue: &Issue) -> (String, &'static str, &'static str) {
    let key = match quote::name_before(&cx.text()[..issue.span.start as usize]) {
        Some(name) => format!("key {}", quote::name(name)),
        None => "a key".to_owned(),
    };
    match issue.kind {
        IssueKind::WrongColon => {
            let written = quote::code(issue.span.of(cx.text()));
            (
                format!("expected a colon after {key}, found {written}"),
                "expected a colon",
                "replace with a colon",
            )
        }
        IssueKind::ExtraColon => {
            (format!("second colon after {key}"), "only one colon is allowed", "remove the second colon")
        }
        _ => (format!("expected a colon after {key}"), "expected a colon", "insert a colon"),
    }
}
