//! `curl/broken-continuation`.

use crate::diagnostic::Severity;
use crate::extract;
use crate::rules::{CommandContext, Findings, quote};
use crate::syntax::shell::{Flavour, IssueKind};
use crate::text::LocalSpan;

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
    marks_of_another(cx, findings);
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

/// Every line of the command ends with the mark of another shell than the one that the label of the block names.
fn marks_of_another(cx: CommandContext<'_, '_>, findings: &mut Findings<'_>) {
    let shell = cx.command.shell;
    let labelled = Flavour::named(&cx.example.block.language());
    let Some(named) = labelled.filter(|named| *named != shell) else { return };
    let span = cx.command.span;
    let mut start = span.start as usize;
    let mut marks = Vec::new();
    for line in span.of(cx.text()).split_inclusive('\n') {
        let end = start + line.trim_end().len();
        if line.ends_with('\n') && line.trim_end().ends_with(shell.mark()) {
            marks.push(LocalSpan::new(end - shell.mark().len(), end));
        }
        start += line.len();
    }
    let Some(first) = marks.first() else { return };
    // A label for the colours, and words for the reader.
    let is_meant = cx.named_shell() == Some(shell)
        || named == Flavour::Posix && extract::speaks_of(cx.page, cx.example, |words| words.windows);
    if is_meant {
        return;
    }
    let write = match named {
        Flavour::PowerShell => "a backtick".to_owned(),
        _ => quote::code(named.mark()),
    };
    let message = format!("{} joins no lines in {}: write {write}", cx.code(*first), named.name());
    let edits = marks.iter().map(|mark| cx.edit(*mark, named.mark())).collect();
    findings.report(cx.span(*first), message).safe_fix("write the mark of the shell", edits);
}
