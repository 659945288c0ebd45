//! `annotation/unknown-block-type`.

use crate::conformance::Page;
use crate::extract::{Annotation, BlockType};
use crate::rules::{Findings, quote};
use crate::text::nearest;

declare_rule! {
    /// A block type that does not exist.
    ///
    /// ## What it finds
    ///
    /// A `blockType` other than `request`, `response`, `resource`, `example`, `samples`, `simulatedResponse`,
    /// `testParams`, `permissions` and `ignored`: a misspelled one, or any other in front of a code block. Case does
    /// not matter. Markers of other tools that are not followed by a code block are ignored.
    ///
    /// ## Why it matters
    ///
    /// Tools that read annotations skip such a block, so its example is not checked.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// <!-- { "blockType": "reponse", "truncated": true } -->
    /// ```
    ///
    /// should be
    ///
    /// ```markdown
    /// <!-- { "blockType": "response", "truncated": true } -->
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Use the intended type. The fix does this where one is similar.
    "annotation/unknown-block-type": Error, Default, fix Safe;
    Document(check)
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    for annotation in &page.annotations {
        if annotation.block_type == Some(BlockType::Unknown) {
            report(annotation, findings);
        }
    }
}

fn report(annotation: &Annotation<'_>, findings: &mut Findings<'_>) {
    let Some(field) = annotation.field("blockType") else { return };
    let value = annotation.tree.node(field.value).span;
    let written = annotation.value(field);
    let words = BlockType::WORDS.map(|(word, _)| word);
    let followed = annotation.has_block || annotation.example.is_some();
    match nearest(written, words) {
        Some(meant) => findings
            .report(
                annotation.file_span(value),
                format!("unknown block type {}; did you mean `{meant}`?", quote::code(written)),
            )
            .safe_fix(
                format!("replace with `{meant}`"),
                vec![annotation.body.edit(value, &format!("\"{meant}\""))],
            ),
        None if followed => findings
            .report(annotation.file_span(value), format!("unknown block type {}", quote::code(written))),
        None => return,
    }
    .help(format!("the block types are {}", words.map(|word| format!("`{word}`")).join(", ")));
}
