//! `curl/repeated-program`.

use crate::rules::{CommandContext, Findings};
use crate::syntax::shell::{IssueKind, Quoting};
use crate::text::LocalSpan;

declare_rule! {
    /// The name of the program twice in a command.
    ///
    /// ## What it finds
    ///
    /// `curl` among the arguments of `curl`: written twice, a second command on the same line, or the beginning of the
    /// command pasted behind the quote of its URL.
    ///
    /// ## Why it matters
    ///
    /// `curl` reads its own name as a URL, and the second command's options as its own.
    ///
    /// ## Example
    ///
    /// ```bash
    /// curl curl https://api.parcelo.example/v1/parcels
    /// ```
    ///
    /// should be
    ///
    /// ```bash
    /// curl https://api.parcelo.example/v1/parcels
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Remove the name, or put the second command on its own line.
    "curl/repeated-program": Error, Default, fix Safe;
    Command(check)
}
fn check(cx: CommandContext<'_, '_>, findings: &mut Findings<'_>) {
    if let Some(pasted) = cx.issues(&[IssueKind::Pasted]).next() {
        let message = "the beginning of the command is repeated inside its quotes".to_owned();
        let finding = cx.report(findings, pasted, message, "remove the copy");
        if let Some(first) = pasted.related {
            finding.related(cx.span(first), "first written here");
        }
    }
    if !cx.is_sound() {
        return;
    }
    for (index, argument) in cx.arguments().iter().enumerate() {
        let is_bare = argument.value.as_ref().is_some_and(|word| word.quoting == Quoting::Bare);
        if !argument.name.is_empty() || !is_bare || argument.span.of(cx.text()) != "curl" {
            continue;
        }
        let finding = findings.report(cx.span(argument.span), "second `curl` in one command");
        let gap = LocalSpan { start: cx.command.request.program.end, end: argument.span.end };
        let between = LocalSpan { end: argument.span.start, ..gap }.of(cx.text());
        if index == 0 {
            finding.safe_fix("remove the second `curl`", vec![cx.edit(gap, "")]);
        } else if cx.text()[argument.span.range().end..].starts_with(between) {
            finding.unsafe_fix("remove the repeated words", vec![cx.edit(gap, "")]);
        } else {
            finding.help("move it to its own line");
        }
        return;
    }
}
