//! `annotation/detached`.

use crate::conformance::Page;
use crate::diagnostic::Level;
use crate::document::{Block, BlockKind};
use crate::extract::{Annotation, AnnotationKind, BlockType};
use crate::rules::Findings;
use crate::text::{LocalSpan, Span};

declare_rule! {
    /// An annotation without a code block after it.
    ///
    /// ## What it finds
    ///
    /// An annotation with a `blockType` that is followed by something other than its code block: a paragraph, a heading,
    /// the end of the list item. Blank lines, other comments and tab headings in between are fine. An annotation that
    /// only says `ignored` is reported from level `strict` on, and only where its block follows soon after.
    ///
    /// ## Why it matters
    ///
    /// The annotation has no effect: its block is checked as if it had no annotation.
    ///
    /// ## Example
    ///
    /// ````markdown
    /// <!-- { "blockType": "response" } -->
    /// The service answers:
    ///
    /// ```http
    /// HTTP/1.1 204 No Content
    /// ```
    /// ````
    ///
    /// should be
    ///
    /// ````markdown
    /// The service answers:
    ///
    /// <!-- { "blockType": "response" } -->
    /// ```http
    /// HTTP/1.1 204 No Content
    /// ```
    /// ````
    ///
    /// ## How to fix it
    ///
    /// Move the comment down to the fence, or remove it.
    "annotation/detached": Warning, Default, fix None;
    Document(check)
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    for annotation in page.annotations.iter().filter(|annotation| is_detached(annotation)) {
        report(page, annotation, findings);
    }
}

fn is_detached(annotation: &Annotation<'_>) -> bool {
    let for_code =
        annotation.block_type.is_some_and(|of| !matches!(of, BlockType::Unknown | BlockType::Permissions));
    annotation.kind == AnnotationKind::Block
        && for_code
        && annotation.example.is_none()
        && !annotation.has_block
}

fn report(page: &Page<'_>, annotation: &Annotation<'_>, findings: &mut Findings<'_>) {
    let Some(field) = annotation.field("blockType") else { return };
    let value = annotation.tree.node(field.value).span;
    let comment = annotation.file_span(annotation.comment);
    let rest =
        &page.document.blocks[page.document.blocks.partition_point(|block| block.span.start < comment.end)..];
    let (first, message) = (rest.first(), annotation.value(field));
    let found = match first.map(|block| &block.kind) {
        Some(BlockKind::Heading(_)) => "a heading comes first",
        Some(BlockKind::Paragraph) => "a paragraph comes first",
        Some(BlockKind::Table) => "a table comes first",
        Some(BlockKind::Html(_)) => "other markup comes first",
        Some(BlockKind::Code(_)) => "the next one is in another list item or quote",
        Some(BlockKind::Rule) => "a rule comes first",
        None => "the page ends here",
    };
    let code = next_code(rest);
    let says_nothing = annotation.block_type == Some(BlockType::Ignored) && annotation.fields.len() == 1;
    if says_nothing && code.is_none() {
        return;
    }
    let finding = findings.report(
        annotation
            .file_span(LocalSpan { start: field.key_span.start, end: value.end.max(field.key_span.end) }),
        format!("no code block follows this `{message}` annotation: {found}"),
    );
    if let Some(code) = code {
        finding.related(code, "this block has no annotation");
    }
    if says_nothing {
        finding.level(Level::Strict);
    }
    finding.help("move the comment to the line before its fence, or remove it");
}

/// The opening line of the first code block among the next few headings, comments and code blocks.
fn next_code(blocks: &[Block<'_>]) -> Option<Span> {
    let is_prose =
        |kind: &BlockKind<'_>| matches!(kind, BlockKind::Paragraph | BlockKind::Table | BlockKind::Rule);
    blocks.iter().filter(|block| !is_prose(&block.kind)).take(3).find_map(|block| match &block.kind {
        BlockKind::Code(code) => Some(code.opening),
        _ => None,
    })
}
