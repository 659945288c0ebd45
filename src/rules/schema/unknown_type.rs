//! `schema/unknown-type`.

use crate::conformance::{BindingRemark, BodyConformance, Page};
use crate::rules::conformity::{self, Fact, ViolationMessage};
use crate::rules::{Findings, quote};
use crate::schema::ViolationKind;
use crate::text::LocalSpan;

declare_rule! {
    /// A type that does not exist.
    ///
    /// ## What it finds
    ///
    /// A type in an annotation or in `@odata.type` whose namespace belongs to a loaded schema that does
    /// not define it.
    ///
    /// ## Why it matters
    ///
    /// The example cannot be checked, and the service rejects the name.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "@odata.type": "#parcelo.shipmnt", "id": "shp_01H8" }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "@odata.type": "#parcelo.shipment", "id": "shp_01H8" }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Use the name of a type that exists. The fix does this where one is similar.
    "schema/unknown-type": Error, Default, fix Unsafe;
    Document(check)
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    conformity::report(page, findings, say);
    for body in &page.conformance.bodies {
        for remark in &body.remarks {
            if let BindingRemark::UnknownType { name, near } = remark {
                annotated(page, body, name, near.as_deref(), findings);
            }
        }
    }
}

fn unknown(name: &str, near: Option<&str>) -> String {
    let near = near.map(|near| format!("; did you mean {}?", quote::long_code(near)));
    format!("unknown type {}{}", quote::long_code(name), near.unwrap_or_default())
}

/// In the body.
fn say(fact: Fact<'_, '_>) -> Option<ViolationMessage> {
    let ViolationKind::UnknownType { name, near, declared } = fact.kind else { return None };
    let span = fact.value_span();
    let message = match declared {
        Some(declared) => format!(
            "{} is not allowed here: it does not derive from {}",
            quote::long_code(name),
            quote::long_code(declared)
        ),
        // Another description has it.
        None if near.is_none() && fact.cx.page.conformance.knows_type(name) => format!(
            "{} is not allowed here: it does not derive from the declared type",
            quote::long_code(name)
        ),
        None => unknown(name, near.as_deref()),
    };
    let said = ViolationMessage::new(span, message);
    Some(match near.as_ref().zip(part(fact.cx.text(), span, name)) {
        Some((near, span)) => said.fix(format!("replace with `{near}`"), span, near.clone()),
        None => said,
    })
}

/// In the annotation.
fn annotated(
    page: &Page<'_>,
    body: &BodyConformance,
    name: &str,
    near: Option<&str>,
    findings: &mut Findings<'_>,
) {
    let Some(annotation) = page.annotation(page.example(body.at.example)) else { return };
    let Some(field) = annotation.type_field() else { return };
    let span = annotation.tree.node(field.value).span;
    let finding = findings.report(annotation.file_span(span), unknown(name, near));
    if let Some((near, span)) = near.zip(part(annotation.text(), span, name)) {
        finding.unsafe_fix(format!("replace with `{near}`"), vec![annotation.body.edit(span, near)]);
    }
}

/// Where the name stands in a string that may say more: `#name`, `Collection(name)`.
fn part(text: &str, span: LocalSpan, name: &str) -> Option<LocalSpan> {
    let at = span.start as usize + span.of(text).find(name)?;
    Some(LocalSpan::new(at, at + name.len()))
}
