//! D13: a comment says what the block after it is. Read with the page, because the comment stands outside of the
//! block; whatever the block is written in, the comment names the dialect.

/// Nothing to read in the block itself.
pub(super) struct Annotation;

impl super::Form for Annotation {}
