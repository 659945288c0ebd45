//! Which body an operation has, by its address, method, direction and status (OData Protocol 4.01, section 11).

use super::model::{Kind, Model, Shape, TypeUse};
use super::primitive::Primitive;
use super::url::{Address, walk};
use crate::schema::{Direction, NotCovered, OperationQuery};

/// The type of the body, or why there is none to be held against.
pub(super) fn body(model: &Model, query: &OperationQuery<'_>) -> Result<TypeUse, NotCovered> {
    if matches!(query.direction, Direction::Response(Some(400..))) {
        return Err(NotCovered::Foreign);
    }
    let body = match walk(model, query.target).ok_or(NotCovered::Foreign)? {
        Address::Raw | Address::Reference => Err(NotCovered::NotJson),
        Address::Returned(..) if query.method == "POST" => Err(NotCovered::Foreign),
        Address::Resource(ty) | Address::Returned(ty, _) => resource(model, ty, query),
        Address::Action(id) => {
            let operation = model.operation(id);
            match query.direction {
                _ if query.method != "POST" => Err(NotCovered::Foreign),
                Direction::Request if model.own_properties(operation.parameters).is_empty() => {
                    Err(NotCovered::NoBody)
                }
                Direction::Request => Ok(TypeUse::single(Shape::Defined(operation.parameters))),
                Direction::Response(Some(100..=199 | 202 | 204..=399)) => Err(NotCovered::NoBody),
                Direction::Response(_) => {
                    operation.returns.map(|ty| model.used(ty)).ok_or(NotCovered::NoBody)
                }
            }
        }
    }?;
    if query.media_type.is_some_and(|media_type| !media_type.contains("json")) {
        return Err(NotCovered::NotJson);
    }
    match body.shape {
        Shape::Primitive(Primitive::Untyped | Primitive::Stream) => Err(NotCovered::NotJson),
        Shape::Unknown => Err(NotCovered::Foreign),
        _ => Ok(body),
    }
}

fn resource(model: &Model, ty: TypeUse, query: &OperationQuery<'_>) -> Result<TypeUse, NotCovered> {
    let one = TypeUse::single(ty.shape);
    match (query.method, query.direction) {
        (_, Direction::Response(Some(100..=199 | 202 | 204..=205 | 300..=399))) | ("HEAD" | "DELETE", _) => {
            Err(NotCovered::NoBody)
        }
        ("GET", Direction::Request) => Err(NotCovered::NoBody),
        ("GET", Direction::Response(_)) => Ok(ty),
        // Only entities are created in a collection.
        ("POST", _) if ty.collection && model.is_entity(ty.shape) => Ok(one),
        // What a service answers to new content of a stream is its own affair.
        ("PATCH" | "PUT" | "MERGE", Direction::Response(_))
            if ty.shape == Shape::Primitive(Primitive::Stream) =>
        {
            Err(NotCovered::Foreign)
        }
        ("PATCH" | "PUT" | "MERGE", _) if !ty.collection => Ok(one),
        _ => Err(NotCovered::Foreign),
    }
}

/// Whether the metadata gives a body of the type a structure.
pub(super) fn has_structure(model: &Model, shape: Shape) -> bool {
    matches!(shape, Shape::Defined(id) if !matches!(model.ty(id).kind, Kind::Definition(Primitive::Untyped | Primitive::Stream)))
}
