//! The nodes of a tree.

use crate::text::LocalSpan;

/// Index of a node in its tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(crate) u32);

impl NodeId {
    /// The number of the node in its tree; nodes are numbered in the order in which they begin.
    pub(crate) fn index(self) -> u32 {
        self.0
    }
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// `{ … }`
    Object,
    /// `[ … ]`
    Array,
    /// A string, whatever its quotes.
    String,
    /// A number.
    Number,
    /// `true` or `false`.
    Bool(bool),
    /// `null`, or a value that is missing.
    Null,
    /// An unquoted template such as `<id>`.
    Placeholder,
    /// A value left out: `"a": ...`.
    Elision,
    /// Anything else that was written where a value belongs.
    Invalid,
}

/// One value.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// From its first to its last byte; containers with their brackets, strings with their quotes.
    pub span: LocalSpan,
    /// The container, unless it is a root.
    pub parent: Option<NodeId>,
    /// The member name, where the container is an object.
    pub key: Option<Key>,
    /// Whether something of this container was left out by an elision.
    pub elided: bool,
    pub(super) first: Option<NodeId>,
    pub(super) last: Option<NodeId>,
    pub(super) next: Option<NodeId>,
    pub(super) previous: Option<NodeId>,
    pub(super) position: u32,
}

/// A member name.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// With its quotes, if it has any.
    pub span: LocalSpan,
}
