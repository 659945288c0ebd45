//! `curl/typographic`.

use crate::rules::{CommandContext, Findings};
use crate::syntax::shell::IssueKind;

declare_rule! {
    /// A command holds quotes, dashes or blanks that a word processor made.
    ///
    /// ## What it finds
    ///
    /// Curly quotes around an argument, a dash for the hyphens of an option, and a no-break space between words. What is
    /// inside the quotes of an argument is text.
    ///
    /// ## Why it matters
    ///
    /// A shell knows none of them: the quotes become part of the argument and protect nothing, and the option becomes an
    /// address.
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
    /// Write `"` or `'`, `-` and a blank.
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
                format!("{code} is no quote to a shell: write a straight one")
            }
            Some('“' | '”' | '„' | '‘' | '’' | '´') => {
                format!("{code} is no quote to a shell: write `{write}`")
            }
            Some('\u{2010}'..='\u{2015}' | '\u{2212}') => {
                format!("{code} begins no option: write `{write}`")
            }
            _ => "a special blank separates no words: write a space".to_owned(),
        };
        let finding = findings.report(cx.span(issue.span), message);
        finding.safe_fix("write what the shell knows", cx.edits(&issue.repairs));
    }
}
