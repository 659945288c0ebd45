//! `example/unclosed-fence`.

use memchr::memmem;

use crate::extract::Page;
use crate::markdown::{BlockKind, CodeBlock, ContainerId, FenceStyle};
use crate::rules::Findings;
use crate::text::{LocalSpan, Span};

declare_rule! {
    /// A fence is not closed, or closed too late.
    ///
    /// ## What it finds
    ///
    /// A code fence that runs to the end of the page or of its list item or quote, and one that swallows the Markdown
    /// after it: another fence's opening line, or a heading after a complete JSON body.
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
    /// ## How to mend it
    ///
    /// Add the closing fence after the last line of the example.
    "example/unclosed-fence": Error, Default, fix None;
    Document(check)
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    // Set where the next fence without an info string is not what it seems to be.
    let mut stray_close = false;
    for block in &page.document.blocks {
        let code = match &block.kind {
            BlockKind::Code(code) => code,
            BlockKind::Html(html) => {
                stray_close ^= opens_fence(html.body.text());
                continue;
            }
            _ => continue,
        };
        let FenceStyle::Fenced { mark, length, closed } = code.style else { continue };
        if code.info.is_empty() && std::mem::take(&mut stray_close) {
            continue;
        }
        let fence = Span { end: code.opening.start + length, ..code.opening };
        let swallowed = swallowed_fence(code, mark, length).or_else(|| swallowed_heading(page, block.span));
        if let Some((line, what)) = swallowed {
            findings
                .report(fence, format!("this fence is not closed before {what}"))
                .related(code.body.span(line), "this is shown as code")
                .help("add the closing fence after the last line of the example");
        } else if !closed {
            findings
                .report(fence, "this fence is never closed")
                .help("it runs to the end of the page, or of the list item or quote that it stands in");
            // The closing fence that was meant stands outside the list item or quote, and opens a new block.
            stray_close = block.container != ContainerId::PAGE;
        }
    }
}

/// Whether an HTML block ends inside a fence: CommonMark sees none there, but other readers of the page do, and the
/// closing fence after the block is then no opening one.
fn opens_fence(text: &str) -> bool {
    let is_fence = |line: &&str| line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
    text.lines().filter(is_fence).count() % 2 == 1
}

/// A body line that opens a fence of at least this length: a closing fence has no info string, so it cannot end the
/// block, and no example holds one.
fn swallowed_fence(code: &CodeBlock<'_>, mark: char, length: u32) -> Option<(LocalSpan, &'static str)> {
    let text = code.body.text();
    if !holds(text, "```") && !holds(text, "~~~") {
        return None;
    }
    let is_opener = |line: &str| {
        let indent = line.len() - line.trim_start_matches(' ').len();
        let marks = line[indent..].trim_start_matches(mark);
        let info = marks.trim();
        let run = line.len() - indent - marks.len();
        let word =
            info.starts_with(|c: char| c.is_ascii_alphabetic()) && info.split_whitespace().count() == 1;
        indent < 4 && run >= length as usize && word && !info.contains(mark)
    };
    find_line(text, is_opener).map(|line| (line, "the next one opens"))
}

/// `contains`, with all that the machine has for it: every code block is looked through.
fn holds(text: &str, marks: &str) -> bool {
    memmem::find(text.as_bytes(), marks.as_bytes()).is_some()
}

/// A heading that follows a complete JSON body in the same block.
fn swallowed_heading(page: &Page<'_>, block: Span) -> Option<(LocalSpan, &'static str)> {
    let index = page.examples.binary_search_by_key(&block.start, |example| example.span.start).ok()?;
    let example = &page.examples[index];
    let (_, body) = example.bodies().last()?;
    let tree = body.json.as_ref()?;
    let after = tree.node(tree.root()?).span.end as usize;
    let is_heading = |line: &str| {
        let text = line.trim_start_matches('#');
        let level = line.len() - text.len();
        (2..=6).contains(&level) && text.starts_with(' ') && text.trim().starts_with(char::is_alphabetic)
    };
    let rest = &example.text()[after..];
    let line = find_line(rest, is_heading)?;
    let offset = after as u32;
    Some((LocalSpan { start: line.start + offset, end: line.end + offset }, "a heading"))
}

/// The first line of `text` that is one, without its line ending.
fn find_line(text: &str, is_one: impl Fn(&str) -> bool) -> Option<LocalSpan> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        if is_one(bare) {
            return Some(LocalSpan::new(at, at + bare.len()));
        }
        at += line.len();
    }
    None
}
