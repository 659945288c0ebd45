//! Markdown that became part of a code block because the closing fence before it is missing. One rule reports the
//! fence; the rules about the body leave what was swallowed alone.

use crate::conformance::Page;
use crate::document::{CodeBlock, FenceStyle};
use crate::markup::markdown::{TICKS, TILDES};
use crate::text::{LocalSpan, Span};

/// The fences that the body of a block holds.
#[derive(Clone, Copy)]
pub(crate) struct Inside<'c, 's> {
    code: &'c CodeBlock<'s>,
    /// Whether there are three marks in a row: few bodies have them, and no other is read for fences.
    has_marks: bool,
}

impl<'c, 's> Inside<'c, 's> {
    /// Looks for marks, once for all questions.
    pub(crate) fn of(code: &'c CodeBlock<'s>) -> Self {
        let text = code.body.text().as_bytes();
        let has_marks = memchr::memchr2(b'`', b'~', text).is_some()
            && (TICKS.find(text).is_some() || TILDES.find(text).is_some());
        Self { code, has_marks }
    }

    /// The first line of the block that belongs to the page, with words for what happens there. `block` is the place of
    /// the block in the file.
    pub(crate) fn line_of_page(self, page: &Page<'_>, block: Span) -> Option<(LocalSpan, &'static str)> {
        self.opener().map(|line| (line, "the next one opens")).or_else(|| heading(page, block))
    }

    /// The marks of closing fences at the end of lines of the body, where they close nothing (CommonMark §4.5):
    /// ```` }``` ````. Only behind a bracket, and not where marks stand in the line before.
    pub(crate) fn fused_closes(self) -> impl Iterator<Item = LocalSpan> + use<'c> {
        let (text, fence) = (self.code.body.text(), self.code.style);
        let may = self.has_marks && matches!(fence, FenceStyle::Fenced { .. }) && !is_markdown(self.code);
        lines(if may { text } else { "" }).filter_map(move |line| {
            let FenceStyle::Fenced { mark, length, .. } = fence else { return None };
            let bare = line.of(text);
            let rest = bare.trim_end_matches(mark);
            let is_fused = bare.len() - rest.len() >= length as usize
                && rest.ends_with(['}', ']'])
                && !rest.contains(mark);
            is_fused.then_some(LocalSpan { start: line.start + rest.len() as u32, ..line })
        })
    }

    /// A line that opens a fence in a block of Markdown, which may hold fences itself.
    pub(crate) fn opener_in_markdown(self) -> Option<LocalSpan> {
        if self.has_marks && is_markdown(self.code) { self.opener() } else { None }
    }

    /// A body line that opens a fence of at least this length: a closing fence has no info string, so it cannot end the
    /// block, and no example holds one. Markdown may have titles and attributes in an info string; elsewhere several
    /// words behind the marks are prose.
    fn opener(self) -> Option<LocalSpan> {
        let FenceStyle::Fenced { mark, length, .. } = self.code.style else { return None };
        if !self.has_marks {
            return None;
        }
        let is_markdown = is_markdown(self.code);
        let is_opener = |line: &str| {
            let indent = line.len() - line.trim_start_matches(' ').len();
            let marks = line[indent..].trim_start_matches(mark);
            let info = marks.trim().trim_start_matches(['{', '.']);
            let run = line.len() - indent - marks.len();
            let word = info.starts_with(|c: char| c.is_ascii_alphabetic())
                && (is_markdown || info.split_whitespace().count() == 1);
            indent < 4 && run >= length as usize && word && !info.contains(mark)
        };
        find_line(self.code.body.text(), is_opener)
    }
}

/// Whether a block shows Markdown.
fn is_markdown(code: &CodeBlock<'_>) -> bool {
    matches!(&*code.language(), "markdown" | "md" | "mdx" | "mkd")
}

/// A heading that follows a complete JSON body in the same block; if the block is closed, behind a blank line. A listing may
/// have remarks that look like headings, and then one begins it.
fn heading(page: &Page<'_>, block: Span) -> Option<(LocalSpan, &'static str)> {
    let index = page.examples.binary_search_by_key(&block.start, |example| example.span.start).ok()?;
    let example = &page.examples[index];
    let (_, body) = example.bodies().last()?;
    let tree = body.json.as_ref()?;
    let after = body.in_block(tree.node(tree.root()?).span).end as usize;
    let is_heading = |line: &str| {
        let text = line.trim_start_matches('#');
        let level = line.len() - text.len();
        (2..=6).contains(&level) && text.starts_with(' ') && text.trim().starts_with(char::is_alphabetic)
    };
    let (before, rest) = example.text().split_at(after);
    let line = find_line(rest, is_heading)?;
    let is_closed = matches!(example.block.style, FenceStyle::Fenced { closed: true, .. });
    let is_apart = rest[..line.start as usize].ends_with("\n\n");
    if is_closed && !is_apart || find_line(before, is_heading).is_some() {
        return None;
    }
    let offset = after as u32;
    Some((LocalSpan { start: line.start + offset, end: line.end + offset }, "a heading"))
}

/// The first line of `text` that is one, without its line ending.
fn find_line(text: &str, is_one: impl Fn(&str) -> bool) -> Option<LocalSpan> {
    lines(text).find(|line| is_one(line.of(text)))
}

/// The lines of `text`, without their line endings and blanks before these.
fn lines(text: &str) -> impl Iterator<Item = LocalSpan> + use<'_> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        LocalSpan::new(start, start + line.trim_end().len())
    })
}
