//! Which pages a change concerns: those in it, and those that depend on something in it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::schema_files::{binds, describes};
use super::scope::Scope;
use crate::config::{FILE_NAME, Options};
use crate::system::{absolute, normal};

/// What follows from files that changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Affected {
    /// The files, removed and new ones included; absolute.
    files: BTreeSet<PathBuf>,
    /// A configuration file is among them: every page may be under it.
    configuration: bool,
    /// The configuration files whose descriptions of the API are among them; `None` stands for the flags alone.
    described: BTreeSet<Option<PathBuf>>,
    /// Those descriptions; absolute.
    descriptions: BTreeSet<PathBuf>,
}

impl Affected {
    /// What follows from these files alone, by their absolute paths.
    pub(in crate::engine) fn new(files: BTreeSet<PathBuf>) -> Self {
        let is_configuration = |path: &PathBuf| path.file_name().is_some_and(|name| name == FILE_NAME);
        Self { configuration: files.iter().any(is_configuration), files, ..Self::default() }
    }

    /// Finds out what the layers of a configuration depend on.
    pub(in crate::engine) fn look_at(&mut self, scope: &Scope) {
        let is_changed = |path: &Path| self.files.contains(path);
        self.configuration |= scope.file().is_some_and(is_changed);
        let Some(configuration) = scope.configuration() else { return };
        let layers: Vec<&Options> = configuration.every_layer().collect();
        let extended = |options: &&&Options| {
            options.extends.iter().any(|word| is_changed(&normal(&options.base.join(&word.text))))
        };
        self.configuration |= layers.iter().any(|options| extended(&options));
        let describes = |options: &&Options, path: &Path| {
            options.binds.iter().any(|bind| binds(&options.base, bind, path))
                || options.schemas.iter().any(|word| describes(&options.base, word, path))
        };
        let changed = self.files.iter().filter(|path| layers.iter().any(|options| describes(options, path)));
        let changed: Vec<PathBuf> = changed.cloned().collect();
        if !changed.is_empty() {
            self.described.insert(scope.file().map(Path::to_owned));
        }
        self.descriptions.extend(changed);
    }

    /// The changed files, by their absolute paths, in order.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(PathBuf::as_path)
    }

    /// Whether a file, by its absolute path, is one of those that changed.
    pub(crate) fn holds(&self, file: &Path) -> bool {
        self.files.contains(file)
    }

    /// Whether a changed file, by its absolute path, describes an API.
    pub(in crate::engine) fn is_description(&self, file: &Path) -> bool {
        self.descriptions.contains(file)
    }

    /// Whether the descriptions of the pages in a scope changed.
    pub(super) fn is_redescribed(&self, scope: &Scope) -> bool {
        self.described.contains(&scope.file().map(Path::to_owned))
    }

    /// Whether a configuration file changed.
    pub(crate) fn is_reconfigured(&self) -> bool {
        self.configuration
    }

    /// Whether pages that did not change are concerned.
    pub(crate) fn is_wide(&self) -> bool {
        self.configuration || !self.described.is_empty()
    }

    /// Whether a page, by its absolute path, has to be checked.
    pub(crate) fn concerns(&self, page: &Path, scope: &Scope) -> bool {
        self.configuration || self.files.contains(page) || self.is_redescribed(scope)
    }

    /// Whether a page is only concerned if it shows something that is described.
    pub(in crate::engine) fn only_if_described(&self, current: &Path, page: &Path) -> bool {
        !self.configuration && !self.files.contains(&absolute(current, page))
    }
}
