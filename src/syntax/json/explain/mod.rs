//! The cheapest explanation of a body with faults.
//!
//! The parser goes on from the first surprise, and one slip may surprise it many times. Where it had to guess, a few
//! explanations that name one slip are tried around the first faults: each is a small set of edits, and the edited
//! text is parsed again. The one after which least is wrong replaces what the parser made of it. What is still
//! unexplained and only follows from an earlier fault is marked so. Every count here is bounded by a constant.

mod braces;
mod brackets;
mod follow;
mod guess;
mod habit;
mod layer;
mod left_out;
mod line;
mod separators;
mod state;
mod strings;

use super::{Issue, JsonTree, Repair};
use crate::text::LocalSpan;
use guess::{Guess, weight};
use state::State;

/// The longest body that is explained; nobody reads a longer one in documentation.
const LONGEST: usize = 64 * 1024;

/// How often a body is parsed again, at most.
const MOST_TRIES: usize = 40;

/// How many independent slips of one body are explained.
const MOST_SLIPS: usize = 8;

/// The tree of `text` after what is wrong with it was explained.
pub(super) fn explained(text: &str, within: LocalSpan, mut tree: JsonTree) -> JsonTree {
    habit::name_words_of_pattern(&mut tree, text);
    let total: u32 = tree.issues.iter().map(|issue| weight(issue.kind)).sum();
    tree.notation = habit::notation(&tree, text);
    if total < 6 || tree.cut {
        return tree;
    }
    let is_short = within.len() <= LONGEST && (within.end as usize) < 16 * LONGEST;
    let unknown = |issue: &Issue| tree.notation.is_none_or(|notation| !notation.explains(issue.kind));
    if is_short && tree.issues.iter().any(|issue| weight(issue.kind) > 3 && unknown(issue)) {
        tree = search(text, within, tree);
        tree.notation = habit::notation(&tree, text);
    }
    follow::mark(&mut tree, text);
    tree
}

fn search(text: &str, within: LocalSpan, tree: JsonTree) -> JsonTree {
    let first = tree.clone();
    let mut state =
        State { text: text.to_owned(), within, tree, layers: Vec::new(), written: Vec::new(), cost: 0 };
    let mut tries = 0;
    let mut from = 0;
    for _ in 0..2 * MOST_SLIPS {
        let Some(cluster) = line::cluster(&state.tree.issues, &state.text, from) else { break };
        let guesses = guesses(&state, &cluster);
        let mut best: Option<State> = None;
        for guess in guesses {
            if tries == MOST_TRIES {
                break;
            }
            tries += 1;
            let Some(next) = state.with(guess) else { continue };
            let limit = best.as_ref().map_or(state.total(), State::total);
            if next.total() < limit {
                best = Some(next);
            }
        }
        match best {
            Some(next) => state = next,
            None => from = cluster.end,
        }
        if state.layers.len() == MOST_SLIPS || tries == MOST_TRIES {
            break;
        }
    }
    if state.layers.is_empty() {
        return first;
    }
    let merged = layer::merged(state.tree, &state.layers, text);
    // A repair that takes away what a guess put in does nothing in the text as it was written.
    let is_idle = |repair: &Repair| repair.span.is_empty() && repair.text.is_empty();
    if merged.issues.iter().flat_map(|issue| &issue.repairs).any(is_idle) { first } else { merged }
}

/// The explanations that fit the faults of a cluster.
fn guesses(state: &State, cluster: &line::Cluster) -> Vec<Guess> {
    let issues = &state.tree.issues[cluster.issues.clone()];
    let mut all = Vec::new();
    let near = || issues.iter().filter(|issue| weight(issue.kind) > 0).take(3);
    for issue in near() {
        separators::guesses(&state.text, state.within, issue, &mut all);
    }
    if let Some(issue) = near().next() {
        strings::guesses(&state.text, state.within, issue.span.start as usize, &mut all);
    }
    left_out::guesses(state, &mut all);
    braces::guesses(state, cluster.issues.start, &mut all);
    let is_bracket = |issue: &Issue| weight(issue.kind) > 3;
    if issues.iter().any(is_bracket) {
        brackets::guesses(state, &mut all);
    }
    all
}
