//! The edits of one explanation: made to the text, and found back afterwards.
//!
//! What is parsed after the edits has places in the edited text; here they become places of the text that the writer
//! wrote. An edit that the tree of the edited text would undo is no explanation.

use super::guess::Guess;
use super::line;
use crate::syntax::json::{Issue, JsonTree, Repair};
use crate::text::LocalSpan;

/// An explanation whose edits are in order and do not overlap.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    guess: Guess,
}

impl Layer {
    /// `None` if the edits touch each other or change nothing.
    pub(super) fn new(mut guess: Guess, text: &str) -> Option<Self> {
        guess.repairs.sort_by_key(|repair| (repair.span.start, repair.span.end));
        let ordered = guess.repairs.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start);
        let sound = guess.repairs.iter().all(|repair| text.get(repair.span.range()).is_some());
        (ordered && sound && !guess.repairs.is_empty()).then_some(Self { guess })
    }

    /// The text after the edits.
    pub(super) fn edited(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 16);
        let mut at = 0;
        for repair in &self.guess.repairs {
            out.push_str(&text[at..repair.span.start as usize]);
            out.push_str(&repair.text);
            at = repair.span.end as usize;
        }
        out.push_str(&text[at..]);
        out
    }

    /// For every edit its place before, and its place after.
    fn places(&self) -> impl Iterator<Item = (LocalSpan, LocalSpan)> {
        let (mut written, mut removed) = (0, 0);
        self.guess.repairs.iter().map(move |repair| {
            let start = repair.span.start as usize + written - removed;
            written += repair.text.len();
            removed += repair.span.len();
            (repair.span, LocalSpan::new(start, start + repair.text.len()))
        })
    }

    /// Where a place of the text before the edits is after them.
    pub(super) fn forward(&self, at: usize) -> usize {
        let mut moved = at;
        for (before, after) in self.places().map(|(before, after)| (before.range(), after.range())) {
            if before.start > at {
                break;
            }
            moved = if before.end <= at { at - before.end + after.end } else { after.start };
        }
        moved
    }

    /// Where the edit number `index` begins after all edits of the layer.
    fn place_of(&self, index: usize) -> usize {
        self.places().nth(index).map_or(0, |(_, after)| after.start as usize)
    }

    /// Where a place of the edited text is before the edits. What an edit took out stands before it if it is the start
    /// of something, behind it if it is the end.
    fn back(&self, at: usize, is_start: bool) -> usize {
        let mut moved = at;
        for (before, after) in self.places().map(|(before, after)| (before.range(), after.range())) {
            if after.start > at {
                break;
            }
            let inside = if is_start { at < after.end } else { at <= after.start };
            moved = if inside {
                before.start
            } else if at < after.end {
                before.end
            } else {
                at - after.end + before.end
            };
        }
        moved
    }

    fn span_back(&self, span: LocalSpan) -> LocalSpan {
        let start = self.back(span.start as usize, true);
        if span.is_empty() {
            LocalSpan::empty(start)
        } else {
            LocalSpan::new(start, self.back(span.end as usize, false))
        }
    }

    /// What the edits write, as it is placed after them.
    pub(super) fn written(&self) -> impl Iterator<Item = LocalSpan> {
        self.places().map(|(_, after)| after)
    }

    /// Whether an edit changes what others, at these places, wrote before.
    pub(super) fn disturbs_any(&self, written: &[LocalSpan]) -> bool {
        self.guess.repairs.iter().any(|repair| written.iter().any(|other| changes(repair.span, *other)))
    }

    /// Whether a repair of `issue`, found after the edits, changes what they wrote.
    pub(super) fn disturbs(&self, issue: &Issue) -> bool {
        issue.repairs.iter().any(|repair| self.written().any(|written| changes(repair.span, written)))
    }
}

/// Whether an edit at `span` changes what is at `written`.
fn changes(span: LocalSpan, written: LocalSpan) -> bool {
    let inside = span.start > written.start && span.start < written.end;
    let over = span.start < written.end && span.end > written.start;
    inside || over && !span.is_empty()
}

/// The tree of the text that was written, from the tree of the text after the edits of all layers, the first first.
/// `text` is the text that was written.
pub(super) fn merged(mut tree: JsonTree, layers: &[Layer], text: &str) -> JsonTree {
    let mut placed: Vec<(usize, bool, u32, Repair)> = Vec::new();
    let mut owners = Vec::new();
    let mut issues = std::mem::take(&mut tree.issues);
    for (index, issue) in issues.iter_mut().enumerate() {
        for repair in std::mem::take(&mut issue.repairs) {
            placed.push((repair.span.start as usize, false, repair.order, repair));
            owners.push(index);
        }
    }
    let count = issues.len();
    let back = |span: LocalSpan, below: usize| {
        layers[..below].iter().rev().fold(span, |span, layer| layer.span_back(span))
    };
    for (_, _, _, repair) in &mut placed {
        repair.span = back(repair.span, layers.len());
    }
    for issue in &mut issues {
        issue.span = back(issue.span, layers.len());
        issue.related = issue.related.map(|span| back(span, layers.len()));
    }
    for node in &mut tree.nodes {
        node.span = back(node.span, layers.len());
        if let Some(key) = &mut node.key {
            key.span = back(key.span, layers.len());
        }
    }
    for (level, layer) in layers.iter().enumerate() {
        let guess = &layer.guess;
        for (at, repair) in guess.repairs.iter().enumerate() {
            let place =
                layers[level + 1..].iter().fold(layer.place_of(at), |place, above| above.forward(place));
            let repair = Repair { span: back(repair.span, level), ..repair.clone() };
            placed.push((place, true, at as u32, repair));
            owners.push(count + level);
        }
        let span = back(guess.span, level);
        let related = guess.related.map(|span| back(span, level));
        issues.push(Issue { related, ..Issue::new(guess.kind, span, Vec::new()) });
    }
    hand_out(&mut issues, placed, &owners);
    for issue in &mut issues[count..] {
        issue.node = node_at(&tree, issue.span);
    }
    for span in issues.iter_mut().map(|issue| &mut issue.span) {
        // What was joined may be on several lines; a finding is on one.
        span.end = (line::end(text, span.start as usize) as u32).min(span.end);
    }
    issues.sort_by_key(|issue| issue.span);
    tree.issues = issues;
    tree
}

/// Gives every repair back to its issue, numbered by its place after all edits.
fn hand_out(issues: &mut [Issue], placed: Vec<(usize, bool, u32, Repair)>, owners: &[usize]) {
    let mut ranked: Vec<usize> = (0..placed.len()).collect();
    ranked.sort_by_key(|&index| (placed[index].0, placed[index].1, placed[index].2));
    let mut order = vec![0; placed.len()];
    for (rank, index) in ranked.into_iter().enumerate() {
        order[index] = rank as u32 + 1;
    }
    for (index, (_, _, _, mut repair)) in placed.into_iter().enumerate() {
        repair.order = order[index];
        issues[owners[index]].repairs.push(repair);
    }
}

/// The innermost value that holds the start of `span`.
fn node_at(tree: &JsonTree, span: LocalSpan) -> Option<super::super::NodeId> {
    let holds = |node: &super::super::Node| {
        let start = node.key.map_or(node.span.start, |key| key.span.start);
        start <= span.start && span.start <= node.span.end
    };
    tree.nodes().filter(|(_, node)| holds(node)).map(|(id, _)| id).last()
}
