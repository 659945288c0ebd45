//! Of several violations of one value, those that say most.

use crate::schema::{Violation, ViolationKind};

/// Sorts, and leaves of several violations of one node those that say most.
pub(super) fn settle(mut found: Vec<Violation>) -> Vec<Violation> {
    let weight = |violation: &Violation| match violation.kind {
        ViolationKind::TypeMismatch { .. }
        | ViolationKind::NullValue
        | ViolationKind::CollectionShape { .. } => 0,
        ViolationKind::EnumValue { .. } => 1,
        ViolationKind::Format { .. } => 2,
        _ => 3,
    };
    found.sort_by_key(|violation| (violation.node, weight(violation)));
    let mut kept: Vec<Violation> = Vec::with_capacity(found.len());
    for violation in found {
        let mut same = kept.iter().rev().take_while(|other| other.node == violation.node);
        let said = same.any(|other| {
            other.kind == violation.kind
                || weight(other) < 3 && weight(&violation) < 3
                || same_subject(&other.kind, &violation.kind)
        });
        if !said {
            kept.push(violation);
        }
    }
    kept
}

/// Whether two violations say the same of one name.
fn same_subject(one: &ViolationKind, other: &ViolationKind) -> bool {
    use ViolationKind::{MissingProperty, UnknownProperty};
    match (one, other) {
        (UnknownProperty { name: one, .. }, UnknownProperty { name: other, .. })
        | (MissingProperty { name: one, .. }, MissingProperty { name: other, .. }) => one == other,
        _ => false,
    }
}
