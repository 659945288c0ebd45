//! `curl/unjoined-line`.

use crate::rules::{CommandContext, Findings, quote};
use crate::syntax::shell::IssueKind;
use crate::text::LocalSpan;

declare_rule! {
    /// A command that continues on the next line without a continuation character.
    ///
    /// ## What it finds
    ///
    /// A line of a command without a continuation character, although the next one starts with a `curl` option, with the
    /// missing URL, or with the argument of the last option.
    ///
    /// ## Why it matters
    ///
    /// The shell runs the command at the end of the line, without what follows, and runs the next line as another
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
    /// End the line with a space and a backslash; in PowerShell with a backtick, in cmd with `^`.
    "curl/unjoined-line": Error, Default, fix Safe;
    Command(check)
}
fn check(cx: CommandContext<'_, '_>, findings: &mut Findings<'_>) {
    for issue in cx.issues(&[IssueKind::Unjoined]) {
        let next = issue.related.map(|at| first_word(cx.text(), at)).unwrap_or_default();
        let mark = cx.mark();
        let message = format!(
            "the command continues with {} on the next line: expected ` {mark}` here",
            quote::code(next)
        );
        let finding = cx.report(findings, issue, message, "join the lines");
        if let Some(next) = issue.related {
            finding.related(cx.span(next), "part of the command");
        }
    }
}

fn first_word(text: &str, at: LocalSpan) -> &str {
    text[at.start as usize..].split_whitespace().next().unwrap_or_default()
}
