//! All schemas of a description as one: numbered definitions, one validator for all of them, and what can be read
//! off them without a value.
//!
//! A validator for each schema would compile everything that it reaches again. So there is one, for an object whose
//! members are the schemas, and a value is validated as the only member of such an object. It is made when the
//! first value asks for it.

use std::collections::HashSet;
use std::sync::OnceLock;

use jsonschema::paths::Location;
use jsonschema::{Draft, Keyword, PatternOptions, Registry, ValidationError, ValidationOptions, Validator};
use serde_json::{Map, Value, json};

use super::dialect::Dialect;
use super::format;
use super::instance::{Seen, TreeJson};
use crate::schema::document::Target;

/// A schema in 2020-12, with references to other definitions by number.
#[derive(Debug)]
pub(crate) struct Def {
    pub(crate) schema: Value,
    /// Where it was written.
    pub(crate) target: Target,
    pub(crate) dialect: Dialect,
    /// What readers call it.
    pub(crate) name: Option<String>,
}

/// The definitions of a description.
#[derive(Debug)]
pub(crate) struct Bundle {
    pub(crate) defs: Vec<Def>,
    /// How many schemas about one value may refer to each other, one behind the other.
    pub(super) height: u32,
    validator: OnceLock<Option<Validator<TreeJson>>>,
    /// The names of all properties, for those who ask whether a name is one.
    names: OnceLock<HashSet<String>>,
}

type Options<'r> = ValidationOptions<'r, std::sync::Arc<dyn jsonschema::Retrieve>, TreeJson>;

/// How often a pattern with look-around may go back; one that needs more is not checked.
const MAX_BACKTRACKS: usize = 20_000;

/// How every validator is made: nothing is fetched, patterns run in linear time or have a limit.
pub(super) fn options<'r>() -> Options<'r> {
    jsonschema::options_for::<TreeJson>()
        .with_draft(SMALL)
        .offline()
        .with_pattern_options(
            PatternOptions::fancy_regex().backtrack_limit(MAX_BACKTRACKS).size_limit(1 << 20),
        )
        .should_validate_formats(true)
        .with_format("base64", format::is_base64)
        .with_format("time", format::is_time)
        .with_format("duration", crate::schema::lexical::is_duration)
        .with_format("uri", format::is_reference)
        .with_format("iri", format::is_reference)
        .with_keyword("readOnly", sent_one_way)
        .with_keyword("writeOnly", sent_one_way)
}

/// A member that goes one way only is always reported, and dropped by direction.
struct OneWay;

impl<'i> Keyword<'i, TreeJson> for OneWay {
    fn validate(&self, _: Seen<'i>) -> Result<(), ValidationError<'i>> {
        Err(ValidationError::custom(""))
    }

    /// It does not decide whether a branch fits.
    fn is_valid(&self, _: Seen<'i>) -> bool {
        true
    }
}

type Factory<'a> = Result<Box<dyn for<'i> Keyword<'i, TreeJson>>, ValidationError<'a>>;

#[expect(clippy::unnecessary_wraps, reason = "the signature is the validator's")]
fn sent_one_way<'a>(_: &'a Map<String, Value>, _: &'a Value, _: Location) -> Factory<'a> {
    Ok(Box::new(OneWay))
}

/// The number in a `#/$defs/…` reference.
pub(super) fn number(reference: &str) -> Option<usize> {
    reference.strip_prefix("#/$defs/")?.parse().ok()
}

/// The dialect of definitions.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Where the definitions are found while they are compiled.
const ADDRESS: &str = "apiproof:definitions";

/// The dialect of what is built; definitions say theirs. What is built is held against the schema of schemas, and that
/// of this draft is small.
const SMALL: Draft = Draft::Draft4;

/// Compiles an envelope. It is not held against the schema of schemas: lowering leaves nothing that is not allowed.
fn compile(envelope: &Value) -> Option<Validator<TreeJson>> {
    let resource = Draft::Draft202012.create_resource_ref(envelope);
    let registry = Registry::new().draft(Draft::Draft202012).add(ADDRESS, resource).ok()?.prepare().ok()?;
    options().with_registry(&registry).build(&json!({ "$ref": ADDRESS })).ok()
}

/// What tells whether a text fits a pattern, if the pattern can be run.
pub(super) fn fits_pattern(pattern: &str) -> Option<Validator<TreeJson>> {
    options().build(&json!({ "pattern": pattern })).ok()
}

impl Bundle {
    pub(super) fn new(defs: Vec<Def>, height: u32) -> Self {
        Self { defs, height, validator: OnceLock::new(), names: OnceLock::new() }
    }

    /// The validator of all definitions. What was lowered compiles; should it not, nothing is ever said.
    pub(super) fn validator(&self) -> Option<&Validator<TreeJson>> {
        self.validator.get_or_init(|| compile(&self.envelope())).as_ref()
    }

    /// Whether the definitions compile, for callers that would rather know now.
    pub(crate) fn compiles(&self) -> bool {
        self.validator().is_some()
    }

    fn envelope(&self) -> Value {
        let numbered = || self.defs.iter().enumerate().map(|(number, def)| (number.to_string(), def));
        let members: Map<_, _> = numbered()
            .map(|(number, _)| {
                let reference = json!({ "$ref": format!("#/$defs/{number}") });
                (number, reference)
            })
            .collect();
        let defs: Map<_, _> = numbered().map(|(number, def)| (number, def.schema.clone())).collect();
        Value::Object(Map::from_iter([
            ("$schema".to_owned(), Value::from(DIALECT)),
            ("properties".to_owned(), Value::Object(members)),
            ("$defs".to_owned(), Value::Object(defs)),
        ]))
    }

    /// Whether a property of any schema has this name.
    pub(super) fn mentions(&self, name: &str) -> bool {
        let collect = || {
            let mut names = HashSet::new();
            let mut open: Vec<&Value> = self.defs.iter().map(|def| &def.schema).collect();
            while let Some(value) = open.pop() {
                match value {
                    Value::Object(members) => {
                        let properties = members.get("properties").and_then(Value::as_object);
                        names.extend(properties.into_iter().flat_map(Map::keys).cloned());
                        open.extend(members.values());
                    }
                    Value::Array(list) => open.extend(list),
                    _ => {}
                }
            }
            names
        };
        self.names.get_or_init(collect).contains(name)
    }

    /// The definition that a `#/$defs/…` reference names.
    pub(super) fn referred(&self, reference: &str) -> Option<&Def> {
        self.defs.get(number(reference)?)
    }

    /// The definition that a schema path stands in, and the rest of the path.
    pub(super) fn within<'p>(&self, path: &'p str) -> Option<(&Def, &'p str)> {
        let rest = path.strip_prefix("/$defs/")?;
        let end = rest.find('/').unwrap_or(rest.len());
        Some((self.defs.get(rest[..end].parse::<usize>().ok()?)?, &rest[end..]))
    }

    /// What a schema path leads to.
    pub(super) fn at(&self, path: &str) -> Option<&Value> {
        let (def, rest) = self.within(path)?;
        def.schema.pointer(rest)
    }

    /// The definition as a JSON Schema of its own, with all that it refers to.
    pub(crate) fn export(&self, number: u32) -> Value {
        let Some(root) = self.defs.get(number as usize) else { return Value::Bool(true) };
        let mut names: Vec<(u32, String)> = Vec::new();
        let mut defs = Map::new();
        let mut schema = root.schema.clone();
        self.rename(&mut schema, &mut names);
        let mut done = 0;
        while let Some((number, name)) = names.get(done).cloned() {
            let mut schema = self.defs[number as usize].schema.clone();
            self.rename(&mut schema, &mut names);
            defs.insert(name, schema);
            done += 1;
        }
        let mut out = Map::from_iter([("$schema".to_owned(), Value::from(DIALECT))]);
        if let Some(name) = &root.name {
            out.insert("title".to_owned(), name.as_str().into());
        }
        match schema {
            Value::Object(members) => out.extend(members),
            Value::Bool(false) => drop(out.insert("not".to_owned(), json!({}))),
            _ => {}
        }
        if !defs.is_empty() {
            out.insert("$defs".to_owned(), Value::Object(defs));
        }
        Value::Object(out)
    }

    /// Puts names for the numbers of a schema's references, and notes them.
    fn rename(&self, schema: &mut Value, names: &mut Vec<(u32, String)>) {
        match schema {
            Value::Object(members) => {
                for (keyword, value) in members {
                    let number = value.as_str().filter(|_| keyword == "$ref");
                    let number = number.and_then(|text| text.strip_prefix("#/$defs/")?.parse::<u32>().ok());
                    if let Some(number) = number {
                        *value = format!("#/$defs/{}", self.export_name(number, names)).into();
                    } else {
                        self.rename(value, names);
                    }
                }
            }
            Value::Array(list) => list.iter_mut().for_each(|value| self.rename(value, names)),
            _ => {}
        }
    }

    fn export_name(&self, number: u32, names: &mut Vec<(u32, String)>) -> String {
        if let Some((_, name)) = names.iter().find(|(known, _)| *known == number) {
            return name.clone();
        }
        let plain = |c: char| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' };
        let own = self.defs.get(number as usize).and_then(|def| def.name.as_deref());
        let name = own.map_or_else(|| format!("schema-{number}"), |name| name.chars().map(plain).collect());
        let taken = names.iter().any(|(_, other)| *other == name);
        let name = if taken { format!("{name}-{number}") } else { name };
        names.push((number, name.clone()));
        name
    }
}
