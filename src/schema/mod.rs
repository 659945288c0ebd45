//! Floor 2: what an API's descriptions say about the shape of a body.
//!
//! Every kind of description (CSDL, OpenAPI, JSON Schema, documentation resources) is a [`SchemaProvider`]. All of
//! them answer the same questions and report the same [`Violation`]s over the span-carrying tree, so that rules,
//! messages and fixes are written once. Providers are built from text that the engine has read: nothing here opens
//! a file, follows a reference out of what it was given, or knows what an example is.

mod bindings;
mod csdl;
mod described;
pub(crate) mod doc_resource;
mod document;
pub(crate) mod embedded;
mod facts;
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

pub(crate) use bindings::{Bindings, BoundBody};
pub(crate) use csdl::Csdl;
pub(crate) use described::DescribedExample;
pub(crate) use described::DescribedRole;
pub(crate) use document::{Excerpt, Transcript};
pub(crate) use facts::{HeaderFacts, MemberFacts, OperationFacts, Step, ValueFacts};
pub(crate) use instance::{Instance, Tolerance};
pub(crate) use json_schema::JsonSchemas;
pub(crate) use lexical::element_name;
pub use load::LoadedSchemas;
pub(crate) use load::is_description;
use model::Flaws;
pub(crate) use model::{
    BoundSchema, SchemaError, SchemaLocation, SchemaMember, SchemaOperation, SchemaPlace, SchemaRef,
};
pub(crate) use openapi::OpenApi;
pub(crate) use parameter::{Parameter, ParameterPlace, ParameterStyle};
pub(crate) use provider::SchemaProvider;
pub(crate) use query::{Direction, NotCovered, OperationFault, OperationQuery, Resolution};
pub(crate) use set::Answer;
pub use set::SchemaSet;
pub(crate) use violation::{TypeWord, Violation, ViolationKind};
