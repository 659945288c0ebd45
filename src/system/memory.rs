//! Files in memory.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Each, FileKind, Metadata, ReadError, System, Tree, WalkOptions, absolute, not_found};

/// Files that stand in no file system, for tests and for programs that have their pages elsewhere.
///
/// ```
/// use apiproof::{MemorySystem, System as _};
///
/// let system = MemorySystem::new("/docs".into()).with("a.md", "# Parcels\n");
/// assert!(system.metadata("/docs/a.md".as_ref()).unwrap().is_file());
/// ```
#[derive(Clone, Debug)]
pub struct MemorySystem {
    current: PathBuf,
    files: Tree<Arc<[u8]>>,
}

impl MemorySystem {
    /// No files, seen from `current`, which is absolute.
    pub fn new(current: PathBuf) -> Self {
        Self { current, files: Tree::default() }
    }

    /// The same with another file.
    #[must_use]
    pub fn with(mut self, path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) -> Self {
        let path = absolute(&self.current, path.as_ref());
        self.files.insert(path, bytes.as_ref().into());
        self
    }
}

impl System for MemorySystem {
    fn current(&self) -> &Path {
        &self.current
    }

    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        let path = absolute(&self.current, path);
        let kind = self.files.kind(&path).ok_or_else(not_found)?;
        Ok(Metadata { kind, len: self.files.get(&path).map_or(0, |bytes| bytes.len() as u64) })
    }

    fn link_metadata(&self, path: &Path) -> io::Result<Metadata> {
        self.metadata(path)
    }

    fn read(&self, path: &Path, limit: usize, take: &mut dyn FnMut(&[u8])) -> Result<(), ReadError> {
        let path = absolute(&self.current, path);
        match self.files.get(&path) {
            Some(bytes) if bytes.len() > limit => Err(ReadError::TooLarge(limit)),
            Some(bytes) => {
                take(bytes);
                Ok(())
            }
            None if self.files.kind(&path) == Some(FileKind::Folder) => {
                Err(io::Error::from(io::ErrorKind::IsADirectory).into())
            }
            None => Err(not_found().into()),
        }
    }

    fn walk(&self, root: &Path, options: WalkOptions, each: Each<'_>) {
        let text = |bytes: &Arc<[u8]>| String::from_utf8(bytes.to_vec()).ok();
        self.files.walk(root, &absolute(&self.current, root), options, &text, each);
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        let path = absolute(&self.current, path);
        self.files.kind(&path).map(|_| path).ok_or_else(not_found)
    }
}
