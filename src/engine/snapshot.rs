//! Files of another revision in a folder of their own, for as long as a run needs them.
//!
//! A run that is killed leaves its folder behind. The run holds a lock in it for as long as it lives, so that the next
//! one can tell such a folder from one that is in use, and clears it away.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process;
use std::time::{SystemTime, UNIX_EPOCH};

use super::git::{Entry, Git};
use super::read::words;

/// How the names of the folders begin; a process number and a time follow.
const PREFIX: &str = "apiproof-";
/// The file that is locked. It also makes the folder the top of a repository, as far as paths and configuration are
/// concerned.
const LOCK: &str = ".git";

/// A folder that goes away again.
#[derive(Debug)]
pub struct Snapshot {
    top: PathBuf,
    lock: Option<File>,
}

impl Snapshot {
    /// Takes the files of a commit that are wanted, by their paths from the top.
    ///
    /// # Errors
    /// If Git fails or nothing can be written.
    pub(super) fn take(git: &Git, commit: &str, wanted: impl Fn(&Path) -> bool) -> Result<Self, String> {
        let failed = |error: std::io::Error| {
            format!("cannot write into the folder for temporary files: {}", words(&error))
        };
        let snapshot = Self::new().map_err(failed)?;
        let entries: Vec<Entry> =
            git.files(commit)?.into_iter().filter(|entry| wanted(&entry.path)).collect();
        git.contents(&entries, |entry, bytes| snapshot.put(&entry.path, bytes).map_err(failed))?;
        Ok(snapshot)
    }

    fn new() -> std::io::Result<Self> {
        let temporary = std::env::temp_dir().canonicalize()?;
        clear(&temporary);
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let top = temporary.join(format!("{PREFIX}{}-{}", process::id(), now.as_nanos()));
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&top)?;
        let mut snapshot = Self { top, lock: None };
        let lock = File::create_new(snapshot.top.join(LOCK))?;
        // Where nothing can be locked, nothing is cleared away either.
        let _ = lock.try_lock();
        snapshot.lock = Some(lock);
        Ok(snapshot)
    }

    fn put(&self, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
        let path = self.top.join(path);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        match fs::OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(mut file) => file.write_all(bytes),
            // Two names that differ in case alone.
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// The folder, absolute.
    pub(super) fn top(&self) -> &Path {
        &self.top
    }
}

impl Drop for Snapshot {
    fn drop(&mut self) {
        // Some systems do not remove a file that is open.
        self.lock = None;
        let _ = fs::remove_dir_all(&self.top);
    }
}

/// Removes the folders that killed runs left. Nothing depends on it.
fn clear(temporary: &Path) {
    let Ok(entries) = fs::read_dir(temporary) else { return };
    for entry in entries.filter_map(Result::ok).filter(|entry| is_snapshot(&entry.file_name())) {
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder && is_left_behind(&entry.path().join(LOCK)) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn is_snapshot(name: &OsStr) -> bool {
    let numbers = name.to_str().and_then(|name| name.strip_prefix(PREFIX)?.split_once('-'));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    numbers.is_some_and(|(process, time)| is_number(process) && is_number(time))
}

/// Whether nobody holds the lock. What is no plain file is not opened: a pipe would wait for somebody.
fn is_left_behind(lock: &Path) -> bool {
    fs::symlink_metadata(lock).is_ok_and(|meta| meta.is_file())
        && File::open(lock).is_ok_and(|file| file.try_lock().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_nobody_holds_is_cleared_away() {
        let temporary = tempfile::TempDir::new().unwrap();
        let folder = |name: &str| {
            let folder = temporary.path().join(name);
            fs::create_dir(&folder).unwrap();
            fs::write(folder.join("page.md"), "").unwrap();
            let lock = File::create_new(folder.join(LOCK)).unwrap();
            (folder, lock)
        };
        let (alive, lock) = folder("apiproof-1-2");
        lock.try_lock().unwrap();
        let left = ["apiproof-1-3", "apiproof-x-4", "apiproof-5", "other-1-6"].map(|name| folder(name).0);
        let begun = temporary.path().join("apiproof-1-7");
        fs::create_dir(&begun).unwrap();
        clear(temporary.path());
        assert!(alive.join("page.md").exists() && begun.exists());
        assert_eq!(left.map(|folder| folder.exists()), [false, true, true, true]);
    }
}
