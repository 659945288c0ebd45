//! `curl/unclosed-quote`.

use crate::rules::{CommandContext, Findings, quote};
use crate::syntax::shell::IssueKind;
use crate::text::LocalSpan;

declare_rule! {
    /// A quote in a command is opened and not closed, or closed and not opened.
    ///
    /// ## What it finds
    ///
    /// A quoted argument that swallows the next option, the next line or the rest of the block; one that is closed by a
    /// quote of the other kind; and a quote that closes an argument that none opens. Where the quote belongs is told by the
    /// options and the lines of the command and, in a JSON body, by its brackets.
    ///
    /// ## Why it matters
    ///
    /// The shell waits for the other quote, or passes on arguments that nobody meant. The command cannot run.
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
    /// Write the quote that is missing.
    "curl/unclosed-quote": Error, Default, fix Safe;
    Command(check)
}
fn check(cx: CommandContext<'_, '_>, findings: &mut Findings<'_>) {
    use IssueKind::{NeverClosed, NeverOpened, OtherQuote};
    for issue in cx.issues(&[NeverClosed, NeverOpened, OtherQuote]) {
        let Some(other) = issue.related else { continue };
        let mark = cx.code(issue.span);
        match issue.kind {
            NeverClosed => {
                let text = LocalSpan { start: issue.span.end, end: other.start };
                if text.is_empty() {
                    let message =
                        format!("quote {mark} opens at the end of its line, and nothing closes it there");
                    cx.report(findings, issue, message, "close the quote");
                    continue;
                }
                let end = quote::code_end(text.of(cx.text()));
                let message = format!("quote {mark} is never closed: expected {mark} after {end}");
                let last = LocalSpan { start: last_character(cx.text(), other.start), end: other.start };
                cx.report(findings, issue, message, "close the quote")
                    .label("opens here")
                    .related(cx.span(last), "expected the closing quote behind this");
            }
            NeverOpened => {
                let text = LocalSpan { start: other.start, end: issue.span.start };
                let message = format!(
                    "quote {mark} closes what no quote opens: expected {mark} before {}",
                    cx.code(text)
                );
                cx.report(findings, issue, message, "open the quote")
                    .related(cx.span(other), "expected the opening quote here");
            }
            _ => {
                let opening = cx.code(other);
                let message = format!("{mark} does not close the text that {opening} opens: write {opening}");
                cx.report(findings, issue, message, "write the same quote at both ends")
                    .related(cx.span(other), "opens here");
            }
        }
    }
}

/// Where the character before `at` begins.
fn last_character(text: &str, at: u32) -> u32 {
    text[..at as usize].char_indices().next_back().map_or(0, |(start, _)| start as u32)
}
