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
pub use annotation::{Annotation, AnnotationField, AnnotationKind, BlockType};
pub use dialect::Dialect;
pub use dialects::Dialects;
pub use endpoint::Endpoint;
pub use evidence::{Declaration, Evidence, Guess, Telling};
pub use example::{Body, BodyKind, CurlCommand, Example, ExampleKind, Message, MessageForm, ToldStatus};
pub use exchange::{Exchange, PairingReason};
pub use ids::{ExampleId, MessageRef};
pub use page::ParsedPage;
pub use unquoted::Unquoted;
