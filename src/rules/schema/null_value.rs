//! `schema/null-value`.

use crate::conformance::Page;
use crate::rules::Findings;
use crate::rules::conformity::{self, Fact, ViolationMessage};
use crate::schema::ViolationKind;

declare_rule! {
    /// `null` where it is not allowed.
    ///
    /// ## What it finds
    ///
    /// `null` as the value of a property whose description does not allow it.
    ///
    /// ## Why it matters
    ///
    /// A reader writes code for a case that never occurs, or sends a value that the service rejects.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "id": null }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "id": "shp_01H8" }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Write a value, or remove the property.
    "schema/null-value": Warning, Default, fix None;
    Document(check)
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    conformity::report(page, findings, say);
}

fn say(fact: Fact<'_, '_>) -> Option<ViolationMessage> {
    let ViolationKind::NullValue = fact.kind else { return None };
    Some(ViolationMessage::new(fact.value_span(), format!("{} must not be `null`", fact.subject())))
}
