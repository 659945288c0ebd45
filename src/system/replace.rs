//! Writing to the disk. A page that was fixed takes the place of the old one whole or not at all.
//!
//! The new text goes to a file of its own in the same folder and takes the page's name when it is complete, so that
//! whoever reads or stops the run at any moment finds the one or the other. Nothing is written through a link.

use std::collections::HashSet;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::draft::{Draft, is_draft, is_orphan};
use super::{describe_io_error, display_path};

/// What a run that was stopped left behind is cleared away when it is this old: a run that is alive has long renamed it.
const STALE: Duration = Duration::from_mins(10);

/// Why a page that was fixed was not written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReplaceError {
    /// The page is a symbolic link.
    #[error("not fixed: it is a symbolic link; name what it points to")]
    Link,
    /// A folder that it is in is a symbolic link.
    #[error("not fixed: `{}` is a symbolic link; name what it points to", display_path(.0))]
    LinkAbove(PathBuf),
    /// It is something else than a file.
    #[error("not fixed: it is not a regular file")]
    NotAFile,
    /// It must not be written.
    #[error("not fixed: it is read-only")]
    ReadOnly,
    /// Somebody else wrote it.
    #[error("not fixed: it changed while it was being checked; run again")]
    Changed,
    /// The system says so.
    #[error("not fixed: cannot write it: {}", describe_io_error(.0))]
    Io(#[from] io::Error),
}

/// Writes the pages of a run, from any thread.
#[derive(Debug)]
pub(crate) struct Writer<'w> {
    /// The working directory, absolute.
    current: &'w Path,
    /// The folders that were looked through for what earlier runs left.
    cleared: Mutex<HashSet<PathBuf>>,
}

impl<'w> Writer<'w> {
    pub(crate) fn new(current: &'w Path) -> Self {
        Self { current, cleared: Mutex::default() }
    }

    /// Puts `new` in the place of the file at `path`, which must still hold `old`. Its mode stays.
    ///
    /// # Errors
    /// If the page cannot or must not be written; the file is then as it was.
    pub(crate) fn replace(&self, path: &Path, old: &[u8], new: &[u8]) -> Result<(), ReplaceError> {
        if let Some(link) = link_on_the_way(path, self.current) {
            return Err(if link == path { ReplaceError::Link } else { ReplaceError::LinkAbove(link) });
        }
        let meta = fs::symlink_metadata(path)?;
        if !meta.is_file() {
            return Err(ReplaceError::NotAFile);
        }
        if meta.permissions().readonly() {
            return Err(ReplaceError::ReadOnly);
        }
        let folder = folder_of(path);
        self.clear(folder);
        let draft = Draft::new(folder)?;
        keep_owner(draft.path(), &meta);
        fs::set_permissions(draft.path(), meta.permissions())?;
        draft.fill(new)?;
        // As late as possible: between this look and the new name there is next to no time.
        if fs::read(path)? != old {
            return Err(ReplaceError::Changed);
        }
        Ok(draft.rename(path)?)
    }

    /// Removes what earlier runs that were stopped left in a folder. Nothing depends on it.
    fn clear(&self, folder: &Path) {
        if !self.cleared.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned()) {
            return;
        }
        let Ok(entries) = fs::read_dir(folder) else { return };
        for entry in entries.filter_map(Result::ok) {
            let name = entry.file_name();
            let is_old = |meta: Metadata| {
                let age = || meta.modified().ok()?.elapsed().ok();
                meta.is_file() && (is_orphan(&name) || age().is_some_and(|age| age > STALE))
            };
            if is_draft(&name) && entry.metadata().is_ok_and(is_old) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

/// Writes a file of ours, new or in the place of an old one, whole or not at all. A link of its name is replaced.
pub(crate) fn write_new(path: &Path, text: &[u8]) -> io::Result<()> {
    let draft = Draft::new(folder_of(path))?;
    draft.fill(text)?;
    draft.rename(path)
}

/// Writes a report in the place of the old one, whole or not at all; a link stays and leads to it. What is no regular
/// file, such as a terminal or a pipe, and a file in a folder that nothing can be added to, is written as it is.
///
/// # Errors
/// If it cannot be written.
pub(crate) fn write_report(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let old = fs::metadata(path);
    let is_other = old.as_ref().is_ok_and(|meta| !meta.is_file());
    let target =
        if path.is_symlink() { path.canonicalize().unwrap_or(path.to_owned()) } else { path.to_owned() };
    let draft = if is_other || target.is_symlink() { None } else { Draft::new(folder_of(&target)).ok() };
    let Some(draft) = draft else { return buffered(&File::create(path)?, write) };
    if let Ok(meta) = &old {
        // A file that may not be written stays as it is, although its folder would let it be replaced.
        OpenOptions::new().write(true).open(&target)?;
        keep_owner(draft.path(), meta);
        fs::set_permissions(draft.path(), meta.permissions())?;
    }
    buffered(draft.file(), write)?;
    draft.rename(&target)
}

fn buffered(file: &File, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, file);
    write(&mut out)?;
    out.flush()
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Opens a file to be written from its beginning.
pub(crate) fn create(path: &Path) -> io::Result<impl io::Write + use<>> {
    File::create(path)
}

/// Opens a file to be written at its end, and says how many bytes it has.
pub(crate) fn append(path: &Path) -> io::Result<(impl io::Write + use<>, u64)> {
    let file = OpenOptions::new().append(true).create(true).open(path)?;
    let length = file.metadata()?.len();
    Ok((file, length))
}

/// Makes the folder of a file that is to be written, and those above it.
pub(crate) fn make_folder_of(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.map_or(Ok(()), fs::create_dir_all)
}

/// Writes a file that must not be there yet, and never through a link.
pub(crate) fn write_once(path: &Path, text: &[u8]) -> io::Result<()> {
    OpenOptions::new().write(true).create_new(true).open(path).and_then(|mut file| file.write_all(text))
}

/// The first symbolic link on the way to `path`, itself included. Of a path from the root only the part below the
/// working directory counts, or else its last two names: what lies above is where the user works.
fn link_on_the_way(path: &Path, current: &Path) -> Option<PathBuf> {
    let is_link = |path: &PathBuf| path.is_symlink();
    if path.is_relative() {
        let mut way = PathBuf::new();
        let prefixes = path.components().filter_map(|part| {
            way.push(part);
            matches!(part, Component::Normal(_)).then(|| way.clone())
        });
        return prefixes.into_iter().find(is_link);
    }
    match path.strip_prefix(current) {
        Ok(inside) => link_on_the_way(inside, current),
        Err(_) => path.ancestors().take(2).map(Path::to_owned).find(is_link),
    }
}

/// Gives a new file the owner of the old one, where the system lets us: a run as root should not take pages away.
#[cfg(unix)]
fn keep_owner(path: &Path, like: &Metadata) {
    use std::os::unix::fs::{MetadataExt as _, lchown};
    let is_other = |meta: Metadata| (meta.uid(), meta.gid()) != (like.uid(), like.gid());
    if fs::symlink_metadata(path).is_ok_and(is_other)
        && lchown(path, Some(like.uid()), Some(like.gid())).is_err()
    {
        let _ = lchown(path, None, Some(like.gid()));
    }
}

#[cfg(not(unix))]
fn keep_owner(_: &Path, _: &Metadata) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_changed_meanwhile_stays() {
        let folder = tempfile::TempDir::new().unwrap();
        let page = folder.path().join("a.md");
        fs::write(&page, "saved by an editor").unwrap();
        let writer = Writer::new(folder.path());
        let refused = writer.replace(&page, b"as it was read", b"fixed").unwrap_err();
        assert!(matches!(refused, ReplaceError::Changed), "{refused}");
        assert_eq!(fs::read(&page).unwrap(), b"saved by an editor");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        writer.replace(&page, b"saved by an editor", b"fixed").unwrap();
        assert_eq!(fs::read(&page).unwrap(), b"fixed");
    }
}
