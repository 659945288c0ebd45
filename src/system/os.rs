//! The disk.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fs::{self, File};
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::{Each, Entry, FileKind, Metadata, ReadError, System, WalkError, WalkOptions, describe_io_error};

/// What is read at once, in bytes: most pages in one go.
const CHUNK: usize = 64 << 10;

thread_local! {
    /// Files are read into the same memory one after the other: it costs less than asking each for its size.
    static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// The files of the machine, seen from a working directory.
#[derive(Clone, Debug)]
pub struct OsSystem {
    current: PathBuf,
    /// Whether it is the one of the process: then relative paths need nothing before them.
    is_of_process: bool,
}

impl OsSystem {
    /// The disk as seen from `current`, which is absolute.
    pub fn new(current: PathBuf) -> Self {
        let is_of_process = std::env::current_dir().is_ok_and(|own| own == current);
        Self { current, is_of_process }
    }

    fn at<'p>(&self, path: &'p Path) -> Cow<'p, Path> {
        if self.is_of_process || path.is_absolute() {
            Cow::Borrowed(path)
        } else {
            Cow::Owned(self.current.join(path))
        }
    }
}

impl System for OsSystem {
    fn current(&self) -> &Path {
        &self.current
    }

    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        fs::metadata(self.at(path)).map(|meta| metadata(&meta, path))
    }

    fn link_metadata(&self, path: &Path) -> io::Result<Metadata> {
        fs::symlink_metadata(self.at(path)).map(|meta| metadata(&meta, path))
    }

    fn read(&self, path: &Path, limit: usize, take: &mut dyn FnMut(&[u8])) -> Result<(), ReadError> {
        let mut file = File::open(self.at(path))?;
        let mut buffer = BUFFER.take();
        let result = match fill(&mut file, limit, &mut buffer) {
            Ok(length) if length > limit => Err(ReadError::TooLarge(limit)),
            Ok(length) => {
                take(&buffer[..length]);
                Ok(())
            }
            Err(error) => Err(error.into()),
        };
        // One huge file should not be remembered for the rest of the run.
        buffer.truncate(CHUNK);
        buffer.shrink_to(CHUNK);
        BUFFER.set(buffer);
        result
    }

    /// On one thread: a documentation set has few folders with many files, and walking them side by side was measured
    /// to be slower.
    fn walk(&self, root: &Path, options: WalkOptions, each: Each<'_>) {
        let git = options.respect_gitignore;
        let walker = WalkBuilder::new(self.at(root))
            .standard_filters(false)
            .hidden(true)
            .parents(git)
            .git_ignore(git)
            .git_global(git)
            .git_exclude(git)
            // A documentation set that was downloaded has no `.git` but means its `.gitignore` all the same.
            .require_git(false)
            .filter_entry(move |entry| {
                let is_closed = || is_right_below_one_of(entry.path(), options.closed);
                options.closed.is_empty() || entry.depth() < 2 || !is_closed()
            })
            .build();
        for entry in walker {
            let entry = match entry {
                Ok(entry) => {
                    let Some(kind) = entry.file_type() else { continue };
                    Ok(Entry { path: entry.into_path(), kind: file_kind(kind) })
                }
                Err(error) => Err(walk_error(&error, root)),
            };
            if each(entry) == ControlFlow::Break(()) {
                return;
            }
        }
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        self.at(path).canonicalize()
    }
}

/// Whether the folder that holds a file has one of these names. Asked of every file, and so of the path as it is written.
fn is_right_below_one_of(path: &Path, names: &[&str]) -> bool {
    let is_separator = |byte: &u8| std::path::is_separator(char::from(*byte));
    let mut parts = path.as_os_str().as_encoded_bytes().rsplit(is_separator);
    parts.nth(1).is_some_and(|folder| names.iter().any(|name| folder == name.as_bytes()))
}

fn metadata(meta: &fs::Metadata, path: &Path) -> Metadata {
    let kind = match file_kind(meta.file_type()) {
        FileKind::NamedPipe if path.starts_with("/dev") || path.starts_with("/proc") => FileKind::Other,
        kind => kind,
    };
    Metadata { kind, len: meta.len() }
}

#[cfg(unix)]
fn is_pipe(kind: fs::FileType) -> bool {
    std::os::unix::fs::FileTypeExt::is_fifo(&kind)
}

#[cfg(not(unix))]
fn is_pipe(_: fs::FileType) -> bool {
    false
}

fn file_kind(kind: fs::FileType) -> FileKind {
    match kind {
        kind if kind.is_symlink() => FileKind::Link,
        kind if kind.is_dir() => FileKind::Folder,
        kind if kind.is_file() => FileKind::File,
        kind if is_pipe(kind) => FileKind::NamedPipe,
        _ => FileKind::Other,
    }
}

/// Reads all there is into `buffer`, at most a little more than the limit, and says how much it was. A pipe or a device
/// has no size to ask for, and an endless one must end.
pub(crate) fn fill(source: &mut impl io::Read, limit: usize, buffer: &mut Vec<u8>) -> io::Result<usize> {
    let mut length = 0;
    while length <= limit {
        if length == buffer.len() {
            buffer.resize((2 * length).max(CHUNK).min(limit + 1), 0);
        }
        match source.read(&mut buffer[length..]) {
            Ok(0) => break,
            Ok(more) => length += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(length)
}

fn walk_error(error: &ignore::Error, root: &Path) -> WalkError {
    let mut path = root;
    let mut inner = error;
    loop {
        match inner {
            ignore::Error::WithPath { path: at, err } => {
                path = at;
                inner = err;
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => inner = err,
            _ => break,
        }
    }
    let reason = inner.io_error().map_or_else(|| inner.to_string(), describe_io_error);
    WalkError { path: path.to_owned(), reason }
}
