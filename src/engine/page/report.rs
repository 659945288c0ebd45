//! What was found on one page.

use std::sync::Arc;

use super::plan::Plan;
use super::suppressions::{RunFacts, Suppressions};
use crate::diagnostic::{Diagnostic, Label};
use crate::engine::insight::page::InspectedPage;
use crate::extract::NamedRequest;
use crate::text::SourceFile;

/// What was found on one page.
#[derive(Clone, Debug, Default)]
pub struct PageReport {
    /// The findings by place, then by rule.
    pub findings: Vec<Diagnostic>,
    /// How many code blocks are examples.
    pub examples: usize,
    /// How many code blocks are in containers that are not read.
    pub unread: usize,
    /// How many bodies among them are JSON.
    pub json_bodies: usize,
    /// How many faults these have, reported or not.
    pub(in crate::engine) faults: usize,
    /// How many of these were held against a schema.
    pub schema_checked: usize,
    /// How many have a schema and could not be, because that takes too long.
    pub too_complex: usize,
    /// The names that it gives to requests, to be compared with those of other pages.
    pub(crate) requests: Vec<NamedRequest>,
    /// What was understood, if that was asked for.
    pub inspected: Option<InspectedPage>,
    /// How many findings its comments silence.
    pub suppressed: usize,
    /// Those comments, until it is known what became of them.
    pub(in crate::engine) suppressions: Suppressions,
}

impl PageReport {
    /// Puts the findings in order: by place, then by rule.
    pub(in crate::engine) fn sort(&mut self) {
        self.findings.sort_by(|a, b| {
            let key = |finding: &Diagnostic| (finding.primary.span, finding.rule.id);
            key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
        });
    }

    /// Counts a finding that comments may silence, and says whether they do not.
    pub(in crate::engine) fn admit(&mut self, finding: &mut Diagnostic, plan: &Plan) -> bool {
        // What is not said at this level may be said at another: the comment is used all the same.
        let silenced = self.suppressions.silences(finding);
        let admitted = plan.admit(finding);
        self.suppressed += usize::from(admitted && silenced);
        admitted && !silenced
    }

    /// Adds what is to be said about the comments themselves, when nothing else will be found. `across`: the page was
    /// compared with others.
    pub(in crate::engine) fn report_unused(&mut self, plan: &Plan, across: bool) {
        if self.suppressions.is_empty() {
            return;
        }
        let schemas = plan.schemas.providers.len() > 1;
        self.suppressions.mark_unused(&plan.settings, RunFacts { across, schemas });
        for mut finding in plan.rules.run_directives(self.suppressions.directives()) {
            if self.admit(&mut finding, plan) {
                self.findings.push(finding);
            }
        }
        self.suppressions = Suppressions::default();
        self.sort();
    }
}

/// A page that has findings. Other pages are only counted, so that a run does not hold its whole input.
#[derive(Debug)]
pub struct FileReport {
    /// The page.
    pub source: SourceFile,
    /// The pages and descriptions that labels of its findings stand in, if not in this one.
    pub others: Vec<Arc<SourceFile>>,
    /// Its findings by place, then by rule; never empty.
    pub findings: Vec<Diagnostic>,
}

impl FileReport {
    /// The page that a label of this report stands in.
    pub fn source_of(&self, label: &Label) -> &SourceFile {
        let other =
            label.path.as_deref().and_then(|path| self.others.iter().find(|other| other.path() == path));
        other.map_or(&self.source, |other| other)
    }
}
