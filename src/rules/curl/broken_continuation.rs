//! `curl/broken-continuation`.

use crate::diagnostic::Severity;
use crate::rules::{CommandContext, Findings};
use crate::syntax::shell::IssueKind;

declare_rule! {
    /// The mark at the end of a line does not join it with the next one.
    ///
    /// ## What it finds
    ///
    /// White space behind the mark, the mark twice, the mark before an argument on the same line, before a blank line or at
    /// the end of the command, or inside `'…'`; no white space between two words that the mark joins; and a mark of another
    /// shell.
    ///
    /// ## Why it matters
    ///
    /// The shell ends the command there, passes the mark on as an argument, or makes one word of two.
    ///
    /// ## Example
    ///
    /// ```bash
    /// curl -X POST https://api.parcelo.example/v1/parcels \\
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
    /// Put one mark at the very end of every line but the last, with a blank before it.
    "curl/broken-continuation": Error, Default, fix Safe;
    Command(check)
}
fn check(cx: CommandContext<'_, '_>, findings: &mut Findings<'_>) {
    use IssueKind::{
        BlankBehindMark, BlankLine, DoubledMark, GluedLines, MarkInLine, MarkInQuotes, NothingJoined,
        OtherMark,
    };
    let kinds = &[
        BlankBehindMark,
        BlankLine,
        DoubledMark,
        GluedLines,
        MarkInLine,
        MarkInQuotes,
        NothingJoined,
        OtherMark,
    ];
    for issue in cx.issues(kinds) {
        let written = cx.code(issue.span);
        let mark = cx.mark();
        let (message, fix) = match issue.kind {
            BlankBehindMark => (
                format!("white space behind {written}: the next line is not joined"),
                "remove the white space",
            ),
            DoubledMark => {
                (format!("{written} passes `{mark}` on and joins nothing: write `{mark}`"), "write one mark")
            }
            MarkInLine => (
                format!("{written} joins nothing in the middle of a line: the next word begins with a blank"),
                "remove the mark",
            ),
            BlankLine => {
                (format!("blank line behind {written}: the command ends there"), "remove the blank line")
            }
            GluedLines => (
                format!("no white space before {written}: the words at the ends of both lines become one"),
                "insert a blank",
            ),
            OtherMark => (
                format!("{written} joins no lines in {}: write `{mark}`", cx.shell()),
                "write the mark of the shell",
            ),
            MarkInQuotes => {
                (format!("{written} inside `'…'` is sent as it is: remove it"), "remove the marks")
            }
            _ => (format!("{written} joins nothing: no line of the command follows"), "remove the mark"),
        };
        let finding = cx.report(findings, issue, message, fix);
        if issue.kind == NothingJoined {
            finding.severity = Severity::Warning;
        }
    }
}
