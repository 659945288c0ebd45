//! Floor 3: from blocks to examples and exchanges.
//!
//! Here it is decided which code blocks are examples, what each of them is, and which response answers which
//! request, always with the evidence kept. Nothing here judges an example.

mod annotation;
mod example;
mod exchange;
mod page;

pub use annotation::{Annotation, AnnotationField, BlockType};
pub use example::{Body, BodyKind, Dialect, Example, ExampleId, ExampleKind, Message};
pub use exchange::{Exchange, MessageRef, PairingReason};
pub use page::Page;
