//! The JSON Schema of `apiproof.toml`, for editors that complete and check it. Made from the declaration of the keys
//! and the catalogue of rules, so that it cannot say anything else than what is read.

use serde_json::{Map, Value, json};

use super::Selector;
use super::declaration::{KEYS, Key, Takes};
use crate::diagnostic::RuleMeta;
use crate::extract::{Dialect, Dialects};

/// The schema, in the draft that editors of TOML understand.
pub(crate) fn json_schema(catalogue: &[&'static RuleMeta]) -> Value {
    let mut groups: Vec<&str> = catalogue.iter().map(|rule| rule.group()).collect();
    groups.dedup();
    let rules = catalogue.iter().map(|rule| json!({ "const": rule.id, "description": rule.summary() }));
    let groups = groups
        .iter()
        .map(|group| json!({ "const": group, "description": format!("Every rule of `{group}/`.") }));
    let all = json!({ "const": "all", "description": "Every rule." });
    let mut schema = table(KEYS);
    let head = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "apiproof.toml",
        "description": "Configuration of apiproof, which proofreads the HTTP examples in API documentation.",
    });
    let definitions = json!({
        "rule": { "anyOf": std::iter::once(all).chain(groups).chain(rules).collect::<Vec<_>>() },
        "severity": { "enum": ["error", "warning", "info", "off"] },
        "severities": {
            "type": "object",
            "propertyNames": { "enum": std::iter::once("all").chain(unique(catalogue)).collect::<Vec<_>>() },
            "additionalProperties": { "$ref": "#/definitions/severity" },
        },
        "dialects": dialects(),
    });
    let mut out = Map::new();
    for part in [head, std::mem::take(&mut schema), json!({ "definitions": definitions })] {
        if let Value::Object(members) = part {
            out.extend(members);
        }
    }
    Value::Object(out)
}

/// A truth value for each dialect.
fn dialects() -> Value {
    let switch = |docs: &str| json!({ "type": "boolean", "description": docs });
    let every = (Dialects::EVERY.to_owned(), switch("Every dialect that is not named."));
    let each = Dialect::ALL.iter().map(|dialect| (dialect.word().to_owned(), switch(dialect.docs())));
    let properties: Map<String, Value> = std::iter::once(every).chain(each).collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

/// The words that name rules, each once.
fn unique(catalogue: &[&'static RuleMeta]) -> Vec<&'static str> {
    let mut words: Vec<&str> = Vec::new();
    for word in Selector::names_in(catalogue) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

fn table(keys: &[Key]) -> Value {
    let properties: Map<String, Value> = keys
        .iter()
        .map(|key| {
            let mut schema = value(&key.takes);
            if let Value::Object(members) = &mut schema {
                members.insert("description".to_owned(), key.docs.into());
            }
            (key.name.to_owned(), schema)
        })
        .collect();
    let required: Vec<&str> = keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if let (Value::Object(members), false) = (&mut schema, required.is_empty()) {
        members.insert("required".to_owned(), required.into());
    }
    schema
}

fn value(takes: &Takes) -> Value {
    let words = json!({ "type": "array", "items": { "type": "string" } });
    match takes {
        Takes::Level => json!({ "enum": ["default", "strict", "pedantic"], "default": "default" }),
        Takes::Rules => json!({ "type": "array", "items": { "$ref": "#/definitions/rule" } }),
        Takes::Globs | Takes::Paths | Takes::Words => words,
        Takes::Files => json!({ "anyOf": [{ "type": "string" }, words] }),
        // In this draft a description beside a reference would not count.
        Takes::Severities => json!({ "allOf": [{ "$ref": "#/definitions/severities" }] }),
        Takes::Dialects => json!({ "allOf": [{ "$ref": "#/definitions/dialects" }] }),
        Takes::Word => json!({ "type": "string" }),
        Takes::Status => json!({
            "anyOf": [
                { "type": "integer", "minimum": 100, "maximum": 599 },
                { "type": "string", "pattern": "^[1-5](?:[0-9][0-9]|[xX][xX])$" },
            ],
        }),
        Takes::OneOf(words) => json!({ "enum": words }),
        Takes::Table(keys) => table(keys),
        Takes::Tables(keys) => json!({ "type": "array", "items": table(keys) }),
    }
}
