//! Which branch of an `anyOf` or `oneOf` a value was meant to be, when it is none of them.
//!
//! A branch is close if its type fits, its constants match, it knows the members, and little is wrong; in this
//! order. Where the evidence does not tell two branches apart, what is said is true of all of them.

use std::cmp::Reverse;

use jsonschema::ValidationError;
use serde_json::Value;

use super::report::Report;
use super::settle::settle;
use super::words::any_of;
use crate::schema::{TypeWord, Violation, ViolationKind};
use crate::syntax::json::{NodeId, NodeKind};

/// Finding out how close a branch is costs as much as so many looks at a node.
const BRANCH: usize = 20;

/// How close a branch is.
type Closeness = (bool, bool, usize, usize, Reverse<usize>);

impl<'r> Report<'r> {
    /// The violations of the closest branch; none if a branch is left with nothing against the value.
    pub(super) fn closest(
        &self,
        error: &ValidationError<'_>,
        node: NodeId,
        context: &[Vec<ValidationError<'static>>],
    ) -> Vec<Violation> {
        self.view.charge(context.iter().map(|errors| BRANCH + errors.len()).sum());
        let branches: Vec<Vec<Violation>> = context
            .iter()
            .map(|errors| settle(errors.iter().flat_map(|error| self.convert(error)).collect()))
            .collect();
        if branches.iter().any(Vec::is_empty) {
            return Vec::new();
        }
        if let Some(kind) = self.of_all(node, &branches) {
            return vec![self.violation(kind, node, error)];
        }
        let schemas = self.bundle.at(error.schema_path().as_str()).and_then(Value::as_array);
        let ranked = branches.iter().enumerate().map(|(at, violations)| {
            let schema = schemas.and_then(|list| list.get(at));
            (self.closeness(node, schema, violations), violations)
        });
        let mut ranked: Vec<_> = ranked.collect();
        // Stable: of equals the first written comes first.
        ranked.sort_by_key(|(closeness, _)| Reverse(*closeness));
        if let Some(kind) =
            self.on_one_member(node, ranked.iter().filter(|(close, _)| close.0).map(|(_, v)| *v))
        {
            return kind;
        }
        match ranked.as_slice() {
            [(best, first), (second, other), ..] if best == second && !same(first, other) => {
                let required = "must have one of the listed forms".to_owned();
                vec![self.violation(ViolationKind::Constraint { required }, node, error)]
            }
            [(_, first), ..] => (*first).clone(),
            [] => Vec::new(),
        }
    }

    fn closeness(&self, node: NodeId, schema: Option<&'r Value>, violations: &[Violation]) -> Closeness {
        let type_fits =
            !violations.iter().any(|violation| violation.node == node && is_shape(&violation.kind));
        let known = schema.map(|schema| self.known(schema)).unwrap_or_default();
        let (mut members, mut constants, mut contradicted) = (0, 0, false);
        if self.kind(node) == NodeKind::Object {
            for (name, member) in self.view.members(node) {
                if !known.has(&name) {
                    continue;
                }
                members += 1;
                let is_constant =
                    |schema: &Value| schema.get("const").is_some() || schema.get("enum").is_some();
                if known.schemas(&name).any(is_constant) && !self.is_open(member) {
                    let wrong = |violation: &Violation| {
                        violation.node == member && matches!(violation.kind, ViolationKind::EnumValue { .. })
                    };
                    let wrong = violations.iter().any(wrong);
                    contradicted |= wrong;
                    constants += usize::from(!wrong);
                }
            }
        }
        (type_fits, !contradicted, constants, members, Reverse(violations.len()))
    }

    /// What is wrong with the value itself in every branch: its type, or that it is none of the constants.
    fn of_all(&self, node: NodeId, branches: &[Vec<Violation>]) -> Option<ViolationKind> {
        if let Some(names) = alternatives(node, branches) {
            return Some(ViolationKind::Constraint { required: format!("must have {names}") });
        }
        let mut expected = Vec::new();
        let mut allowed = Vec::new();
        let mut null = false;
        for violations in branches {
            match &violations.iter().find(|violation| violation.node == node)?.kind {
                ViolationKind::TypeMismatch { expected: one, .. } => expected.push(one.clone()),
                ViolationKind::CollectionShape { collection: true } => expected.push(TypeWord::Array),
                ViolationKind::CollectionShape { collection: false } => expected.push(TypeWord::Object(None)),
                ViolationKind::NullValue => null = true,
                ViolationKind::EnumValue { allowed: some, .. } => allowed.extend(some.iter().cloned()),
                _ => return None,
            }
        }
        if null {
            return Some(ViolationKind::NullValue);
        }
        if !allowed.is_empty() && expected.is_empty() {
            return Some(self.none_of(node, allowed));
        }
        if !allowed.is_empty() {
            return None;
        }
        expected.retain(|word| *word != TypeWord::Null);
        let expected = if expected.is_empty() { TypeWord::Null } else { any_of(expected) };
        let found = match self.kind(node) {
            NodeKind::Object => TypeWord::Object(None),
            NodeKind::Array => TypeWord::Array,
            NodeKind::String => TypeWord::String,
            NodeKind::Bool(_) => TypeWord::Boolean,
            _ if self.text(node).contains(['.', 'e', 'E']) => TypeWord::Number,
            _ => TypeWord::Integer,
        };
        Some(match (&expected, &found) {
            (TypeWord::Array, TypeWord::Object(_)) => ViolationKind::CollectionShape { collection: true },
            (TypeWord::Object(_), TypeWord::Array) => ViolationKind::CollectionShape { collection: false },
            _ => ViolationKind::TypeMismatch { expected, found },
        })
    }

    /// If every branch whose type fits wants another constant of one member, that the member is none of them.
    fn on_one_member<'v>(
        &self,
        node: NodeId,
        branches: impl Iterator<Item = &'v Vec<Violation>>,
    ) -> Option<Vec<Violation>> {
        let branches: Vec<&Vec<Violation>> = branches.collect();
        let (first, rest) = branches.split_first()?;
        if rest.is_empty() {
            return None;
        }
        let constant = |violation: &Violation| match &violation.kind {
            ViolationKind::EnumValue { allowed, .. } if violation.node != node => Some(allowed.clone()),
            _ => None,
        };
        first.iter().find_map(|candidate| {
            let mut allowed = constant(candidate)?;
            for branch in rest {
                let same = branch.iter().find(|violation| violation.node == candidate.node)?;
                allowed.extend(constant(same)?);
            }
            let kind = self.none_of(candidate.node, allowed);
            Some(vec![Violation { kind, ..candidate.clone() }])
        })
    }

    fn none_of(&self, node: NodeId, mut allowed: Vec<String>) -> ViolationKind {
        let mut seen = std::collections::HashSet::new();
        allowed.retain(|value| seen.insert(value.clone()));
        let near = self.near(&self.text(node), allowed.iter().map(String::as_str));
        allowed.truncate(12);
        ViolationKind::EnumValue { owner: None, allowed, near }
    }
}

/// The names of which the value must have one, if that is all that every branch wants of it.
fn alternatives(node: NodeId, branches: &[Vec<Violation>]) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    for branch in branches {
        let [Violation { kind: ViolationKind::MissingProperty { name, .. }, node: own, .. }] =
            branch.as_slice()
        else {
            return None;
        };
        if *own != node {
            return None;
        }
        let name = format!("`{name}`");
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let last = names.pop()?;
    Some(if names.is_empty() { last } else { format!("{} or {last}", names.join(", ")) })
}

fn is_shape(kind: &ViolationKind) -> bool {
    matches!(
        kind,
        ViolationKind::TypeMismatch { .. } | ViolationKind::NullValue | ViolationKind::CollectionShape { .. }
    )
}

/// Whether two branches say the same of the same nodes.
fn same(one: &[Violation], other: &[Violation]) -> bool {
    one.len() == other.len()
        && one.iter().zip(other).all(|(one, other)| one.node == other.node && one.kind == other.kind)
}
