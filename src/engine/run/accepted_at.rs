//! The findings of another revision as a baseline.

use std::path::{Path, PathBuf};

use super::check::check;
use super::options::CheckOptions;
use super::parallel::Progress;
use super::request::{CheckRequest, Listed};
use crate::engine::baseline::Baseline;
use crate::engine::git::Entry;
use crate::engine::git::changed_files::Changes;
use crate::engine::git::command::Git;
use crate::engine::git::error::GitError;
use crate::engine::project::Project;
use crate::markup::is_page;
use crate::system::FileChange;

/// What the working tree was at a commit: itself, but for the files that differ.
#[derive(Debug)]
pub(crate) struct Revision {
    /// Pages and descriptions that differ.
    differing: Vec<FileChange>,
    /// The pages of the commit that are looked at, by absolute path, in order.
    pages: Vec<PathBuf>,
}

impl Revision {
    /// Takes what is needed of a commit. If `changes` say that only some pages are checked, only those are.
    ///
    /// # Errors
    /// If Git fails.
    pub(crate) fn take(
        git: &Git,
        commit: &str,
        project: &Project,
        changes: Option<&Changes>,
    ) -> Result<Self, GitError> {
        let own;
        let since = if let Some(changes) = changes.filter(|changes| changes.commit == commit) {
            changes
        } else {
            own = Changes::since(git, commit, project)?;
            &own
        };
        // The configuration is that of the run.
        let differs = |path: &Path| is_page(path) || since.affected().is_description(path);
        let mut differing = Vec::new();
        let mut entries = Vec::new();
        for (path, object) in since.before.iter().filter(|(path, _)| differs(path)) {
            match object {
                Some(object) => entries.push(Entry { path: path.clone(), object: object.clone(), size: 0 }),
                None => differing.push(FileChange::removed(path)),
            }
        }
        git.contents(&entries, &mut |entry, bytes| {
            differing.push(FileChange::bytes(&entry.path, bytes));
            Ok(())
        })?;
        let narrow = changes.map(Changes::affected).filter(|affected| !affected.is_wide());
        let pages = match narrow {
            Some(affected) => affected.files().filter(|path| is_page(path)).map(Path::to_owned).collect(),
            None => git
                .files(commit)?
                .into_iter()
                .map(|entry| git.top().join(entry.path))
                .filter(|path| is_page(path))
                .collect(),
        };
        Ok(Self { differing, pages })
    }
}

/// The findings of a revision on what is asked for now, under the configuration that counts now.
pub(crate) fn findings_at(revision: &Revision, now: &CheckRequest<'_>) -> Baseline {
    // What comes from standard input was a file then.
    let name = |path: &PathBuf| if path.as_os_str() == "-" { now.stdin_name.into() } else { path.clone() };
    let paths: Vec<PathBuf> = now.paths.iter().map(name).collect();
    let (project, _) = now.project.after(&revision.differing);
    let request = CheckRequest {
        force_exclude: false,
        paths: &paths,
        stdin_name: "",
        project: &project,
        affected: None,
        listed: Some(Listed { pages: &revision.pages, named_in: now.project }),
        respect_gitignore: false,
    };
    let options = CheckOptions { baseline: Some(Baseline::default()), ..CheckOptions::default() };
    // What could not be read then, or was not there, accepts nothing.
    check(&request, &options, &Progress::default()).baseline.unwrap_or_default().new
}
