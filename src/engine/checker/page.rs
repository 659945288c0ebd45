//! One page whose content is in memory: checked, inspected and fixed as the command would if it were saved.
//!
//! It is under the configuration of the place that it would be saved to. Nothing here reads or writes a page.

use std::path::Path;
use std::sync::Arc;

use super::run::Checker;
use crate::diagnostic::{Applicability, Diagnostic, Problem};
use crate::engine::insight::cursor::{self, Expected, Pointed};
use crate::engine::insight::page::InspectedPage;
use crate::engine::page::check::{check_page, inspect_page};
use crate::engine::page::decode::{MAX_PAGE, in_memory};
use crate::engine::page::fix;
use crate::engine::page::guard::guarded;
use crate::engine::page::plan::Plan;
use crate::engine::page::report::PageReport;
use crate::engine::run::input::Input;
use crate::text::{Edit, SourceFile, Span};

/// A page that was checked.
#[derive(Debug)]
pub struct CheckedPage {
    /// Its text, under the path that is shown.
    pub source: SourceFile,
    /// What was found, and the examples. What several pages share was not compared.
    pub report: PageReport,
    /// What was done with it.
    pub(crate) plan: Arc<Plan>,
}

impl Checker {
    /// Checks `content` as the page at `path`; `None` if the configuration leaves the page out or cannot be used, see
    /// [`Checker::problems`]. Its findings are those that [`Checker::check`] makes of the page, but for rules that
    /// compare several pages.
    ///
    /// # Errors
    /// If the content cannot be a page: it is too large or in another encoding than UTF-8. A fault of apiproof's own on
    /// this page.
    pub fn check_page(
        &self,
        path: impl AsRef<Path>,
        content: impl AsRef<[u8]>,
    ) -> Result<Option<CheckedPage>, Problem> {
        let Some((input, plan)) = self.plan(path.as_ref()) else { return Ok(None) };
        let source = in_memory(&input, content.as_ref())?;
        let report = guarded(&input, || check_page(&source, &plan, true))?;
        Ok(Some(CheckedPage { source, report, plan }))
    }

    /// Says what is understood of `content` as the page at `path`; `None` as for [`Checker::check_page`].
    ///
    /// # Errors
    /// As for [`Checker::check_page`].
    pub fn inspect_page(
        &self,
        path: impl AsRef<Path>,
        content: impl AsRef<[u8]>,
    ) -> Result<Option<InspectedPage>, Problem> {
        let Some((input, plan)) = self.plan(path.as_ref()) else { return Ok(None) };
        let source = in_memory(&input, content.as_ref())?;
        guarded(&input, || inspect_page(&source, &plan)).map(Some)
    }

    /// Whether a file, by its absolute path, is a description that its own examples are held against.
    pub(crate) fn is_description(&self, path: &Path) -> bool {
        self.project.plan_of(path).is_some_and(|plan| plan.description().is_some())
    }

    /// The text of a file, if it is one.
    pub(crate) fn text(&self, path: &Path) -> Option<String> {
        String::from_utf8(crate::system::read(self.project.system(), path, MAX_PAGE).ok()?).ok()
    }

    /// What is done with a page, and how it is shown.
    fn plan(&self, path: &Path) -> Option<(Input, Arc<Plan>)> {
        let project = &self.project;
        let is_left_out = project.scope(path.parent().unwrap_or(path)).excludes(path, project.current());
        let plan = if is_left_out { None } else { project.plan_of(path) };
        let shown = path.strip_prefix(project.current()).unwrap_or(path);
        Some((Input::File(shown.to_owned()), plan?))
    }
}

impl CheckedPage {
    /// What is at an offset of the page.
    pub(crate) fn pointed(&self, offset: u32) -> Option<Pointed> {
        cursor::pointed(&self.source, &self.plan, offset)
    }

    /// Where annotations of the page give an example this name.
    pub(crate) fn named(&self, name: &str) -> Vec<Span> {
        cursor::named(&self.source, &self.plan, name)
    }

    /// The edit that gives the request at an offset the body that its operation describes.
    pub(crate) fn described_body(&self, offset: u32) -> Option<Edit> {
        // Editors ask wherever the cursor goes, and the page is read again for an answer.
        if !self.may_be_request(offset) {
            return None;
        }
        cursor::described_body(&self.source, &self.plan, offset)
    }

    /// Whether a request may be on the line of an offset.
    fn may_be_request(&self, offset: u32) -> bool {
        let Some(inspected) = &self.report.inspected else { return true };
        let line = self.source.line(offset);
        let mut around = inspected.examples.iter().filter(|it| (it.line..=it.end_line).contains(&line));
        around.any(|it| it.messages.iter().chain([&it.first]).any(|message| message.method.is_some()))
    }

    /// What may be written at an offset of the page.
    pub(crate) fn expected(&self, offset: u32) -> Option<Expected> {
        cursor::expected(&self.source, &self.plan, offset)
    }

    /// The page with every fix applied that promises at least `least`; `None` if nothing is to be done.
    pub fn fixed(&self, least: Applicability) -> Option<SourceFile> {
        self.fixed_where(least, &|_| true)
    }

    /// The same with the fixes of `wanted` findings alone.
    pub(crate) fn fixed_where(
        &self,
        least: Applicability,
        wanted: &dyn Fn(&Diagnostic) -> bool,
    ) -> Option<SourceFile> {
        let which = |_: &SourceFile, findings: &[Diagnostic]| findings.iter().map(wanted).collect();
        let outcome = fix::fix_page(&self.source, &self.report, &self.plan, least, &which);
        (!outcome.fixed.is_empty()).then_some(outcome.source)
    }
}
