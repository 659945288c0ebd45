//! The findings of another revision as a baseline, and the configuration of another revision as the one that counts.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::baseline::{Baseline, parse};
use super::changes::Changes;
use super::git::{Entry, Git};
use super::input::Problem;
use super::paths::absolute;
use super::project::{ConfigSource, Mirror, Project};
use super::run::{Progress, check};
use super::snapshot::Snapshot;
use super::walk::{Request, is_page};
use super::worker::Gate;
use crate::config::Options;

/// What the working tree was at a commit: itself, but for the files that differ.
#[derive(Debug)]
pub struct Revision {
    /// Pages and descriptions that differ, by absolute path; `None` if there was no such file.
    differing: HashMap<PathBuf, Option<Vec<u8>>>,
    /// The pages of the commit that are looked at, by absolute path, in order.
    pages: Vec<PathBuf>,
    /// Whether some descriptions of the API differ.
    redescribed: bool,
}

/// What a file was at a revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then<'r> {
    /// What it is now, were that nothing.
    AsNow,
    /// It was not there.
    Absent,
    /// It held these bytes.
    Holding(&'r [u8]),
}

impl Revision {
    /// Takes what is needed of a commit. If `changes` say that only some pages are checked, only those are.
    ///
    /// # Errors
    /// If Git fails.
    pub fn take(
        git: &Git,
        commit: &str,
        project: &Project,
        changes: Option<&Changes>,
    ) -> Result<Self, String> {
        let own;
        let since = if let Some(changes) = changes.filter(|changes| changes.commit == commit) {
            changes
        } else {
            own = Changes::since(git, commit, project)?;
            &own
        };
        let differs = |path: &Path| is_page(path) || since.descriptions.contains(path);
        let (there, gone): (Vec<_>, Vec<_>) =
            since.files.iter().filter(|(path, _)| differs(path)).partition(|(_, before)| before.is_some());
        let entries: Vec<Entry> = there
            .into_iter()
            .filter_map(|(path, object)| Some(Entry { path: path.clone(), object: object.clone()? }))
            .collect();
        let mut differing: HashMap<_, _> = gone.into_iter().map(|(path, _)| (path.clone(), None)).collect();
        git.contents(&entries, |entry, bytes| {
            differing.insert(entry.path.clone(), Some(bytes.to_vec()));
            Ok(())
        })?;
        let pages = match changes.filter(|changes| !changes.is_wide()) {
            Some(changes) => changes.files.keys().filter(|path| is_page(path)).cloned().collect(),
            None => git
                .files(commit)?
                .into_iter()
                .map(|entry| git.top().join(entry.path))
                .filter(|path| is_page(path))
                .collect(),
        };
        Ok(Self { differing, pages, redescribed: !since.descriptions.is_empty() })
    }

    /// The pages, by absolute path.
    pub(super) fn pages(&self) -> impl Iterator<Item = &PathBuf> {
        self.pages.iter().filter(|path| self.differing.get(*path).is_none_or(Option::is_some))
    }

    /// What a file was, by its absolute path.
    pub(super) fn file(&self, path: &Path) -> Then<'_> {
        match self.differing.get(path) {
            None => Then::AsNow,
            Some(None) => Then::Absent,
            Some(Some(bytes)) => Then::Holding(bytes),
        }
    }

    /// The files that differ and were there, by absolute path.
    pub(super) fn differing(&self) -> impl Iterator<Item = &PathBuf> {
        self.differing.iter().filter(|(_, bytes)| bytes.is_some()).map(|(path, _)| path)
    }

    /// Whether the descriptions of the API were others.
    pub fn is_redescribed(&self) -> bool {
        self.redescribed
    }
}

/// The configuration files of a commit.
///
/// # Errors
/// If Git fails.
pub fn configuration_at(git: &Git, commit: &str) -> Result<Snapshot, String> {
    Snapshot::take(git, commit, |path| path.extension().is_some_and(|ending| ending == "toml"))
}

/// The baseline file of a commit. `path` is as given.
///
/// # Errors
/// If there is none, or it cannot be used.
pub fn baseline_file_at(git: &Git, commit: &str, current: &Path, path: &Path) -> Result<Baseline, String> {
    let path = absolute(current, path);
    let inside = path.strip_prefix(git.top()).map_err(|_| "outside of the repository".to_owned())?;
    let text = git.content(commit, inside)?;
    parse(&text.ok_or("not in the trusted revision; commit it there first")?)
}

/// The configuration that a run sees through `configuration`, where files are named as in the working tree.
///
/// # Errors
/// All that is wrong with it.
pub fn trusted_project(
    git: &Git,
    configuration: &Snapshot,
    source: &ConfigSource,
    flags: Options,
    current: PathBuf,
) -> Result<Project, Vec<Problem>> {
    let mirror = Mirror { pages: git.top().to_owned(), configurations: configuration.top().to_owned() };
    Project::mirrored(source, flags, current, mirror)
}

/// The findings of a revision on what is asked for now, under the configuration that counts now. `project` has its
/// descriptions.
pub fn findings_at(revision: &Revision, project: &Project, now: &Request<'_>) -> Baseline {
    // What comes from standard input was a file then.
    let name = |path: &PathBuf| if path.as_os_str() == "-" { now.stdin_name.into() } else { path.clone() };
    let paths: Vec<PathBuf> = now.paths.iter().map(name).collect();
    let paths = &*paths;
    let request =
        Request { paths, stdin_name: "", project, changes: None, revision: Some(revision), heeds_git: false };
    let gate = Gate { baseline: Some(Baseline::default()), ..Gate::default() };
    // What could not be read then, or was not there, accepts nothing.
    check(&request, &gate, &Progress::default()).baseline.unwrap_or_default().new
}
