//! `annotation/kind-mismatch`.

use crate::conformance::Page;
use crate::extract::{BlockType, BodyKind, Example};
use crate::rules::Findings;
use crate::text::LocalSpan;

declare_rule! {
    /// An annotation that does not match its block.
    ///
    /// ## What it finds
    ///
    /// `response` before a request, `request` before a response, `resource` before an HTTP message, and `request` or
    /// `response` before JSON that is not part of a message.
    ///
    /// ## Why it matters
    ///
    /// The block is read as what the annotation says, so its real content is not checked, and it is paired with the
    /// wrong neighbours.
    ///
    /// ## Example
    ///
    /// ````markdown
    /// <!-- { "blockType": "response" } -->
    /// ```http
    /// GET https://api.parcelo.example/parcels
    /// ```
    /// ````
    ///
    /// should be
    ///
    /// ````markdown
    /// <!-- { "blockType": "request" } -->
    /// ```http
    /// GET https://api.parcelo.example/parcels
    /// ```
    /// ````
    ///
    /// ## How to fix it
    ///
    /// Correct the `blockType`, or the block.
    "annotation/kind-mismatch": Error, Default, fix None;
    Example(check)
}

fn check(page: &Page<'_>, example: &Example<'_>, findings: &mut Findings<'_>) {
    let Some(annotation) = page.annotation(example) else { return };
    let (Some(declared), Some(field)) = (annotation.block_type, annotation.field("blockType")) else {
        return;
    };
    let Some((found, place)) = contradiction(example, declared) else { return };
    let value = annotation.tree.node(field.value).span;
    findings
        .report(
            annotation.file_span(value),
            format!("annotated as `{}`, but the block is {found}", annotation.value(field)),
        )
        .related(example.file_span(place), format!("{found} starts here"));
}

/// What the block holds, where the annotation says otherwise, and the line that shows it.
fn contradiction(example: &Example<'_>, declared: BlockType) -> Option<(&'static str, LocalSpan)> {
    let Some(first) = example.messages.first() else {
        let body = example.payload.as_ref().filter(|body| body.kind == BodyKind::Json)?;
        let line = body.span.of(example.text()).lines().next().unwrap_or_default().len() as u32;
        let place = LocalSpan { start: body.span.start, end: body.span.start + line };
        return match declared {
            BlockType::Response => Some(("JSON without a status line", place)),
            BlockType::Request => Some(("JSON without a request line", place)),
            _ => None,
        };
    };
    let is_request = first.http.request().is_some();
    let line = first.http.start_line();
    match declared {
        BlockType::Response | BlockType::SimulatedResponse | BlockType::Resource if is_request => {
            Some(("a request", line))
        }
        BlockType::Request | BlockType::Samples if !is_request => Some(("a response", line)),
        BlockType::Resource => Some(("a response", line)),
        _ => None,
    }
}
