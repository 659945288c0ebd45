//! Puts nodes into the arena in document order.

use super::node::Node;
use super::{Issue, IssueKind, JsonTree, Key, NodeId, NodeKind, unquoted};
use crate::text::LocalSpan;

/// About as many bytes are written for a value, and no more memory is asked for than so many values take; only memory
/// depends on it.
const USUAL_VALUE: usize = 32;
const MOST_AT_ONCE: usize = 1024;

impl JsonTree {
    /// A tree to put the values of a text of this many bytes into.
    pub(super) fn for_text(length: usize) -> Self {
        let values = (length / USUAL_VALUE + 2).min(MOST_AT_ONCE);
        Self { nodes: Vec::with_capacity(values), ..Self::default() }
    }

    /// Adds a value under `parent`, or as a root.
    pub(super) fn add(
        &mut self,
        kind: NodeKind,
        span: LocalSpan,
        parent: Option<NodeId>,
        key: Option<LocalSpan>,
    ) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        let previous = parent.and_then(|parent| self.nodes[parent.0 as usize].last);
        let position = previous.map_or(0, |previous| self.nodes[previous.0 as usize].position + 1);
        let key = key.map(|span| Key { span });
        self.nodes.push(Node {
            kind,
            span,
            parent,
            key,
            elided: false,
            first: None,
            last: None,
            next: None,
            previous,
            position,
        });
        match (parent, previous) {
            (None, _) => self.roots.push(id),
            (Some(parent), None) => {
                self.nodes[parent.0 as usize].first = Some(id);
                self.nodes[parent.0 as usize].last = Some(id);
            }
            (Some(parent), Some(previous)) => {
                self.nodes[previous.0 as usize].next = Some(id);
                self.nodes[parent.0 as usize].last = Some(id);
            }
        }
        id
    }

    pub(super) fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.0 as usize]
    }

    /// Takes the last child out of its container; the node stays in the arena, without a place in the tree.
    pub(super) fn unlink_last(&mut self, parent: NodeId) {
        let before = self.node(parent).last.and_then(|last| self.node(last).previous);
        match before {
            Some(before) => self.node_mut(before).next = None,
            None => self.node_mut(parent).first = None,
        }
        self.node_mut(parent).last = before;
    }

    /// Notes names that an object has twice. Names that stand for others (`"..."`, templates) may repeat. `names` is
    /// memory to work in.
    pub(super) fn note_duplicates<'t>(
        &mut self,
        object: NodeId,
        text: &'t str,
        names: &mut Vec<(&'t str, NodeId)>,
    ) {
        let node = self.node(object);
        if node.elided || node.first == node.last {
            return;
        }
        if self.names_surely_differ(object, text) {
            return;
        }
        names.clear();
        names.extend(
            self.children(object).filter_map(|child| self.name(child, text).map(|name| (name, child))),
        );
        // Most names differ in length already, and that is quickly compared.
        names.sort_unstable_by(|(a, first), (b, second)| {
            a.len().cmp(&b.len()).then_with(|| a.cmp(b)).then_with(|| first.cmp(second))
        });
        if names.windows(2).all(|pair| pair[0].0 != pair[1].0) {
            return;
        }
        let repeated: Vec<(NodeId, NodeId)> = names
            .chunk_by(|a, b| a.0 == b.0)
            .filter(|group| group.len() > 1 && stands_for_itself(group[0].0))
            .filter(|group| group.len() < names.len() || !self.are_alternatives(group, text))
            .flat_map(|group| group[1..].iter().map(|&(_, id)| (group[0].1, id)))
            .collect();
        for (first, again) in repeated {
            let span = |id: NodeId| self.node(id).key.map(|key| key.span);
            let Some(culprit) = span(again) else { continue };
            let related = span(first);
            let issue = Issue::new(IssueKind::DuplicateKey, culprit, Vec::new());
            self.issues.push(Issue { related, node: Some(again), ..issue });
        }
    }

    /// Whether no two names of an object can be the same, by a look at each alone: in nearly every object they differ in
    /// length or in their first or last bytes.
    fn names_surely_differ(&self, object: NodeId, text: &str) -> bool {
        const WORDS: usize = 16;
        let mut seen = [0_u64; WORDS];
        self.children(object).filter_map(|child| self.node(child).key).all(|key| {
            let name = unquoted(key.span.of(text)).as_bytes();
            let (first, last) = match (name.first_chunk(), name.last_chunk()) {
                (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
                _ => (name.iter().fold(0, |short, byte| short << 8 | u64::from(*byte)), 0),
            };
            let mixed =
                (first ^ last.rotate_left(29) ^ name.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let (word, bit) = ((mixed >> 60) as usize % WORDS, 1 << (mixed >> 54 & 63));
            let is_new = seen[word] & bit == 0;
            seen[word] |= bit;
            is_new
        })
    }

    /// Whether the members of one object, which all have the same name, are ways to write one: set apart by blank lines
    /// or remarks.
    fn are_alternatives(&self, members: &[(&str, NodeId)], text: &str) -> bool {
        members.windows(2).all(|pair| {
            let (before, after) = (self.node(pair[0].1), self.node(pair[1].1));
            let start = after.key.map_or(after.span.start, |key| key.span.start);
            let between = LocalSpan { start: before.span.end, end: start.max(before.span.end) }.of(text);
            between.matches('\n').count() > 1
        })
    }
}

fn stands_for_itself(name: &str) -> bool {
    !(name.is_empty() || name.chars().all(|c| matches!(c, '.' | '…')) || name.starts_with(['<', '{', '$']))
}
