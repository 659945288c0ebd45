//! The paths of a description by their segments, so that a target finds its paths without looking at every one.

use std::collections::BTreeMap;

use crate::text::nearest;

/// As many steps are taken for one target. Real descriptions need a dozen.
const MAX_STEPS: usize = 2_000;

/// As many paths are found for one target.
const MAX_FOUND: usize = 64;

/// Among more names than this nobody looks for a similar one.
const MAX_SIBLINGS: usize = 1_000;

/// A segment of a path.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Segment {
    Literal(String),
    /// `{id}`, or text with templates in it: what stands before the first and behind the last.
    Template {
        before: String,
        after: String,
    },
}

/// Paths that begin alike.
#[derive(Clone, Debug, Default)]
pub(super) struct Node {
    literals: BTreeMap<String, Node>,
    /// By what stands before the template.
    templates: BTreeMap<String, Vec<(String, Node)>>,
    /// The paths that end here.
    ends: Vec<u32>,
}

impl Node {
    /// Adds a path by its number.
    pub(super) fn add(&mut self, segments: &[Segment], number: u32) {
        let Some((first, rest)) = segments.split_first() else { return self.ends.push(number) };
        match first {
            Segment::Literal(text) => self.literals.entry(text.clone()).or_default().add(rest, number),
            Segment::Template { before, after } => {
                let alike = self.templates.entry(before.clone()).or_default();
                let at = alike.iter().position(|(known, _)| known == after).unwrap_or_else(|| {
                    alike.push((after.clone(), Self::default()));
                    alike.len() - 1
                });
                alike[at].1.add(rest, number);
            }
        }
    }

    /// The paths that begin with a literal of this kind, behind it.
    pub(super) fn behind(&self, is_one: impl Fn(&str) -> bool) -> impl Iterator<Item = &Self> {
        self.literals.iter().filter(move |(name, _)| is_one(name)).map(|(_, node)| node)
    }

    /// What stands behind the templates that paths begin with: behind one, behind two, and so on.
    pub(super) fn behind_templates(&self) -> impl Iterator<Item = Vec<&Self>> {
        /// Nobody leaves out more templates than these.
        const MOST: usize = 3;
        let levels = std::iter::successors(Some(vec![self]), |nodes| Some(Self::below_templates(nodes)));
        levels.skip(1).take(MOST).take_while(|nodes: &Vec<&Self>| !nodes.is_empty())
    }

    fn below_templates<'n>(nodes: &[&'n Self]) -> Vec<&'n Self> {
        /// So many beginnings of one description differ in what stands around their templates.
        const MOST: usize = 16;
        let all = nodes.iter().flat_map(|node| node.templates.values().flatten());
        all.map(|(_, node)| node).take(MOST).collect()
    }

    /// Whether some path goes on with these segments, of which the first is its own and the second, if there is one,
    /// may be.
    pub(super) fn goes_on(&self, segments: &[&str]) -> bool {
        let Some((first, rest)) = segments.split_first() else { return false };
        let Some(node) = self.literals.get(*first) else { return false };
        rest.first().is_none_or(|next| node.literals.contains_key(*next) || !node.templates.is_empty())
    }

    /// Whether a path begins with this literal.
    pub(super) fn begins(&self, literal: &str) -> Option<&Self> {
        self.literals.get(literal)
    }

    /// The paths that segments fit, best first: a literal beats a template, in front before behind.
    pub(super) fn find(&self, segments: &[&str]) -> Vec<u32> {
        let mut found = Vec::new();
        let mut steps = 0;
        self.collect(segments, &mut steps, &mut found);
        found
    }

    fn collect(&self, segments: &[&str], steps: &mut usize, found: &mut Vec<u32>) {
        *steps += 1;
        if *steps > MAX_STEPS || found.len() >= MAX_FOUND {
            return;
        }
        let Some((first, rest)) = segments.split_first() else {
            found.extend(self.ends.iter().take(MAX_FOUND));
            return;
        };
        if let Some(node) = self.literals.get(*first) {
            node.collect(rest, steps, found);
        }
        for node in self.templates(first) {
            node.collect(rest, steps, found);
        }
    }

    /// The templates that a segment fits, those that say most of it first.
    fn templates(&self, segment: &str) -> Vec<&Self> {
        let mut found = Vec::new();
        let most = if self.templates.is_empty() { 0 } else { segment.len() };
        for end in (0..=most).rev().filter(|end| segment.is_char_boundary(*end)) {
            let (before, rest) = segment.split_at(end);
            let alike = self.templates.get(before).map(Vec::as_slice).unwrap_or_default();
            let fits = |after: &str| rest.strip_suffix(after).is_some_and(|inner| !inner.is_empty());
            found.extend(alike.iter().filter(|(after, _)| fits(after)).map(|(_, node)| node));
        }
        found
    }

    /// The path that differs in one literal, by a slip; with the number of literals that are the same.
    pub(super) fn near(&self, segments: &[&str]) -> Option<u32> {
        let mut steps = 0;
        self.slip(segments, &mut steps)
    }

    fn slip(&self, segments: &[&str], steps: &mut usize) -> Option<u32> {
        *steps += 1;
        let (first, rest) = segments.split_first().filter(|_| *steps <= MAX_STEPS)?;
        let same = self.literals.get(*first).and_then(|node| node.slip(rest, steps));
        let of_template = || self.templates(first).into_iter().find_map(|node| node.slip(rest, steps));
        same.or_else(of_template).or_else(|| {
            if self.literals.len() > MAX_SIBLINGS {
                return None;
            }
            let going_on = self.literals.iter().filter(|(name, _)| name.as_str() != *first);
            let going_on = going_on.filter(|(_, node)| !node.find(rest).is_empty());
            let names: Vec<&str> = going_on.map(|(name, _)| name.as_str()).collect();
            let near = nearest(first, names)?;
            self.literals.get(near)?.find(rest).first().copied()
        })
    }
}
