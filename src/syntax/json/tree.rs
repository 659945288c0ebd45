//! The tree of one JSON text: a flat arena of nodes with byte spans, keys included.
//!
//! Nodes are `Copy` and hold no text; the text is passed in where it is needed. Iteration, never recursion, walks
//! it: depth is whatever the writer typed.

use super::{Issue, Node, NodeId};

/// The values of one JSON text and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct JsonTree {
    pub(super) nodes: Vec<Node>,
    pub(super) roots: Vec<NodeId>,
    /// Every departure from the grammar, in order of place.
    pub issues: Vec<Issue>,
    /// Several documents, one complete value a line (NDJSON).
    pub line_delimited: bool,
    /// The notation that the whole text is written in, if it is another one.
    pub notation: Option<Notation>,
    /// Whether the text was not read to its end: its faults are too many, or its brackets too deep.
    pub cut: bool,
}

/// A notation that looks like JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// An object literal of JavaScript: names without quotes, commas at the end, single quotes.
    JavaScript,
    /// A dictionary as Python prints it: single quotes, `True`, `None`.
    Python,
    /// Objects as Python prints them: `Parcel(id='p-1')`.
    Objects,
    /// A literal of a program, with variables for values.
    Program,
    /// `name = value`, as HOCON and TOML have it.
    Assignments,
    /// A tree as viewers of JSON show it: `0:` before elements, `[2]` for their number.
    Viewer,
}

impl Notation {
    /// The kind of fault whose rule names the notation.
    pub fn carrier(self) -> super::IssueKind {
        match self {
            Self::JavaScript | Self::Assignments | Self::Viewer => super::IssueKind::UnquotedKey,
            Self::Python => super::IssueKind::SingleQuotes,
            Self::Objects => super::IssueKind::Call,
            Self::Program => super::IssueKind::UnquotedValue,
        }
    }

    /// Whether the notation is what explains a fault of this kind.
    pub fn explains(self, kind: super::IssueKind) -> bool {
        use super::IssueKind::{
            Comment, DuplicateKey, InvalidLiteral, SingleQuotes, TrailingComma, UnquotedKey, UnquotedValue,
        };
        match self {
            Self::JavaScript => {
                matches!(kind, UnquotedKey | SingleQuotes | TrailingComma | InvalidLiteral | Comment)
            }
            Self::Python => matches!(kind, SingleQuotes | TrailingComma | InvalidLiteral),
            Self::Objects | Self::Viewer => kind.is_fault() || kind == DuplicateKey,
            Self::Assignments => kind.is_fault() || kind == Comment,
            Self::Program => matches!(kind, UnquotedValue | SingleQuotes | TrailingComma | InvalidLiteral),
        }
    }
}

impl JsonTree {
    /// The first document's value, if there is any.
    pub fn root(&self) -> Option<NodeId> {
        self.roots.first().copied()
    }

    /// The values of all documents.
    pub fn roots(&self) -> &[NodeId] {
        &self.roots
    }

    /// Whether a strict parser accepts the text as one document. Duplicate names are legal there.
    pub fn is_valid(&self) -> bool {
        self.roots.len() == 1 && self.issues.iter().all(|issue| issue.kind == super::IssueKind::DuplicateKey)
    }

    /// How many faults the text has, those that only follow from others as well.
    pub fn faults(&self) -> usize {
        self.issues.iter().filter(|issue| issue.kind.is_fault()).count()
    }

    /// A node.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// All nodes in the order in which they begin.
    pub fn nodes(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        self.nodes.iter().enumerate().map(|(index, node)| (NodeId(index as u32), node))
    }

    /// The members or elements of a container, in order.
    pub fn children(&self, id: NodeId) -> Children<'_> {
        Children { tree: self, next: self.node(id).first }
    }

    /// The values before a node in its container, the nearest first.
    pub fn before(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.node(id).previous, |id| self.node(*id).previous)
    }

    /// The values behind a node in its container, the nearest first.
    pub fn behind(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.node(id).next, |id| self.node(*id).next)
    }

    /// The member of an object whose name is `name`, compared as written between the quotes.
    pub fn member(&self, id: NodeId, name: &str, text: &str) -> Option<NodeId> {
        self.children(id).find(|&child| self.name(child, text) == Some(name))
    }

    /// The member name of a node as written, without quotes and with escapes undecoded.
    pub fn name<'t>(&self, id: NodeId, text: &'t str) -> Option<&'t str> {
        self.node(id).key.map(|key| unquoted(key.span.of(text)))
    }

    /// The JSON Pointer (RFC 6901) of a node; `""` for a root.
    pub fn pointer(&self, id: NodeId, text: &str) -> String {
        let mut parts = Vec::new();
        let mut at = Some(id);
        while let Some(id) = at {
            let node = self.node(id);
            if node.parent.is_some() {
                parts.push(match self.name(id, text) {
                    Some(name) => name.replace('~', "~0").replace('/', "~1"),
                    None => node.position.to_string(),
                });
            }
            at = node.parent;
        }
        parts.iter().rev().flat_map(|part| ["/", part]).collect()
    }
}

/// The text between the quotes, whatever they are; as it stands if there are none.
pub(crate) fn unquoted(text: &str) -> &str {
    // What nearly every string has.
    if let [b'"', .., b'"'] = text.as_bytes() {
        return &text[1..text.len() - 1];
    }
    let open = ['"', '\'', '“', '”', '„', '‘', '’', '«', '»'];
    text.strip_prefix(open).map_or(text, |rest| rest.strip_suffix(open).unwrap_or(rest))
}

/// Iterator over the members or elements of a container.
#[derive(Debug)]
pub struct Children<'t> {
    tree: &'t JsonTree,
    next: Option<NodeId>,
}

impl Iterator for Children<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        let id = self.next?;
        self.next = self.tree.node(id).next;
        Some(id)
    }
}
