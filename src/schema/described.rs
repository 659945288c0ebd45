//! The examples that a description holds itself, each with the schema that it is an example of.
//!
//! Named here are places; what stands there is read where it is looked at. Nothing here judges.

use std::collections::{BTreeMap, HashSet};

use serde_json::Value;

use super::document::{Documents, Excerpt, Target, Walk, child};
use super::{Direction, SchemaRef};
use crate::text::SourceFile;

/// An example in a description.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DescribedExample {
    /// Where it stands.
    pub(crate) at: Target,
    /// What it is an example of.
    pub(crate) schema: SchemaRef,
    /// Which way it goes, if it is one of a message or a part of one.
    pub(crate) direction: Option<Direction>,
    pub(crate) role: DescribedRole,
    /// Method and path of its operation, if it is an example of a message.
    pub(crate) operation: Option<(String, String)>,
}

impl DescribedExample {
    /// The status of the response that it is, if there is one.
    pub fn status(&self) -> Option<u16> {
        match self.direction {
            Some(Direction::Response(status)) => status,
            _ => None,
        }
    }
}

/// What an example in a description is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum DescribedRole {
    /// The body of a message, which is JSON.
    Body,
    /// The value of a parameter or a header, before it is written as text.
    Part,
    /// A value of a schema.
    Value,
    /// One of the values that a schema lists, of another type than the schema.
    Allowed,
}

/// The examples of a description, each once.
#[derive(Debug, Default)]
pub(super) struct DescribedExamples {
    list: Vec<DescribedExample>,
    known: HashSet<DescribedExample>,
    places: HashSet<Target>,
}

impl DescribedExamples {
    pub(super) fn add(&mut self, example: DescribedExample) {
        if self.known.insert(example.clone()) {
            self.places.insert(example.at.clone());
            self.list.push(example);
        }
    }

    /// Whether an example at a place is known.
    pub(super) fn has(&self, at: &Target) -> bool {
        self.places.contains(at)
    }

    /// Adds the values that a schema gives itself: its examples, its default, and those of its `enum` that are of
    /// another type. Descriptions in OpenAPI have a keyword of their own for one example.
    pub(super) fn add_values(&mut self, walk: &Walk<'_>, at: &Target, number: u32, is_open_api: bool) {
        let Some(Value::Object(members)) = walk.value(at) else { return };
        let schema = SchemaRef { id: number, collection: false };
        let mut places = Vec::new();
        if is_open_api {
            places.extend(
                members.contains_key("example").then(|| (child(at, &["example"]), DescribedRole::Value)),
            );
        }
        places
            .extend(members.contains_key("default").then(|| (child(at, &["default"]), DescribedRole::Value)));
        let listed = |keyword: &str| members.get(keyword).and_then(Value::as_array).into_iter().flatten();
        let place = |keyword: &str, index: usize| child(at, &[keyword, &index.to_string()]);
        let examples = listed("examples").enumerate();
        places.extend(examples.map(|(index, _)| (place("examples", index), DescribedRole::Value)));
        let types = members.get("type");
        let is_odd = |value: &Value| types.is_some_and(|types| is_of_another(value, types));
        // A list that is all of another type is one slip, not as many as it has values.
        let most = if listed("enum").all(is_odd) { 1 } else { usize::MAX };
        let odd = listed("enum").enumerate().filter(|(_, value)| is_odd(value)).take(most);
        places.extend(odd.map(|(index, _)| (place("enum", index), DescribedRole::Allowed)));
        for (at, role) in places {
            self.add(DescribedExample { at, schema, direction: None, role, operation: None });
        }
    }

    pub(super) fn finish(self) -> Vec<DescribedExample> {
        self.list
    }
}

/// Whether a value is of none of the types.
fn is_of_another(value: &Value, types: &Value) -> bool {
    let is = |name: &str| match value {
        Value::Null => true,
        Value::Bool(_) => name == "boolean",
        Value::Number(number) => name == "number" || name == "integer" && !number.to_string().contains('.'),
        Value::String(_) => name == "string",
        Value::Array(_) => name == "array",
        Value::Object(_) => name == "object",
    };
    match types {
        Value::String(name) => !is(name),
        Value::Array(names) => !names.iter().filter_map(Value::as_str).any(is),
        _ => false,
    }
}

/// The text of examples that stand in the file of a number, which is `source` now, in order of place.
pub(super) fn texts<'e>(
    documents: &Documents,
    number: u32,
    source: &SourceFile,
    examples: &'e [DescribedExample],
) -> Vec<(&'e DescribedExample, Excerpt)> {
    let own: Vec<&DescribedExample> = examples.iter().filter(|example| example.at.file == number).collect();
    let pointers: HashSet<&str> = own.iter().map(|example| example.at.pointer.as_str()).collect();
    let found = documents.excerpts(number, source, &pointers);
    let mut texts: BTreeMap<(u32, usize), (&DescribedExample, Excerpt)> = BTreeMap::new();
    // What operations share is one example: a finding about it tells them not apart.
    let mut seen = HashSet::new();
    let own = own.into_iter().filter(|example| seen.insert((&example.at, example.schema, example.direction)));
    for (at, example) in own.enumerate() {
        if let Some(excerpt) = found.get(&example.at.pointer) {
            texts.insert((excerpt.span.start, at), (example, excerpt.clone()));
        }
    }
    texts.into_values().collect()
}
