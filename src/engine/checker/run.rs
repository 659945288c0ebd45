//! The checker, and runs over many pages.

use std::path::{Path, PathBuf};

use crate::diagnostic::{Problem, RuleMeta};
use crate::engine::page::plan::Plan;
use crate::engine::project::{Affected, Project};
use crate::engine::run::check::check;
use crate::engine::run::inspect::{Inspection, inspect};
use crate::engine::run::options::CheckOptions;
use crate::engine::run::parallel::Progress;
use crate::engine::run::report::RunReport;
use crate::engine::run::request::CheckRequest;
use crate::system::FileChange;

/// The name of standard input, unless another one is given.
pub(crate) const STDIN_NAME: &str = "<stdin>";

/// Checks pages under the configuration and the descriptions of the API that they are under.
///
/// A checker reads each configuration file and each description once, when a page first needs it, and keeps them: make
/// one and use it for many pages, from any thread. It never changes; after files changed, take
/// [`Checker::after`]. Nothing is fetched, nothing is executed, and nothing is written unless
/// [`CheckOptions::fixing`] asks for it.
///
/// # Examples
///
/// One page, whose text may be anywhere:
///
/// ```
/// use apiproof::{Applicability, Checker, MemorySystem};
///
/// let files = MemorySystem::new("/docs".into()).with("/docs/apiproof.toml", "level = \"strict\"\n");
/// let checker = Checker::builder("/docs").system(files).build().expect("the configuration is sound");
///
/// let text = "# Parcel\n\n```json\n{ \"id\": 7, }\n```\n";
/// let page = checker.check_page("parcel.md", text).expect("it is a page").expect("it is not excluded");
///
/// let finding = &page.report.findings[0];
/// assert_eq!(finding.rule.id, "json/trailing-comma");
/// assert_eq!(page.source.position(finding.primary.span.start).line, 4);
/// assert_eq!(page.fixed(Applicability::Safe).expect("it has a fix").text(), text.replace("7,", "7"));
/// ```
///
/// A folder on the disk:
///
/// ```no_run
/// use apiproof::{CheckOptions, Checker, Level};
///
/// let checker = Checker::builder(std::env::current_dir()?).level(Level::Strict).build().expect("sound flags");
/// let report = checker.check(&["docs".into()], &CheckOptions::default());
/// for file in &report.files {
///     for finding in &file.findings {
///         let line = file.source.line(finding.primary.span.start);
///         println!("{}:{line}: {}", file.source.path(), finding.message);
///     }
/// }
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Checker {
    pub(super) project: Project,
}

impl Checker {
    /// Every rule there is, in the order of their ids.
    pub fn rules() -> Vec<&'static RuleMeta> {
        Plan::catalogue()
    }

    /// Checks the pages at `paths` on every core of the current `rayon` pool: files, folders, globs, or `-` for standard
    /// input; no paths stand for the folder of the checker. What goes wrong with a file is in
    /// [`RunReport::problems`], and the other pages are checked all the same.
    pub fn check(&self, paths: &[PathBuf], options: &CheckOptions) -> RunReport {
        check(&self.request(paths), options, &Progress::default())
    }

    /// Says what is understood of the pages at `paths`, which are as for [`Checker::check`].
    pub fn inspect(&self, paths: &[PathBuf]) -> Inspection {
        inspect(&self.request(paths), &Progress::default())
    }

    /// The checker after these files changed. What does not depend on them is shared.
    #[must_use]
    pub fn after(&self, changes: &[FileChange]) -> Self {
        self.succeeded(changes).0
    }

    /// The same with what follows from the changes.
    pub(crate) fn succeeded(&self, changes: &[FileChange]) -> (Self, Affected) {
        let (project, affected) = self.project.after(changes);
        (Self { project }, affected)
    }

    /// Whether a page, by its absolute path, has to be checked again after these changes.
    pub(crate) fn depends_on(&self, affected: &Affected, page: &Path) -> bool {
        affected.concerns(page, &self.project.scope(page.parent().unwrap_or(page)))
    }

    /// The folder that paths count from.
    pub fn folder(&self) -> &Path {
        self.project.current()
    }

    /// What was found to be wrong with configuration files and descriptions so far, in order of place. They are read when
    /// a page needs them.
    pub fn problems(&self) -> Vec<Problem> {
        self.project.problems()
    }

    /// Places of the descriptions that cannot be used, while everything else counts, in order.
    pub fn warnings(&self) -> Vec<Problem> {
        self.project.warnings()
    }

    /// What configuration and descriptions pages are under, for commands that ask for more than findings.
    pub(crate) fn project(&self) -> &Project {
        &self.project
    }

    /// A request for the pages at `paths`.
    pub(crate) fn request<'r>(&'r self, paths: &'r [PathBuf]) -> CheckRequest<'r> {
        CheckRequest {
            force_exclude: false,
            paths,
            stdin_name: STDIN_NAME,
            project: &self.project,
            affected: None,
            listed: None,
            respect_gitignore: true,
        }
    }
}
