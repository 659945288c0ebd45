//! `example/unclosed-fence`.

use crate::conformance::Page;
use crate::document::{BlockKind, CodeBlock, ContainerId, FenceStyle};
use crate::rules::Findings;
use crate::rules::missing_close_fence::Inside;
use crate::text::{LocalSpan, Span};

declare_rule! {
    /// A fence is not closed, or closed too late.
    ///
    /// ## What it finds
    ///
    /// A code fence that runs to the end of the page or of its list item or quote, and one that includes the Markdown
    /// after it: another fence's opening line, or a heading after a complete JSON body. A closing fence behind the last
    /// bracket of the body, not on a line of its own, closes nothing. A block of Markdown that shows
    /// fences itself is closed by the first of them unless its own fence is longer.
    ///
    /// ## Why it matters
    ///
    /// Everything up to the next fence is shown as code, and the next example as prose.
    ///
    /// ## Example
    ///
    /// ````markdown
    /// ```http
    /// GET /parcels/p-1042
    ///
    /// ## Response
    ///
    /// ```http
    /// HTTP/1.1 404 Not Found
    /// ```
    /// ````
    ///
    /// should close the first fence before the heading.
    ///
    /// ## How to fix it
    ///
    /// Add the closing fence after the last line of the example.
    "example/unclosed-fence": Error, Default, fix Unsafe;
    Document(check)
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    // Set where the next fence without an info string is not what it seems to be.
    let mut stray_close = false;
    // From the first such place on, fences without one may open where they are meant to close.
    let mut inverted = false;
    for block in &page.document.blocks {
        let code = match &block.kind {
            BlockKind::Code(code) => code,
            BlockKind::Html(html) => {
                stray_close ^= opens_fence(html.body.text());
                continue;
            }
            _ => continue,
        };
        let FenceStyle::Fenced { length, closed, .. } = code.style else { continue };
        if code.info.is_empty() && std::mem::take(&mut stray_close) {
            continue;
        }
        let fence = Span { end: code.opening.start + length, ..code.opening };
        let inside = Inside::of(code);
        if let Some(inner) = inner_close(inside, closed, block.span, page.document.text) {
            findings
                .report(fence, "this fence is closed by the closing fence of a block inside it")
                .related(inner, "the block ends here")
                .help("use more backticks for the outer fence than for any fence inside it");
            // The closing fence that was meant opens a new block.
            stray_close = true;
            inverted = true;
            continue;
        }
        // Behind such a place nobody can tell which of the fences without an info string open.
        if inverted && code.info.is_empty() {
            continue;
        }
        if report_fused(code, inside, findings) {
            stray_close = closed;
        } else if let Some((line, what)) = inside.line_of_page(page, block.span) {
            findings
                .report(fence, format!("this fence is not closed before {what}"))
                .related(code.body.span(line), "this is shown as code")
                .help("add the closing fence after the last line of the example");
        } else if !closed {
            findings
                .report(fence, "this fence is never closed")
                .help("add the closing fence: the block runs to the end of the page, list item or quote");
            // The closing fence that was meant stands outside the list item or quote, and opens a new block.
            stray_close = block.container != ContainerId::PAGE;
        }
        inverted |= stray_close;
    }
}

/// Closing fences behind the last line of a body, where they close nothing; whether there are any. What follows is read
/// as Markdown once they do, so nobody can promise what the fix brings to light.
fn report_fused(code: &CodeBlock<'_>, inside: Inside<'_, '_>, findings: &mut Findings<'_>) -> bool {
    let mut any = false;
    for marks in inside.fused_closes() {
        let before = LocalSpan { start: marks.start, end: marks.start };
        findings
            .report(
                code.body.span(marks),
                "this fence does not close the block: it is not on a line of its own",
            )
            .related(code.opening, "the block begins here")
            .unsafe_fix("move it to a line of its own", vec![code.body.edit(before, "\n")]);
        any = true;
    }
    any
}

/// The line that closes a block of Markdown too early: it holds a fence that is as long as its own.
fn inner_close(inside: Inside<'_, '_>, closed: bool, block: Span, text: &str) -> Option<Span> {
    inside.opener_in_markdown().filter(|_| closed)?;
    let last = block.of(text).trim_end().rfind('\n')? + 1;
    let line = block.of(text)[last..].trim_end();
    let start = block.range().start + last + (line.len() - line.trim_start_matches([' ', '\t', '>']).len());
    Some(Span::new(start, block.range().start + last + line.len()))
}

/// Whether an HTML block ends inside a fence: CommonMark sees none there, but other readers of the page do, and the
/// closing fence after the block is then no opening one.
fn opens_fence(text: &str) -> bool {
    if memchr::memchr2(b'`', b'~', text.as_bytes()).is_none() {
        return false;
    }
    let is_fence = |line: &&str| line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
    text.lines().filter(is_fence).count() % 2 == 1
}
