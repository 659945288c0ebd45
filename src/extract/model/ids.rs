//! Names of examples and messages within their page.

/// Index of an example in its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExampleId(pub(crate) u32);

impl ExampleId {
    /// The index itself.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One message of one example.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MessageRef {
    /// The example.
    pub example: ExampleId,
    /// Index of the message in it; 0 for a bare body.
    pub message: u32,
}
