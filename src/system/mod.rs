//! Floor 1: where files come from.
//!
//! Everything above asks a [`System`] for files and folders, so that a run works the same on the disk ([`OsSystem`]),
//! on the open buffers of an editor ([`Overlay`]), in memory ([`MemorySystem`]) and on the tree of a commit. Only the
//! files of this module touch `std::fs`. What a file holds is not their business.

#[allow(clippy::disallowed_methods, reason = "it is the disk")]
pub(crate) mod draft;
mod memory;
#[allow(clippy::disallowed_methods, reason = "it is the disk")]
mod os;
mod overlay;
mod path;
#[allow(clippy::disallowed_methods, reason = "it is the disk")]
pub(crate) mod replace;
mod tree;

use std::fmt::Debug;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

pub use memory::MemorySystem;
pub use os::OsSystem;
pub(crate) use os::fill;
pub use overlay::{Content, FileChange, Overlay};
pub(crate) use path::{absolute, before_glob_marks, display_path, has_ending, has_glob_marks, normal};
pub(crate) use tree::{Tree, not_found};

/// Files and folders. A relative path counts from [`System::current`].
pub trait System: Send + Sync + Debug {
    /// The working directory, absolute.
    fn current(&self) -> &Path;

    /// What a path leads to, links followed.
    ///
    /// # Errors
    /// If there is nothing, or it may not be seen.
    fn metadata(&self, path: &Path) -> io::Result<Metadata>;

    /// What is at a path, the last link not followed.
    ///
    /// # Errors
    /// If there is nothing, or it may not be seen.
    fn link_metadata(&self, path: &Path) -> io::Result<Metadata>;

    /// Hands the bytes of a file to `take`, which may not read another file.
    ///
    /// # Errors
    /// If it cannot be read, or has more than `limit` bytes; `take` is not called then.
    fn read(&self, path: &Path, limit: usize, take: &mut dyn FnMut(&[u8])) -> Result<(), ReadError>;

    /// Hands everything below a folder to `each` until that breaks off. No link is followed but `root` itself with a
    /// slash at its end.
    fn walk(&self, root: &Path, options: WalkOptions, each: Each<'_>);

    /// A path without links, absolute.
    ///
    /// # Errors
    /// If it leads nowhere.
    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf>;
}

/// What is done with each entry of a walk.
pub type Each<'e> = &'e mut dyn FnMut(Result<Entry, WalkError>) -> ControlFlow<()>;

/// What is at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Metadata {
    /// What it is.
    pub kind: FileKind,
    /// How many bytes it has, if it is a file.
    pub len: u64,
}

/// What is at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link.
    Link,
    /// A pipe that stands in a folder. To open one waits for somebody who writes, at worst for ever. Those that a shell
    /// hands over, in `/dev` and `/proc`, have a writer and are something else.
    NamedPipe,
    /// A device, a socket, a pipe of a shell.
    Other,
}

impl Metadata {
    /// Whether it is a regular file.
    pub fn is_file(&self) -> bool {
        self.kind == FileKind::File
    }

    /// Whether it is a folder.
    pub fn is_folder(&self) -> bool {
        self.kind == FileKind::Folder
    }

    /// Whether it is a symbolic link.
    pub fn is_link(&self) -> bool {
        self.kind == FileKind::Link
    }
}

/// What is said of a pipe.
pub(crate) const NAMED_PIPE: &str = "a named pipe, not a file";

/// Why a file could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The system says so.
    #[error("cannot read it: {}", describe_io_error(.0))]
    Io(#[from] io::Error),
    /// It has more bytes than were asked for.
    #[error("larger than {} MiB", .0 >> 20)]
    TooLarge(usize),
}

/// What a walk goes into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WalkOptions {
    /// The names of folders that are listed, but not entered, below the root.
    pub closed: &'static [&'static str],
    /// Whether what Git ignores is left out, in a repository or not. Hidden files always are.
    pub respect_gitignore: bool,
}

/// A file, folder or link below the root of a walk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The root of the walk with the way from there.
    pub path: PathBuf,
    /// What it is.
    pub kind: FileKind,
}

/// A folder that a walk cannot go into.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct WalkError {
    /// The folder, as far as it is known.
    pub path: PathBuf,
    /// What the system says.
    pub reason: String,
}

/// The bytes of a file.
///
/// # Errors
/// If it cannot be read, is a named pipe, or has more than `limit` bytes.
pub(crate) fn read(system: &dyn System, path: &Path, limit: usize) -> Result<Vec<u8>, ReadError> {
    if system.metadata(path)?.kind == FileKind::NamedPipe {
        return Err(io::Error::other(NAMED_PIPE).into());
    }
    let mut all = Vec::new();
    system.read(path, limit, &mut |bytes| all = bytes.to_vec())?;
    Ok(all)
}

/// Whether a path leads to a folder.
pub(crate) fn is_folder(system: &dyn System, path: &Path) -> bool {
    system.metadata(path).is_ok_and(|meta| meta.is_folder())
}

/// Whether a path is a symbolic link.
pub(crate) fn is_link(system: &dyn System, path: &Path) -> bool {
    system.link_metadata(path).is_ok_and(|meta| meta.is_link())
}

/// Whether there is anything at a path, were it a link that leads nowhere.
pub(crate) fn exists(system: &dyn System, path: &Path) -> bool {
    system.link_metadata(path).is_ok()
}

/// An error of the system in a few words, the same on every platform where it is a usual one.
pub(crate) fn describe_io_error(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => {
            let text = error.to_string();
            let end = text.find(" (os error").unwrap_or(text.len());
            text[..end].to_lowercase()
        }
    }
}
