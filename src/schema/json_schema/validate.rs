//! A value, or the elements of a collection, against a definition.

use super::bundle::Bundle;
use super::instance::{Seen, View};
use super::report::Report;
use super::settle::settle;
use crate::schema::document::Documents;
use crate::schema::{Instance, SchemaRef, Tolerance, Violation, ViolationKind};
use crate::syntax::json::NodeKind;

/// How deep a value may nest. The validator recurses on it; nobody documents deeper ones.
const MAX_DEPTH: usize = 100;

/// How deep the validator may recurse: on the value, and at every level on the schemas about it.
const MAX_RECURSION: usize = 3_000;

/// Everything that a definition has against a value; `None` if that takes too long. `exclusive`: whether fitting several branches of a `oneOf` is
/// wrong.
pub(crate) fn validate(
    bundle: &Bundle,
    documents: &Documents,
    schema: SchemaRef,
    value: Instance<'_>,
    tolerance: &Tolerance,
    exclusive: bool,
) -> Option<Vec<Violation>> {
    let Some(validator) = bundle.validator() else { return Some(Vec::new()) };
    if value.is_placeholder() {
        return Some(Vec::new());
    }
    if is_deep(value, bundle.height) {
        return None;
    }
    let elements = if schema.collection { elements(value) } else { Some(vec![value]) };
    let Some(elements) = elements else {
        let kind = ViolationKind::CollectionShape { collection: true };
        return Some(vec![Violation { kind, node: value.node, schema_at: None }]);
    };
    let name = schema.id.to_string();
    let mut found = Vec::new();
    for element in elements {
        let view = View::new(element);
        let report = Report::new(bundle, documents, &view, element.node, tolerance, exclusive);
        let mut own = report.all(validator.iter_errors(Seen::Envelope(&view, &name)));
        if view.is_exhausted() {
            return None;
        }
        // Where fitting several branches is no mistake, an object that is not closed is no licence.
        if !exclusive {
            own.extend(report.slips(schema.id));
            own = settle(own);
        }
        found.extend(own);
    }
    Some(found)
}

/// The elements of an array, of the array under `value`, or of the only array among the members.
fn elements(value: Instance<'_>) -> Option<Vec<Instance<'_>>> {
    let is_array = |value: &Instance<'_>| value.node().kind == NodeKind::Array;
    if is_array(&value) {
        return Some(value.children().collect());
    }
    if value.node().kind != NodeKind::Object {
        return None;
    }
    if let Some(under) = value.member("value").filter(is_array) {
        return Some(under.children().collect());
    }
    let mut arrays = value.children().filter(is_array);
    let only = arrays.next().filter(|_| arrays.next().is_none());
    only.map(|only| only.children().collect()).or_else(|| value.node().elided.then(Vec::new))
}

fn is_deep(value: Instance<'_>, height: u32) -> bool {
    let most = (MAX_RECURSION / height.max(1) as usize).min(MAX_DEPTH);
    let mut level = vec![value];
    for _ in 0..most {
        level = level.into_iter().flat_map(Instance::children).collect();
        if level.is_empty() {
            return false;
        }
    }
    true
}
