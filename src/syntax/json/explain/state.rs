//! A body with the edits of the explanations that were believed so far, parsed again after each.

use super::super::parser::Parser;
use super::super::{Issue, JsonTree};
use super::guess::{Guess, weight};
use super::layer::Layer;
use crate::text::LocalSpan;

/// A body as far as it is explained: the edited text, and the tree of that text.
pub(super) struct State {
    pub(super) text: String,
    pub(super) within: LocalSpan,
    pub(super) tree: JsonTree,
    pub(super) layers: Vec<Layer>,
    /// What the layers wrote, as it is placed in the edited text.
    pub(super) written: Vec<LocalSpan>,
    pub(super) cost: u32,
}

impl State {
    /// What all faults together cost.
    pub(super) fn total(&self) -> u32 {
        self.cost + self.tree.issues.iter().map(|issue| weight(issue.kind)).sum::<u32>()
    }

    /// The same body with the edits of a guess made.
    pub(super) fn with(&self, guess: Guess) -> Option<Self> {
        let cost = self.cost + guess.cost;
        let layer = Layer::new(guess, &self.text).filter(|layer| !layer.disturbs_any(&self.written))?;
        let text = layer.edited(&self.text);
        let within = LocalSpan::new(self.within.start as usize, layer.forward(self.within.end as usize));
        let tree = Parser::new(&text, within).run();
        if tree.roots.is_empty() || tree.issues.iter().any(|issue| layer.disturbs(issue)) {
            return None;
        }
        let mut layers = self.layers.clone();
        // A fault of what was written here is no fault of the page.
        let is_own = |issue: &Issue| {
            let span = issue.span;
            weight(issue.kind) > 0
                && layer
                    .written()
                    .any(|own| !span.is_empty() && own.start <= span.start && span.end <= own.end)
        };
        if tree.issues.iter().any(is_own) {
            return None;
        }
        let moved = |span: &LocalSpan| {
            LocalSpan::new(layer.forward(span.start as usize), layer.forward(span.end as usize))
        };
        let mut written: Vec<LocalSpan> = self.written.iter().map(moved).collect();
        written.extend(layer.written());
        layers.push(layer);
        Some(Self { text, within, tree, layers, written, cost })
    }
}
