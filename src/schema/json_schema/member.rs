//! The members of a schema's objects, and what their values are: without a value, for those who count them.

use std::collections::HashSet;

use serde_json::Value;

use super::bundle::{Bundle, number};
use crate::schema::{SchemaMember, SchemaRef};

/// The members that the objects of a definition may have, by name.
pub(in crate::schema) fn members(bundle: &Bundle, schema: SchemaRef) -> Vec<SchemaMember> {
    let Some(def) = bundle.defs.get(schema.id as usize) else { return Vec::new() };
    let known = bundle.known(&def.schema);
    let mut passed = HashSet::new();
    let names = known.names().filter(|name| passed.insert(*name));
    let member = |name: &str| SchemaMember {
        name: name.to_owned(),
        schema: known.schemas(name).find_map(|schema| referred(schema).or_else(|| items(schema))),
    };
    let mut members: Vec<_> = names.map(member).collect();
    members.sort_by(|one, other| one.name.cmp(&other.name));
    members
}

/// What the elements of the arrays of a definition are.
pub(in crate::schema) fn elements(bundle: &Bundle, schema: SchemaRef) -> Option<SchemaRef> {
    let def = bundle.defs.get(schema.id as usize)?;
    bundle.about(&[&def.schema]).into_iter().find_map(items)
}

fn items(schema: &Value) -> Option<SchemaRef> {
    referred(schema.get("items")?)
}

/// The definition that a schema refers to, itself or in its only or first branch.
fn referred(schema: &Value) -> Option<SchemaRef> {
    let own = |schema: &Value| number(schema.get("$ref")?.as_str()?);
    let branch = || ["allOf", "anyOf", "oneOf"].iter().find_map(|list| own(schema.get(*list)?.get(0)?));
    let id = own(schema).or_else(branch)?;
    Some(SchemaRef { id: id as u32, collection: false })
}
