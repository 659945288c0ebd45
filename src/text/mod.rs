//! Floor 0: text and places in it.
//!
//! Here lives what every other floor counts with: byte spans, the line index, the map from an example's body to
//! its file, edits, and what makes two words alike. Nothing here knows Markdown, JSON, HTTP or rules, and nothing here reads a file.

mod body;
mod edit;
mod line_index;
mod nearest;
mod source;
mod span;

pub(crate) use body::{BodyText, Notation, WrittenPiece};
pub(crate) use edit::apply_edits_to_bytes;
pub use edit::{Edit, apply_edits};
pub use line_index::LineColumn;
pub(crate) use line_index::LineIndex;
pub(crate) use nearest::nearest;
pub use source::SourceFile;
pub use span::{LocalSpan, Span};
