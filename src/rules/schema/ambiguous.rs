//! `schema/ambiguous`.

use crate::conformance::{BindingRemark, Page};
use crate::rules::{Findings, quote};

declare_rule! {
    /// A type with several definitions.
    ///
    /// ## What it finds
    ///
    /// An annotation that names a type which the schemas define more than once. The example is checked against the
    /// definition that fits best.
    ///
    /// ## Why it matters
    ///
    /// It is unclear which of the definitions applies.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// <!-- { "blockType": "response", "@odata.type": "item" } -->
    /// ```
    ///
    /// should be
    ///
    /// ```markdown
    /// <!-- { "blockType": "response", "@odata.type": "parcelo.item" } -->
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Use the full name of the type, or merge the definitions.
    "schema/ambiguous": Info, Strict, fix None;
    Document(check)
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    for body in &page.conformance.bodies {
        for remark in &body.remarks {
            let BindingRemark::Ambiguous { name, places } = remark else { continue };
            let Some(annotation) = page.annotation(page.example(body.at.example)) else { continue };
            let Some(field) = annotation.type_field() else { continue };
            let span = annotation.file_span(annotation.tree.node(field.value).span);
            let message = format!("{} has {} definitions", quote::code(name), places.len());
            let finding = findings.report(span, message);
            finding
                .help("use the full name of the type: the example is checked against the one that fits best");
            for (provider, place) in places {
                if let Some((file, span)) = page.conformance.place(*provider, *place) {
                    finding.related_in(file.path().into(), span, "defined here");
                }
            }
        }
    }
}
