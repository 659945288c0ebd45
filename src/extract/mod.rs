//! Floor 3: from blocks to examples and exchanges.
//!
//! Here it is decided which code blocks are examples, what each of them is, and which response answers which
//! request, always with the evidence kept. Nothing here judges an example.

mod annotation;
mod binding;
mod classify;
mod comment;
mod conformance;
mod directive;
mod example;
mod exchange;
mod language;
mod notation;
mod outline;
mod page;
mod pairing;
mod parameter;
mod resources;
mod sniff;
mod tolerance;
mod workspace;

pub use annotation::{Annotation, AnnotationField, AnnotationKind, BlockType};
pub(crate) use comment::KEYS as ANNOTATION_KEYS;
pub use conformance::{
    BindingRemark, BodyConformance, BoundBy, Conformance, Coverage, OperationRemark, ParameterFact, WhyNot,
};
pub use directive::{Directive, DirectiveKind, DirectiveWord, WordState, directives, may_hold_directives};
pub use example::{Body, BodyKind, Dialect, Example, ExampleId, ExampleKind, Message};
pub use exchange::{Exchange, MessageRef, PairingReason};
pub use page::Page;
pub use resources::{definitions, resources};
pub use workspace::{NamedRequest, PageId, PageIndex, Workspace};

#[cfg(test)]
mod tests;
