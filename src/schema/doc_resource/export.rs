//! Definitions as JSON Schema 2020-12, for the reader of `schema show`.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::model::Model;
use super::types::{NameId, Properties, TextFormat, Type, TypeId};
use crate::schema::SchemaRef;

/// The deepest inline object or collection that is written out; below, anything goes.
const MAX_DEPTH: u32 = 32;

/// The definition, and under `$defs` every other one that it refers to.
pub(super) fn export(model: &Model, schema: SchemaRef) -> Value {
    let mut export = Export { model, todo: Vec::new(), defs: BTreeMap::new() };
    let mut root = export.definition(schema.id);
    while let Some(name) = export.todo.pop() {
        let key = model.names.get(name).to_owned();
        if !export.defs.contains_key(&key) {
            export.defs.insert(key.clone(), Value::Bool(true));
            if let Some(index) = model.definition(name) {
                let definition = export.definition(index);
                export.defs.insert(key, definition.into());
            }
        }
    }
    if model.get(schema.id).complete {
        root.insert("patternProperties".to_owned(), json!({ "@": true }));
        root.insert("unevaluatedProperties".to_owned(), json!(false));
    }
    root.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    if !export.defs.is_empty() {
        root.insert("$defs".to_owned(), json!(export.defs));
    }
    if schema.collection {
        let defs = root.remove("$defs").unwrap_or_else(|| json!({}));
        return json!({ "type": "array", "items": root, "$defs": defs });
    }
    root.into()
}

struct Export<'m> {
    model: &'m Model,
    todo: Vec<NameId>,
    defs: BTreeMap<String, Value>,
}

impl Export<'_> {
    fn definition(&mut self, index: u32) -> Map<String, Value> {
        let definition = self.model.get(index);
        let bases: Vec<Value> = definition.bases.iter().flatten().map(|&base| self.refer(base)).collect();
        let mut object = self.object(&definition.properties, 0);
        object.insert("title".to_owned(), json!(self.model.names.get(definition.name)));
        if !bases.is_empty() {
            object.insert("allOf".to_owned(), json!(bases));
        }
        object
    }

    fn object(&mut self, properties: &Properties, depth: u32) -> Map<String, Value> {
        let sorted: BTreeMap<_, _> = properties.iter().collect();
        let mut members = Map::new();
        for (name, property) in sorted {
            let mut schema = self.ty(property.ty, depth + 1);
            if let (Some(allowed), Value::Object(schema)) = (&property.allowed, &mut schema) {
                schema.insert("enum".to_owned(), json!(**allowed));
            }
            members.insert(name.to_string(), schema);
        }
        Map::from_iter([("type".to_owned(), json!("object")), ("properties".to_owned(), members.into())])
    }

    fn ty(&mut self, id: TypeId, depth: u32) -> Value {
        let model = self.model;
        match model.types.get(id) {
            _ if depth > MAX_DEPTH => json!(true),
            Type::Unsaid | Type::Any | Type::Named(..) => json!(true),
            Type::Single => json!({ "type": ["string", "object", "number", "boolean", "null"] }),
            Type::Boolean => json!({ "type": ["boolean", "null"] }),
            Type::Integer => json!({ "type": ["integer", "null"] }),
            Type::Number => json!({ "type": ["number", "null"] }),
            Type::Text(format) => text(*format),
            Type::Choice(_) | Type::Listed(_) | Type::Sample(_) => text(TextFormat::Plain),
            Type::Resource(name) => self.refer(*name),
            Type::Object(members) => self.object(members, depth).into(),
            Type::Collection(inner) => json!({ "type": "array", "items": self.ty(*inner, depth + 1) }),
        }
    }

    fn refer(&mut self, name: NameId) -> Value {
        self.todo.push(name);
        json!({ "$ref": format!("#/$defs/{}", self.model.names.get(name)) })
    }
}

fn text(format: TextFormat) -> Value {
    let format = match format {
        TextFormat::Plain => return json!({ "type": ["string", "null"] }),
        TextFormat::DateTime => "date-time",
        TextFormat::Date => "date",
        TextFormat::TimeOfDay => "time",
        TextFormat::Duration => "duration",
        TextFormat::Guid => "uuid",
        TextFormat::Binary => "base64",
    };
    json!({ "type": ["string", "null"], "format": format })
}
