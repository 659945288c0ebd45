//! `annotation/unknown-block-type`.

use crate::conformance::Page;
use crate::extract::{Annotation, BlockType};
use crate::rules::{Findings, quote};
use crate::text::nearest;

declare_rule! {
    /// An annotation declares a block type that does not exist.
    ///
    /// ## What it finds
    ///
    /// A `blockType` that is none of `request`, `response`, `resource`, `example`, `samples`, `simulatedResponse`,
    /// `testParams`, `permissions` and `ignored`: a misspelt one, or any other in front of a code block. Case does
    /// not matter. Markers of other tools that stand before no code block are left alone.
    ///
    /// ## Why it matters
    ///
    /// Readers of annotations skip such a block, so the example behind it is checked by nobody.
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
    /// ## How to mend it
    ///
    /// Write the type that was meant. The fix does so where one is near.
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
                format!("{} is not a block type: did you mean `{meant}`?", quote::code(written)),
            )
            .safe_fix(format!("write `{meant}`"), vec![annotation.body.edit(value, &format!("\"{meant}\""))]),
        None if followed => findings
            .report(annotation.file_span(value), format!("{} is not a block type", quote::code(written))),
        None => return,
    }
    .help(format!("block types are {}", words.map(|word| format!("`{word}`")).join(", ")));
}
