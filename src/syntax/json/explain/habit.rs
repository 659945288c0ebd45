//! Whole-body notations: what is wrong throughout is no slip but another language.

use super::super::{IssueKind, JsonTree, Notation};

/// The notation that a text is written in, if it is not JSON.
pub(super) fn notation(tree: &JsonTree, text: &str) -> Option<Notation> {
    let count = |kind| tree.issues.iter().filter(|issue| issue.kind == kind).count();
    let (bare, single) = (count(IssueKind::UnquotedKey), count(IssueKind::SingleQuotes));
    if bare < 2 && single < 2 {
        return None;
    }
    let named = tree.nodes().filter(|(_, node)| node.key.is_some()).count();
    if bare > 1 && bare * 2 >= named {
        return Some(Notation::JavaScript);
    }
    let is_double = |at: u32| text.as_bytes().get(at as usize) == Some(&b'"');
    let double = tree
        .nodes()
        .flat_map(|(_, node)| node.key.map(|key| key.span.start).into_iter().chain([node.span.start]))
        .any(is_double);
    (single > 1 && !double && named > 0).then_some(Notation::Python)
}
