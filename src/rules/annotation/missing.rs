//! `annotation/missing`.

use crate::extract::{BlockType, Dialect, Example, ExampleKind, Page};
use crate::rules::Findings;

declare_rule! {
    /// An HTTP example has no annotation on a page that annotates the others.
    ///
    /// ## What it finds
    ///
    /// A fenced request or response without an annotation comment, on a page where other requests or responses have
    /// one. Lists of request lines are no examples.
    ///
    /// ## Why it matters
    ///
    /// Publishing and checking tools that work from annotations leave the block out.
    ///
    /// ## Example
    ///
    /// ````markdown
    /// ```http
    /// HTTP/1.1 204 No Content
    /// ```
    /// ````
    ///
    /// should be
    ///
    /// ````markdown
    /// <!-- { "blockType": "response" } -->
    /// ```http
    /// HTTP/1.1 204 No Content
    /// ```
    /// ````
    ///
    /// ## How to mend it
    ///
    /// Put an annotation before the fence; `"blockType": "ignored"` if it is to be left out on purpose.
    "annotation/missing": Info, Strict, fix None;
    Example(check)
}

fn check(page: &Page<'_>, example: &Example<'_>, findings: &mut Findings<'_>) {
    let noun = match example.kind {
        ExampleKind::Request => "request",
        ExampleKind::Response => "response",
        _ => return,
    };
    let is_message = matches!(example.dialect, Dialect::HttpMessage | Dialect::HttpMessages);
    if example.annotation.is_some() || !is_message {
        return;
    }
    let of_message = |of| matches!(of, BlockType::Request | BlockType::Response);
    let annotates = page.annotations.iter().any(|annotation| annotation.block_type.is_some_and(of_message));
    if annotates {
        findings
            .report(
                example.block.opening,
                format!("this {noun} has no annotation, and others on the page have one"),
            )
            .help(format!("put `<!-- {{ \"blockType\": \"{noun}\" }} -->` before the fence"));
    }
}
