//! What is known of a page once its examples are read: plain data, for everybody above. Nothing here reads a page.

mod annotation;
mod dialect;
mod dialects;
mod endpoint;
mod evidence;
mod example;
mod exchange;
mod ids;
mod page;
mod unquoted;

pub(super) use annotation::unquoted;
pub(crate) use annotation::{Annotation, AnnotationField, AnnotationKind, BlockType};
pub use dialect::Dialect;
pub(crate) use dialects::Dialects;
pub(crate) use endpoint::Endpoint;
pub(crate) use evidence::{Declaration, Evidence, Guess, Telling};
pub use example::{Body, BodyKind, Example, Message};
pub(crate) use example::{CurlCommand, ExampleKind, MessageForm, ToldStatus};
pub(crate) use exchange::{Exchange, PairingReason};
pub(crate) use ids::ExampleId;
pub use ids::MessageRef;
pub use page::ParsedPage;
pub(crate) use unquoted::Unquoted;
