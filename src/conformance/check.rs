//! Holding the bodies of a page against the schemas of a run.
//!
//! Every JSON body gets an outcome; "no schema covers it" is one of them, with its reason. Which schema describes a
//! body is decided in `binding`, what its surroundings excuse in `tolerance`. Nothing here words a finding.

use std::sync::Arc;

use super::adjacent::{Beside, is_schema};
use super::binding::{Binder, Bound};
use super::model::{BodyConformance, BoundBy, Conformance, Coverage, UnboundReason};
use super::template::is_template;
use super::{operations, tolerance};
use crate::extract::{ExampleKind, MessageRef, ParsedPage};
use crate::schema::{BoundSchema, Instance, SchemaSet, Violation, ViolationKind};
use crate::syntax::json::{JsonTree, NodeKind};

/// Holds the bodies of a page against the schemas of the run.
pub(super) fn check(page: &ParsedPage<'_>, schemas: &Arc<SchemaSet>) -> Conformance {
    let (beside, schemas) = Beside::read(page.source, &page.examples, schemas);
    if schemas.is_empty() {
        return Conformance::default();
    }
    let binder = Binder::new(page, &schemas);
    let mut bodies = Vec::new();
    for example in &page.examples {
        for (index, (_, body)) in example.bodies().enumerate() {
            if let Some(tree) = &body.json {
                let at = MessageRef { example: example.id, message: index as u32 };
                bodies.push(outcome(&binder, &beside, at, tree, example.text_of(body)));
            }
        }
    }
    let (operations, parameters) = operations::check(&binder);
    Conformance { bodies, operations, parameters, schemas: Some(schemas) }
}

fn outcome(
    binder: &Binder<'_, '_>,
    beside: &Beside,
    at: MessageRef,
    tree: &JsonTree,
    text: &str,
) -> BodyConformance {
    let example = binder.page.example(at.example);
    let not_covered = |why| BodyConformance {
        at,
        coverage: Coverage::NotCovered(why),
        violations: Vec::new(),
        remarks: Vec::new(),
        schema: None,
        may_be_part: false,
    };
    let root = match tree.roots() {
        [root] => *root,
        [] => return not_covered(UnboundReason::Scalar),
        _ => return not_covered(UnboundReason::SeveralDocuments),
    };
    if !matches!(tree.node(root).kind, NodeKind::Object | NodeKind::Array) {
        return not_covered(UnboundReason::Scalar);
    }
    let value = Instance { tree, text, node: root };
    let defines = example.kind == ExampleKind::Resource;
    let (bound, remarks) = match beside.of(at) {
        Some(schema) => (Bound::To(schema, BoundBy::Beside), Vec::new()),
        None if defines => (binder.defined(at, value), Vec::new()),
        None if is_schema(&binder.page.examples, example.id) => {
            (Bound::Not(UnboundReason::Schema), Vec::new())
        }
        None => binder.bind(at, value),
    };
    let (candidates, by) = match bound {
        Bound::To(schema, by) => (vec![schema], by),
        Bound::OneOf(schemas, by) => (schemas, by),
        Bound::UnknownType(name) => {
            return BodyConformance {
                coverage: Coverage::UnknownType { name },
                remarks,
                ..not_covered(UnboundReason::NoEvidence)
            };
        }
        Bound::Not(why) => return BodyConformance { remarks, ..not_covered(why) },
    };
    let (tolerance, may_be_part) = tolerance::of(binder, at, value, by);
    let found = |schema: BoundSchema| {
        let mut found = violations(binder.schemas, schema, value, &tolerance)?;
        if binder.removes_by_null(at, schema) {
            found.retain(|violation| violation.kind != ViolationKind::NullValue);
        }
        Some((schema, found))
    };
    // One that could not be checked may be the right one.
    let Some(checked) = candidates.into_iter().map(found).collect::<Option<Vec<_>>>() else {
        return BodyConformance { remarks, ..not_covered(UnboundReason::TooComplex) };
    };
    let best = checked.into_iter().min_by_key(|(_, violations)| violations.len());
    let Some((schema, mut violations)) = best else { return not_covered(UnboundReason::NoEvidence) };
    if may_be_part && violations.is_empty() {
        violations = lacks(binder.schemas, schema, value, &tolerance);
    }
    if defines {
        // Its values are words for types: only the names can be held against another description of the type.
        violations.retain(|violation| matches!(violation.kind, ViolationKind::UnknownProperty { .. }));
    }
    let name = binder.schemas.name(schema);
    let source = binder.schemas.source(schema).map(str::to_owned);
    BodyConformance {
        at,
        coverage: Coverage::Checked { by, name, source },
        violations,
        remarks,
        schema: Some(schema),
        may_be_part,
    }
}

/// What a value without another fault lacks, if it is all of it.
fn lacks(
    schemas: &SchemaSet,
    schema: BoundSchema,
    value: Instance<'_>,
    tolerance: &crate::schema::Tolerance,
) -> Vec<Violation> {
    let whole = crate::schema::Tolerance { truncated: false, ..*tolerance };
    let found = violations(schemas, schema, value, &whole).unwrap_or_default();
    let lacks = |violation: &Violation| matches!(violation.kind, ViolationKind::MissingProperty { .. });
    if found.iter().all(lacks) { found } else { Vec::new() }
}

/// What a schema has against a value and is certain, in order of place; `None` if checking it takes too long.
pub(super) fn violations(
    schemas: &SchemaSet,
    schema: BoundSchema,
    value: Instance<'_>,
    tolerance: &crate::schema::Tolerance,
) -> Option<Vec<Violation>> {
    let mut found = schemas.validate(schema, value, tolerance)?;
    found.retain(|violation| is_certain(violation, value.at(violation.node), tolerance));
    found.sort_by_key(|violation| value.tree.node(violation.node).span);
    Some(found)
}

/// Whether a violation is about what the writer wrote, not about what the parser had to guess or what is left out.
fn is_certain(violation: &Violation, at: Instance<'_>, tolerance: &crate::schema::Tolerance) -> bool {
    let node = at.node();
    match &violation.kind {
        ViolationKind::MissingProperty { .. } => !tolerance.truncated && !node.elided,
        // Control information is none of the type's business.
        ViolationKind::UnknownProperty { name, .. } => !name.contains('@') && !is_template(name),
        ViolationKind::UnknownType { name, .. } => !is_template(name),
        // `{ … }[]` is the type of a collection.
        ViolationKind::CollectionShape { collection: true } => {
            !at.text[node.span.end as usize..].trim_start().starts_with("[]")
        }
        _ => {
            let guessed = node.kind == NodeKind::Null && node.span.of(at.text) != "null";
            let flawed = || {
                let scalar = !matches!(node.kind, NodeKind::Object | NodeKind::Array);
                scalar && at.tree.issues.iter().any(|issue| issue.node == Some(at.node))
            };
            !guessed && !at.is_placeholder() && !flawed()
        }
    }
}
