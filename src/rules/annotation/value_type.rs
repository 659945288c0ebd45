//! `annotation/value-type`.

use crate::conformance::Page;
use crate::extract::{Annotation, AnnotationField, AnnotationKind};
use crate::rules::Findings;
use crate::syntax::json::NodeKind;

declare_rule! {
    /// An annotation value of the wrong type.
    ///
    /// ## What it finds
    ///
    /// `"true"` where `true` is expected, a string where a list of strings is expected, and the like. `null` is accepted
    /// everywhere.
    ///
    /// ## Why it matters
    ///
    /// Some tools read `"true"` as `true` and some reject the annotation, so its effect depends on the tool.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// <!-- { "blockType": "response", "truncated": "true" } -->
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
    /// Write a value of the expected type. The fix removes the quotes around `"true"` and `"false"`.
    "annotation/value-type": Warning, Default, fix Safe;
    Document(check)
}

const FLAGS: &[&str] = &[
    "isCollection",
    "isEmpty",
    "truncated",
    "openType",
    "abstract",
    "expectError",
    "opaqueUrl",
    "idempotent",
    "isComposable",
    "isMediaEntity",
    "mergePermissions",
];

const LISTS: &[&str] = &["optionalProperties", "nullableProperties", "sampleKeys", "requestUrls"];

const STRINGS: &[&str] =
    &["blockType", "@odata.type", "@type", "@type.aka", "collectionProperty", "baseType", "keyProperty"];

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    for annotation in page.annotations.iter().filter(|annotation| annotation.kind == AnnotationKind::Block) {
        for field in &annotation.fields {
            report(annotation, field, findings);
        }
    }
}

fn report(annotation: &Annotation<'_>, field: &AnnotationField<'_>, findings: &mut Findings<'_>) {
    let among = |keys: &[&str]| keys.iter().any(|key| key.eq_ignore_ascii_case(field.key));
    let node = annotation.tree.node(field.value);
    let wanted = match node.kind {
        NodeKind::Bool(_) | NodeKind::String | NodeKind::Number | NodeKind::Array | NodeKind::Object => {
            if among(FLAGS) && !matches!(node.kind, NodeKind::Bool(_)) {
                "`true` or `false`"
            } else if among(LISTS) && node.kind != NodeKind::Array {
                "a list of strings"
            } else if among(STRINGS) && node.kind != NodeKind::String {
                "a string"
            } else if among(&["name"]) && !matches!(node.kind, NodeKind::String | NodeKind::Array) {
                "a string or a list of strings"
            } else {
                return;
            }
        }
        // Missing, `null` or not JSON at all: other rules' business.
        _ => return,
    };
    let value = annotation.value(field);
    let (key, found) = (field.key, found(node.kind));
    let span = node.span;
    let flag = ["true", "false"].into_iter().find(|flag| value.eq_ignore_ascii_case(flag) && among(FLAGS));
    // An object over many lines is shown by its bracket.
    let shown = if span.of(annotation.text()).contains('\n') {
        span.start..span.start + 1
    } else {
        span.start..span.end
    };
    let shown = crate::text::LocalSpan { start: shown.start, end: shown.end };
    match flag {
        Some(flag) => findings
            .report(
                annotation.file_span(shown),
                format!("`{key}` must be {wanted}, but is the string `\"{value}\"`"),
            )
            .safe_fix("remove the quotes", vec![annotation.body.edit(span, flag)]),
        None => {
            findings.report(annotation.file_span(shown), format!("`{key}` must be {wanted}, but is {found}"))
        }
    };
}

fn found(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Object => "an object",
        NodeKind::Array => "a list",
        NodeKind::String => "a string",
        NodeKind::Number => "a number",
        _ => "a boolean",
    }
}
