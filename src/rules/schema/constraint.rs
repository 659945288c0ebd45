//! `schema/constraint`.

use crate::conformance::{Page, ParameterFact};
use crate::rules::conformity::{self, Fact, ViolationMessage};
use crate::rules::{Findings, quote};
use crate::schema::ViolationKind;
use crate::syntax::json::NodeKind;

declare_rule! {
    /// A value outside the limits of its property.
    ///
    /// ## What it finds
    ///
    /// A string that is too long or does not match its pattern, a number out of its range, an array with too few, too
    /// many or duplicate elements.
    ///
    /// The same applies to parameters in the path, the query and the head of a request that OpenAPI describes.
    ///
    /// ## Why it matters
    ///
    /// The service rejects the value that the example shows.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "weight": -1 }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "weight": 2.4 }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Write a value within the limits.
    "schema/constraint": Warning, Default, fix None;
    Document(check)
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    conformity::report(page, findings, say);
    conformity::parameters(page, findings, parameter);
}

fn parameter<'p>(fact: &'p ParameterFact, written: &str) -> Option<(String, Option<&'p str>)> {
    let ViolationKind::Constraint { required } = &fact.kind else { return None };
    let (name, written) = (quote::code(&fact.name), quote::code(written));
    Some((format!("parameter {name} {}, but is {written}", required.trim_end_matches('.')), None))
}

fn say(fact: Fact<'_, '_>) -> Option<ViolationMessage> {
    let ViolationKind::Constraint { required } = fact.kind else { return None };
    let is_container = matches!(fact.cx.tree.node(fact.node).kind, NodeKind::Object | NodeKind::Array);
    let found = if is_container { String::new() } else { format!(", but is {}", fact.written()) };
    let required = required.trim_end_matches('.');
    Some(ViolationMessage::new(fact.value_span(), format!("{} {required}{found}", fact.subject())))
}
