//! D16: JSON without a message around it. What is left when no other dialect knows better.

/// A bare body; read where nothing else was recognised.
pub(super) struct JsonFence;

impl super::Form for JsonFence {}
