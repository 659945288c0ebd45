//! The way through the documents of a description: members, elements, and what references lead to.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Map, Value};

use crate::schema::described::DescribedExamples;
use crate::schema::document::{Documents, Target, child};
use crate::schema::json_schema::{Dialect, Lowering};
use crate::schema::{Direction, SchemaError};

/// How many references may lead from one to the next.
const MAX_HOPS: usize = 64;

pub(super) struct Reader<'d> {
    pub(super) documents: &'d Documents,
    pub(super) lowering: Lowering<'d>,
    pub(super) examples: Option<DescribedExamples>,
    pub(super) dialect: Dialect,
    /// The bodies whose examples are all noted. What shares one notes that it has some.
    pub(super) noted: HashSet<(Target, u32, Direction)>,
    /// Whether what is read stands beside the operations.
    pub(super) is_aside: bool,
    pub(super) names: BTreeMap<String, Vec<u32>>,
    /// Descriptions that cannot be used.
    pub(super) errors: Vec<SchemaError>,
}

/// The message of an operation that an example belongs to.
#[derive(Clone, Copy)]
pub(super) struct Site<'s> {
    pub(super) method: &'s str,
    pub(super) path: &'s str,
    pub(super) direction: Direction,
}

impl<'d> Reader<'d> {
    pub(super) fn is_swagger(&self) -> bool {
        self.dialect == Dialect::Swagger
    }

    pub(super) fn value(&self, of: &Target) -> Option<&'d Value> {
        self.lowering.walk.value(of)
    }

    pub(super) fn members(&self, of: &Target) -> Option<&'d Map<String, Value>> {
        self.value(of)?.as_object()
    }

    pub(super) fn strings(&self, of: &Target) -> Vec<String> {
        let list = self.value(of).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// The object at a place, behind references.
    pub(super) fn behind(&mut self, target: Target) -> Option<Target> {
        let mut at = target;
        for _ in 0..MAX_HOPS {
            let Some(Value::String(reference)) = self.members(&at)?.get("$ref") else { return Some(at) };
            at = self.lowering.resolve(&at, reference)?;
        }
        self.lowering.warn(&at, "this `$ref` leads back to itself; any value is accepted here");
        None
    }

    pub(super) fn elements(&self, list: &Target) -> Vec<Target> {
        let count = self.value(list).and_then(Value::as_array).map_or(0, Vec::len);
        (0..count).map(|at| child(list, &[&at.to_string()])).collect()
    }

    pub(super) fn text(&self, of: &Target, keyword: &str) -> Option<&'d str> {
        self.members(of)?.get(keyword)?.as_str()
    }

    pub(super) fn member(&self, of: &Target, keyword: &str) -> Option<Target> {
        self.members(of)?.contains_key(keyword).then(|| child(of, &[keyword]))
    }
}
