//! `curl/unjoined-line`.

use crate::rules::{CommandContext, Findings, quote};
use crate::syntax::shell::IssueKind;
use crate::text::LocalSpan;

declare_rule! {
    /// A command goes on in the next line, and nothing says so.
    ///
    /// ## What it finds
    ///
    /// A line of a command without the mark that joins lines, although the next one begins with an option of curl, with the
    /// address that is still missing, or with the argument of the last option.
    ///
    /// ## Why it matters
    ///
    /// The shell runs the command at the end of the line, without what follows, and takes the next line for another
    /// command.
    ///
    /// ## Example
    ///
    /// ```bash
    /// curl -X POST https://api.parcelo.example/v1/parcels
    ///   --json '{ "weightGrams": 900 }'
    /// ```
    ///
    /// should be
    ///
    /// ```bash
    /// curl -X POST https://api.parcelo.example/v1/parcels \
    ///   --json '{ "weightGrams": 900 }'
    /// ```
    ///
    /// ## How to fix it
    ///
    /// End the line with a blank and a backslash; in PowerShell with a backtick, in cmd with `^`.
    "curl/unjoined-line": Error, Default, fix Safe;
    Command(check)
}
fn check(cx: CommandContext<'_, '_>, findings: &mut Findings<'_>) {
    for issue in cx.issues(&[IssueKind::Unjoined]) {
        let next = issue.related.map(|at| first_word(cx.text(), at)).unwrap_or_default();
        let mark = cx.mark();
        let message = format!(
            "the command goes on with {} in the next line: end this one with ` {mark}`",
            quote::code(next)
        );
        let finding = cx.report(findings, issue, message, "join the lines");
        if let Some(next) = issue.related {
            finding.related(cx.span(next), "belongs to the command");
        }
    }
}

fn first_word(text: &str, at: LocalSpan) -> &str {
    text[at.start as usize..].split_whitespace().next().unwrap_or_default()
}
