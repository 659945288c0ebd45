//! `example/unclosed-fence`.

use crate::conformance::Page;
use crate::diagnostic::{Diagnostic, Level};
use crate::document::{Block, BlockKind, CodeBlock, FenceStyle};
use crate::rules::Findings;
use crate::rules::fence_lines::{Info, Lines, Marks};
use crate::rules::fence_pairing::{Kind, Pairing, Slip};
use crate::rules::missing_close_fence::Inside;
use crate::rules::prose_or_code::is_heading;
use crate::text::{LocalSpan, Span};

declare_rule! {
    /// A fence is not closed, or closed too late.
    ///
    /// ## What it finds
    ///
    /// A code fence that runs to the end of the page or of its list item or quote, and one that includes the Markdown
    /// after it: another fence's opening line, or a heading after a complete JSON body. Where the fences of a page do not
    /// pair up, all of them are compared with the text between them, and the place is named where one is missing, one too
    /// many, indented otherwise than its block, behind other text on its line, or closing with an info string. If
    /// several places explain the page as well, this is said at the strict level only. A block of Markdown that shows
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

/// By so much the explanation of a slip has to be better than any other.
const CLEAR: u32 = 2;

/// A block that does not end where its example ends.
struct Open<'p, 'd> {
    block: &'p Block<'d>,
    code: &'p CodeBlock<'d>,
    /// The first line in it that belongs to the page, if there is one, and what happens there.
    line: Option<(LocalSpan, &'static str)>,
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    let mut open = Vec::new();
    let (mut nested, mut fused) = (Vec::new(), Vec::new());
    for block in &page.document.blocks {
        let BlockKind::Code(code) = &block.kind else { continue };
        let FenceStyle::Fenced { length, closed, .. } = code.style else { continue };
        let inside = Inside::of(code);
        if let Some(inner) = inner_close(inside, closed, block.span, page.document.text) {
            let fence = Span { end: code.opening.start + length, ..code.opening };
            findings
                .report(fence, "this fence is closed by the closing fence of a block inside it")
                .related(inner, "the block ends here")
                .help("use more backticks for the outer fence than for any fence inside it");
            nested.push(code.opening.start);
            continue;
        }
        let known = fused.len();
        report_fused(code, inside, findings, &mut fused);
        if fused.len() == known {
            let line = inside.line_of_page(page, block.span);
            if line.is_some() || !closed {
                open.push(Open { block, code, line });
            }
        }
    }
    if !open.is_empty() {
        let lines = Lines::of(page);
        let has_html =
            lines.fences.iter().any(|fence| fence.marks == Marks::InHtml || fence.info == Info::Tag);
        Report { lines, nested, fused, has_html, findings }.run(&open);
    }
}

/// What is said about a page with blocks that do not end where they should.
struct Report<'r, 'p, 'f> {
    lines: Lines<'p>,
    /// Where blocks of Markdown begin that a fence inside them ends. Behind the first one, a fence without an info string
    /// may open where it is meant to close.
    nested: Vec<u32>,
    /// Where closing fences behind bodies are that were reported already.
    fused: Vec<u32>,
    /// Whether HTML on the page holds fences.
    has_html: bool,
    findings: &'r mut Findings<'f>,
}

impl Report<'_, '_, '_> {
    /// Nobody knows what a page generator makes of fences in HTML.
    fn report(&mut self, place: Span, message: impl Into<String>) -> &mut Diagnostic {
        let finding = self.findings.report(place, message);
        if self.has_html {
            finding.level(Level::Strict);
        }
        finding
    }

    fn run(mut self, open: &[Open<'_, '_>]) {
        let pairing = Pairing::of(&self.lines);
        let mut is_unclear = false;
        for slip in &pairing.slips {
            if self.is_doubtful(slip) {
                continue;
            }
            let fence = self.lines.fences[slip.fence];
            let opening = || open.iter().find(|open| open.code.opening.start == fence.span.start);
            if slip.margin >= CLEAR {
                self.slip(slip, &pairing);
            } else if let Some((closing, CLEAR..)) = slip.unopened {
                self.unopened(closing);
            } else if let Some(open) = opening().filter(|_| fence.info == Info::Label) {
                self.as_it_is(slip.fence, open);
            } else if self.fused.is_empty() && !std::mem::replace(&mut is_unclear, true) {
                let words = "the fences of this page do not pair up from here";
                self.report(fence.fence(), words).level(Level::Strict);
            }
        }
        for open in open {
            self.elsewhere(open, &pairing);
        }
    }

    /// Whether a block of Markdown that ended too early leaves it open what a fence is.
    fn is_doubtful(&self, slip: &Slip) -> bool {
        let fence = self.lines.fences[slip.fence];
        let is_opening = matches!(slip.kind, Kind::MissingClose(_)) && fence.info == Info::Label;
        self.nested.contains(&fence.span.start) || self.is_behind_nested(fence.span.start) && !is_opening
    }

    fn is_behind_nested(&self, place: u32) -> bool {
        self.nested.first().is_some_and(|first| *first <= place)
    }

    /// A fence that surely opens a block, however the others are meant.
    fn as_it_is(&mut self, fence: usize, open: &Open<'_, '_>) {
        match open.line {
            Some((line, what)) => {
                self.not_closed(fence, &format!("before {what}"), Some(open.code.body.span(line)));
            }
            None => self.never_closed(fence),
        }
    }

    /// A block whose fences pair up, but not as a reader of Markdown has it.
    fn elsewhere(&mut self, open: &Open<'_, '_>, pairing: &Pairing) {
        let start = open.code.opening.start;
        let Ok(fence) = self.lines.fences.binary_search_by_key(&start, |fence| fence.span.start) else {
            return;
        };
        let close = pairing.closes[fence];
        let is_said = pairing.slips.iter().any(|slip| slip.fence == fence || Some(slip.fence) == close);
        if is_said || !pairing.opens[fence] || self.is_behind_nested(start) {
            return;
        }
        match (open.line, close) {
            (Some((_, "a heading")), _) => self.as_it_is(fence, open),
            (_, Some(close)) => self.container(open, fence, close),
            _ => {}
        }
    }

    fn slip(&mut self, slip: &Slip, pairing: &Pairing) {
        let line = self.lines.fences[slip.fence];
        let next = self.lines.fences.get(slip.fence + 1);
        match slip.kind {
            Kind::MissingClose(text) => {
                let shown = text.map(|text| self.lines.place(text));
                let what = match text {
                    Some(text) if is_heading(self.lines.content(text)) => "before a heading",
                    _ if next.is_some() => "before the next one opens",
                    Some(_) => "before the text goes on",
                    None => return self.never_closed(slip.fence),
                };
                self.not_closed(slip.fence, what, shown);
            }
            // Nothing follows the last one.
            Kind::Stray if next.is_none() && self.lines.next_text(line.span.end).is_none() => {
                self.report(line.fence(), "this fence opens a block, but nothing follows").help("remove it");
            }
            Kind::MissingOpen(_) | Kind::Stray => self.unopened(slip.fence),
            Kind::TooEarly => {
                let shown = self.lines.next_text(line.span.end).map(|text| self.lines.place(text));
                let finding =
                    self.report(line.fence(), "this fence closes the block too early: the example goes on");
                if let Some(shown) = shown {
                    finding.related(shown, "this is shown as text");
                }
                finding.help("remove it, or open a block for what follows");
            }
            Kind::LabelledClose => {
                let opening = pairing.closes.iter().position(|close| *close == Some(slip.fence));
                let opening = opening.map(|opening| self.lines.fences[opening].fence());
                let finding = self.report(
                    line.span,
                    "this fence does not close the block: a closing fence must not have text after it",
                );
                if let Some(opening) = opening {
                    finding.related(opening, "the block begins here");
                }
                finding.help("remove the text, or close the block on the line before");
            }
            Kind::UnreadOpen | Kind::UnreadClose => self.unread(slip, pairing),
        }
    }

    /// A fence that opens a block where it was meant to close one.
    fn unopened(&mut self, fence: usize) {
        let closing = self.lines.fences[fence];
        let shown = self.lines.next_text(closing.span.end).map(|text| self.lines.place(text));
        let before = fence.checked_sub(1).map(|before| self.lines.fences[before].fence());
        let finding = self.report(closing.fence(), "this fence closes no block: it opens one");
        if let Some(before) = before {
            finding.related(before, "the block before it ends here");
        }
        if let Some(shown) = shown {
            finding.related(shown, "this is shown as code");
        }
        finding.help("remove it, or add the opening fence of the example above it");
    }

    /// A fence that is none, because it is not at the beginning of its line or in HTML.
    fn unread(&mut self, slip: &Slip, pairing: &Pairing) {
        let is_known = |slip: &Slip| self.fused.contains(&self.lines.fences[slip.fence].span.start);
        let mut alike = pairing.slips.iter().filter(|other| other.kind == slip.kind && !is_known(other));
        if alike.next().is_none_or(|first| first.fence != slip.fence) {
            return;
        }
        let line = self.lines.fences[slip.fence];
        let opens = slip.kind == Kind::UnreadOpen;
        let does = if opens { "does not open a block" } else { "does not close the block" };
        let others = match alike.count() {
            0 => String::new(),
            more => format!("; {more} more like it on this page"),
        };
        let before = self.lines.before(slip.fence);
        let (why, help) = if before.trim().is_empty() {
            ("a character before it only looks like a space", "remove the white space before it")
        } else {
            ("it is not on a line of its own", "move it to a line of its own")
        };
        self.report(line.fence(), format!("this fence {does}: {why}{others}")).help(help);
    }

    fn not_closed(&mut self, fence: usize, before: &str, shown: Option<Span>) {
        let fence = self.lines.fences[fence].fence();
        let finding = self.report(fence, format!("this fence is not closed {before}"));
        if let Some(shown) = shown {
            finding.related(shown, "this is shown as code");
        }
        finding.help("add the closing fence after the last line of the example");
    }

    fn never_closed(&mut self, fence: usize) {
        self.report(self.lines.fences[fence].fence(), "this fence is never closed")
            .help("add the closing fence: the block runs to the end of the page, list item or quote");
    }

    /// A block whose closing fence is there, but in a place where it closes nothing.
    fn container(&mut self, open: &Open<'_, '_>, fence: usize, close: usize) {
        let (opening, closing) = (self.lines.fences[fence], self.lines.fences[close]);
        let help = "indent the block and both of its fences alike";
        if closing.span.start < open.block.span.end {
            self.report(closing.fence(), "this fence does not close the block: it is indented too far")
                .related(opening.fence(), "the block begins here")
                .help(help);
            return;
        }
        let Some(line) = self.lines.next_text(open.block.span.end) else { return };
        let (what, why) = if line == closing.line {
            ("this fence", "opens a new block")
        } else {
            ("this line", "ends the block")
        };
        let quotes = |line: usize| {
            self.lines
                .line(line)
                .bytes()
                .take_while(|byte| matches!(byte, b'>' | b' '))
                .filter(|byte| *byte == b'>')
                .count()
        };
        let is_quote = quotes(line) < quotes(opening.line);
        let (place, help) = if is_quote {
            ("is outside the quote of its block", "begin every line of the block with `>`")
        } else {
            ("is indented less than the list item of its block", help)
        };
        // Some renderers go on with the item.
        let is_lenient = !is_quote && self.lines.before(close).len() == self.lines.before(fence).len();
        let finding = self.report(self.lines.place(line), format!("{what} {place}, so it {why}"));
        finding.related(opening.fence(), "the block begins here").help(help);
        if is_lenient {
            finding.level(Level::Strict);
        }
    }
}

/// Closing fences behind the last line of a body, where they close nothing; adds where they are. What follows is read as
/// Markdown once they do, so nobody can promise what the fix brings to light.
fn report_fused(
    code: &CodeBlock<'_>,
    inside: Inside<'_, '_>,
    findings: &mut Findings<'_>,
    found: &mut Vec<u32>,
) {
    for marks in inside.fused_closes() {
        let (before, place) = (LocalSpan { start: marks.start, end: marks.start }, code.body.span(marks));
        findings
            .report(place, "this fence does not close the block: it is not on a line of its own")
            .related(code.opening, "the block begins here")
            .unsafe_fix("move it to a line of its own", vec![code.body.edit(before, "\n")]);
        found.push(place.start);
    }
}

/// The line that closes a block of Markdown too early: it holds a fence that is as long as its own.
fn inner_close(inside: Inside<'_, '_>, closed: bool, block: Span, text: &str) -> Option<Span> {
    inside.opener_in_markdown().filter(|_| closed)?;
    let last = block.of(text).trim_end().rfind('\n')? + 1;
    let line = block.of(text)[last..].trim_end();
    let start = block.range().start + last + (line.len() - line.trim_start_matches([' ', '\t', '>']).len());
    Some(Span::new(start, block.range().start + last + line.len()))
}
