//! The second look of a run: pages against each other, after each was checked by itself.
//!
//! Most pages' text is gone by then; the few that a finding has to be shown in are read once more. Nothing here
//! judges: the rules do, from what was remembered of every page.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::outcome::PageOutcome;
use crate::diagnostic::Label;
use crate::diagnostic::{Problem, ProblemKind};
use crate::engine::page::check::check_workspace;
use crate::engine::page::decode::read;
use crate::extract::{PageId, PageIndex, Workspace};
use crate::system::System;
use crate::text::SourceFile;

/// Adds the findings about several pages to the pages that they stand on.
pub(super) fn check(system: &dyn System, pages: &mut [PageOutcome], problems: &mut Vec<Problem>) {
    let workspace = workspace(pages);
    let found = check_workspace(&workspace, |PageId(page)| &pages[page as usize].plan);
    let by_path: HashMap<&str, PageId> = workspace.pages.iter().map(|page| (&*page.path, page.id)).collect();
    let mut others: BTreeSet<(PageId, PageId)> = BTreeSet::new();
    let mut changed = BTreeSet::new();
    for (at, mut finding) in found {
        let PageOutcome { page, plan, .. } = &mut pages[at.0 as usize];
        if !page.admit(&mut finding, plan) {
            continue;
        }
        let label_page = |label: &Label| label.path.as_deref().and_then(|path| by_path.get(path)).copied();
        let labels: Vec<(PageId, &Label)> = std::iter::once(&finding.primary)
            .chain(&finding.related)
            .map(|label| (label_page(label).unwrap_or(at), label))
            .collect();
        match labels.iter().try_for_each(|(page, label)| show(system, &mut pages[page.0 as usize], label)) {
            Ok(()) => {
                others.extend(labels.iter().filter(|(page, _)| *page != at).map(|(page, _)| (at, *page)));
                changed.insert(at);
                pages[at.0 as usize].page.findings.push(finding);
            }
            Err(problem) => problems.push(problem),
        }
    }
    for (PageId(at), PageId(other)) in others {
        let source = pages[other as usize].source.clone();
        pages[at as usize].others.extend(source.map(Arc::new));
    }
    for PageId(at) in changed {
        pages[at as usize].page.sort();
    }
}

fn workspace(pages: &mut [PageOutcome]) -> Workspace {
    let named = pages.iter_mut().enumerate().filter(|(_, page)| !page.page.requests.is_empty());
    let index = |(at, page): (usize, &mut PageOutcome)| PageIndex {
        id: PageId(at as u32),
        path: page.input.shown().into(),
        requests: std::mem::take(&mut page.page.requests),
    };
    Workspace { pages: named.map(index).collect() }
}

/// Sees to it that the text of a page is there to show a label in.
fn show(system: &dyn System, page: &mut PageOutcome, label: &Label) -> Result<(), Problem> {
    let source: &SourceFile = match &mut page.source {
        Some(source) => source,
        none => {
            let Some(source) = read(system, &page.input, |_| true)? else { return Ok(()) };
            none.insert(source)
        }
    };
    if source.text().get(label.span.range()).is_some() {
        return Ok(());
    }
    let message = "changed while it was being checked; run again";
    Err(Problem::new(ProblemKind::Page, page.input.shown(), message))
}
