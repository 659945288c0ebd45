//! What a schema says without a value: the members that it knows, and the way an error took through it.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use jsonschema::Validator;
use serde_json::{Map, Value};

use super::bundle::{Bundle, fits_pattern};
use super::instance::{Seen, TreeJson};
use crate::schema::document::segments;

/// Keywords whose schemas speak about the same value.
pub(super) const IN_PLACE_LISTS: [&str; 3] = ["allOf", "anyOf", "oneOf"];
pub(super) const IN_PLACE: [&str; 3] = ["if", "then", "else"];

/// The members that a schema knows, wherever it mentions them.
#[derive(Debug, Default)]
pub(super) struct Known<'b> {
    members: Vec<(&'b str, &'b Value)>,
    /// Where the schemas of a name are among the members.
    index: HashMap<&'b str, Vec<u32>>,
    /// The patterns of further names.
    patterns: Vec<NamePattern<'b>>,
}

/// A pattern of names, made ready when the first name asks for it.
#[derive(Debug)]
struct NamePattern<'b> {
    text: &'b str,
    validator: OnceCell<Option<Validator<TreeJson>>>,
}

impl<'b> NamePattern<'b> {
    fn new(text: &'b String) -> Self {
        Self { text, validator: OnceCell::new() }
    }

    fn fits(&self, name: &str) -> bool {
        self.validator
            .get_or_init(|| fits_pattern(self.text))
            .as_ref()
            .is_some_and(|pattern| pattern.is_valid(Seen::Name(name)))
    }
}

impl<'b> Known<'b> {
    pub(super) fn has(&self, name: &str) -> bool {
        self.index.contains_key(name)
    }

    /// Whether a pattern of names fits one.
    pub(super) fn has_pattern_for(&self, name: &str) -> bool {
        self.patterns.iter().any(|pattern| pattern.fits(name))
    }

    /// The names in the order in which they are written.
    pub(super) fn names(&self) -> impl Iterator<Item = &'b str> {
        self.members.iter().map(|(name, _)| *name)
    }

    /// The schemas of a member.
    pub(super) fn schemas(&self, name: &str) -> impl Iterator<Item = &'b Value> {
        let places = self.index.get(name).map(Vec::as_slice).unwrap_or_default();
        places.iter().map(|&at| self.members[at as usize].1)
    }
}

/// The way of an error through the schemas.
#[derive(Debug, Default)]
pub(super) struct Trail<'b> {
    /// The outermost schema that speaks about the value.
    pub(super) outermost: Option<&'b Value>,
    /// The conditions of the branches that it took.
    pub(super) conditions: Vec<&'b Value>,
}

impl Bundle {
    /// All schemas that speak about the same value as one of the given: branches, conditions, references.
    pub(super) fn about<'b>(&'b self, schemas: &[&'b Value]) -> Vec<&'b Value> {
        let mut passed: HashSet<&str> = HashSet::new();
        let mut open = schemas.to_vec();
        let mut all = Vec::new();
        while let Some(schema) = open.pop() {
            let Value::Object(keywords) = schema else { continue };
            all.push(schema);
            if let Some(reference) = keywords.get("$ref").and_then(Value::as_str)
                && passed.insert(reference)
            {
                open.extend(self.referred(reference).map(|def| &def.schema));
            }
            open.extend(in_place(keywords));
        }
        all
    }

    /// The members that a schema knows: its own and those of all schemas that speak about the same value.
    pub(super) fn known<'b>(&'b self, schema: &'b Value) -> Known<'b> {
        let mut known = Known::default();
        for schema in self.about(&[schema]) {
            for (name, schema) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
                known.index.entry(name).or_default().push(known.members.len() as u32);
                known.members.push((name, schema));
            }
            let patterns = schema.get("patternProperties").and_then(Value::as_object);
            known.patterns.extend(patterns.into_iter().flat_map(Map::keys).map(NamePattern::new));
        }
        known
    }

    /// Whether a schema or one that it refers to for the same value has a keyword set to `true`.
    pub(super) fn says(&self, schema: &Value, keyword: &str) -> bool {
        let mut at = Some(schema);
        for _ in 0..16 {
            let Some(Value::Object(keywords)) = at else { return false };
            if keywords.get(keyword) == Some(&Value::Bool(true)) {
                return true;
            }
            let reference = keywords.get("$ref").and_then(Value::as_str);
            let next = reference.and_then(|reference| self.referred(reference)).map(|def| &def.schema);
            let all = || keywords.get("allOf").and_then(|list| list.get(0));
            let any = || keywords.get("anyOf").and_then(|list| list.get(0));
            at = next.or_else(all).or_else(any);
        }
        false
    }

    /// Whether a schema allows values of a type, by what it says itself or in branches and references.
    pub(crate) fn allows(&self, schema: &Value, name: &str) -> bool {
        self.about(&[schema]).iter().any(|schema| types(schema).any(|own| own == name))
    }

    /// Follows an evaluation path, which begins with a reference to the envelope and two segments of that.
    pub(super) fn trail<'b>(&'b self, path: &str) -> Trail<'b> {
        let mut trail = Trail::default();
        let mut segments = segments(path).peekable();
        let number = segments.nth(2).and_then(|number| number.parse::<usize>().ok());
        let (Some(def), Some("$ref")) = (number.and_then(|n| self.defs.get(n)), segments.next().as_deref())
        else {
            return trail;
        };
        let mut at = &def.schema;
        trail.outermost = Some(at);
        while let Some(keyword) = segments.next() {
            let keyword = keyword.as_ref();
            if matches!(keyword, "then" | "else") {
                trail.conditions.extend(at.get("if"));
            }
            // The keyword that failed ends the path.
            if segments.peek().is_none() {
                break;
            }
            let Some(value) = at.get(keyword) else { break };
            let next = match (keyword, value) {
                ("$ref", Value::String(reference)) => self.referred(reference).map(|def| &def.schema),
                ("properties" | "patternProperties" | "dependentSchemas", _) => {
                    segments.next().and_then(|name| value.get(name.as_ref()))
                }
                ("prefixItems" | "allOf" | "anyOf" | "oneOf", _) => {
                    segments.next().and_then(|index| value.get(index.parse::<usize>().ok()?))
                }
                (_, Value::Object(_) | Value::Bool(_)) => Some(value),
                _ => None,
            };
            let Some(next) = next else { break };
            at = next;
            let in_place = matches!(keyword, "$ref" | "dependentSchemas" | "not")
                || IN_PLACE_LISTS.contains(&keyword)
                || IN_PLACE.contains(&keyword);
            if !in_place {
                trail.outermost = Some(at);
            }
        }
        trail
    }
}

/// The types that a schema names itself.
pub(super) fn types(schema: &Value) -> impl Iterator<Item = &str> {
    let named = schema.get("type").into_iter();
    let each = named.flat_map(|named| named.as_array().map_or(std::slice::from_ref(named), Vec::as_slice));
    each.filter_map(Value::as_str)
}

/// The schemas in a schema that speak about the same value, but for the one that it refers to.
pub(super) fn in_place(keywords: &Map<String, Value>) -> impl Iterator<Item = &Value> {
    let lists = IN_PLACE_LISTS.iter().filter_map(|keyword| keywords.get(*keyword)?.as_array()).flatten();
    let single = IN_PLACE.iter().filter_map(|keyword| keywords.get(*keyword));
    let dependent = keywords.get("dependentSchemas").and_then(Value::as_object).into_iter().flatten();
    lists.chain(single).chain(dependent.map(|(_, schema)| schema))
}
