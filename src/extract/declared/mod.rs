//! What a page declares outside of its examples: in prose, lists, tables and headings.
//!
//! Each declaration is a fact with its place; nothing here compares it with anything. The words that are looked for
//! stand in [`cues`](crate::cues) alone.

mod body;
mod certainty;
mod endpoint;
mod messages;
mod model;
mod prose;
mod reach;
mod reader;
mod requirement;
mod status;
mod status_prefilter;
mod template;

use std::collections::BTreeMap;

pub(crate) use super::mention::Codes;
pub(crate) use endpoint::{DeclaredEndpoint, EndpointForm, is_foreign};
pub(crate) use messages::is_signature;
pub(crate) use model::{Certainty, DeclaredBody, DeclaredStatus, StatusForm};
pub(crate) use requirement::{DeclaredEnum, DeclaredField, FieldKind};
pub(crate) use status_prefilter::{StatusPrefilter, may_contradict_itself};
pub(crate) use template::PathTemplate;

use model::Scope;
use reader::Reader;

use super::outline::Outline;
use super::{Example, Message, ParsedPage};
use crate::cues;
use crate::document::{BlockKind, SectionId};

/// What a page declares.
#[derive(Debug)]
pub struct Declared {
    /// The status codes, in order of place.
    pub statuses: Vec<DeclaredStatus>,
    outline: Outline,
    by_scope: BTreeMap<Scope, Vec<usize>>,
    by_heading: BTreeMap<SectionId, usize>,
    reach: BTreeMap<SectionId, Vec<Scope>>,
    nearby: BTreeMap<u32, Vec<usize>>,
}

impl Declared {
    /// Reads what a page declares. Total.
    pub fn read(page: &ParsedPage<'_>) -> Self {
        let reader = Reader::new(page);
        let mut statuses = Vec::new();
        for gap in prose::gaps(page.document) {
            status::read(&reader, gap, &mut statuses);
        }
        for (section, heading) in &reader.headings {
            statuses.extend(status::heading(&reader, *section, *heading));
        }
        statuses.sort_by_key(|status: &DeclaredStatus| status.span);
        let mut by_scope: BTreeMap<Scope, Vec<usize>> = BTreeMap::new();
        let mut by_heading = BTreeMap::new();
        for (index, status) in statuses.iter().enumerate() {
            by_scope.entry(status.scope).or_default().push(index);
            if status.form == StatusForm::Heading {
                by_heading.insert(status.section, index);
            }
        }
        let reach = reach::reach(&reader);
        let nearby = reach::nearby(&reader, &reach, &statuses);
        Self { statuses, outline: reader.outline, by_scope, by_heading, reach, nearby }
    }

    /// The parts of the page whose declarations reach the responses in a section, the smallest first.
    pub fn reaching(&self, section: SectionId) -> impl Iterator<Item = Option<SectionId>> {
        self.reach.get(&section).into_iter().flatten().copied()
    }

    /// The declarations that are about this response because they stand next to it, in order.
    pub fn nearby(
        &self,
        example: &Example<'_>,
        message: &Message<'_>,
    ) -> impl Iterator<Item = &DeclaredStatus> {
        let indices = self.nearby.get(&messages::start(example, message));
        indices.into_iter().flatten().map(|index| &self.statuses[*index])
    }

    /// The parts of the page that hold a section, the smallest first, the page last.
    pub fn parts(&self, section: SectionId) -> impl Iterator<Item = Option<SectionId>> {
        let parts = std::iter::successors(Some(section), |section| self.outline.parent(*section));
        parts.map(Some).chain([None])
    }

    /// Whether a declaration is about what stands in a section.
    pub fn is_about(&self, status: &DeclaredStatus, section: SectionId) -> bool {
        self.outline.is_within(section, status.scope)
    }

    /// The declarations in a part of the page, whatever they are about, in order.
    pub fn within(&self, part: Option<SectionId>) -> &[DeclaredStatus] {
        let Some(part) = part else { return &self.statuses };
        // Sections are numbered in order, and those of a part follow it.
        let first = self.statuses.partition_point(|status| status.section < part);
        let rest = &self.statuses[first..];
        &rest[..rest.partition_point(|status| self.outline.is_within(status.section, Some(part)))]
    }

    /// Whether the prose right before an example says that a redirect follows, whatever its code.
    pub fn announces_redirect(page: &ParsedPage<'_>, example: &Example<'_>) -> bool {
        /// No further back than this many bytes.
        const BACK: usize = 1_000;
        let blocks = &page.document.blocks;
        let before = blocks.partition_point(|block| block.span.start < example.span.start);
        let ends = |kind: &BlockKind<'_>| matches!(kind, BlockKind::Heading(_) | BlockKind::Code(_));
        let last = blocks[..before].iter().rev().find(|block| ends(&block.kind));
        let end = example.span.range().start;
        let start = last.map_or(0, |block| block.span.range().end).max(end.saturating_sub(BACK)).min(end);
        let text = page.source.text();
        cues::any(&text[text.ceil_char_boundary(start).min(end)..end].to_ascii_lowercase(), |words| {
            words.redirects
        })
    }

    /// The status that the heading of a section names.
    pub fn heading(&self, section: SectionId) -> Option<&DeclaredStatus> {
        self.by_heading.get(&section).map(|index| &self.statuses[*index])
    }

    /// The declarations about exactly this part of the page, in order.
    pub fn about(&self, part: Option<SectionId>) -> impl Iterator<Item = &DeclaredStatus> {
        self.by_scope.get(&part).into_iter().flatten().map(|index| &self.statuses[*index])
    }
}

/// The endpoint lines of a page.
#[derive(Debug)]
pub struct Endpoints {
    /// The lines, in order of place.
    pub lines: Vec<DeclaredEndpoint>,
    outline: Outline,
    by_scope: BTreeMap<Scope, Vec<usize>>,
}

impl Endpoints {
    /// Reads the endpoint lines of a page. Total.
    pub fn read(page: &ParsedPage<'_>) -> Self {
        let reader = Reader::new(page);
        let lines = endpoint::read(page, &reader);
        let mut by_scope: BTreeMap<Scope, Vec<usize>> = BTreeMap::new();
        for (index, line) in lines.iter().enumerate() {
            by_scope.entry(line.scope).or_default().push(index);
        }
        Self { lines, outline: reader.outline, by_scope }
    }

    /// The endpoint that the sentence right before an example calls.
    pub fn spoken(page: &ParsedPage<'_>, example: &Example<'_>) -> Option<DeclaredEndpoint> {
        endpoint::spoken(page, example)
    }

    /// The smallest part of the page around a section that has lines; `None` if there is none, `Some(None)` for the
    /// page itself.
    pub fn part(&self, section: SectionId) -> Option<Scope> {
        let parts = std::iter::successors(Some(section), |section| self.outline.parent(*section));
        parts.map(Some).chain([None]).find(|part| self.by_scope.contains_key(part))
    }

    /// The lines about exactly this part of the page, in order.
    pub fn about(&self, part: Option<SectionId>) -> impl Iterator<Item = &DeclaredEndpoint> {
        self.by_scope.get(&part).into_iter().flatten().map(|index| &self.lines[*index])
    }
}

/// The tables of headers, parameters, members and values of a page.
#[derive(Debug)]
pub struct Fields {
    /// The rows of the tables of headers, parameters and members, in order of place.
    pub rows: Vec<DeclaredField>,
    /// The tables of values, in order of place.
    pub enums: Vec<DeclaredEnum>,
    outline: Outline,
}

impl Fields {
    /// Reads the tables of a page. Total.
    pub fn read(page: &ParsedPage<'_>) -> Self {
        let reader = Reader::new(page);
        let (rows, enums) = (requirement::read(page, &reader), requirement::enums(page, &reader));
        Self { rows, enums, outline: reader.outline }
    }

    /// What is required of the requests in a section.
    pub fn required(&self, section: SectionId, kind: FieldKind) -> impl Iterator<Item = &DeclaredField> {
        let of_kind = move |row: &&DeclaredField| row.required && row.kind == kind;
        let about = move |row: &&DeclaredField| self.outline.is_within(section, row.scope);
        self.rows.iter().filter(of_kind).filter(about)
    }
}
