//! One page whose text is in an editor: checked, inspected and fixed as the command would if it were saved.
//!
//! It is under the configuration of the place that it would be saved to. Nothing here reads or writes a page.

use std::path::Path;
use std::sync::Arc;

use super::check::check_text;
use super::guard::guarded;
use super::plan::Plan;
use super::report::PageReport;
use super::{fix, prefilter};
use crate::diagnostic::{Applicability, Diagnostic, Problem};
use crate::engine::project::Project;
use crate::engine::run::input::Input;
use crate::system::display_path;
use crate::text::SourceFile;

/// A page that was checked.
#[derive(Debug)]
pub struct Buffer {
    /// Its text, under the path that is shown.
    pub source: SourceFile,
    /// What was done with it.
    pub plan: Arc<Plan>,
    /// What was found, and the examples. What two pages share was not compared.
    pub report: PageReport,
}

impl Buffer {
    /// Checks `text` as the page at `path`, which is absolute; `None` if the configuration leaves the page out or cannot
    /// be used.
    ///
    /// # Errors
    /// A fault of apiproof's own on this page.
    pub fn check(project: &Project, path: &Path, text: Arc<str>) -> Result<Option<Self>, Problem> {
        if project.scope(path.parent().unwrap_or(path)).excludes(path, project.current()) {
            return Ok(None);
        }
        let Some(plan) = project.plan_of(path) else { return Ok(None) };
        let name = display_path(path.strip_prefix(project.current()).unwrap_or(path));
        let source = SourceFile::new(name, text);
        let input = Input::File(path.to_owned());
        let mut report = PageReport::default();
        if prefilter::may_hold_work(source.text()) {
            report = guarded(&input, || check_text(&source, &plan, true))?;
            report.conclude(&plan, false);
        }
        Ok(Some(Self { source, plan, report }))
    }

    /// The text with every fix applied that promises at least `least` and that `wanted` takes; `None` if nothing is to
    /// be done.
    pub fn fixed(&self, least: Applicability, wanted: &dyn Fn(&Diagnostic) -> bool) -> Option<String> {
        let which = |_: &SourceFile, findings: &[Diagnostic]| findings.iter().map(wanted).collect();
        let mended = fix::mend(&self.source, &self.report, &self.plan, least, &which);
        (!mended.fixed.is_empty()).then(|| mended.source.text().to_owned())
    }
}
