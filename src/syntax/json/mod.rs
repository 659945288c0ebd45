//! JSON as RFC 8259 defines it and as writers type it.
//!
//! [`parse`] reads any text in one pass into a [`JsonTree`]: a flat arena of spanned nodes, and an [`Issue`] for
//! every departure from the grammar, on its culprit, with the edits that mend it. What writers leave out on
//! purpose (`...`, `// other properties`, `<id>`) is understood and named as such. Applying the repairs of all
//! issues yields a document that any strict parser accepts. Where the pass had to guess, `explain` looks for the one
//! slip behind it. Nothing here decides what is worth reporting.

mod builder;
mod call;
mod close;
mod cursor;
mod elision;
mod escape;
mod explain;
mod issue;
mod member;
mod node;
mod notation;
mod other_quotes;
mod parser;
mod plain;
mod repair;
mod section;
mod separator;
mod skim;
mod slip;
mod string;
mod template;
mod token;
mod top;
mod tree;
mod word;

use crate::text::LocalSpan;

pub(crate) use cursor::{Cursor, Slot, cursor};
pub use escape::decoded;
pub use issue::{Issue, IssueKind, Repair};
pub use node::{Key, Node, NodeId, NodeKind};
pub(crate) use skim::top_names;
pub(crate) use tree::unquoted;
pub use tree::{Children, JsonTree, Notation};

/// Reads the part `within` of `text` as JSON. Spans count from the start of `text`. Total, and linear in the length.
pub fn parse(text: &str, within: LocalSpan) -> JsonTree {
    let tree = parser::Parser::new(text, within).run();
    if tree.issues.is_empty() { tree } else { explain::explained(text, within, tree) }
}
