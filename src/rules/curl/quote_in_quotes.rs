//! `curl/quote-in-quotes`.

use crate::extract;
use crate::rules::{CommandContext, Findings, quote};
use crate::syntax::shell::{Flavour, IssueKind};
use crate::text::LocalSpan;

declare_rule! {
    /// A quote that ends a quoted argument early.
    ///
    /// ## What it finds
    ///
    /// An apostrophe inside `'…'`, also after a backslash, which has no effect there; `"` inside `"…"`, also after two
    /// backslashes; and `\\"` inside `'…'`, where the backslash is passed on, unless the
    /// section speaks of Windows, where PowerShell needs it. There is one finding for an argument, and
    /// none about the JSON in it.
    ///
    /// ## Why it matters
    ///
    /// The shell ends the text at the quote and passes on what is left without its quotes, or waits for another one.
    ///
    /// ## Example
    ///
    /// ```bash
    /// curl -X POST https://api.parcelo.example/v1/notes --json '{ "text": "It isn't here" }'
    /// ```
    ///
    /// should be
    ///
    /// ```bash
    /// curl -X POST https://api.parcelo.example/v1/notes --json '{ "text": "It isn'\''t here" }'
    /// ```
    ///
    /// ## How to fix it
    ///
    /// In a POSIX shell write `'\''` for an apostrophe inside `'…'`, and `\"` for a quote inside `"…"`. PowerShell uses
    /// `''` inside `'…'`. In a URL a quote is written as `%22`; `-G --data-urlencode` does so.
    "curl/quote-in-quotes": Error, Default, fix Safe;
    Command(check)
}
fn check(cx: CommandContext<'_, '_>, findings: &mut Findings<'_>) {
    use IssueKind::{BackslashQuote, InnerQuote, NeedlessBackslash};
    for issue in cx.issues(&[InnerQuote, BackslashQuote, NeedlessBackslash]) {
        let Some(open) = issue.related else { continue };
        if issue.kind == NeedlessBackslash && extract::speaks_of(cx.page, cx.example, |words| words.windows) {
            // PowerShell takes the quotes away from what it passes to a program unless there is a backslash.
            continue;
        }
        let single = open.of(cx.text()).starts_with('\'');
        let written = cx.code(issue.span);
        let write = write_instead(cx.command.shell, single);
        let shell = cx.shell();
        let text = LocalSpan { start: open.end, end: issue.span.start.max(open.end) };
        let start = text.of(cx.text()).trim_start();
        let is_empty = start.is_empty();
        let start = quote::code(start);
        // `\"` would reach the service as a quote, which no URL may have.
        let in_url = !single && is_url(&cx, open);
        // One that has no other half may be one too many: `"session="17"`.
        let is_half = issue.kind == InnerQuote && !single && issue.repairs.len() % 2 == 1;
        let message = match (issue.kind, single) {
            _ if is_empty => format!("{written} ends the quoted text that starts right before it"),
            _ if in_url => format!("{written} ends the quoted URL that starts with {start}"),
            (NeedlessBackslash, _) => {
                "the backslash of `\\\"` inside `'…'` is sent as text; use `\"`".to_owned()
            }
            (BackslashQuote, _) => {
                format!("{written} does not escape the quote; in {shell} use {write}")
            }
            (_, true) => format!(
                "the apostrophe ends the quoted text that starts with {start}; in {shell} use {write}"
            ),
            (_, false) => {
                format!("{written} ends the quoted text that starts with {start}; in {shell} use {write}")
            }
        };
        let finding = cx.report(findings, issue, message, "escape the quotes");
        finding.related(cx.span(open), "opened here");
        if in_url {
            finding.fix = None;
            finding.help(
                "write `%22` for a quote in a URL, or send the parameter with `-G --data-urlencode '…'`",
            );
        } else if is_half {
            finding.fix = None;
            finding.help(format!("remove the quote, or write {write} where it is part of the text"));
        }
    }
}

/// Whether a quoted text is the URL of the command.
fn is_url(cx: &CommandContext<'_, '_>, open: LocalSpan) -> bool {
    let holds = |span: LocalSpan| span.start <= open.start && open.end <= span.end;
    let mut urls = cx.arguments().iter().filter(|argument| argument.name.is_empty() || argument.is("url"));
    urls.any(|argument| argument.value.as_ref().is_some_and(|word| holds(word.span)))
}

/// How a shell writes a quote inside the same quotes.
fn write_instead(shell: Flavour, single: bool) -> &'static str {
    match (shell, single) {
        (Flavour::Posix, true) => "`'\\''`",
        (Flavour::PowerShell, true) => "`''`",
        (Flavour::Cmd, true) => "the text in double quotes",
        (_, false) => "`\\\"`",
    }
}
