//! `curl/typographic`.

use crate::rules::{CommandContext, Findings, quote};
use crate::syntax::shell::IssueKind;

declare_rule! {
    /// Typographic quotes, dashes or spaces in a command.
    ///
    /// ## What it finds
    ///
    /// Curly quotes around an argument, a dash for the hyphens of an option, and a no-break space or one of a typesetter
    /// between words. What is inside the quotes of an argument is text.
    ///
    /// ## Why it matters
    ///
    /// A shell does not recognize them: the quotes become part of the argument, and the option is read as a
    /// URL.
    ///
    /// ## Example
    ///
    /// ```bash
    /// curl –X GET “https://api.parcelo.example/v1/parcels”
    /// ```
    ///
    /// should be
    ///
    /// ```bash
    /// curl -X GET "https://api.parcelo.example/v1/parcels"
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Use `"` or `'`, `-` and a plain space.
    "curl/typographic": Error, Default, fix Safe;
    Command(check)
}
fn check(cx: CommandContext<'_, '_>, findings: &mut Findings<'_>) {
    for issue in cx.issues(&[IssueKind::Typographic]) {
        let written = issue.span.of(cx.text());
        let code = cx.code(issue.span);
        let write = issue.repairs.first().map_or("", |repair| repair.text.as_str());
        let message = match written.chars().next() {
            Some('“' | '”' | '„' | '‘' | '’' | '´') if write.is_empty() => {
                format!("expected a straight quote, found {code}")
            }
            Some('“' | '”' | '„' | '‘' | '’' | '´') => {
                format!("expected `{write}`, found {code}")
            }
            Some('`') => format!("expected `{write}`, found a backtick: the shell runs what is between two"),
            Some('\u{2010}'..='\u{2015}' | '\u{2212}') => {
                format!("expected `{write}` before the option, found {code}")
            }
            Some(c) if !matches!(c, '\u{A0}' | '\u{2007}' | '\u{202F}') => {
                format!("expected a space, found U+{:04X}", u32::from(c))
            }
            _ => "expected a space, found a no-break space".to_owned(),
        };
        let finding = findings.report(cx.span(issue.span), message);
        let title = match &*issue.repairs {
            repairs if repairs.iter().all(|repair| repair.text == " ") => {
                "replace with plain spaces".to_owned()
            }
            [repair] if !repair.text.is_empty() => format!("replace with {}", quote::code(&repair.text)),
            _ => "replace with the ASCII characters".to_owned(),
        };
        finding.safe_fix(title, cx.edits(&issue.repairs));
    }
}
