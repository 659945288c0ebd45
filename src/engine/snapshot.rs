//! Files of another revision in a folder of their own, for as long as a run needs them.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process;
use std::time::{SystemTime, UNIX_EPOCH};

use super::git::{Entry, Git};
use super::read::words;

/// A folder that goes away again.
#[derive(Debug)]
pub struct Snapshot {
    top: PathBuf,
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
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let name = format!("apiproof-{}-{}", process::id(), now.as_nanos());
        let top = std::env::temp_dir().canonicalize()?.join(name);
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&top)?;
        let snapshot = Self { top };
        // It is the top of a repository as far as paths and configuration are concerned.
        snapshot.put(Path::new(".git"), b"")?;
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
        let _ = fs::remove_dir_all(&self.top);
    }
}
