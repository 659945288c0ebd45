//! `json/invalid-escape`.

use crate::diagnostic::Level;
use crate::rules::{Findings, JsonContext, quote};
use crate::syntax::json::IssueKind;

declare_rule! {
    /// A backslash in a string that does not start an escape sequence.
    ///
    /// ## What it finds
    ///
    /// A backslash followed by something else than `"`, `\`, `/`, `b`, `f`, `n`, `r`, `t` or `u` with four
    /// hexadecimal digits.
    ///
    /// ## Why it matters
    ///
    /// RFC 8259 section 7 defines no other escapes: strict parsers reject the body. Paths and regular expressions
    /// need every backslash doubled.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "pattern": "p-\d+" }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "pattern": "p-\\d+" }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Double the backslash if the value contains one, otherwise remove it. The fix is unsafe.
    "json/invalid-escape": Error, Default, fix Unsafe;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    for issue in cx.issues(&[IssueKind::InvalidEscape]) {
        let written = quote::code(issue.span.of(cx.text()));
        let doubles = issue.repairs.iter().any(|repair| repair.text.starts_with('\\'));
        let (title, label) = if doubles {
            ("double the backslash", "a literal backslash is written `\\\\`")
        } else {
            ("remove the backslash", "needs no backslash in JSON")
        };
        let finding = cx.report(findings, issue, format!("{written} is not a valid JSON escape"));
        finding.label(label).unsafe_fix(title, cx.edits(&issue.repairs));
        if is_shortcode(&cx.text()[issue.span.start as usize..]) {
            finding.level(Level::Strict);
        }
    }
}

/// Whether `\:parcel\:` begins a text: site generators make a picture of `:parcel:`, and the backslashes keep them from it.
fn is_shortcode(text: &str) -> bool {
    let name = text.strip_prefix("\\:").unwrap_or_default();
    let rest = name.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '+'));
    rest.len() < name.len() && rest.starts_with("\\:")
}
