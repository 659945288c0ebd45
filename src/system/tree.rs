//! Files that are known by their absolute paths: the folders follow from them. There are no links.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::ops::{Bound, ControlFlow};
use std::path::{Component, Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::{Each, Entry, FileKind, WalkOptions};

/// Files by their absolute paths, without `.` and `..`, in order.
#[derive(Clone, Debug)]
pub(crate) struct Tree<T> {
    files: BTreeMap<PathBuf, T>,
}

impl<T> Default for Tree<T> {
    fn default() -> Self {
        Self { files: BTreeMap::new() }
    }
}

/// There is no such file.
pub(crate) fn not_found() -> io::Error {
    io::ErrorKind::NotFound.into()
}

impl<T> Tree<T> {
    pub(crate) fn insert(&mut self, path: PathBuf, file: T) {
        self.files.insert(path, file);
    }

    pub(crate) fn remove(&mut self, path: &Path) {
        self.files.remove(path);
    }

    pub(crate) fn get(&self, path: &Path) -> Option<&T> {
        self.files.get(path)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&PathBuf, &T)> {
        self.files.iter()
    }

    /// The files below a folder, in order.
    fn below<'t>(&'t self, folder: &'t Path) -> impl Iterator<Item = &'t PathBuf> + use<'t, T> {
        let from = (Bound::Excluded(folder), Bound::Unbounded);
        self.files
            .range::<Path, _>(from)
            .map(|(path, _)| path)
            .take_while(move |path| path.starts_with(folder))
    }

    /// Whether a path is a file or a folder.
    pub(crate) fn kind(&self, path: &Path) -> Option<FileKind> {
        if self.files.contains_key(path) {
            return Some(FileKind::File);
        }
        self.below(path).next().map(|_| FileKind::Folder)
    }

    /// Everything below a folder, as it is shown from `root`, but hidden files and, if wanted, what a `.gitignore`
    /// between names; `text` reads one.
    pub(crate) fn walk(
        &self,
        root: &Path,
        folder: &Path,
        options: WalkOptions,
        text: &dyn Fn(&T) -> Option<String>,
        each: Each<'_>,
    ) {
        let mut ignores: BTreeMap<PathBuf, Option<Gitignore>> = BTreeMap::new();
        let mut folders: BTreeSet<PathBuf> = BTreeSet::from([folder.to_owned()]);
        for path in self.below(folder) {
            let inside = path.strip_prefix(folder).unwrap_or(path);
            let is_hidden = |part: Component<'_>| part.as_os_str().as_encoded_bytes().starts_with(b".");
            if inside.components().any(is_hidden) {
                continue;
            }
            if options.respect_gitignore && self.is_ignored(path, &mut ignores, text) {
                continue;
            }
            let between: Vec<&Path> =
                path.ancestors().skip(1).take_while(|above| above.starts_with(folder)).collect();
            for above in between.into_iter().rev() {
                if folders.insert(above.to_owned()) {
                    let path = root.join(above.strip_prefix(folder).unwrap_or(above));
                    if each(Ok(Entry { path, kind: FileKind::Folder })) == ControlFlow::Break(()) {
                        return;
                    }
                }
            }
            if each(Ok(Entry { path: root.join(inside), kind: FileKind::File })) == ControlFlow::Break(()) {
                return;
            }
        }
    }

    /// Whether a `.gitignore` beside a file or above it names it, or a folder that it is in.
    fn is_ignored(
        &self,
        path: &Path,
        ignores: &mut BTreeMap<PathBuf, Option<Gitignore>>,
        text: &dyn Fn(&T) -> Option<String>,
    ) -> bool {
        for folder in path.ancestors().skip(1) {
            let ignore = ignores.entry(folder.to_owned()).or_insert_with(|| {
                let text = text(self.files.get(&folder.join(".gitignore"))?)?;
                let mut builder = GitignoreBuilder::new(folder);
                for line in text.lines() {
                    // A line that is no pattern says nothing.
                    let _ = builder.add_line(None, line);
                }
                builder.build().ok()
            });
            // The nearest file that speaks of it decides.
            let matched = ignore.as_ref().map(|ignore| ignore.matched_path_or_any_parents(path, false));
            if let Some(matched) = matched.filter(|matched| !matched.is_none()) {
                return matched.is_ignore();
            }
        }
        false
    }
}
