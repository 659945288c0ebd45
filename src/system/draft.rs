//! Files that are being written, under names of their own, until they take the place of what they are to replace.
//!
//! What a run that ends early leaves of them is removed: by the run itself if it is asked to end, and otherwise by the
//! next one that writes to the folder.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How the name of an unfinished page begins: hidden, so that no walk takes it for a page.
const PREFIX: &str = ".apiproof-";
/// How it ends.
const SUFFIX: &str = ".tmp";

/// The drafts of this process.
static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn unfinished() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes every draft of this process, ends the process by `end`, and lets nothing be written meanwhile.
pub(crate) fn discard_all(end: impl FnOnce()) {
    let drafts = unfinished();
    for draft in &*drafts {
        let _ = fs::remove_file(draft);
    }
    end();
}

/// Whether a file has the name of a draft.
pub(super) fn is_draft(name: &OsStr) -> bool {
    let middle = name.to_str().and_then(|name| name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX));
    middle.is_some_and(|middle| middle.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'))
}

/// Whether the run that made a draft is gone, as far as the system tells.
pub(super) fn is_orphan(draft: &OsStr) -> bool {
    let id = draft.to_str().and_then(|name| name.strip_prefix(PREFIX)?.split('-').next());
    let alive = |id: &str| Path::new("/proc").join(id).exists();
    // Only where processes can be looked up at all.
    id.is_some_and(|id| alive("self") && !alive(id))
}

/// A file that is being written. It is removed unless it gets its name.
#[derive(Debug)]
pub(super) struct Draft {
    path: PathBuf,
    file: File,
}

impl Draft {
    pub(super) fn new(folder: &Path) -> io::Result<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        loop {
            let number = NUMBER.fetch_add(1, Ordering::Relaxed);
            let path = folder.join(format!("{PREFIX}{}-{number}{SUFFIX}", process::id()));
            let mut drafts = unfinished();
            // Never opens what is there already, were it a link.
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(file) => {
                    drafts.insert(path.clone());
                    return Ok(Self { path, file });
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn file(&self) -> &File {
        &self.file
    }

    /// Writes the whole of it, down to the disk.
    pub(super) fn fill(&self, text: &[u8]) -> io::Result<()> {
        (&self.file).write_all(text)?;
        self.file.sync_all()
    }

    /// Gives it its name.
    pub(super) fn rename(self, to: &Path) -> io::Result<()> {
        let mut drafts = unfinished();
        fs::rename(&self.path, to)?;
        drafts.remove(&self.path);
        Ok(())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if unfinished().remove(&self.path) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_drafts_are_cleared_away() {
        for (name, expected) in [
            (".apiproof-12-0.tmp", true),
            (".apiproof-12-a.tmp", false),
            (".apiproof.tmp", false),
            ("apiproof-12-0.tmp", false),
        ] {
            assert_eq!(is_draft(OsStr::new(name)), expected, "{name}");
        }
    }

    #[test]
    fn a_draft_that_got_no_name_is_gone() {
        let folder = tempfile::TempDir::new().unwrap();
        let count = || fs::read_dir(folder.path()).unwrap().count();
        drop(Draft::new(folder.path()).unwrap());
        assert_eq!(count(), 0);
        let page = folder.path().join("a.md");
        let draft = Draft::new(folder.path()).unwrap();
        draft.fill(b"fixed").unwrap();
        draft.rename(&page).unwrap();
        assert_eq!(count(), 1);
        assert_eq!(fs::read(&page).unwrap(), b"fixed");
    }
}
