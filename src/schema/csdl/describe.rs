//! What the metadata says of a value or an operation, in words.
//!
//! Descriptions are read from the file where the element stands, and only when somebody asks: a service has tens of
//! thousands of them.

use super::model::{Kind, Model, Property, Shape, TypeId, TypeUse};
use super::url::{Address, walk};
use super::xml::resolved;
use crate::schema::{MemberFacts, OperationFacts, SchemaPlace, Step, ValueFacts};

/// The terms whose values describe an element, with and without their usual alias.
const DESCRIPTIONS: [&str; 2] = ["Org.OData.Core.V1.Description", "Core.Description"];
/// How much of a file is searched for the end of an element.
const MAX_ELEMENT: usize = 8192;

/// What is said of the value that `path` leads to in a body of the type.
pub(super) fn describe(model: &Model, ty: TypeUse, path: &[Step<'_>]) -> Option<ValueFacts> {
    let (mut at, mut property) = (ty, None);
    let mut is_body = true;
    for step in path {
        (at, property) = match (*step, at.shape) {
            // The body of a collection is an object around the array.
            (Step::Member("value"), _) if is_body && at.collection => (at, None),
            (Step::Element, shape) if at.collection => (TypeUse::single(shape), property),
            (Step::Member(name), Shape::Defined(id)) => {
                let found = model.property(id, name);
                let ty = found.map(|found| model.used(found.ty)).or_else(|| model.use_below(id, name))?;
                (ty, found)
            }
            _ => return None,
        };
        is_body = false;
    }
    let mut facts = facts(model, at, property);
    if at.collection {
        // The members are those of its elements, a step further down.
        facts.members = if is_body { vec![elements(model, at)] } else { Vec::new() };
    }
    Some(facts)
}

/// The member of the body of a collection that holds its elements (OData JSON Format 4.01 §12).
fn elements(model: &Model, ty: TypeUse) -> MemberFacts {
    MemberFacts {
        name: "value".to_owned(),
        type_name: type_name(model, ty),
        is_required: true,
        ..MemberFacts::default()
    }
}

fn facts(model: &Model, ty: TypeUse, property: Option<&Property>) -> ValueFacts {
    let defined = match ty.shape {
        Shape::Defined(id) => Some(id),
        _ => None,
    };
    let type_at = defined.map(|id| model.ty(id).place);
    let described_at = property.map(|property| property.place).or(type_at);
    let mut constraints = Vec::new();
    if let Some(property) = property {
        let words = [
            (property.read_only, "read-only"),
            (property.navigation, "navigation property"),
            (!property.nullable, "not nullable"),
        ];
        constraints.extend(words.iter().filter(|(holds, _)| *holds).map(|(_, word)| (*word).to_owned()));
    }
    let mut values = Vec::new();
    if let Some(id) = defined
        && let Kind::Enum { flags } = model.ty(id).kind
    {
        values.extend(model.members(id).map(|member| format!("\"{member}\"")));
        if flags {
            constraints.push("several values may be combined with commas".to_owned());
        }
    }
    ValueFacts {
        type_name: type_name(model, ty),
        title: None,
        description: described_at.and_then(|place| description(model, place)),
        values,
        constraints,
        members: defined.map(|id| members(model, id)).unwrap_or_default(),
        is_array: ty.collection,
        described_at,
        type_at,
    }
}

fn members(model: &Model, id: TypeId) -> Vec<MemberFacts> {
    let mut properties: Vec<&Property> = Vec::new();
    for ancestor in model.lineage(id) {
        let inherited = properties.len();
        properties.extend(model.own_properties(ancestor));
        properties[inherited..].sort_by_key(|property| property.place);
    }
    properties.sort_by_key(|property| property.navigation);
    let member = |property: &&Property| MemberFacts {
        name: model.text(property.name).to_owned(),
        type_name: type_name(model, model.used(property.ty)),
        is_read_only: property.read_only,
        ..MemberFacts::default()
    };
    properties.iter().map(member).collect()
}

fn type_name(model: &Model, ty: TypeUse) -> String {
    let name = model.shape_name(ty.shape);
    if ty.collection && !name.is_empty() { format!("Collection({name})") } else { name }
}

/// What is said of the operation of a request: an action, a function, or a resource of the service.
pub(super) fn operation(model: &Model, method: &str, target: &str) -> Option<OperationFacts> {
    let (summary, place) = match walk(model, target)? {
        Address::Action(id) => {
            let operation = model.operation(id);
            let name = model.text(operation.name);
            let returns = operation.returns.map(|ty| type_name(model, model.used(ty)));
            let returns = returns.map_or_else(String::new, |ty| format!(", returns `{ty}`"));
            (format!("Action `{name}`{returns}"), model.ty(operation.parameters).place)
        }
        Address::Returned(ty, id) => {
            let operation = model.operation(id);
            let name = model.text(operation.name);
            let summary = format!("Function `{name}`, returns `{}`", type_name(model, ty));
            (summary, model.ty(operation.parameters).place)
        }
        Address::Resource(ty) => {
            let Shape::Defined(id) = ty.shape else { return None };
            (format!("Addresses `{}`", type_name(model, ty)), model.ty(id).place)
        }
        Address::Raw | Address::Reference => return None,
    };
    Some(OperationFacts {
        method: method.to_owned(),
        path: target.split(['?', '#']).next().unwrap_or_default().to_owned(),
        summary: Some(summary),
        description: description(model, place),
        described_at: Some(place),
        ..OperationFacts::default()
    })
}

/// The words of the description that an element has, read from its file.
fn description(model: &Model, place: SchemaPlace) -> Option<String> {
    let text = model.files.get(place.file as usize)?.text().get(place.offset as usize..)?;
    let text = &text[..text.floor_char_boundary(MAX_ELEMENT)];
    let tag = &text[..text.find('>')?];
    let name = tag.strip_prefix('<')?.split([' ', '\t', '\r', '\n', '/']).next()?;
    if tag.ends_with('/') {
        return None;
    }
    // What describes a type stands before its first property.
    let close = format!("</{name}>");
    let inner = &text[tag.len() + 1..text.find(&close).unwrap_or(text.len())];
    let own = ["<Property", "<NavigationProperty", "<Member", "<Parameter"].iter();
    let inner = &inner[..own.filter_map(|child| inner.find(child)).min().unwrap_or(inner.len())];
    let annotation = inner.split("<Annotation").skip(1).find(|annotation| {
        let head = &annotation[..annotation.find('>').unwrap_or(annotation.len())];
        DESCRIPTIONS.iter().any(|term| head.contains(&format!("\"{term}\"")))
    })?;
    let (_, value) = annotation.split_once("String=\"")?;
    let written = &value[..value.find('"')?];
    Some(resolved(written).unwrap_or_else(|| written.to_owned()))
}
