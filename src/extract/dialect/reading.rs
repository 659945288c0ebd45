//! What a dialect makes of a block.

use crate::extract::{Body, CurlCommand, Dialect, ExampleKind, Message};

/// What a dialect makes of a block.
pub(super) struct Reading<'d> {
    pub(super) kind: ExampleKind,
    pub(super) dialect: Dialect,
    pub(super) messages: Vec<Message<'d>>,
    pub(super) payload: Option<Body>,
    pub(super) commands: Vec<CurlCommand>,
}
