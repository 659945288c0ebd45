//! The sections of a page as a tree, by the levels of their headings.

use crate::document::{BlockKind, Document, SectionId};

/// For every section its level and the section that it is part of.
#[derive(Debug)]
pub(super) struct Outline {
    parents: Vec<Option<SectionId>>,
}

impl Outline {
    pub(super) fn new(document: &Document<'_>) -> Self {
        let sections = document.blocks.last().map_or(0, |block| block.section.0 as usize);
        let mut parents = Vec::with_capacity(sections + 1);
        parents.push(None);
        // There are six levels.
        let mut open: Vec<(u8, SectionId)> = Vec::with_capacity(6);
        for block in &document.blocks {
            let BlockKind::Heading(heading) = block.kind else { continue };
            if heading.tab {
                continue;
            }
            while open.last().is_some_and(|(level, _)| *level >= heading.level) {
                open.pop();
            }
            parents.push(open.last().map(|(_, section)| *section));
            open.push((heading.level, block.section));
        }
        Self { parents }
    }

    /// The section that `section` is part of; `None` for one that is part of the page alone.
    pub(super) fn parent(&self, section: SectionId) -> Option<SectionId> {
        self.parents.get(section.0 as usize).copied().flatten()
    }

    /// Whether `section` is `ancestor` or a part of it. The page itself (`None`) holds every section.
    pub(super) fn is_within(&self, section: SectionId, ancestor: Option<SectionId>) -> bool {
        let Some(ancestor) = ancestor else { return true };
        // Levels fall from 6 to 1, so the walk is short.
        std::iter::successors(Some(section), |&section| self.parent(section))
            .any(|section| section == ancestor)
    }
}
