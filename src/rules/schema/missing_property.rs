//! `schema/missing-property`.

use crate::conformance::Page;
use crate::diagnostic::Level;
use crate::rules::conformity::{self, Fact, ViolationMessage};
use crate::rules::{Findings, quote};
use crate::schema::ViolationKind;

declare_rule! {
    /// A required property is missing.
    ///
    /// ## What it finds
    ///
    /// An object without a member that its description requires. Examples that are truncated (`truncated`, a note
    /// that says so, `...`), changes (`PATCH`, delta responses) and responses to a query for some of the properties
    /// (`$select`, `fields`) are not reported.
    ///
    /// At the level `strict` also a parameter of the query that OpenAPI requires, and what a body without a message around
    /// it lacks: it may be shown in part.
    ///
    /// ## Why it matters
    ///
    /// The service rejects a copied request, and a reader of the response does not learn what it contains.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "courier": "swift-bike" }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "id": "shp_01H8", "courier": "swift-bike" }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Add the property, or mark the example as truncated.
    "schema/missing-property": Error, Default, fix None;
    Document(check)
}

/// More names than this are counted.
const MOST: usize = 5;

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    conformity::report(page, findings, say);
    for fact in &page.conformance.parameters {
        let ViolationKind::MissingProperty { name, owner } = &fact.kind else { continue };
        let span = page.example(fact.at.example).file_span(fact.span);
        let (name, owner) = (quote::code(name), quote::long_code(owner));
        let message = format!("required parameter {name} of {owner} is missing");
        // Lists of endpoints and first steps leave parameters out on purpose.
        findings.report(span, message).level(Level::Strict);
    }
}

/// One finding for all that an object lacks: it is said with the first of the names.
fn say(fact: Fact<'_, '_>) -> Option<ViolationMessage> {
    let ViolationKind::MissingProperty { name, owner } = fact.kind else { return None };
    let of_object = fact.body.violations.iter().filter(|violation| violation.node == fact.node);
    let names: Vec<String> = of_object
        .filter_map(|violation| match &violation.kind {
            ViolationKind::MissingProperty { name, owner: of } if of == owner => Some(name.clone()),
            _ => None,
        })
        .collect();
    if names.first() != Some(name) {
        return None;
    }
    let (properties, are) = if names.len() == 1 { ("property", "is") } else { ("properties", "are") };
    let list = conformity::listed(&names, "and", MOST);
    let owner = conformity::type_words(owner);
    let message = format!("required {properties} {list} of {owner} {are} missing");
    let said = ViolationMessage::new(fact.value_span(), message);
    Some(if fact.body.may_be_part { said.strict() } else { said })
}
