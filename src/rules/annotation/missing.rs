//! `annotation/missing`.

use crate::conformance::Page;
use crate::extract::{BlockType, Dialect, Example, ExampleKind};
use crate::rules::Findings;

declare_rule! {
    /// An HTTP example without an annotation on a page that annotates the others.
    ///
    /// ## What it finds
    ///
    /// A fenced request or response without an annotation comment, on a page where other requests or responses have
    /// one. Lists of request lines are not examples.
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
    /// ## How to fix it
    ///
    /// Put an annotation before the fence; `"blockType": "ignored"` to leave it out on purpose.
    "annotation/missing": Info, Strict, fix None;
    Document(check)
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    let of_message = |of| matches!(of, BlockType::Request | BlockType::Response);
    if !page.annotations.iter().any(|annotation| annotation.block_type.is_some_and(of_message)) {
        return;
    }
    for example in page.examples.iter().filter(|example| example.annotation.is_none()) {
        let Some(noun) = noun(example) else { continue };
        findings
            .report(
                example.block.opening,
                format!("this {noun} has no annotation, but others on the page have one"),
            )
            .help(format!("put `<!-- {{ \"blockType\": \"{noun}\" }} -->` before the fence"));
    }
}

fn noun(example: &Example<'_>) -> Option<&'static str> {
    match (example.kind, example.dialect) {
        (ExampleKind::Request, Dialect::HttpMessage | Dialect::HttpMessages) => Some("request"),
        (ExampleKind::Response, Dialect::HttpMessage | Dialect::HttpMessages) => Some("response"),
        _ => None,
    }
}
