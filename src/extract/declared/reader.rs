//! What reading a declaration needs to know of its page.

use super::messages::{self, Response};
use super::model::Scope;
use crate::cues::{self, Language};
use crate::document::{BlockKind, SectionId};
use crate::extract::ParsedPage;
use crate::extract::outline::Outline;
use crate::text::Span;

/// What reading a declaration needs to know of its page.
pub(super) struct Reader<'p> {
    pub(super) text: &'p str,
    pub(super) language: Language,
    pub(super) outline: Outline,
    /// The headings by the sections that they begin.
    pub(super) headings: Vec<(SectionId, Span)>,
    /// The responses, in order.
    pub(super) responses: Vec<Response>,
    /// Where the calls begin, with their sections, in order.
    pub(super) calls: Vec<(u32, SectionId)>,
}

impl<'p> Reader<'p> {
    pub(super) fn new(page: &'p ParsedPage<'_>) -> Self {
        let document = page.document;
        let headings = document.blocks.iter().filter_map(|block| match block.kind {
            BlockKind::Heading(heading) if !heading.tab => {
                // It is a piece of the page.
                let at = heading.text.as_ptr() as usize - document.text.as_ptr() as usize;
                Some((block.section, Span::new(at, at + heading.text.len())))
            }
            _ => None,
        });
        let headings = headings.collect();
        Self {
            text: document.text,
            language: page.language,
            outline: Outline::new(document),
            headings,
            responses: messages::responses(page),
            calls: messages::calls(page),
        }
    }

    /// The heading of a section; empty before the first one.
    pub(super) fn heading(&self, section: SectionId) -> &'p str {
        let index = self.headings.binary_search_by_key(&section, |(section, _)| *section);
        index.ok().and_then(|index| self.headings.get(index)).map_or("", |(_, heading)| heading.of(self.text))
    }

    /// What prose in a section is about: the section, or what the section tells the responses of.
    pub(super) fn scope_of(&self, section: SectionId) -> Scope {
        let page = Some(section).filter(|section| *section != SectionId(0));
        if !page.is_some_and(|section| self.is_response(section)) {
            return page;
        }
        // What stands next to a response is about that one; otherwise it is about the smallest part with any.
        let mut scope = page;
        while let Some(section) =
            scope.filter(|section| self.is_response(*section) || !self.is_answered(*section))
        {
            if self.first_response(section).is_some_and(|first| first == section) {
                break;
            }
            scope = self.outline.parent(section);
        }
        scope
    }

    /// Whether a part of the page holds responses.
    pub(super) fn is_answered(&self, part: SectionId) -> bool {
        self.first_response(part).is_some_and(|section| self.outline.is_within(section, Some(part)))
    }

    /// The section of the first response from the beginning of a section on.
    pub(super) fn first_response(&self, section: SectionId) -> Option<SectionId> {
        let first = self.responses.partition_point(|response| response.section < section);
        self.responses.get(first).map(|response| response.section)
    }

    /// What the heading of a section is about, if it names a status: what the section around it is about.
    pub(super) fn scope_around(&self, section: SectionId) -> Scope {
        self.outline.parent(section).and_then(|around| self.scope_of(around))
    }

    /// Whether a section is one of responses by its heading.
    pub(super) fn is_response(&self, section: SectionId) -> bool {
        let heading = self.heading(section).to_ascii_lowercase();
        cues::begins(&heading, |words| words.response_beginnings)
            || cues::is_title(&heading, |words| words.response_headings, |words| words.in_response_titles)
    }
}
