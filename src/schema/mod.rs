//! Floor 2: what an API's descriptions say about the shape of a body.
//!
//! Every kind of description (CSDL, OpenAPI, JSON Schema, documentation resources) is a [`SchemaProvider`]. All of
//! them answer the same questions and report the same [`Violation`]s over the span-carrying tree, so that rules,
//! messages and fixes are written once. Providers are built from text that the engine has read: nothing here opens
//! a file, follows a reference out of what it was given, or knows what an example is.

mod bindings;
mod csdl;
mod described;
pub mod doc_resource;
mod document;
pub mod embedded;
mod instance;
mod json_schema;
mod lexical;
mod load;
mod model;
mod openapi;
mod parameter;
mod provider;
mod query;
mod set;
mod violation;

pub use bindings::{Bindings, BoundBody};
pub use csdl::Csdl;
pub use described::DescribedExample;
pub(crate) use described::{DescribedRole, texts};
pub(crate) use document::{Excerpt, Transcript};
pub use instance::{Instance, Tolerance};
pub use json_schema::JsonSchemas;
pub use load::LoadedSchemas;
pub(crate) use load::is_description;
use model::Flaws;
pub use model::{
    BoundSchema, SchemaError, SchemaLocation, SchemaMember, SchemaOperation, SchemaPlace, SchemaRef,
};
pub use openapi::OpenApi;
pub use parameter::{Parameter, ParameterPlace, ParameterStyle};
pub use provider::SchemaProvider;
pub use query::{Direction, NotCovered, OperationFault, OperationQuery, Resolution};
pub use set::{Answer, SchemaSet};
pub use violation::{TypeWord, Violation, ViolationKind};
