//! What a change touches: the pages in it, and those that depend on something in it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::git::Git;
use super::paths::{absolute, normal};
use super::project::{Project, Scope};
use super::schemas::describes;
use crate::config::{BoundTo, FILE_NAME, Options};

/// The files that differ from a commit, and what follows from them.
#[derive(Debug)]
pub struct Changes {
    /// Changed files, removed and new ones included; absolute.
    pub(super) files: BTreeSet<PathBuf>,
    /// A configuration file is among them: every page may be under it.
    configuration: bool,
    /// The configuration files whose descriptions of the API are among them; `None` stands for the flags alone.
    described: BTreeSet<Option<PathBuf>>,
    /// Whether any description is configured.
    pub(super) has_schemas: bool,
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
        configured.extend(named.iter().filter(is_configuration).cloned());
        let files: BTreeSet<PathBuf> = named.iter().map(|path| git.top().join(path)).collect();
        let mut changes = Self {
            configuration: named.iter().any(|path| is_configuration(&path)),
            described: BTreeSet::new(),
            has_schemas: false,
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
        let is_changed = |path: &Path| self.files.contains(path);
        let extended = |options: &&&Options| {
            options.extends.iter().any(|word| is_changed(&normal(&options.base.join(&word.text))))
        };
        self.configuration |=
            layers.iter().any(|options| extended(&options)) || scope.file().is_some_and(is_changed);
        let bound = |options: &Options| {
            let files = options.binds.iter().filter_map(|bind| match &bind.to {
                BoundTo::File(word) => Some(normal(&options.base.join(&word.text))),
                BoundTo::Type(_) => None,
            });
            files.into_iter().any(|path| is_changed(&path))
        };
        let described = |options: &Options| {
            let mut words = options.schemas.iter();
            words.any(|word| self.files.iter().any(|path| describes(&options.base, word, path)))
        };
        self.has_schemas |=
            layers.iter().any(|options| !options.schemas.is_empty() || !options.binds.is_empty());
        if layers.iter().any(|options| bound(options) || described(options)) {
            self.described.insert(scope.file().map(Path::to_owned));
        }
    }

    /// Whether pages that did not change are concerned.
    pub(super) fn is_wide(&self) -> bool {
        self.configuration || !self.described.is_empty()
    }

    /// Whether a page, by its absolute path, has to be checked.
    pub(super) fn concerns(&self, page: &Path, scope: &Scope) -> bool {
        self.configuration
            || self.files.contains(page)
            || self.described.contains(&scope.file().map(Path::to_owned))
    }

    /// Whether a page is only concerned if it shows something that is described.
    pub(super) fn only_if_described(&self, current: &Path, page: &Path) -> bool {
        !self.configuration && !self.files.contains(&absolute(current, page))
    }
}
