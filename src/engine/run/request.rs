//! What a run looks for, and where.

use std::path::{Path, PathBuf};

use crate::engine::project::{Affected, Project};
use crate::system::{absolute, exists};

/// What to look for and where.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CheckRequest<'r> {
    /// Files, folders, globs, or `-`; none stands for the working directory.
    pub paths: &'r [PathBuf],
    /// The name under which standard input is shown.
    pub stdin_name: &'r str,
    /// The configuration, and where files come from.
    pub project: &'r Project,
    /// What changed, if only that and what depends on it is checked.
    pub affected: Option<&'r Affected>,
    /// The pages among which `paths` choose, if folders are not to be walked.
    pub listed: Option<Listed<'r>>,
    /// Whether pages that configuration excludes are left out although they are named.
    pub force_exclude: bool,
    /// Whether pages that Git ignores are left out.
    pub respect_gitignore: bool,
}

/// Pages among which the paths of a request choose.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Listed<'r> {
    /// By absolute path, in order.
    pub pages: &'r [PathBuf],
    /// The project in which the paths of the request name something.
    pub named_in: &'r Project,
}

impl CheckRequest<'_> {
    /// Whether a page would be checked if it were there, as far as its absolute path tells.
    pub(super) fn covers_gone(&self, page: &Path) -> bool {
        let current = self.project.current();
        let covers = |path: &PathBuf| page.starts_with(absolute(current, path));
        let is_covered =
            if self.paths.is_empty() { page.starts_with(current) } else { self.paths.iter().any(covers) };
        let is_concerned = self.affected.is_none_or(|affected| affected.is_wide() || affected.holds(page));
        is_covered && is_concerned && !exists(self.project.system(), page)
    }
}
