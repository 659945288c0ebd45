//! What changed in a working tree since a commit.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::command::Git;
use super::error::GitError;
use crate::config::FILE_NAME;
use crate::engine::project::{Affected, Project};
use crate::markup::is_page;
use crate::system::{FileKind, System, WalkOptions};

/// The files that differ from a commit, and what follows from them.
#[derive(Debug)]
pub(crate) struct Changes {
    /// What they were compared with.
    pub(in crate::engine) commit: String,
    /// Changed files, removed and new ones included, by absolute path; with the object that each was in the commit,
    /// unless it was no file there.
    pub(in crate::engine) before: BTreeMap<PathBuf, Option<String>>,
    affected: Affected,
}

fn is_folder(system: &dyn System, path: &Path) -> bool {
    system.link_metadata(path).is_ok_and(|meta| meta.is_folder())
}

/// The pages of a repository that stands within another one, which Git names as a whole.
fn pages_within(system: &dyn System, folder: &Path) -> Vec<PathBuf> {
    let mut pages = Vec::new();
    system.walk(folder, WalkOptions { respect_gitignore: false, ..WalkOptions::default() }, &mut |entry| {
        let pages_found = entry.ok().filter(|entry| entry.kind == FileKind::File && is_page(&entry.path));
        pages.extend(pages_found.map(|entry| entry.path));
        ControlFlow::Continue(())
    });
    pages
}

impl Changes {
    /// What changed in the working tree since `commit`.
    ///
    /// # Errors
    /// If Git fails.
    pub(crate) fn since(git: &Git, commit: &str, project: &Project) -> Result<Self, GitError> {
        let system = project.system();
        let (named, configured) = rayon::join(|| git.changed(commit), || git.tracked(FILE_NAME));
        let (named, mut configured) = (named?, configured?);
        let is_configuration = |path: &&PathBuf| path.file_name().is_some_and(|name| name == FILE_NAME);
        configured.extend(named.keys().filter(is_configuration).cloned());
        let mut before: BTreeMap<PathBuf, Option<String>> =
            named.into_iter().map(|(path, object)| (git.top().join(path), object)).collect();
        let inner: Vec<PathBuf> = before.keys().filter(|path| is_folder(system, path)).cloned().collect();
        for folder in inner {
            before.remove(&folder);
            for page in pages_within(system, &folder) {
                before.entry(page).or_insert(None);
            }
        }
        let files: BTreeSet<PathBuf> = before.keys().cloned().collect();
        let mut affected = Affected::new(files);
        affected.look_at(&project.scope(project.current()));
        for path in &configured {
            affected.look_at(&project.scope(git.top().join(path).parent().unwrap_or(git.top())));
        }
        Ok(Self { commit: commit.to_owned(), before, affected })
    }

    /// What follows from the changes.
    pub(crate) fn affected(&self) -> &Affected {
        &self.affected
    }
}
