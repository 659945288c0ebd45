//! `curl/broken-continuation`.

use crate::diagnostic::{Level, Severity};
use crate::extract::{self, CurlCommand};
use crate::rules::{CommandContext, Findings, quote};
use crate::syntax::shell::{Flavour, IssueKind};
use crate::text::LocalSpan;

declare_rule! {
    /// A line continuation that does not join two lines.
    ///
    /// ## What it finds
    ///
    /// White space after the continuation character, the character twice, before an argument on the same line, before a
    /// comment or a blank line, at the end of the command or inside `'…'`; no white space between two words that it
    /// joins; and the character of another shell. At the level `strict` also a comment between two lines of the command.
    ///
    /// ## Why it matters
    ///
    /// The shell ends the command there, passes the character on as an argument, or joins two words into one.
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
    /// End every line but the last with a space and one continuation character.
    "curl/broken-continuation": Error, Default, fix Safe;
    Command(check)
}
fn check(cx: CommandContext<'_, '_>, findings: &mut Findings<'_>) {
    use IssueKind::{
        BlankBehindMark, BlankLine, CommentBetween, DoubledMark, GluedLines, MarkBeforeComment, MarkInLine,
        MarkInQuotes, NothingJoined, OtherMark,
    };
    let kinds = &[
        BlankBehindMark,
        BlankLine,
        CommentBetween,
        DoubledMark,
        GluedLines,
        MarkBeforeComment,
        MarkInLine,
        MarkInQuotes,
        NothingJoined,
        OtherMark,
    ];
    marks_of_another(cx, findings);
    for issue in cx.issues(kinds) {
        if issue.kind == DoubledMark && is_in_template_literal(cx, issue.span) {
            continue;
        }
        let written = cx.code(issue.span);
        let mark = cx.mark();
        let (message, fix) = match issue.kind {
            BlankBehindMark => (
                format!("white space after {written}: the next line is not joined"),
                "remove the white space",
            ),
            DoubledMark => (
                format!("expected `{mark}` at the end of the line, found {written}"),
                "remove the extra character",
            ),
            MarkInLine => (
                format!("{written} in the middle of a line escapes the space after it"),
                "remove the character",
            ),
            MarkBeforeComment => (
                format!("{written} before a comment does not join the lines: it must be the last character"),
                "move the comment",
            ),
            CommentBetween => (
                "a comment between two lines of a command ends it: the next line is not joined".to_owned(),
                "move the comment above the command",
            ),
            BlankLine => {
                (format!("blank line after {written}: the command ends there"), "remove the blank line")
            }
            GluedLines => (
                format!("no white space before {written}: the words on both lines are joined into one"),
                "insert a space",
            ),
            OtherMark => (
                format!("expected `{mark}` at the end of the line in {}, found {written}", cx.shell()),
                "use the continuation character of the shell",
            ),
            MarkInQuotes => (format!("{written} inside `'…'` is sent as text"), "remove the characters"),
            _ => {
                (format!("{written} joins the next line, but the command ends here"), "remove the character")
            }
        };
        let finding = cx.report(findings, issue, message, fix);
        match issue.kind {
            NothingJoined => finding.severity = Severity::Warning,
            // Many writers explain the lines of a command so, and mean it to be read.
            CommentBetween => {
                finding.help(fix).level(Level::Strict);
            }
            MarkBeforeComment => {
                finding.help(fix);
            }
            _ => {}
        }
    }
}

/// Whether a block is inside a string of JSX, ``{` … `}``, where a backslash is written twice.
fn is_in_template_literal(cx: CommandContext<'_, '_>, at: LocalSpan) -> bool {
    let before = &cx.page.document.text[..cx.span(at).start as usize];
    let opens = memchr::memmem::rfind(before.as_bytes(), b"{`");
    opens.is_some_and(|at| memchr::memmem::find(&before.as_bytes()[at..], b"`}").is_none())
}

/// The lines of the commands end with the mark of another shell than the one that the label of the block names. That is
/// one slip of the block: the first command speaks for all of them.
fn marks_of_another(cx: CommandContext<'_, '_>, findings: &mut Findings<'_>) {
    let shell = cx.command.shell;
    let labelled = Flavour::named(&cx.example.block.language());
    let Some(named) = labelled.filter(|named| *named != shell) else { return };
    let commands = &cx.example.commands;
    if commands.first().is_none_or(|first| first.span != cx.command.span) {
        return;
    }
    let marks: Vec<LocalSpan> = commands.iter().flat_map(|command| marks(cx.text(), command)).collect();
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
    let label = quote::code(cx.example.block.info);
    let message =
        format!("the lines end with {}, but {} continues a line with {write}", cx.code(*first), named.name());
    let edits = marks.iter().map(|mark| cx.edit(*mark, named.mark())).collect();
    findings
        .report(cx.example.block.info_span, message)
        .related(cx.span(*first), "the first of these lines ends here")
        .help(format!("if the commands are for {}, replace the label {label}", shell.name()))
        // The label may be the slip.
        .unsafe_fix("use the continuation character of the shell", edits);
}

/// The marks at the ends of the lines of a command.
fn marks(text: &str, command: &CurlCommand) -> Vec<LocalSpan> {
    let mark = command.shell.mark();
    let mut start = command.span.start as usize;
    let mut marks = Vec::new();
    for line in command.span.of(text).split_inclusive('\n') {
        let end = start + line.trim_end().len();
        if line.ends_with('\n') && line.trim_end().ends_with(mark) {
            marks.push(LocalSpan::new(end - mark.len(), end));
        }
        start += line.len();
    }
    marks
}
