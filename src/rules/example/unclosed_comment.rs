//! `example/unclosed-comment`.

use crate::conformance::Page;
use crate::document::BlockKind;
use crate::rules::Findings;
use crate::text::Span;

declare_rule! {
    /// A comment is never closed.
    ///
    /// ## What it finds
    ///
    /// `<!--` without a `-->` after it, and a heading or a code block after it. Annotation comments have their own
    /// rule.
    ///
    /// ## Why it matters
    ///
    /// The rest of the page is part of the comment: no reader sees it, and no example in it is checked.
    ///
    /// ## Example
    ///
    /// ````markdown
    /// <!-- Ask the depot about the weights ->
    ///
    /// ```json
    /// { "weightGrams": 900 }
    /// ```
    /// ````
    ///
    /// ## How to fix it
    ///
    /// Write `-->` where the comment ends.
    "example/unclosed-comment": Error, Default, fix None;
    Document(check)
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    for block in &page.document.blocks {
        let BlockKind::Html(html) = &block.kind else { continue };
        let text = html.body.text().trim_start();
        let Some(comment) = text.strip_prefix("<!--") else { continue };
        let is_annotation = || comment.trim_start().starts_with('{');
        let hides = || ["\n#", "\n```", "\n~~~"].iter().any(|mark| comment.contains(mark));
        if comment.ends_with("-->") || is_annotation() || comment.contains("-->") || !hides() {
            continue;
        }
        let start = block.span.range().start + block.span.of(page.document.text).find("<!--").unwrap_or(0);
        findings
            .report(Span::new(start, start + "<!--".len()), "this comment is never closed")
            .help("add `-->`: everything up to the end of the page, list item or quote is hidden");
    }
}
