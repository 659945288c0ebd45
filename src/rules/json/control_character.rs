//! `json/control-character`.

use crate::rules::{Findings, JsonContext};
use crate::syntax::json::IssueKind;

declare_rule! {
    /// A raw control character inside a string.
    ///
    /// ## What it finds
    ///
    /// A line break, a tab or another character below U+0020 between the quotes of a string.
    ///
    /// ## Why it matters
    ///
    /// RFC 8259 section 7 requires them to be escaped: strict parsers reject the body. A string that is broken over two
    /// lines to fit the page also suggests that the value contains a line break.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "note": "Leave it
    /// at the door" }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "note": "Leave it\nat the door" }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Join the lines, or write `\n` or `\t` where the value really contains the character. The fix escapes it, and is
    /// unsafe because only the writer knows which of the two is meant.
    "json/control-character": Error, Default, fix Unsafe;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    for issue in cx.issues(&[IssueKind::ControlCharacter]) {
        let written = issue.span.of(cx.text());
        let escape = "must be escaped inside a string";
        let (what, label) = match written.chars().next() {
            Some('\t') => ("tab".to_owned(), escape),
            Some(c) if c < ' ' && c != '\n' && c != '\r' => {
                (format!("control character U+{:04X}", u32::from(c)), escape)
            }
            _ => ("line break".to_owned(), "the string continues on the next line"),
        };
        let escaped = issue.repairs.iter().find(|repair| repair.text.starts_with('\\'));
        let quotes = issue.repairs.iter().any(|repair| repair.text == "\\");
        let what = if quotes { format!("unescaped quotes and a raw {what}") } else { format!("raw {what}") };
        let title = match escaped {
            Some(_) if quotes => "escape them".to_owned(),
            Some(repair) => format!("replace with `{}`", repair.text.trim_end()),
            None => "join the lines".to_owned(),
        };
        cx.report(findings, issue, format!("{what} inside a string"))
            .label(label)
            .unsafe_fix(title, cx.edits(&issue.repairs));
    }
}
