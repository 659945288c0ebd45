//! Why a text cannot be read as JSON or YAML, and how much of one is read.

/// How deep a description may nest. Real ones stay below thirty.
pub(super) const MAX_DEPTH: usize = 128;

/// How many values a description may have after its aliases are expanded.
pub(super) const MAX_VALUES: usize = 1_000_000;

/// Why a text cannot be read.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) offset: usize,
    pub(super) message: String,
}

impl Fault {
    pub(super) fn new(offset: usize, message: impl Into<String>) -> Self {
        Self { offset, message: message.into() }
    }
}

pub(super) fn too_deep() -> String {
    format!("the description nests deeper than {MAX_DEPTH} levels")
}
