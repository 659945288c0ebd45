//! What the loaded schemas say: a list of types, one type, or all of them as one JSON Schema.

use std::io::{self, Write};

use colored::Colorize as _;
use serde::Serialize;
use serde_json::{Map, Value};

use super::neutral::{json, neutral};
use crate::schema::{BoundSchema, SchemaSet};

#[derive(Serialize)]
struct Listing<'c> {
    schema_version: u32,
    /// The file that says which schemas there are.
    configuration: Option<&'c str>,
    types: Vec<ListedType>,
}

/// A type that the schemas know.
#[derive(Debug, Serialize)]
struct ListedType {
    name: String,
    kind: &'static str,
    path: Option<String>,
    line: Option<u32>,
}

/// Writes a table: name, kind of description, place. Below it, which configuration names them.
///
/// # Errors
/// If `out` fails.
pub(crate) fn schema_list_text(
    set: &SchemaSet,
    configuration: Option<&str>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let types = listed(set);
    let width = types.iter().map(|listed| listed.name.chars().count()).max().unwrap_or(0);
    for listed in &types {
        let name = format!("{:width$}", neutral(&listed.name)).bold();
        let path = listed.path.as_deref().map(neutral).unwrap_or_default();
        let line = listed.line.map(|line| format!(":{line}")).unwrap_or_default();
        writeln!(out, "{name}  {:13}  {path}{line}", listed.kind)?;
    }
    let configured = match configuration {
        Some(file) => format!("Configured in {}.", neutral(file)),
        None => "No apiproof.toml in this folder or above it.".to_owned(),
    };
    writeln!(out, "\n{}", configured.dimmed())?;
    out.flush()
}

/// Writes one JSON document.
///
/// # Errors
/// If `out` fails.
pub(crate) fn schema_list_json(
    set: &SchemaSet,
    configuration: Option<&str>,
    out: &mut dyn Write,
) -> io::Result<()> {
    json::write(out, &Listing { schema_version: 1, configuration, types: listed(set) })?;
    out.write_all(b"\n")?;
    out.flush()
}

/// Writes JSON Schema; `pretty` over several lines.
///
/// # Errors
/// If `out` fails.
pub(crate) fn schema_json(schema: &Value, pretty: bool, out: &mut dyn Write) -> io::Result<()> {
    if pretty {
        json::write_pretty(out, schema)?;
    } else {
        json::write(out, schema)?;
    }
    out.write_all(b"\n")?;
    out.flush()
}

/// Every type of the set under `$defs` of one JSON Schema.
pub(crate) fn schema_bundle(set: &SchemaSet) -> Value {
    let mut definitions = Map::new();
    for provider in set.providers.iter().rev() {
        for name in provider.names() {
            let crate::schema::Resolution::Found(schema) = provider.by_type(&name) else { continue };
            let Value::Object(mut exported) = provider.export(schema) else { continue };
            exported.remove("$schema");
            if let Some(Value::Object(inner)) = exported.remove("$defs") {
                definitions.extend(inner);
            }
            let itself = Value::String(format!("#/$defs/{name}"));
            if exported.get("$ref") != Some(&itself) {
                definitions.insert(name, Value::Object(exported));
            }
        }
    }
    definitions.sort_keys();
    let dialect = Value::String("https://json-schema.org/draft/2020-12/schema".to_owned());
    [("$schema".to_owned(), dialect), ("$defs".to_owned(), Value::Object(definitions))].into_iter().collect()
}

fn listed(set: &SchemaSet) -> Vec<ListedType> {
    let mut types = Vec::new();
    for (index, provider) in set.providers.iter().enumerate() {
        for name in provider.names() {
            let place = match provider.by_type(&name) {
                crate::schema::Resolution::Found(schema) => {
                    place(set, BoundSchema { provider: index as u32, schema })
                }
                _ => None,
            };
            let (path, line) = place.unzip();
            types.push(ListedType { name, kind: provider.kind(), path, line });
        }
    }
    types
}

fn place(set: &SchemaSet, bound: BoundSchema) -> Option<(String, u32)> {
    let provider = set.provider(bound.provider);
    let location = provider.locate(provider.defined_at(bound.schema)?)?;
    Some((location.path.to_string(), location.line))
}
