//! `schema/read-only-property`.

use crate::extract::Page;
use crate::rules::conformity::{self, Fact, Saying};
use crate::rules::{Findings, quote};
use crate::schema::ViolationKind;

declare_rule! {
    /// A request sends a property that the service sets.
    ///
    /// ## What it finds
    ///
    /// A member of a request body whose description says that it is only read.
    ///
    /// ## Why it matters
    ///
    /// The service ignores the value or refuses the request, and the reader wonders which value to send.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "id": "shp_01H8", "courier": "swift-bike" }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "courier": "swift-bike" }
    /// ```
    ///
    /// ## How to mend it
    ///
    /// Remove the property from the request.
    "schema/read-only-property": Warning, Default, fix None;
    Document(check)
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    conformity::report(page, findings, say);
}

fn say(fact: Fact<'_, '_>) -> Option<Saying> {
    let ViolationKind::ReadOnly { name } = fact.kind else { return None };
    let message = format!("the request sends {}, which only the service sets", quote::code(name));
    Some(Saying::new(fact.key_span(), message))
}
