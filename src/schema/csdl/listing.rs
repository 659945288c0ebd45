//! What a service offers, as a list for those who count what its documentation shows: entity sets, singletons, actions
//! and functions (OData CSDL 4.01, sections 12 and 13).

use super::model::{Model, Operation, Root, Shape};
use super::url::passed;
use crate::schema::SchemaOperation;

/// Everything that a request can call, sorted.
pub(super) fn operations(model: &Model) -> Vec<SchemaOperation> {
    let roots = model.roots.values().flatten().map(|(name, root)| SchemaOperation {
        path: format!("/{}", model.text(*name)),
        method: match root {
            Root::Set(_) | Root::Singleton(_) => String::new(),
            Root::Import(overloads) => {
                overloads.first().map_or(String::new(), |id| method(model.operation(*id)))
            }
        },
        statuses: Vec::new(),
        bound_to: None,
    });
    let bound = model.operations.iter().filter_map(|operation| {
        let (path, bound_to) = path(model, operation)?;
        Some(SchemaOperation {
            path,
            method: method(operation),
            statuses: Vec::new(),
            bound_to: Some(bound_to),
        })
    });
    let mut all: Vec<_> = roots.chain(bound).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Method and path, as in [`operations`], of what a target begins with and of all that it calls.
pub(super) fn called(model: &Model, target: &str) -> Vec<(String, String)> {
    let (root, ids) = passed(model, target);
    let all = root.and_then(|root| model.roots.get(&root.to_ascii_lowercase())).into_iter().flatten();
    let roots = all.map(|(name, root)| match root {
        Root::Import(overloads) => {
            let method = overloads.first().map_or(String::new(), |id| method(model.operation(*id)));
            (method, format!("/{}", model.text(*name)))
        }
        _ => (String::new(), format!("/{}", model.text(*name))),
    });
    let bound = ids.iter().filter_map(|id| {
        let operation = model.operation(*id);
        Some((method(operation), path(model, operation)?.0))
    });
    roots.chain(bound).collect()
}

fn method(operation: &Operation) -> String {
    (if operation.action { "POST" } else { "GET" }).to_owned()
}

/// What a bound operation is called, and the type that it is bound to: `parcelo.v1.parcel/sign`,
/// `Collection(parcelo.v1.parcel)/delta`.
fn path(model: &Model, operation: &Operation) -> Option<(String, String)> {
    let binding = model.used(operation.binding?);
    let Shape::Defined(id) = binding.shape else { return None };
    let (ty, name) = (model.full_name(id), model.text(operation.name));
    let path = if binding.collection { format!("Collection({ty})/{name}") } else { format!("{ty}/{name}") };
    Some((path, ty))
}
