//! The findings of another revision as a baseline, and the configuration of another revision as the one that counts.

use std::fs;
use std::path::{Path, PathBuf};

use super::baseline::{Baseline, parse};
use super::changes::Changes;
use super::git::Git;
use super::input::Problem;
use super::paths::absolute;
use super::project::{ConfigSource, Mirror, Project};
use super::run::{Progress, check};
use super::schemas::is_description;
use super::snapshot::Snapshot;
use super::walk::{Request, is_page};
use super::worker::Gate;
use crate::config::Options;

/// What is to be checked at another revision.
#[derive(Debug)]
pub struct View<'v> {
    /// The working directory, absolute.
    pub current: &'v Path,
    /// The paths of the command line.
    pub paths: &'v [PathBuf],
    /// Where configuration comes from.
    pub source: &'v ConfigSource,
    /// What lies above every configuration file.
    pub flags: Options,
    /// The configuration files that count, unless they are those of the working tree.
    pub configuration: Option<&'v Snapshot>,
    /// What changed, if only that is looked at.
    pub changes: Option<&'v Changes>,
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

/// The findings of a commit, under the configuration that counts now.
///
/// # Errors
/// If Git fails or the configuration cannot be used.
pub fn findings_at(git: &Git, commit: &str, view: &View<'_>) -> Result<Baseline, Vec<Problem>> {
    let failed = |message: String| vec![Problem { path: "--baseline-ref".to_owned(), message, reason: None }];
    let narrow = view.changes.filter(|changes| !changes.is_wide());
    let wanted = |path: &Path| {
        let page =
            is_page(path) && narrow.is_none_or(|changes| changes.files.contains(&git.top().join(path)));
        page || (view.changes.is_none_or(|changes| changes.has_schemas) && is_description(path))
    };
    let snapshot = Snapshot::take(git, commit, wanted).map_err(failed)?;
    let there = |path: &Path| path.strip_prefix(git.top()).map(|inside| snapshot.top().join(inside));
    let current = there(view.current).unwrap_or_else(|_| snapshot.top().to_owned());
    fs::create_dir_all(&current).map_err(|error| failed(error.to_string()))?;
    let here = view.paths.iter().map(|path| absolute(view.current, path));
    let mut paths: Vec<PathBuf> = here.filter_map(|path| there(&path).ok()).collect();
    if view.paths.is_empty() {
        paths.push(current.clone());
    }
    let configurations = view.configuration.map_or(git.top(), Snapshot::top).to_owned();
    let mirror = Mirror { pages: snapshot.top().to_owned(), configurations };
    let flags = Options { base: current.clone(), ..view.flags.clone() };
    let project = Project::mirrored(view.source, flags, current, mirror)?;
    let request =
        Request { paths: &paths, stdin_name: "", project: &project, changes: None, heeds_git: false };
    let gate = Gate { fixing: None, baseline: Some(Baseline::default()) };
    // What could not be read then, or was not there, accepts nothing.
    Ok(check(&request, &gate, &Progress::default()).baseline.unwrap_or_default().new)
}
