//! What is excused: values that stand for others, what was left out, and what depends on either.

use jsonschema::ValidationError;

use super::report::Report;
use crate::schema::Instance;
use crate::syntax::json::{NodeId, NodeKind};

impl Report<'_> {
    /// Whether nothing can be said about a value: it stands for another, or could not be read.
    pub(super) fn is_open(&self, node: NodeId) -> bool {
        is_open(self.view.at(node))
    }

    /// Whether members may be missing.
    pub(super) fn is_partial(&self, node: NodeId) -> bool {
        let here = self.view.at(node);
        here.node().elided || self.tolerance.truncated || here.children().any(Instance::has_placeholder_name)
    }

    /// Whether anything in the value is left open, so that what depends on all of it cannot be known.
    pub(super) fn is_uncertain(&self, node: NodeId) -> bool {
        let mut open = vec![self.view.at(node)];
        while let Some(value) = open.pop() {
            if value.node().elided || is_open(value) || value.has_placeholder_name() {
                return true;
            }
            open.extend(value.children());
        }
        self.tolerance.truncated
    }

    /// Whether the error stands in a `then` or `else` that a placeholder may have chosen.
    pub(super) fn hangs_on_a_placeholder(&self, error: &ValidationError<'_>, node: NodeId) -> bool {
        let path = error.evaluation_path().as_str();
        if !path.contains("/then") && !path.contains("/else") {
            return false;
        }
        let trail = self.bundle.trail(path);
        trail.conditions.iter().any(|condition| {
            let known = self.known(condition);
            let mut at = Some(node);
            while let Some(node) = at {
                let here = self.view.at(node);
                let undecided = |name: &str| match self.view.member(node, name) {
                    Some(member) => self.is_open(member),
                    None => self.is_partial(node),
                };
                if here.node().kind == NodeKind::Object && known.names().any(undecided) {
                    return true;
                }
                at = here.node().parent;
            }
            false
        })
    }
}

fn is_open(value: Instance<'_>) -> bool {
    let node = value.node();
    let unread = match node.kind {
        NodeKind::Number => value.written().parse::<f64>().is_err(),
        NodeKind::Null => node.span.is_empty(),
        _ => false,
    };
    unread || value.is_placeholder()
}
