//! `annotation/unknown-key`.

use crate::conformance::Page;
use crate::extract::{ANNOTATION_KEYS, Annotation, AnnotationField, AnnotationKind, BlockType};
use crate::rules::{Findings, quote};
use crate::text::{LocalSpan, nearest};

declare_rule! {
    /// An unknown key in an annotation.
    ///
    /// ## What it finds
    ///
    /// A key that block annotations do not have, with the most similar known one. Case does not matter. Page
    /// annotations, and annotations of other tools' block types, may have any keys.
    ///
    /// ## Why it matters
    ///
    /// An unknown key is silently ignored: the writer believes that `scope` has an effect, but it has none.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// <!-- { "blockType": "request", "name": "get_parcel", "sampleIds": ["p-1042"] } -->
    /// ```
    ///
    /// should be
    ///
    /// ```markdown
    /// <!-- { "blockType": "request", "name": "get_parcel", "sampleKeys": ["p-1042"] } -->
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Correct the key, or remove it. The fix corrects it where a known key is similar.
    "annotation/unknown-key": Warning, Default, fix Safe;
    Document(check)
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    let known_block = |annotation: &&Annotation<'_>| {
        annotation.kind == AnnotationKind::Block && annotation.block_type != Some(BlockType::Unknown)
    };
    for annotation in page.annotations.iter().filter(known_block) {
        for field in &annotation.fields {
            if !ANNOTATION_KEYS.iter().any(|key| key.eq_ignore_ascii_case(field.key)) {
                report(annotation, field, findings);
            }
        }
    }
}

fn report(annotation: &Annotation<'_>, field: &AnnotationField<'_>, findings: &mut Findings<'_>) {
    let span = annotation.file_span(field.key_span);
    let Some(meant) = meant(field.key).filter(|meant| annotation.field(meant).is_none()) else {
        findings
            .report(span, format!("unknown annotation key {}", quote::code(field.key)))
            .note("unknown keys are ignored");
        return;
    };
    let inner = inner(annotation, field);
    findings
        .report(span, format!("unknown annotation key {}; did you mean `{meant}`?", quote::code(field.key)))
        .note("unknown keys are ignored")
        .safe_fix(format!("replace with `{meant}`"), vec![annotation.body.edit(inner, meant)]);
}

/// The known key that was probably meant: `isAbstract` is `abstract`, `scope` is `scopes`.
fn meant(key: &str) -> Option<&'static str> {
    let bare = key.strip_prefix("is").unwrap_or(key);
    let exact = ANNOTATION_KEYS.iter().find(|known| known.eq_ignore_ascii_case(bare)).copied();
    exact.or_else(|| nearest(key, ANNOTATION_KEYS.iter().copied()))
}

/// The key without its quotes.
fn inner(annotation: &Annotation<'_>, field: &AnnotationField<'_>) -> LocalSpan {
    let written = field.key_span.of(annotation.text());
    let start = field.key_span.start as usize + written.find(field.key).unwrap_or_default();
    LocalSpan::new(start, start + field.key.len())
}
