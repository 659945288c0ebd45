//! `schema/read-only-property`.

use crate::conformance::Page;
use crate::rules::Findings;
use crate::rules::conformity::{self, Fact, Saying};
use crate::schema::ViolationKind;

declare_rule! {
    /// A request sends a property that the service sets.
    ///
    /// ## What it finds
    ///
    /// Members of a request body whose description says that they are only read; one finding a body.
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

/// More names than this are counted.
const MOST: usize = 3;

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    conformity::report(page, findings, say);
}

/// One finding for all that a body sends: it is said with the first of the names.
fn say(fact: Fact<'_, '_>) -> Option<Saying> {
    let of_body = fact.body.violations.iter();
    let mut sent = of_body.filter_map(|violation| match &violation.kind {
        ViolationKind::ReadOnly { name } => Some((violation.node, name)),
        _ => None,
    });
    let (first, name) = sent.next()?;
    if first != fact.node || !matches!(fact.kind, ViolationKind::ReadOnly { .. }) {
        return None;
    }
    let mut names = vec![name.clone()];
    for (_, name) in sent {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    let list = conformity::listed(&names, "and", MOST);
    Some(Saying::new(fact.key_span(), format!("the request sends {list}, which only the service sets")))
}
