//! Asking Git what changed and what was there before, in a repository and in the submodules that are checked out in it:
//! repositories of their own, of each of which the one around it names a commit.
//!
//! Paths count from the top of the repository that is asked. A link in the place of a submodule leads nowhere.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::answers::{Differences, Entry};
use super::error::GitError;
use super::worktree::{Take, Worktree};
use crate::system::{OsSystem, System as _};

/// A repository.
#[derive(Debug)]
pub(crate) struct Git {
    here: Worktree,
    /// The repositories within it that are checked out, with their folders as seen from its top.
    submodules: Vec<(PathBuf, Git)>,
}

impl Git {
    /// The repository around the working directory `current`, which is absolute.
    ///
    /// # Errors
    /// If there is none, or no Git, or a submodule that is checked out cannot be asked.
    pub(crate) fn open(current: &Path) -> Result<Self, GitError> {
        let here = Worktree::open(current)?;
        let submodules = checked_out(&here)?;
        Ok(Self { here, submodules })
    }

    /// The bare repository in a folder, which is absolute.
    ///
    /// # Errors
    /// If there is none, or no Git.
    #[cfg(test)]
    pub(in crate::engine) fn open_bare(folder: &Path) -> Result<Self, GitError> {
        Ok(Self { here: Worktree::open_bare(folder)?, submodules: Vec::new() })
    }

    /// The folder that it was opened in.
    pub(in crate::engine) fn current(&self) -> &Path {
        self.here.current()
    }

    /// The top of the working tree.
    pub(crate) fn top(&self) -> &Path {
        self.here.top()
    }

    /// The commit that a revision names.
    ///
    /// # Errors
    /// If it names none.
    pub(crate) fn commit(&self, revision: &str) -> Result<String, GitError> {
        self.here.commit(revision)
    }

    /// The last commit that `commit` and the one that is checked out have in common.
    ///
    /// # Errors
    /// If there is none.
    pub(crate) fn merge_base(&self, commit: &str) -> Result<String, GitError> {
        self.here.merge_base(commit)
    }

    /// The files of the working tree that are not as in a commit, with those that were removed and those that Git does
    /// not know yet. Those of submodules are compared with the commit of theirs that it names.
    ///
    /// # Errors
    /// If Git fails.
    pub(in crate::engine) fn changed(&self, commit: &str) -> Result<Differences, GitError> {
        let mut changed = self.here.changed(commit)?;
        if self.submodules.is_empty() {
            return Ok(changed);
        }
        let paths: Vec<&Path> = self.submodules.iter().map(|(path, _)| &**path).collect();
        let links = self.here.links_of(commit, &paths)?;
        for (path, inner) in &self.submodules {
            changed.remove(path);
            // The objects of what was there before it are not its own.
            let before = changed.iter_mut().filter(|(file, _)| file.starts_with(path));
            before.for_each(|(_, object)| *object = None);
            // A shallow clone may not have the commit.
            let old = links.get(path).and_then(|commit| inner.commit(commit).ok());
            let inside = old.map_or_else(|| inner.everything(), |commit| inner.changed(&commit))?;
            changed.extend(inside.into_iter().map(|(file, object)| (path.join(file), object)));
        }
        Ok(changed)
    }

    /// Every file of the working tree, as if there had been none.
    fn everything(&self) -> Result<Differences, GitError> {
        let mut all: Differences = self.here.everything()?.into_iter().map(|file| (file, None)).collect();
        for (path, inner) in &self.submodules {
            all.extend(inner.everything()?.into_keys().map(|file| (path.join(file), None)));
        }
        Ok(all)
    }

    /// The files that Git tracks now, of this name.
    ///
    /// # Errors
    /// If the index holds what is no name.
    pub(in crate::engine) fn tracked(&self, name: &str) -> Result<BTreeSet<PathBuf>, GitError> {
        let mut found = self.here.tracked(name)?;
        for (path, inner) in &self.submodules {
            found.extend(inner.tracked(name)?.into_iter().map(|file| path.join(file)));
        }
        Ok(found)
    }

    /// The plain files of a commit, those of its submodules included as far as they are checked out and have the commit
    /// that it names; in order of repositories and paths.
    ///
    /// # Errors
    /// If Git fails.
    pub(in crate::engine) fn files(&self, commit: &str) -> Result<Vec<Entry>, GitError> {
        let (mut files, links) = self.here.files(commit)?;
        for (path, inner) in &self.submodules {
            files.retain(|file| !file.path.starts_with(path));
            let link = links.iter().find(|link| link.path == *path);
            if let Some(commit) = link.and_then(|link| inner.commit(&link.object).ok()) {
                let inside = inner.files(&commit)?.into_iter();
                files.extend(inside.map(|file| Entry { path: path.join(&file.path), ..file }));
            }
        }
        Ok(files)
    }

    /// Hands over the bytes of each file, in order of repositories. Files that are too large are left out.
    ///
    /// # Errors
    /// If Git fails, or does not have one.
    pub(in crate::engine) fn contents(&self, entries: &[Entry], take: Take<'_>) -> Result<(), GitError> {
        self.contents_of(entries.iter().collect(), self.top(), take)
    }

    /// The same for paths that count from `top`, which is above this repository or its own.
    fn contents_of(&self, mut entries: Vec<&Entry>, top: &Path, take: Take<'_>) -> Result<(), GitError> {
        for (_, inner) in &self.submodules {
            let (theirs, rest): (Vec<_>, Vec<_>) =
                entries.into_iter().partition(|entry| top.join(&entry.path).starts_with(inner.top()));
            inner.contents_of(theirs, top, take)?;
            entries = rest;
        }
        self.here.read(&entries, take)
    }
}

/// The repositories within a working tree that are checked out.
fn checked_out(here: &Worktree) -> Result<Vec<(PathBuf, Git)>, GitError> {
    let (links, top) = (here.links()?, here.top());
    if links.is_empty() {
        return Ok(Vec::new());
    }
    let disk = OsSystem::new(top.to_owned());
    let real = |path: &Path| disk.canonicalize(path).ok();
    let real_top = real(top);
    let is_itself =
        |path: &Path| real_top.as_ref().is_some_and(|it| real(&top.join(path)) == Some(it.join(path)));
    let is_there = |path: &Path| disk.link_metadata(&top.join(path).join(".git")).is_ok();
    let paths = links.into_iter().filter(|path| is_there(path) && is_itself(path));
    paths.map(|path| Ok((path.clone(), Git::open(&top.join(path))?))).collect()
}
