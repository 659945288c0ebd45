//! The safe fixes of a page by the example that they change. Nothing is read again here.

use std::collections::BTreeMap;

use crate::diagnostic::{Applicability, Diagnostic, Fix};
use crate::document::{ContainerId, FenceStyle};
use crate::extract::{Example, ParsedPage};
use crate::text::{BodyText, Edit, Span, apply_edits};

/// The safe fixes of one example.
pub(super) struct Offers<'f> {
    /// The index of the example in its page.
    pub(super) example: usize,
    /// The findings with their indices, by the place of their first edit.
    pub(super) findings: Vec<(usize, &'f Diagnostic, &'f Fix)>,
    /// Whether edits overlap: what comes of them cannot be told.
    pub(super) entangled: bool,
    /// Every edit in order, with the finding that it belongs to.
    edits: Vec<(&'f Edit, &'f Diagnostic)>,
}

impl<'f> Offers<'f> {
    /// The fixes of a page by example. What stands outside of examples is left to its rule.
    pub(super) fn by_example(page: &ParsedPage<'_>, findings: &'f [Diagnostic]) -> Vec<Self> {
        let mut blocks: BTreeMap<usize, Self> = BTreeMap::new();
        for (at, finding) in findings.iter().enumerate() {
            let Some(fix) = finding.fix.as_ref().filter(|fix| fix.applicability == Applicability::Safe)
            else {
                continue;
            };
            let Some(example) = example_of(page, fix) else { continue };
            let block = blocks.entry(example).or_insert_with(|| Self {
                example,
                findings: Vec::new(),
                entangled: false,
                edits: Vec::new(),
            });
            block.findings.push((at, finding, fix));
        }
        let mut blocks: Vec<Self> = blocks.into_values().collect();
        blocks.iter_mut().for_each(Self::sort);
        blocks
    }

    /// The fix of one finding that changes an example, whatever it promises.
    pub(super) fn alone(page: &ParsedPage<'_>, finding: &'f Diagnostic) -> Option<Self> {
        let fix = finding.fix.as_ref()?;
        let example = example_of(page, fix)?;
        let mut offers =
            Self { example, findings: vec![(0, finding, fix)], entangled: false, edits: Vec::new() };
        offers.sort();
        Some(offers)
    }

    /// Puts the edits in order, and sees whether some overlap.
    fn sort(&mut self) {
        let edits = self
            .findings
            .iter()
            .flat_map(|(at, finding, fix)| fix.edits.iter().map(move |edit| (edit, *finding, *at)));
        let mut edits: Vec<_> = edits.collect();
        edits.sort_by_key(|(edit, _, at)| (edit.span, *at));
        // Two findings may ask for the same.
        edits.dedup_by(|one, other| one.0 == other.0 && !one.0.span.is_empty());
        self.entangled = edits.windows(2).any(|pair| pair[0].0.span.end > pair[1].0.span.start);
        self.edits = edits.into_iter().map(|(edit, finding, _)| (edit, finding)).collect();
    }

    pub(super) fn all(&self) -> Vec<usize> {
        self.findings.iter().map(|(at, ..)| *at).collect()
    }

    /// Every edit in order.
    pub(super) fn edits(&self) -> impl Iterator<Item = Edit> {
        self.edits.iter().map(|(edit, _)| (*edit).clone())
    }

    /// The text of the block with every edit; `None` if the block may then end elsewhere, or something but its text
    /// changes.
    pub(super) fn inside_block(&self, example: &Example<'_>) -> Option<String> {
        let body = &example.block.body;
        let lines_may_change =
            matches!(body, BodyText::Borrowed { .. }) && example.container == ContainerId::PAGE;
        let local = |edit: Edit| {
            let place = body.local(edit.span)?;
            let span = Span { start: place.start, end: place.end };
            (lines_may_change || !edit.text.contains('\n')).then_some(Edit { span, ..edit })
        };
        let edits: Vec<Edit> = self.edits().map(local).collect::<Option<_>>()?;
        let fixed = apply_edits(body.text(), &edits)?;
        ends_where_it_did(example, &fixed).then_some(fixed)
    }

    /// The edits that change something inside a place.
    pub(super) fn inside(&self, span: Span) -> impl Iterator<Item = &(&'f Edit, &'f Diagnostic)> {
        let first = self.edits.partition_point(|(edit, _)| edit.span.end <= span.start);
        self.edits[first..].iter().take_while(move |(edit, _)| edit.span.start < span.end)
    }

    /// Whether findings name what their edits change in a place or at its ends.
    pub(super) fn names(&self, span: Span) -> bool {
        let first = self.edits.partition_point(|(edit, _)| edit.span.end < span.start);
        let mut edits =
            self.edits[first..].iter().take_while(|(edit, _)| edit.span.start <= span.end).peekable();
        let near = |place: Span| place.start <= span.end && span.start <= place.end;
        edits.peek().is_some()
            && edits.all(|(_, finding)| {
                // A finding that counts others like it names them all.
                let counts = finding.fix.as_ref().is_some_and(|fix| fix.edits.len() > 1);
                counts || near(finding.primary.span) || finding.related.iter().any(|label| near(label.span))
            })
    }
}

/// The index of the example that a fix changes, if it changes nothing else.
fn example_of(page: &ParsedPage<'_>, fix: &Fix) -> Option<usize> {
    let first = fix.edits.first()?;
    let after = page.examples.partition_point(|example| example.span.start <= first.span.start);
    let example = after.checked_sub(1)?;
    let end = page.examples[example].span.end;
    fix.edits.iter().all(|edit| edit.span.end <= end).then_some(example)
}

/// Whether a block with another text ends where it did.
fn ends_where_it_did(example: &Example<'_>, fixed: &str) -> bool {
    match example.block.style {
        FenceStyle::Fenced { closed: true, mark, .. } => {
            let fence = [mark; 3].iter().collect::<String>();
            fixed.ends_with('\n') && memchr::memmem::find(fixed.as_bytes(), fence.as_bytes()).is_none()
        }
        // Its lines are of it by their indentation, which an edit of what is behind it leaves alone; a blank line at the end
        // is not.
        FenceStyle::Indented => {
            let blanks = |text: &str| text.lines().map(|line| line.trim().is_empty()).collect::<Vec<_>>();
            blanks(fixed) == blanks(example.text())
        }
        _ => false,
    }
}
