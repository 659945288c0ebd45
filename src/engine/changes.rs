//! What a change touches: the pages in it, and those that depend on something in it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use super::git::Git;
use super::paths::{absolute, normal};
use super::project::{Project, Scope};
use super::schemas::describes;
use super::walk::is_page;
use crate::config::{BoundTo, FILE_NAME, Options};

/// The files that differ from a commit, and what follows from them.
#[derive(Debug)]
pub struct Changes {
    /// What they were compared with.
    pub(super) commit: String,
    /// Changed files, removed and new ones included, by absolute path; with the object that each was in the commit,
    /// unless it was no file there.
    pub(super) files: BTreeMap<PathBuf, Option<String>>,
    /// A configuration file is among them: every page may be under it.
    configuration: bool,
    /// The configuration files whose descriptions of the API are among them; `None` stands for the flags alone.
    described: BTreeSet<Option<PathBuf>>,
    /// Those descriptions; absolute.
    pub(super) descriptions: BTreeSet<PathBuf>,
}

fn is_folder(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok_and(|meta| meta.is_dir())
}

/// The pages of a repository that stands within another one, which Git names as a whole.
fn pages_within(folder: &Path) -> Vec<PathBuf> {
    let walk = WalkBuilder::new(folder).standard_filters(false).hidden(true).build().filter_map(Result::ok);
    let files = walk.filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
    files.map(DirEntry::into_path).filter(|path| is_page(path)).collect()
}

impl Changes {
    /// What changed in the working tree since `commit`.
    ///
    /// # Errors
    /// If Git fails.
    pub fn since(git: &Git, commit: &str, project: &Project) -> Result<Self, String> {
        let (named, configured) = rayon::join(|| git.changed(commit), || git.tracked(FILE_NAME));
        let (named, mut configured) = (named?, configured?);
        let is_configuration = |path: &&PathBuf| path.file_name().is_some_and(|name| name == FILE_NAME);
        configured.extend(named.keys().filter(is_configuration).cloned());
        let mut files: BTreeMap<PathBuf, Option<String>> =
            named.into_iter().map(|(path, before)| (git.top().join(path), before)).collect();
        let inner: Vec<PathBuf> = files.keys().filter(|path| is_folder(path)).cloned().collect();
        for folder in inner {
            files.remove(&folder);
            for page in pages_within(&folder) {
                files.entry(page).or_insert(None);
            }
        }
        let mut changes = Self {
            commit: commit.to_owned(),
            configuration: files.keys().any(|path| is_configuration(&path)),
            described: BTreeSet::new(),
            descriptions: BTreeSet::new(),
            files,
        };
        changes.look_at(&project.scope(project.current()));
        for path in &configured {
            changes.look_at(&project.scope(git.top().join(path).parent().unwrap_or(git.top())));
        }
        Ok(changes)
    }

    /// Finds out what the layers of a configuration depend on.
    fn look_at(&mut self, scope: &Scope) {
        let Some(configuration) = scope.configuration() else { return };
        let layers: Vec<&Options> = configuration.every_layer().collect();
        let is_changed = |path: &Path| self.files.contains_key(path);
        let extended = |options: &&&Options| {
            options.extends.iter().any(|word| is_changed(&normal(&options.base.join(&word.text))))
        };
        self.configuration |=
            layers.iter().any(|options| extended(&options)) || scope.file().is_some_and(is_changed);
        let describes = |options: &&Options, path: &Path| {
            let is_bound = options.binds.iter().any(|bind| match &bind.to {
                BoundTo::File(word) => normal(&options.base.join(&word.text)) == path,
                BoundTo::Type(_) => false,
            });
            is_bound || options.schemas.iter().any(|word| describes(&options.base, word, path))
        };
        let changed = self.files.keys().filter(|path| layers.iter().any(|options| describes(options, path)));
        let changed: Vec<PathBuf> = changed.cloned().collect();
        if !changed.is_empty() {
            self.described.insert(scope.file().map(Path::to_owned));
        }
        self.descriptions.extend(changed);
    }

    /// Whether pages that did not change are concerned.
    pub(super) fn is_wide(&self) -> bool {
        self.configuration || !self.described.is_empty()
    }

    /// Whether a page, by its absolute path, has to be checked.
    pub(super) fn concerns(&self, page: &Path, scope: &Scope) -> bool {
        self.configuration
            || self.files.contains_key(page)
            || self.described.contains(&scope.file().map(Path::to_owned))
    }

    /// Whether a page is only concerned if it shows something that is described.
    pub(super) fn only_if_described(&self, current: &Path, page: &Path) -> bool {
        !self.configuration && !self.files.contains_key(&absolute(current, page))
    }
}
