//! `curl/unclosed-quote`.

use crate::rules::{CommandContext, Findings, quote};
use crate::syntax::shell::IssueKind;
use crate::text::LocalSpan;

declare_rule! {
    /// A quote in a command without its opening or closing quote.
    ///
    /// ## What it finds
    ///
    /// A quoted argument that swallows the next option, the next line or the rest of the block; one that is closed by a
    /// quote of the other kind; and a quote that closes an argument that none opens. The place of the missing quote follows from the
    /// options and the lines of the command and, in a JSON body, from its brackets.
    ///
    /// ## Why it matters
    ///
    /// The shell waits for the other quote, or passes on the wrong arguments. The command cannot run.
    ///
    /// ## Example
    ///
    /// ```bash
    /// curl -X GET 'https://api.parcelo.example/v1/parcels?limit=2 \
    ///   -H 'Accept: application/json'
    /// ```
    ///
    /// should be
    ///
    /// ```bash
    /// curl -X GET 'https://api.parcelo.example/v1/parcels?limit=2' \
    ///   -H 'Accept: application/json'
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Add the missing quote.
    "curl/unclosed-quote": Error, Default, fix Safe;
    Command(check)
}
fn check(cx: CommandContext<'_, '_>, findings: &mut Findings<'_>) {
    use IssueKind::{NeverClosed, NeverOpened, OtherQuote, StrayEnd};
    for issue in cx.issues(&[StrayEnd]) {
        let written = cx.code(issue.span);
        findings.report(
            cx.span(issue.span),
            format!("{written} closes nothing: the command ends on the line before"),
        );
    }
    for issue in cx.issues(&[NeverClosed, NeverOpened, OtherQuote]) {
        let Some(other) = issue.related else { continue };
        let mark = cx.code(issue.span);
        match issue.kind {
            NeverClosed => {
                let text = LocalSpan { start: issue.span.end, end: other.start };
                if text.is_empty() {
                    let message = format!("quote {mark} at the end of the line is never closed");
                    cx.report(findings, issue, message, "add the closing quote");
                    continue;
                }
                let end = quote::code_end(text.of(cx.text()));
                let message = format!("quote {mark} is never closed: expected {mark} after {end}");
                let last = LocalSpan { start: last_character(cx.text(), other.start), end: other.start };
                cx.report(findings, issue, message, "add the closing quote")
                    .label("opened here")
                    .related(cx.span(last), "expected the closing quote after this");
            }
            NeverOpened => {
                let text = LocalSpan { start: other.start, end: issue.span.start };
                let message =
                    format!("quote {mark} was never opened: expected {mark} before {}", cx.code(text));
                cx.report(findings, issue, message, "add the opening quote")
                    .related(cx.span(other), "expected the opening quote here");
            }
            _ => {
                let opening = cx.code(other);
                let mark = if mark == "```" { "a backtick".to_owned() } else { mark };
                let message = format!("expected {opening} to close the quoted text, found {mark}");
                cx.report(findings, issue, message, "use the same quote at both ends")
                    .related(cx.span(other), "opened here");
            }
        }
    }
}

/// Where the character before `at` begins.
fn last_character(text: &str, at: u32) -> u32 {
    text[..at as usize].char_indices().next_back().map_or(0, |(start, _)| start as u32)
}
