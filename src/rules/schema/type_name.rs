//! `schema/type-name`.

use std::collections::HashSet;

use crate::conformance::{BindingRemark, BodyConformance, Coverage, Page};
use crate::diagnostic::Level;
use crate::extract::{Annotation, AnnotationField, ExampleId};
use crate::rules::{Findings, JsonContext, quote};
use crate::syntax::json::{NodeId, NodeKind};
use crate::text::LocalSpan;

declare_rule! {
    /// An annotation and its example name different types.
    ///
    /// ## What it finds
    ///
    /// A body whose `@odata.type` differs from the type in its annotation only in case, or names a type that
    /// is unrelated to it according to the schema. At the level `strict` also an annotation that names another
    /// type than the one that the operation returns.
    ///
    /// ## Why it matters
    ///
    /// The example is checked against the wrong type, or not at all.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// <!-- { "blockType": "response", "@odata.type": "parcelo.Shipment" } -->
    /// ~~~json
    /// { "@odata.type": "#parcelo.shipment", "id": "shp_01H8" }
    /// ~~~
    /// ```
    ///
    /// should be
    ///
    /// ```markdown
    /// <!-- { "blockType": "response", "@odata.type": "parcelo.shipment" } -->
    /// ~~~json
    /// { "@odata.type": "#parcelo.shipment", "id": "shp_01H8" }
    /// ~~~
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Use the same name in both places. The fix copies the name from the body to the annotation where they differ
    /// only in case.
    "schema/type-name": Warning, Default, fix Safe;
    Document(check)
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    // Where the annotation's name is no type's, `schema/unknown-type` says so.
    let is_unknown = |body: &&BodyConformance| matches!(body.coverage, Coverage::UnknownType { .. });
    let unknown: HashSet<ExampleId> =
        page.conformance.bodies.iter().filter(is_unknown).map(|body| body.at.example).collect();
    for example in &page.examples {
        let Some(annotation) = page.annotation(example) else { continue };
        let Some(field) = annotation.type_field() else { continue };
        if unknown.contains(&example.id) {
            continue;
        }
        for cx in JsonContext::all(page, example) {
            compare_case(annotation, field, cx, findings);
        }
    }
    for body in &page.conformance.bodies {
        remarks(page, body, findings);
    }
}

/// Reports a body whose type is that of the annotation but for the case of its letters.
fn compare_case(
    annotation: &Annotation<'_>,
    field: &AnnotationField<'_>,
    cx: JsonContext<'_, '_>,
    findings: &mut Findings<'_>,
) {
    let Some(name) = annotation.type_name else { return };
    let Some(node) = own_types(cx).find(|&node| {
        let own = written(cx, node);
        own != name && own.eq_ignore_ascii_case(name)
    }) else {
        return;
    };
    let own = written(cx, node).to_owned();
    let span = annotation.tree.node(field.value).span;
    let message = format!(
        "the annotation names {}, but the body is {}",
        quote::long_code(name),
        quote::long_code(&own)
    );
    let finding = findings.report(annotation.file_span(span), message);
    finding.related(cx.span(cx.tree.node(node).span), "the body's type");
    if let Some(at) = span.of(annotation.text()).find(name) {
        let start = span.start as usize + at;
        let name = LocalSpan::new(start, start + name.len());
        finding.safe_fix(format!("replace with `{own}`"), vec![annotation.body.edit(name, &own)]);
    }
}

/// The types that the body, or the elements of a collection, name themselves.
fn own_types<'p>(cx: JsonContext<'p, '_>) -> impl Iterator<Item = NodeId> + use<'p> {
    let (tree, text) = (cx.tree, cx.text());
    let own = move |object: NodeId| {
        let node = tree.member(object, "@odata.type", text)?;
        (tree.node(node).kind == NodeKind::String).then_some(node)
    };
    let elements = move |root: NodeId| match tree.node(root).kind {
        NodeKind::Array => Some(root),
        _ => tree.member(root, "value", text).filter(|&value| tree.node(value).kind == NodeKind::Array),
    };
    let root = tree.root();
    let of_elements = root.and_then(elements).into_iter().flat_map(move |array| tree.children(array));
    root.into_iter().chain(of_elements).filter_map(own)
}

/// The type that a string names.
fn written<'p>(cx: JsonContext<'p, '_>, node: NodeId) -> &'p str {
    quote::unquoted(cx.tree.node(node).span.of(cx.text())).trim_start_matches('#')
}

fn remarks(page: &Page<'_>, body: &BodyConformance, findings: &mut Findings<'_>) {
    let Some(annotation) = page.annotation(page.example(body.at.example)) else { return };
    let Some(field) = annotation.type_field() else { return };
    let span = annotation.file_span(annotation.tree.node(field.value).span);
    for remark in &body.remarks {
        match remark {
            BindingRemark::BodyDiffers { annotated, node } => {
                let Some(cx) = JsonContext::at(page, body.at) else { continue };
                let own = quote::long_code(written(cx, *node));
                let message =
                    format!("the annotation names {}, but the body is {own}", quote::long_code(annotated));
                findings.report(span, message).related(cx.span(cx.tree.node(*node).span), "the body's type");
            }
            BindingRemark::OperationDiffers { annotated, operation, name } => {
                let message = format!(
                    "the annotation names {}, but the operation has {}",
                    quote::long_code(annotated),
                    quote::long_code(name)
                );
                let finding = findings.report(span, message);
                finding.level(Level::Strict);
                if let Some((file, span)) = page.conformance.defined_at(*operation) {
                    finding.related_in(file.path().into(), span, "the operation's type");
                }
            }
            BindingRemark::UnknownType { .. } | BindingRemark::Ambiguous { .. } => {}
        }
    }
}
