//! JSON text of a description. Strict: what a validator cannot read cannot be trusted.

use serde_json::{Map, Number, Value};

use super::fault::{Fault, MAX_DEPTH, too_deep};
use super::place::{Places, Spot};

use crate::syntax::json::{IssueKind, JsonTree, NodeId, NodeKind, decoded, unquoted};

/// Reads what stands in `text` from `start` on, which `tree` is the tree of.
pub(super) fn read(text: &str, start: usize, tree: &JsonTree) -> Result<(Value, Places), Fault> {
    let mut places = Places::default();
    let root =
        tree.root().ok_or_else(|| Fault::new(start, "expected a description, but the file is empty"))?;
    if let Some(issue) = tree.issues.first() {
        let message = if issue.kind == IssueKind::DuplicateKey {
            "duplicate key in an object"
        } else {
            "the text is not valid JSON from here on"
        };
        return Err(Fault::new(issue.span.start as usize, message));
    }
    if let Some(&second) = tree.roots().get(1) {
        return Err(Fault::new(tree.node(second).span.start as usize, "a second JSON document begins here"));
    }
    let value = Reader { tree, text, places: &mut places }.value(root, Spot::ROOT, 0)?;
    Ok((value, places))
}

struct Reader<'r> {
    tree: &'r JsonTree,
    text: &'r str,
    places: &'r mut Places,
}

impl Reader<'_> {
    /// Recursion is bounded by [`MAX_DEPTH`].
    fn value(&mut self, id: NodeId, spot: Spot, depth: usize) -> Result<Value, Fault> {
        let node = self.tree.node(id);
        let start = node.span.start as usize;
        if depth > MAX_DEPTH {
            return Err(Fault::new(start, too_deep()));
        }
        self.places.insert(spot, node.key.map_or(start, |key| key.span.start as usize));
        let written = node.span.of(self.text);
        Ok(match node.kind {
            NodeKind::Object => {
                let mut members = Map::new();
                for child in self.tree.children(id) {
                    let name = self.tree.name(child, self.text).unwrap_or_default();
                    let name = decoded(name).into_owned();
                    let value = self.value(child, spot.child(&name), depth + 1)?;
                    members.insert(name, value);
                }
                Value::Object(members)
            }
            NodeKind::Array => {
                let elements = self.tree.children(id).enumerate();
                let elements = elements.map(|(at, child)| self.value(child, spot.element(at), depth + 1));
                Value::Array(elements.collect::<Result<_, _>>()?)
            }
            NodeKind::String => Value::String(decoded(unquoted(written)).into_owned()),
            NodeKind::Number => Value::Number(
                serde_json::from_str::<Number>(written)
                    .map_err(|_| Fault::new(start, "the number is larger than any that can be compared"))?,
            ),
            NodeKind::Bool(value) => Value::Bool(value),
            NodeKind::Null | NodeKind::Placeholder | NodeKind::Elision | NodeKind::Invalid => Value::Null,
        })
    }
}
