//! A type as JSON Schema 2020-12, for people and other tools.
//!
//! Complex types and enumerations that it holds come along under `$defs`; what it only navigates to is an object
//! with the type's name as title, or a service would come along whole.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::model::{Kind, Model, Property, Shape, TypeId, TypeUse};
use super::primitive::Primitive;

/// The schema of a body of the type.
pub(super) fn export(model: &Model, ty: TypeUse) -> Value {
    let mut export = Export { model, definitions: BTreeMap::new(), waiting: Vec::new() };
    let mut body = export.shape(ty.shape);
    if ty.collection {
        body = json!({
            "type": "object",
            "properties": { "value": { "type": "array", "items": body } },
            "required": ["value"],
        });
    }
    while let Some(id) = export.waiting.pop() {
        let definition = export.definition(id);
        export.definitions.insert(model.full_name(id), definition);
    }
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    if let Value::Object(body) = body {
        schema.extend(body);
    }
    if !export.definitions.is_empty() {
        schema.insert("$defs".to_owned(), export.definitions.into_iter().collect());
    }
    Value::Object(schema)
}

struct Export<'m> {
    model: &'m Model,
    definitions: BTreeMap<String, Value>,
    waiting: Vec<TypeId>,
}

impl Export<'_> {
    fn shape(&mut self, shape: Shape) -> Value {
        match shape {
            Shape::Primitive(primitive) => simple(primitive),
            Shape::Unknown => json!({}),
            Shape::Defined(id) => {
                let name = self.model.full_name(id);
                if !self.definitions.contains_key(&name) {
                    self.definitions.insert(name.clone(), Value::Null);
                    self.waiting.push(id);
                }
                json!({ "$ref": format!("#/$defs/{name}") })
            }
        }
    }

    fn definition(&mut self, id: TypeId) -> Value {
        let ty = self.model.ty(id);
        match ty.kind {
            Kind::Definition(primitive) => simple(primitive),
            Kind::Enum { flags } => {
                let members: Vec<&str> = self.model.members(id).collect();
                if flags {
                    let either = members.join("|");
                    json!({ "type": "string", "pattern": format!("^({either})(, ?({either}))*$") })
                } else {
                    json!({ "type": "string", "enum": members })
                }
            }
            _ if ty.bare => json!({ "title": self.model.full_name(id) }),
            _ => self.object(id),
        }
    }

    fn object(&mut self, id: TypeId) -> Value {
        let model = self.model;
        let ty = model.ty(id);
        let mut properties: Vec<&Property> = model.properties(id).collect();
        properties.sort_by_key(|property| property.place);
        let members: Map<String, Value> = properties
            .iter()
            .map(|property| (model.text(property.name).to_owned(), self.property(property)))
            .collect();
        let mut object = Map::new();
        object.insert("title".to_owned(), json!(model.full_name(id)));
        object.insert("type".to_owned(), json!("object"));
        object.insert("properties".to_owned(), Value::Object(members));
        if !ty.open && ty.family.len() == 1 {
            object.insert("patternProperties".to_owned(), json!({ "@": {} }));
            object.insert("additionalProperties".to_owned(), json!(false));
        }
        Value::Object(object)
    }

    fn property(&mut self, property: &Property) -> Value {
        let ty = self.model.used(property.ty);
        let mut schema = match ty.shape {
            Shape::Defined(id) if property.navigation => {
                json!({ "title": self.model.full_name(id), "type": "object" })
            }
            shape => self.shape(shape),
        };
        if ty.collection {
            schema = json!({ "type": "array", "items": schema });
        } else if property.nullable && schema != json!({}) {
            schema = json!({ "anyOf": [schema, { "type": "null" }] });
        }
        if let (true, Value::Object(schema)) = (property.read_only, &mut schema) {
            schema.insert("readOnly".to_owned(), json!(true));
        }
        schema
    }
}

fn simple(primitive: Primitive) -> Value {
    if let Some((least, most)) = primitive.range() {
        return json!({ "type": "integer", "minimum": least, "maximum": most });
    }
    match primitive {
        Primitive::Boolean => json!({ "type": "boolean" }),
        Primitive::Decimal | Primitive::Double | Primitive::Single => json!({ "type": "number" }),
        Primitive::Date => json!({ "type": "string", "format": "date" }),
        Primitive::DateTimeOffset => json!({ "type": "string", "format": "date-time" }),
        Primitive::TimeOfDay => json!({ "type": "string", "format": "time" }),
        Primitive::Duration => json!({ "type": "string", "format": "duration" }),
        Primitive::Guid => json!({ "type": "string", "format": "uuid" }),
        Primitive::Binary => json!({ "type": "string", "contentEncoding": "base64url" }),
        Primitive::String => json!({ "type": "string" }),
        _ => json!({}),
    }
}
