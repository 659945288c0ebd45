//! Floor 3: from blocks to examples and exchanges.
//!
//! Here it is decided which code blocks are examples, what each of them is, and which response answers which
//! request, always with the evidence kept. Nothing here judges an example.

mod announced;
mod comment;
mod declared;
mod definitions;
mod dialect;
mod directive;
mod endpoint;
mod layout;
mod lead;
mod mention;
mod model;
mod naming;
mod outline;
mod page;
mod pairing;
mod resources;
mod roles;
mod sent_bodies;
mod spoken;
mod surroundings;
mod values;
mod weighing;
mod workspace;

pub(crate) use comment::KEYS as ANNOTATION_KEYS;
pub(crate) use declared::{
    Certainty, Codes, Declared, DeclaredBody, DeclaredEndpoint, DeclaredEnum, DeclaredField, DeclaredStatus,
    EndpointForm, Endpoints, FieldKind, Fields, PathTemplate, StatusForm, StatusPrefilter, is_foreign,
    is_signature, may_contradict_itself,
};
pub use definitions::definitions;
pub(crate) use definitions::may_define;
pub(crate) use directive::{
    Directive, DirectiveKind, WordState, directives, directives_of_values, may_hold_directives,
};
pub(crate) use model::{
    Annotation, AnnotationField, AnnotationKind, BlockType, CurlCommand, Declaration, Dialects, Endpoint,
    Evidence, ExampleId, ExampleKind, Exchange, Guess, MessageForm, PairingReason, Telling, ToldStatus,
    Unquoted,
};
pub use model::{Body, BodyKind, Dialect, Example, Message, MessageRef, ParsedPage};
pub(crate) use resources::resources;
pub(crate) use surroundings::{labels, lead_in, speaks_of};
pub(crate) use values::DescribedValue;
pub(crate) use workspace::{NamedRequest, PageId, PageIndex, Workspace};

#[cfg(test)]
mod tests;
