//! `json/invalid-literal`.

use crate::diagnostic::Strength;
use crate::rules::{Findings, JsonContext, quote};
use crate::syntax::json::{Issue, IssueKind, NodeKind};

declare_rule! {
    /// A literal of another language.
    ///
    /// ## What it finds
    ///
    /// `True`, `FALSE`, `None`, `nil`, `undefined` and the like where a value is expected. JSON has exactly three
    /// literals: `true`, `false` and `null`.
    ///
    /// ## Why it matters
    ///
    /// Strict parsers reject the body. Such a literal was usually printed by a program instead of being serialized.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "insured": True, "signedBy": None }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "insured": true, "signedBy": null }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Use the JSON literal. The fix is safe, except for `undefined`: there the member may not exist at all.
    "json/invalid-literal": Error, Default, fix Safe;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    for issue in cx.issues(&[IssueKind::InvalidLiteral]).filter(|issue| !is_foreign(&cx, issue)) {
        report(&cx, issue, findings);
    }
}

/// `nil` in a list that nothing declares to be JSON: what a program of another language holds.
fn is_foreign(cx: &JsonContext<'_, '_>, issue: &Issue) -> bool {
    let is_list = cx.tree.root().is_some_and(|root| cx.tree.node(root).kind == NodeKind::Array);
    is_list && cx.body.evidence.strength() < Strength::Declared && issue.span.of(cx.text()) == "nil"
}

fn report(cx: &JsonContext<'_, '_>, issue: &Issue, findings: &mut Findings<'_>) {
    let written = issue.span.of(cx.text());
    let meant = issue.repairs.first().map_or("null", |repair| &*repair.text);
    let bare = written.trim_matches('`');
    let is_certain = match meant {
        "null" => ["null", "none", "nil"].iter().any(|word| bare.eq_ignore_ascii_case(word)),
        literal => bare.eq_ignore_ascii_case(literal),
    };
    let message = format!("{} is not a JSON literal; use {}", quote::code(written), quote::code(meant));
    let title = format!("replace with {}", quote::code(meant));
    let finding = cx.report(findings, issue, message).label("expected `true`, `false` or `null`");
    // What is only taken for JSON may be another notation with such a word.
    let is_json = cx.body.evidence.strength() > Strength::Guessed;
    finding.fix_if_sure(is_json && is_certain && cx.stands_alone(issue), title, cx.edits(&issue.repairs));
}
