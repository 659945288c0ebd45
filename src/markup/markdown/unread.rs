//! Code blocks that a reader of the source sees and that no block was made of: fences inside HTML that stays HTML, in
//! containers that nobody here knows, in components that take code as a value. They are counted so that a hole shows.

use super::containers::behind_containers;
use super::nested;
use crate::document::{Block, BlockKind, FenceStyle};
use crate::text::Span;

/// The opening fences of a page from byte `from` on that stand in no code block or comment. `ticks` are the places of three
/// ticks.
pub(super) fn fences(text: &str, from: usize, blocks: &[Block<'_>], ticks: &[usize]) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let mut done = from;
    for at in ticks.iter().copied() {
        if at < done {
            continue;
        }
        if let Some(end) = end_of_read(blocks, at as u32) {
            (open, done) = (None, end as usize);
            continue;
        }
        let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let line = text[start..].lines().next().unwrap_or_default();
        done = start + line.len();
        let (rest, _) = behind_containers(line.as_bytes());
        let content = line[line.len() - rest.len()..].trim_end();
        let fence = nested::opening(content).filter(|_| start + line.len() - rest.len() == at);
        let Some((_, length)) = fence else { continue };
        match open {
            Some(least) if length >= least && content.len() == length => open = None,
            Some(_) => {}
            None => {
                open = Some(length);
                found.push(Span::new(at, at + content.len()));
            }
        }
    }
    found
}

/// The end of the block that a place belongs to, if it is one that was read, or a comment, which nobody sees.
fn end_of_read(blocks: &[Block<'_>], at: u32) -> Option<u32> {
    let next = blocks.partition_point(|block| block.span.start <= at);
    let block =
        next.checked_sub(1).and_then(|index| blocks.get(index)).filter(|block| at < block.span.end)?;
    let is_read = match &block.kind {
        BlockKind::Code(code) => code.style != FenceStyle::Indented || code.opening.start != at,
        BlockKind::Html(html) => html.body.text().trim_start().starts_with("<!--"),
        _ => false,
    };
    is_read.then_some(block.span.end)
}

/// `<CodeBlock language="json">` and its kin, if they hold code that is no fence.
pub(super) fn components(text: &str, from: usize, blocks: &[Block<'_>], found: &mut Vec<Span>) {
    for at in memchr::memmem::find_iter(&text.as_bytes()[from..], "<Code").map(|at| from + at) {
        let rest = &text[at..];
        let is_block =
            ["<CodeBlock", "<CodeSnippet", "<CodeSample"].iter().any(|name| rest.starts_with(name));
        let line = rest.lines().next().unwrap_or_default();
        let Some(end) = rest.find('>').filter(|end| is_block && !rest[..*end].ends_with('/')) else {
            continue;
        };
        let inside = rest[end + 1..].trim_start();
        if inside.starts_with("{`") && end_of_read(blocks, at as u32).is_none() {
            found.push(Span::new(at, at + line.len()));
        }
    }
}
