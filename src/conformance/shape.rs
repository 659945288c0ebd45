//! What a body is by its own form: a collection or one value, and of which type it says that it is.

use crate::schema::{BoundSchema, Instance};
use crate::syntax::json::NodeKind;

/// The type that a body names itself, with the member that says so.
pub(super) fn own_type(value: Instance<'_>) -> Option<(Instance<'_>, &str)> {
    let member = value.member("@odata.type")?;
    let name = member.written().trim_start_matches('#');
    (member.node().kind == NodeKind::String && !name.contains(['(', '{', '<'])).then_some((member, name))
}

/// Whether the body is an array, or has the form of the OData collection envelope.
pub(super) fn is_collection(value: Instance<'_>) -> bool {
    let is_array = |value: Instance<'_>| value.node().kind == NodeKind::Array;
    let envelope = || {
        let only_value = value
            .children()
            .all(|member| member.name().is_some_and(|name| name == "value" || name.starts_with('@')));
        only_value && own_type(value).is_none() && value.member("value").is_some_and(is_array)
    };
    is_array(value) || envelope()
}

/// The schema as a single value or as a collection.
pub(super) fn shaped(mut schema: BoundSchema, collection: bool) -> BoundSchema {
    schema.schema.collection = collection;
    schema
}
