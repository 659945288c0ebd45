//! Floor 1: the languages inside examples, as pure and total parsers.
//!
//! Every parser returns `(tree, issues)`: nothing that a writer types makes one fail, and none of them knows
//! Markdown, files or rules. Spans are local to the text that was given.

pub mod http;
pub mod json;
pub mod shell;
pub(crate) mod timestamp;
