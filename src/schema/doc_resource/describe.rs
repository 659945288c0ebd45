//! What the pages say of a member, in words: the row of its table, read where it stands.

use super::model::Model;
use super::types::{Properties, Property, TextFormat, Type, TypeId};
use crate::schema::{MemberFacts, SchemaPlace, SchemaRef, Step, ValueFacts};

/// What a value is on the way of a path.
#[derive(Clone, Copy)]
enum At<'m> {
    Definition(u32),
    Type(TypeId),
    Member(&'m Property),
}

/// What is said of the value that `path` leads to in a value of the resource.
pub(super) fn describe(model: &Model, schema: SchemaRef, path: &[Step<'_>]) -> Option<ValueFacts> {
    let mut at = At::Definition(schema.id);
    let mut rest = path;
    if schema.collection {
        rest = match path {
            [Step::Member("value"), Step::Element, rest @ ..] | [Step::Element, rest @ ..] => rest,
            _ => return None,
        };
    }
    for step in rest {
        at = match (*step, at) {
            (Step::Member(name), At::Definition(index)) => At::Member(model.property(index, name)?),
            (Step::Member(name), At::Type(ty)) => member(model, ty, name)?,
            (Step::Member(name), At::Member(property)) => member(model, property.ty, name)?,
            (Step::Element, At::Type(ty) | At::Member(&Property { ty, .. })) => match model.types.get(ty) {
                Type::Collection(inner) => At::Type(*inner),
                _ => return None,
            },
            (Step::Element, At::Definition(_)) => return None,
        };
    }
    Some(facts(model, at))
}

fn member<'m>(model: &'m Model, ty: TypeId, name: &str) -> Option<At<'m>> {
    match model.types.get(ty) {
        Type::Resource(resource) => model.property(model.definition(*resource)?, name).map(At::Member),
        Type::Object(members) | Type::Named(_, Some(members)) => members.get(name).map(At::Member),
        _ => None,
    }
}

fn facts(model: &Model, at: At<'_>) -> ValueFacts {
    let (ty, property) = match at {
        At::Definition(index) => {
            let definition = model.get(index);
            return ValueFacts {
                type_name: model.names.get(definition.name).to_owned(),
                members: members_of(model, index),
                described_at: Some(definition.at),
                type_at: Some(definition.at),
                ..ValueFacts::default()
            };
        }
        At::Type(ty) => (ty, None),
        At::Member(property) => (property.ty, Some(property)),
    };
    let (inner, depth) = model.types.innermost(ty);
    let resource = match model.types.get(inner) {
        Type::Resource(name) => model.definition(*name),
        _ => None,
    };
    let listed = match model.types.get(inner) {
        Type::Choice(values) | Type::Listed(values) => Some(values),
        _ => property.and_then(|property| property.allowed.as_ref()),
    };
    let members = match model.types.get(inner) {
        _ if depth > 0 => Vec::new(),
        Type::Object(members) | Type::Named(_, Some(members)) => members_in(model, members),
        _ => resource.map(|index| members_of(model, index)).unwrap_or_default(),
    };
    ValueFacts {
        type_name: type_name(model, ty),
        description: property.and_then(|property| description(model, property.at)),
        values: listed
            .map(|values| values.iter().map(|value| format!("\"{value}\"")).collect())
            .unwrap_or_default(),
        members,
        is_array: depth > 0,
        described_at: property.map(|property| property.at),
        type_at: resource.map(|index| model.get(index).at),
        ..ValueFacts::default()
    }
}

fn members_of(model: &Model, index: u32) -> Vec<MemberFacts> {
    let mut members: Vec<MemberFacts> = Vec::new();
    for &index in &model.get(index).lineage {
        for member in members_in(model, &model.get(index).properties) {
            if !members.iter().any(|known| known.name == member.name) {
                members.push(member);
            }
        }
    }
    members
}

fn members_in(model: &Model, properties: &Properties) -> Vec<MemberFacts> {
    let mut sorted: Vec<_> = properties.iter().map(|(name, property)| (&**name, property)).collect();
    sorted.sort_by_key(|(_, property)| property.at);
    let member = |(name, property): (&str, &Property)| MemberFacts {
        name: name.to_owned(),
        type_name: type_name(model, property.ty),
        ..MemberFacts::default()
    };
    sorted.into_iter().map(member).collect()
}

fn type_name(model: &Model, ty: TypeId) -> String {
    let (inner, depth) = model.types.innermost(ty);
    let name = match model.types.get(inner) {
        Type::Boolean => "Boolean",
        Type::Integer => "integer",
        Type::Number => "number",
        Type::Text(TextFormat::DateTime) => "DateTimeOffset",
        Type::Text(TextFormat::Date) => "Date",
        Type::Text(TextFormat::TimeOfDay) => "TimeOfDay",
        Type::Text(TextFormat::Duration) => "Duration",
        Type::Text(TextFormat::Guid) => "Guid",
        Type::Text(TextFormat::Binary) => "Binary",
        Type::Text(TextFormat::Plain) | Type::Choice(_) | Type::Listed(_) | Type::Sample(_) => "String",
        Type::Named(name, _) => name,
        Type::Resource(name) => model.names.get(*name),
        Type::Object(_) => "object",
        Type::Unsaid | Type::Single | Type::Any | Type::Collection(_) => "",
    };
    (0..depth).fold(name.to_owned(), |name, _| format!("Collection({name})"))
}

/// The last cell of the row that stands at a place.
fn description(model: &Model, place: SchemaPlace) -> Option<String> {
    let text = model.files.get(place.file as usize)?.text();
    let start = text.get(..place.offset as usize)?.rfind('\n').map_or(0, |at| at + 1);
    let row = text[start..].lines().next()?.trim();
    let row = row.strip_suffix('|').unwrap_or(row);
    if !row.starts_with('|') {
        return None;
    }
    let cell = row.rsplit_once('|')?.1.trim();
    (!cell.is_empty()).then(|| cell.to_owned())
}
