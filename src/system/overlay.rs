//! Files that are not as another system has them: the open buffers of an editor, or what a commit held.

use std::collections::HashSet;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Each, Entry, FileKind, Metadata, ReadError, System, Tree, WalkOptions, absolute, not_found};

/// A file that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// Its path, absolute or from the working directory.
    pub path: PathBuf,
    /// What it holds now.
    pub content: Content,
}

/// What a changed file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// These bytes, whatever the system below says: an open buffer.
    Bytes(Arc<[u8]>),
    /// There is no such file.
    Removed,
    /// What the system below says: a buffer that was closed, or a file that somebody else wrote.
    OnDisk,
}

impl FileChange {
    /// A file holds other bytes.
    pub fn bytes(path: impl Into<PathBuf>, bytes: impl AsRef<[u8]>) -> Self {
        Self { path: path.into(), content: Content::Bytes(bytes.as_ref().into()) }
    }

    /// A file is no longer there.
    pub fn removed(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), content: Content::Removed }
    }

    /// A file is what the system below says, and may have changed there.
    pub fn on_disk(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), content: Content::OnDisk }
    }
}

/// Another system with some files changed. Its folders are those of the other, with those of the files that were added.
#[derive(Clone, Debug)]
pub struct Overlay {
    below: Arc<dyn System>,
    added: Tree<Arc<[u8]>>,
    removed: HashSet<PathBuf>,
}

impl Overlay {
    /// What `below` has, with nothing changed.
    pub fn new(below: Arc<dyn System>) -> Self {
        Self { below, added: Tree::default(), removed: HashSet::new() }
    }

    /// The same with more changes; later ones count.
    #[must_use]
    pub fn with(mut self, changes: &[FileChange]) -> Self {
        for change in changes {
            let path = absolute(self.below.current(), &change.path);
            self.added.remove(&path);
            self.removed.remove(&path);
            match &change.content {
                Content::Bytes(bytes) => self.added.insert(path, Arc::clone(bytes)),
                Content::Removed => drop(self.removed.insert(path)),
                Content::OnDisk => {}
            }
        }
        self
    }

    fn key(&self, path: &Path) -> PathBuf {
        absolute(self.below.current(), path)
    }

    /// What the changes say about a path; `None` if nothing.
    fn changed(&self, key: &Path) -> Option<io::Result<Metadata>> {
        if let Some(bytes) = self.added.get(key) {
            return Some(Ok(Metadata { kind: FileKind::File, len: bytes.len() as u64 }));
        }
        self.removed.contains(key).then(|| Err(not_found()))
    }

    /// What the system below said, or else a folder that only holds added files.
    fn or_added(&self, key: &Path, below: io::Result<Metadata>) -> io::Result<Metadata> {
        below.or_else(|error| match self.added.kind(key) {
            Some(kind) => Ok(Metadata { kind, len: 0 }),
            None => Err(error),
        })
    }
}

impl System for Overlay {
    fn current(&self) -> &Path {
        self.below.current()
    }

    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        let key = self.key(path);
        self.changed(&key).unwrap_or_else(|| self.or_added(&key, self.below.metadata(path)))
    }

    fn link_metadata(&self, path: &Path) -> io::Result<Metadata> {
        let key = self.key(path);
        self.changed(&key).unwrap_or_else(|| self.or_added(&key, self.below.link_metadata(path)))
    }

    fn read(&self, path: &Path, limit: usize, take: &mut dyn FnMut(&[u8])) -> Result<(), ReadError> {
        let key = self.key(path);
        match self.added.get(&key) {
            Some(bytes) if bytes.len() > limit => Err(ReadError::TooLarge(limit)),
            Some(bytes) => {
                take(bytes);
                Ok(())
            }
            None if self.removed.contains(&key) => Err(not_found().into()),
            None => self.below.read(path, limit, take),
        }
    }

    /// A `.gitignore` of the system below says nothing about added files that are not there.
    fn walk(&self, root: &Path, options: WalkOptions, each: Each<'_>) {
        let folder = self.key(root);
        let is_only_added = self.below.metadata(root).is_err() && self.added.kind(&folder).is_some();
        let mut seen = HashSet::new();
        let mut flow = ControlFlow::Continue(());
        if !is_only_added {
            self.below.walk(root, options, &mut |entry| {
                let entry = entry.map(|entry| (self.key(&entry.path), entry));
                flow = match entry {
                    Ok((key, _)) if self.removed.contains(&key) => ControlFlow::Continue(()),
                    Ok((key, entry)) if self.added.get(&key).is_some() => {
                        seen.insert(key);
                        each(Ok(Entry { kind: FileKind::File, ..entry }))
                    }
                    Ok((_, entry)) => each(Ok(entry)),
                    Err(error) => each(Err(error)),
                };
                flow
            });
        }
        if flow == ControlFlow::Break(()) {
            return;
        }
        let text = |bytes: &Arc<[u8]>| String::from_utf8(bytes.to_vec()).ok();
        self.added.walk(root, &folder, options, &text, &mut |entry| match entry {
            Ok(Entry { kind: FileKind::Folder, .. }) => ControlFlow::Continue(()),
            Ok(entry) if seen.contains(&self.key(&entry.path)) => ControlFlow::Continue(()),
            entry => each(entry),
        });
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        let key = self.key(path);
        if self.removed.contains(&key) {
            return Err(not_found());
        }
        self.below.canonicalize(path).or_else(|error| self.added.kind(&key).map(|_| key).ok_or(error))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{MemorySystem, read};
    use super::*;

    fn below() -> Arc<dyn System> {
        let system = MemorySystem::new("/docs".into());
        Arc::new(
            system.with("a.md", "a").with("in/b.md", "b").with(".gitignore", "made\n").with("made/c.md", "c"),
        )
    }

    fn walked(system: &dyn System, root: &str, respect_gitignore: bool) -> Vec<String> {
        let mut found = Vec::new();
        system.walk(
            Path::new(root),
            WalkOptions { respect_gitignore, ..WalkOptions::default() },
            &mut |entry| {
                let entry = entry.expect("nothing here cannot be walked");
                if entry.kind == FileKind::File {
                    found.push(entry.path.to_string_lossy().replace('\\', "/"));
                }
                ControlFlow::Continue(())
            },
        );
        found.sort();
        found
    }

    #[test]
    fn changed_files_hide_those_below() {
        let system = Overlay::new(below()).with(&[
            FileChange::bytes("a.md", "edited"),
            FileChange::removed("/docs/in/b.md"),
            FileChange::bytes("new/d.md", "d"),
        ]);
        assert_eq!(read(&system, Path::new("/docs/a.md"), 9).unwrap(), b"edited");
        assert_eq!(read(&system, Path::new("new/d.md"), 9).unwrap(), b"d");
        assert!(
            read(&system, Path::new("in/b.md"), 9).is_err() && system.metadata(Path::new("in/b.md")).is_err()
        );
        assert!(system.metadata(Path::new("new")).unwrap().is_folder());
        assert!(
            system.canonicalize(Path::new("new/../a.md")).is_ok_and(|path| path == Path::new("/docs/a.md"))
        );
        assert_eq!(walked(&system, ".", true), ["./a.md", "./new/d.md"]);
        assert_eq!(walked(&system, "/docs/new", true), ["/docs/new/d.md"]);
    }

    #[test]
    fn a_closed_buffer_shows_the_file_again() {
        let edited = Overlay::new(below()).with(&[FileChange::bytes("a.md", "edited")]);
        let closed = edited.with(&[FileChange::on_disk("a.md")]);
        assert_eq!(read(&closed, Path::new("a.md"), 9).unwrap(), b"a");
    }

    #[test]
    fn what_is_ignored_is_walked_on_demand() {
        assert_eq!(walked(&*below(), "/docs", true), ["/docs/a.md", "/docs/in/b.md"]);
        assert_eq!(walked(&*below(), "/docs", false), ["/docs/a.md", "/docs/in/b.md", "/docs/made/c.md"]);
    }

    #[test]
    fn no_more_is_read_than_asked_for() {
        assert!(matches!(read(&*below(), Path::new("a.md"), 0), Err(ReadError::TooLarge(0))));
    }
}
