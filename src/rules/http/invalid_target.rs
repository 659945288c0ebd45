//! `http/invalid-target`.

use std::ops::Range;

use crate::rules::{Findings, MessageContext};
use crate::text::LocalSpan;

declare_rule! {
    /// The request target holds characters that no target may hold.
    ///
    /// ## What it finds
    ///
    /// A raw space, a quote, `**` or a line break in the target. Templates such as `{id}`, `{id | name}` and `<id>` are normal
    /// in documentation, also with spaces inside, and a target that is wrapped below a comment about line breaks passes.
    ///
    /// ## Why it matters
    ///
    /// A target is a URI (RFC 9112 section 3.2): a server reads it up to the first space. Spaces and quotes must be percent
    /// encoded to get there.
    ///
    /// ## Example
    ///
    /// ```http
    /// GET /parcels?$filter=carrier eq 'swift' HTTP/1.1
    /// ```
    ///
    /// should be
    ///
    /// ```http
    /// GET /parcels?$filter=carrier%20eq%20'swift' HTTP/1.1
    /// ```
    ///
    /// ## How to mend it
    ///
    /// Write `%20` for a space and `%22` for a quote, and put the target on one line.
    "http/invalid-target": Warning, Strict, fix None;
    Sent(check)
}

fn check(cx: MessageContext<'_, '_>, findings: &mut Findings<'_>) {
    let Some(line) = cx.message.http.request() else { return };
    let Some((at, what)) = culprit(line.target.text) else { return };
    if what == LINE_BREAK && explains_line_breaks(cx.text(), line.line) {
        return;
    }
    let start = line.target.span.start as usize + at.start;
    let span = LocalSpan::new(start, start + at.len());
    findings.report(cx.span(span), format!("the request target holds {what}"));
}

const LINE_BREAK: &str = "a line break";

/// The first thing in a target that does not belong there, outside templates.
fn culprit(target: &str) -> Option<(Range<usize>, &'static str)> {
    let mut depth = 0_u32;
    // `[Organization URI]/x`: elsewhere a square bracket is none of a template.
    let named = if target.starts_with('[') { target.find(']').unwrap_or(0) } else { 0 };
    for (at, c) in target.char_indices().filter(|(at, _)| *at >= named) {
        let what = match c {
            '{' | '<' => {
                depth += 1;
                continue;
            }
            '}' | '>' => {
                depth = depth.saturating_sub(1);
                continue;
            }
            _ if depth > 0 => continue,
            '\n' => return Some((at..at, LINE_BREAK)),
            '\r' => continue,
            c if c.is_whitespace() => "a space; write `%20`",
            '"' => "a double quote; write `%22`",
            '“' | '”' | '‘' | '’' | '„' => "a typographic quote",
            '*' if target[at + 1..].starts_with('*') => return Some((at..at + 2, "`**`")),
            _ => continue,
        };
        return Some((at..at + c.len_utf8(), what));
    }
    None
}

/// Whether a comment above the request line says that its lines were broken for the reader.
fn explains_line_breaks(text: &str, line: LocalSpan) -> bool {
    let above = &text[..line.start as usize];
    let comment = above.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let comment = comment.to_ascii_lowercase();
    ["line", "break", "wrap", "readab", "legib", "8792"].iter().any(|word| comment.contains(word))
}
