//! Floor 3: from blocks to examples and exchanges.
//!
//! Here it is decided which code blocks are examples, what each of them is, and which response answers which
//! request, always with the evidence kept. Nothing here judges an example.

mod annotation;
mod beside;
mod binding;
mod comment;
mod conformance;
mod declared;
mod definitions;
mod dialect;
mod directive;
mod endpoint;
mod example;
mod exchange;
mod outline;
mod page;
mod pairing;
mod parameter;
mod resources;
mod roles;
mod sighting;
mod surroundings;
mod tolerance;
mod unquoted;
mod workspace;

pub use annotation::{Annotation, AnnotationField, AnnotationKind, BlockType};
pub(crate) use comment::KEYS as ANNOTATION_KEYS;
pub use conformance::{
    BindingRemark, BodyConformance, BoundBy, Conformance, Coverage, OperationRemark, ParameterFact, WhyNot,
};
pub use declared::{
    Certainty, Codes, Declared, DeclaredBody, DeclaredEndpoint, DeclaredEnum, DeclaredField, DeclaredStatus,
    EndpointForm, Endpoints, FieldKind, Fields, Glance, PathTemplate, StatusForm, is_foreign, is_signature,
};
pub use definitions::{definitions, may_define};
pub use dialect::{Dialect, Dialects};
pub use directive::{Directive, DirectiveKind, DirectiveWord, WordState, directives, may_hold_directives};
pub use endpoint::Endpoint;
pub use example::{Body, BodyKind, Example, ExampleId, ExampleKind, Message, MessageForm};
pub use exchange::{Exchange, MessageRef, PairingReason};
pub use page::Page;
pub use resources::resources;
pub use sighting::{Sightings, sightings};
pub use unquoted::Unquoted;
pub use workspace::{NamedRequest, PageId, PageIndex, Workspace};

#[cfg(test)]
mod tests;
