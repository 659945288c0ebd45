//! `schema/null-value`.

use crate::conformance::Page;
use crate::rules::Findings;
use crate::rules::conformity::{self, Fact, Saying};
use crate::schema::ViolationKind;

declare_rule! {
    /// A property that is never null is null.
    ///
    /// ## What it finds
    ///
    /// `null` as the value of a property whose description does not allow it.
    ///
    /// ## Why it matters
    ///
    /// A reader writes code for a case that never comes, or sends what the service refuses.
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
    /// ## How to mend it
    ///
    /// Write a value, or leave the property out.
    "schema/null-value": Warning, Default, fix None;
    Document(check)
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    conformity::report(page, findings, say);
}

fn say(fact: Fact<'_, '_>) -> Option<Saying> {
    let ViolationKind::NullValue = fact.kind else { return None };
    Some(Saying::new(fact.value_span(), format!("{} is `null`, and may not be", fact.subject())))
}
