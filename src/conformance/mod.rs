//! Floor 4: what the descriptions of an API say about the examples of a page: facts, found once, that rules project.
//!
//! Which schema describes a body and by what evidence, what its surroundings excuse, and what the schema has against
//! it. Nothing here words a finding, and nothing reads a description.

mod adjacent;
mod base;
mod binding;
mod check;
mod described;
mod description;
mod governing;
mod model;
mod operations;
mod page;
mod parameter;
mod shape;
mod shown;
mod template;
mod tolerance;

pub(crate) use description::Description;
pub(crate) use governing::{Governed, Hop, MessageOperation, direction, governed, operation, request_body};
pub(crate) use model::{
    BindingRemark, BodyConformance, BoundBy, Conformance, Coverage, OperationRemark, ParameterFact,
};
pub use page::Page;
pub(crate) use shown::{ShownMembers, shown_members};
