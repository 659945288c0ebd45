//! What a batch of pages leaves behind, until the run puts it together.

use std::sync::Arc;

use super::input::Input;
use super::report::{FixedPage, Stats};
use crate::diagnostic::Problem;
use crate::engine::insight::page::InspectedPage;
use crate::engine::page::plan::Plan;
use crate::engine::page::report::PageReport;
use crate::schema::SchemaSet;
use crate::text::SourceFile;

/// What a part of the pages leaves behind.
#[derive(Debug, Default)]
pub(in crate::engine) struct BatchOutcome {
    /// The pages that something has to be done with still.
    pub(in crate::engine) pages: Vec<PageOutcome>,
    /// The counts of all others.
    pub(in crate::engine) stats: Stats,
    /// The pages that were checked and that the baseline knows, with what was done with them.
    pub(in crate::engine) known: Vec<(String, Arc<Plan>)>,
    pub(in crate::engine) fixed: Vec<FixedPage>,
    /// Every example, if they were asked for.
    pub(in crate::engine) examples: Vec<InspectedPage>,
    /// What those were held against.
    pub(in crate::engine) schemas: Vec<Arc<SchemaSet>>,
    pub(in crate::engine) problems: Vec<Problem>,
}

impl BatchOutcome {
    pub(super) fn append(&mut self, mut more: Self) {
        self.pages.append(&mut more.pages);
        self.known.append(&mut more.known);
        self.fixed.append(&mut more.fixed);
        self.examples.append(&mut more.examples);
        more.schemas.iter().for_each(|set| push_unique(&mut self.schemas, set));
        self.problems.append(&mut more.problems);
        self.stats.add(more.stats);
    }
}

/// A page with what was found on it.
#[derive(Debug)]
pub(in crate::engine) struct PageOutcome {
    /// Where it came from.
    pub(in crate::engine) input: Input,
    /// What was done with it.
    pub(in crate::engine) plan: Arc<Plan>,
    /// Its text, unless it was let go.
    pub(in crate::engine) source: Option<SourceFile>,
    /// What was found.
    pub(in crate::engine) page: PageReport,
    /// The pages and descriptions that its findings point to.
    pub(in crate::engine) others: Vec<Arc<SourceFile>>,
}

/// Adds a set that is not there yet.
pub(in crate::engine) fn push_unique(sets: &mut Vec<Arc<SchemaSet>>, set: &Arc<SchemaSet>) {
    if sets.iter().all(|known| !Arc::ptr_eq(known, set)) {
        sets.push(Arc::clone(set));
    }
}
