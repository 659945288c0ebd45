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

/// Whether parts of a text are for the reader to fill in: `https://{host}/labels`, `YYYY-MM-DD`.
pub(super) fn has_blanks(text: &str) -> bool {
    let pair = |open: char, close: char| text.find(open).is_some_and(|at| text[at..].contains(close));
    let letters = ["YYYY", "yyyy", "hh:mm", "HH:mm", "HH:MM"].iter().any(|mark| text.contains(mark));
    pair('{', '}') || pair('<', '>') || pair('[', ']') || letters || text.contains(['…', '*'])
}

/// Whether a text lists several of the allowed values for the reader to choose from: `standard | express`.
pub(super) fn names_choices(text: &str, allowed: &[String]) -> bool {
    let parts: Vec<&str> =
        text.split(['|', ',', '/']).flat_map(|part| part.split(" or ")).map(str::trim).collect();
    parts.len() > 1 && parts.iter().all(|part| allowed.iter().any(|value| value == part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_and_choices_are_told_from_values() {
        for text in ["https://{host}/a", "PX-<number>", "YYYY-MM-DD", "a…"] {
            assert!(has_blanks(text), "{text}");
        }
        for text in ["https://parcelo.example/a", "2025-01-02", "} {", "a > b"] {
            assert!(!has_blanks(text), "{text}");
        }
        let allowed = ["open".to_owned(), "shut".to_owned()];
        for (text, choices) in
            [("open | shut", true), ("open or shut", true), ("open", false), ("open/lost", false)]
        {
            assert_eq!(names_choices(text, &allowed), choices, "{text}");
        }
    }
}
