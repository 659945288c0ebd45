//! `schema/missing-property`.

use crate::conformance::Page;
use crate::diagnostic::Level;
use crate::rules::conformity::{self, Fact, Saying};
use crate::rules::{Findings, quote};
use crate::schema::ViolationKind;

declare_rule! {
    /// A body lacks a property that its type requires.
    ///
    /// ## What it finds
    ///
    /// An object without a member that its description requires. Examples that are cut short (`truncated`, a note
    /// that says so, `...`), changes (`PATCH`, delta answers) and answers to a query for some of the properties
    /// (`$select`, `fields`) are excused.
    ///
    /// At the level `strict` also a parameter of the query that OpenAPI requires.
    ///
    /// ## Why it matters
    ///
    /// Whoever copies the request is refused, and whoever reads the response does not learn what comes with it.
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
    /// ## How to mend it
    ///
    /// Add the property, or say that the example is cut short.
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
        let message = format!("parameter {name} is missing, and {owner} requires it");
        // Lists of endpoints and first steps leave parameters out on purpose.
        findings.report(span, message).level(Level::Strict);
    }
}

/// One finding for all that an object lacks: it is said with the first of the names.
fn say(fact: Fact<'_, '_>) -> Option<Saying> {
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
    let (is, them) = if names.len() == 1 { ("is", "it") } else { ("are", "them") };
    let list = conformity::listed(&names, "and", MOST);
    let owner = conformity::type_words(owner);
    Some(Saying::new(fact.value_span(), format!("{list} {is} missing, and {owner} requires {them}")))
}
