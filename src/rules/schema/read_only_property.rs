//! `schema/read-only-property`.

use std::collections::HashSet;

use crate::conformance::Page;
use crate::rules::Findings;
use crate::rules::conformity::{self, Fact, ViolationMessage};
use crate::schema::ViolationKind;

declare_rule! {
    /// A read-only property in a request.
    ///
    /// ## What it finds
    ///
    /// Members of a request body that the description marks as read-only; one finding per body.
    ///
    /// ## Why it matters
    ///
    /// The service ignores the value or rejects the request, and the reader does not know which value to send.
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
    /// ## How to fix it
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
fn say(fact: Fact<'_, '_>) -> Option<ViolationMessage> {
    if !matches!(fact.kind, ViolationKind::ReadOnly { .. }) {
        return None;
    }
    let of_body = fact.body.violations.iter();
    let mut sent = of_body.filter_map(|violation| match &violation.kind {
        ViolationKind::ReadOnly { name } => Some((violation.node, name)),
        _ => None,
    });
    let (first, name) = sent.next()?;
    if first != fact.node {
        return None;
    }
    let mut seen = HashSet::new();
    let all = std::iter::once(name).chain(sent.map(|(_, name)| name));
    let names: Vec<String> = all.filter(|name| seen.insert(*name)).cloned().collect();
    let list = conformity::listed(&names, "and", MOST);
    let (properties, are) = if names.len() == 1 { ("property", "is") } else { ("properties", "are") };
    Some(ViolationMessage::new(
        fact.key_span(),
        format!("read-only {properties} {list} {are} not allowed in a request"),
    ))
}
