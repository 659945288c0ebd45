//! D8: the head of a response in one block and its body in the next. Joined with the page, because neither block
//! knows of the other.

/// Split messages.
pub(super) struct SplitMessage;

impl super::Form for SplitMessage {}
