//! What pages hold, without a judgement.

use std::sync::Arc;

use super::input::Input;
use super::outcome::push_unique;
use super::parallel::{Progress, each_page, in_order};
use super::request::CheckRequest;
use crate::diagnostic::Problem;
use crate::engine::insight::coverage::Coverage;
use crate::engine::insight::page::InspectedPage;
use crate::engine::page::check::inspect_page;
use crate::engine::page::decode::read_again;
use crate::engine::page::guard::guarded;
use crate::engine::page::plan::Plan;
use crate::schema::SchemaSet;

/// What every page holds.
#[derive(Debug, Default)]
pub struct Inspection {
    /// The pages by path.
    pub pages: Vec<InspectedPage>,
    /// The descriptions that they were held against.
    schemas: Vec<Arc<SchemaSet>>,
    /// What went wrong.
    pub problems: Vec<Problem>,
}

impl Inspection {
    /// What pages and descriptions declare, and how much of it examples show.
    pub(crate) fn coverage(&self) -> Coverage {
        Coverage::new(&self.pages, &self.schemas)
    }
}

/// Reads every page and says what was understood.
pub(crate) fn inspect(request: &CheckRequest<'_>, progress: &Progress) -> Inspection {
    let page = |input: &Input, text, plan: &Plan| {
        let source = read_again(request.project.system(), input, text, |_| true)?;
        source.map(|source| guarded(input, || inspect_page(&source, plan))).transpose()
    };
    let one =
        |input: &Input, text, plan: &Arc<Plan>, inspection: &mut Inspection| match page(input, text, plan) {
            Ok(page) => {
                inspection.pages.extend(page);
                push_unique(&mut inspection.schemas, plan.schemas());
            }
            Err(problem) => inspection.problems.push(problem),
        };
    let append = |inspection: &mut Inspection, mut more: Inspection| {
        inspection.pages.append(&mut more.pages);
        more.schemas.iter().for_each(|set| push_unique(&mut inspection.schemas, set));
        inspection.problems.append(&mut more.problems);
    };
    let (walked, mut inspection) = each_page(request, true, progress, one, append);
    inspection.pages.sort_by(|a, b| a.path.cmp(&b.path));
    inspection.problems = in_order(request, walked.problems, inspection.problems);
    inspection
}
