//! Lowering, keyword by keyword.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::format;
use super::lower::{At, Lowering, count, quoted};
use super::pattern;
use crate::schema::document::{is_old_boolean, shown};

/// The types that JSON Schema knows.
const TYPES: [&str; 7] = ["null", "boolean", "object", "array", "number", "string", "integer"];

/// An object of a schema.
type Members = Map<String, Value>;

impl Lowering<'_> {
    /// Lowers one keyword; `at` stands on it, `beside` holds all keywords of the schema.
    pub(super) fn keyword(
        &mut self,
        keyword: &str,
        value: &Value,
        beside: &Members,
        at: &mut At,
        out: &mut Members,
    ) {
        let lowered = match keyword {
            "type" => self.types(value, at),
            "enum" => self.values(value, beside, at),
            "const" => Some(value.clone()),
            "properties" | "dependentSchemas" => self.schemas_by_name(value, at),
            "patternProperties" => self.schemas_by_pattern(value, at, out),
            // A pattern that cannot be run has already opened the object.
            "additionalProperties" if out.contains_key(keyword) => None,
            "items" if value.is_array() => {
                let first = self.schemas(value, at);
                out.extend(first.map(|first| ("prefixItems".to_owned(), first)));
                None
            }
            "additionalProperties"
            | "items"
            | "unevaluatedProperties"
            | "unevaluatedItems"
            | "propertyNames"
            | "contains"
            | "not"
            | "if"
            | "then"
            | "else" => Some(self.schema(value, at)),
            "additionalItems" if beside.get("items").is_some_and(Value::is_array) => {
                let rest = self.schema(value, at);
                out.insert("items".to_owned(), rest);
                None
            }
            "prefixItems" | "allOf" | "anyOf" | "oneOf" => {
                // A reference of a second kind may already stand there.
                let before = out.remove(keyword);
                let list = self.schemas(value, at);
                match (before, list) {
                    (Some(Value::Array(mut before)), Some(Value::Array(list))) => {
                        before.splice(0..0, list);
                        Some(Value::Array(before))
                    }
                    (before, list) => list.or(before),
                }
            }
            "required" => self.names(value, at),
            "dependentRequired" => self.names_by_name(value, at),
            "dependencies" => {
                self.dependencies(value, at, out);
                None
            }
            "pattern" => self.pattern(value, at),
            "format" => value.as_str().and_then(format::known).map(Value::from),
            "title" | "description" => value.as_str().map(Value::from),
            "readOnly" | "writeOnly" => (value == &Value::Bool(true)).then_some(Value::Bool(true)),
            _ => self.limit(keyword, value, beside, at, out),
        };
        out.extend(lowered.map(|lowered| (keyword.to_owned(), lowered)));
    }

    fn types(&mut self, value: &Value, at: &At) -> Option<Value> {
        let is_type = |value: &Value| value.as_str().is_some_and(|name| TYPES.contains(&name));
        let list = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        match list.iter().find(|one| !is_type(one)) {
            None if list.is_empty() => None,
            None if value.is_array() => {
                let distinct: HashSet<&str> = list.iter().filter_map(Value::as_str).collect();
                let ordered: Vec<&str> = TYPES.into_iter().filter(|name| distinct.contains(name)).collect();
                Some(json!(ordered))
            }
            None => Some(value.clone()),
            Some(other) => {
                let message = format!(
                    "`type` is {}; a type is one of `null`, `boolean`, `object`, `array`, `number`, `string`, `integer`",
                    quoted(other)
                );
                self.malformed(at, &message);
                None
            }
        }
    }

    fn values(&mut self, value: &Value, beside: &Members, at: &At) -> Option<Value> {
        let Value::Array(list) = value else {
            self.malformed(at, "`enum` must be a list of values");
            return None;
        };
        // `enum: [1, 2]` beside `type: string` is a slip of YAML: the text is meant.
        let text = at.dialect.is_open_api() && beside.get("type").and_then(Value::as_str) == Some("string");
        let mut kept: Vec<Value> = Vec::with_capacity(list.len());
        for (index, value) in list.iter().enumerate() {
            kept.push(value.clone());
            if text && (value.is_number() || value.is_boolean()) {
                kept.push(Value::String(value.to_string()));
            }
            let written = self.written(at, index);
            if let Some(written) = written.filter(|_| text || value.is_string()) {
                kept.push(Value::String(written.to_owned()));
                // YAML 1.1 reads `on` as `true`.
                kept.extend(is_old_boolean(written).filter(|_| !text).map(Value::Bool));
            }
        }
        let mut seen = HashSet::new();
        let is_new: Vec<bool> = kept.iter().map(|value| seen.insert(value)).collect();
        let mut is_new = is_new.into_iter();
        kept.retain(|_| is_new.next().unwrap_or_default());
        if kept.is_empty() {
            self.malformed(at, "`enum` is empty: no value is allowed here");
        }
        // Nobody who describes an API means that there is no value.
        (!kept.is_empty() || !at.dialect.is_open_api()).then_some(Value::Array(kept))
    }

    fn schemas(&mut self, value: &Value, at: &mut At) -> Option<Value> {
        let Value::Array(list) = value else {
            self.malformed(at, "expected a list of schemas");
            return None;
        };
        let mut lowered = Vec::with_capacity(list.len());
        for (index, schema) in list.iter().enumerate() {
            let length = at.pointer.push(&index.to_string());
            lowered.push(self.schema(schema, at));
            at.pointer.back(length);
        }
        (!lowered.is_empty()).then_some(Value::Array(lowered))
    }

    fn schemas_by_name(&mut self, value: &Value, at: &mut At) -> Option<Value> {
        let Value::Object(members) = value else {
            self.malformed(at, "expected an object of schemas");
            return None;
        };
        let mut lowered = Map::new();
        for (name, schema) in members {
            let length = at.pointer.push(name);
            lowered.insert(name.clone(), self.schema(schema, at));
            at.pointer.back(length);
        }
        Some(Value::Object(lowered))
    }

    /// With a pattern that cannot be run, any name may fit it.
    fn schemas_by_pattern(&mut self, value: &Value, at: &mut At, out: &mut Members) -> Option<Value> {
        let Value::Object(mut lowered) = self.schemas_by_name(value, at)? else { return None };
        let before = lowered.len();
        lowered.retain(|pattern, _| self.runs(pattern, at));
        if lowered.len() < before {
            out.insert("additionalProperties".to_owned(), Value::Bool(true));
            out.shift_remove("unevaluatedProperties");
        }
        Some(Value::Object(lowered))
    }

    fn names(&mut self, value: &Value, at: &At) -> Option<Value> {
        let Value::Array(list) = value else {
            // Draft 3 put a boolean on the property.
            self.malformed(at, "`required` must be a list of names");
            return None;
        };
        let mut seen = HashSet::new();
        let names: Vec<&str> =
            list.iter().filter_map(Value::as_str).filter(|name| seen.insert(*name)).collect();
        Some(json!(names))
    }

    fn names_by_name(&mut self, value: &Value, at: &At) -> Option<Value> {
        let members = value.as_object()?.iter();
        let lowered: Members =
            members.filter_map(|(name, names)| Some((name.clone(), self.names(names, at)?))).collect();
        Some(Value::Object(lowered))
    }

    /// Drafts before 2019-09 had one keyword for two purposes.
    fn dependencies(&mut self, value: &Value, at: &mut At, out: &mut Members) {
        let Value::Object(members) = value else { return };
        let (mut names, mut schemas) = (Map::new(), Map::new());
        for (name, needs) in members {
            let length = at.pointer.push(name);
            if needs.is_array() {
                names.extend(self.names(needs, at).map(|needs| (name.clone(), needs)));
            } else {
                schemas.insert(name.clone(), self.schema(needs, at));
            }
            at.pointer.back(length);
        }
        out.entry("dependentRequired").or_insert(Value::Object(names));
        out.entry("dependentSchemas").or_insert(Value::Object(schemas));
    }

    fn pattern(&mut self, value: &Value, at: &At) -> Option<Value> {
        let Value::String(pattern) = value else {
            self.malformed(at, "`pattern` must be a string");
            return None;
        };
        self.runs(pattern, at).then(|| value.clone())
    }

    /// Whether a pattern can be run. One that nobody could run is an error.
    fn runs(&mut self, pattern: &str, at: &At) -> bool {
        let runs = self.compiles(pattern);
        if !runs && let Some(flaw) = pattern::flaw(pattern) {
            self.malformed(at, &format!("`{}` is not a valid regular expression: {flaw}", shown(pattern)));
        }
        runs
    }

    fn limit(
        &mut self,
        keyword: &str,
        value: &Value,
        beside: &Members,
        at: &At,
        out: &mut Members,
    ) -> Option<Value> {
        let exclusive = |name: &str| beside.get(name) == Some(&Value::Bool(true));
        let lowered = match keyword {
            "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties"
            | "minContains" | "maxContains" => count(value).map(Value::from),
            "exclusiveMinimum" | "exclusiveMaximum" if value.is_boolean() => return None,
            "minimum" if exclusive("exclusiveMinimum") && value.is_number() => {
                out.insert("exclusiveMinimum".to_owned(), value.clone());
                return None;
            }
            "maximum" if exclusive("exclusiveMaximum") && value.is_number() => {
                out.insert("exclusiveMaximum".to_owned(), value.clone());
                return None;
            }
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => {
                value.is_number().then(|| value.clone())
            }
            "multipleOf" => value.as_f64().is_some_and(|step| step > 0.0).then(|| value.clone()),
            "uniqueItems" => value.as_bool().map(Value::from),
            _ => return None,
        };
        if lowered.is_none() {
            self.malformed(at, &format!("`{keyword}` cannot be {}", quoted(value)));
        }
        lowered
    }
}
