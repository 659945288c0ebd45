//! The files of a commit as a system, without a checkout: of a bare repository, or of one whose working tree is not to
//! be trusted.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::answers::Entry;
use super::command::Git;
use super::error::GitError;
use crate::system::{Each, FileKind, Metadata, ReadError, System, Tree, WalkOptions, absolute, not_found};

/// The plain files of a commit, as if they stood in the working tree. Symbolic links are not there, nor
/// are submodules that are not checked out.
#[derive(Debug)]
pub(crate) struct GitTree {
    git: Arc<Git>,
    current: PathBuf,
    files: Tree<Blob>,
    /// What is outside of the working tree.
    outside: Option<Arc<dyn System>>,
}

/// A file that is taken out of the repository when somebody asks for it.
#[derive(Debug)]
struct Blob {
    entry: Entry,
    bytes: OnceLock<Arc<[u8]>>,
}

impl GitTree {
    /// The files of a commit, seen from the folder that Git was opened in.
    ///
    /// # Errors
    /// If Git fails.
    pub(crate) fn new(git: &Arc<Git>, commit: &str) -> Result<Self, GitError> {
        let mut files = Tree::default();
        for entry in git.files(commit)? {
            files.insert(git.top().join(&entry.path), Blob { entry, bytes: OnceLock::new() });
        }
        Ok(Self { git: Arc::clone(git), current: git.current().to_owned(), files, outside: None })
    }

    /// The same where another system has what is outside of the working tree.
    #[must_use]
    pub(crate) fn within(self, outside: Arc<dyn System>) -> Self {
        Self { outside: Some(outside), ..self }
    }

    /// Takes out all files that are wanted at once, which costs little more than taking one.
    ///
    /// # Errors
    /// If Git fails.
    pub(crate) fn prefetch(&self, wanted: impl Fn(&Path) -> bool) -> Result<(), GitError> {
        let wanted = self.files.iter().filter(|(path, _)| wanted(path));
        let entries: Vec<Entry> = wanted.map(|(_, blob)| blob.entry.clone()).collect();
        self.git.contents(&entries, &mut |entry, bytes| {
            if let Some(blob) = self.files.get(&self.git.top().join(&entry.path)) {
                blob.bytes.get_or_init(|| bytes.into());
            }
            Ok(())
        })
    }

    fn bytes(&self, blob: &Blob) -> io::Result<Arc<[u8]>> {
        if let Some(bytes) = blob.bytes.get() {
            return Ok(Arc::clone(bytes));
        }
        let entry = std::slice::from_ref(&blob.entry);
        let taken = self.git.contents(entry, &mut |_, bytes| {
            blob.bytes.get_or_init(|| bytes.into());
            Ok(())
        });
        taken.map_err(io::Error::other)?;
        blob.bytes.get().cloned().ok_or_else(|| io::ErrorKind::FileTooLarge.into())
    }

    /// The system that has a path which is not in the working tree.
    fn outside(&self, path: &Path) -> Option<&dyn System> {
        self.outside.as_deref().filter(|_| !path.starts_with(self.git.top()))
    }

    /// What is at a path; the top of the repository shows that it is one.
    fn kind(&self, path: &Path) -> Option<FileKind> {
        let is_top =
            path == self.git.top() || path.strip_prefix(self.git.top()).is_ok_and(|path| path == ".git");
        if is_top { Some(FileKind::Folder) } else { self.files.kind(path) }
    }
}

impl System for GitTree {
    fn current(&self) -> &Path {
        &self.current
    }

    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        let path = absolute(&self.current, path);
        if let Some(outside) = self.outside(&path) {
            return outside.metadata(&path);
        }
        let kind = self.kind(&path).ok_or_else(not_found)?;
        Ok(Metadata { kind, len: self.files.get(&path).map_or(0, |blob| blob.entry.size) })
    }

    fn link_metadata(&self, path: &Path) -> io::Result<Metadata> {
        let path = absolute(&self.current, path);
        match self.outside(&path) {
            Some(outside) => outside.link_metadata(&path),
            None => self.metadata(&path),
        }
    }

    fn read(&self, path: &Path, limit: usize, take: &mut dyn FnMut(&[u8])) -> Result<(), ReadError> {
        let path = absolute(&self.current, path);
        if let Some(outside) = self.outside(&path) {
            return outside.read(&path, limit, take);
        }
        let blob = self.files.get(&path).ok_or_else(not_found)?;
        if blob.entry.size > limit as u64 {
            return Err(ReadError::TooLarge(limit));
        }
        take(&self.bytes(blob)?);
        Ok(())
    }

    fn walk(&self, root: &Path, options: WalkOptions, each: Each<'_>) {
        let folder = absolute(&self.current, root);
        if let Some(outside) = self.outside(&folder) {
            return outside.walk(root, options, each);
        }
        let text = |blob: &Blob| String::from_utf8(self.bytes(blob).ok()?.to_vec()).ok();
        self.files.walk(root, &folder, options, &text, each);
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        let path = absolute(&self.current, path);
        match self.outside(&path) {
            Some(outside) => outside.canonicalize(&path),
            None => self.kind(&path).map(|_| path).ok_or_else(not_found),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;
    use crate::config::Options;
    use crate::engine::project::{ConfigSource, Project};
    use crate::engine::run::check::check;
    use crate::engine::run::options::CheckOptions;
    use crate::engine::run::parallel::Progress;
    use crate::engine::run::request::CheckRequest;
    use crate::system::replace::write_new;

    fn git(folder: &Path, args: &[&str]) {
        let author = ["-c", "user.name=Parcelo", "-c", "user.email=docs@parcelo.example"];
        let mut command = Command::new("git");
        command.current_dir(folder).args(author).args(["-c", "commit.gpgsign=false"]).args(args);
        command.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", "/dev/null");
        let output = command.output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// A bare repository with one commit of these files.
    fn bare(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::TempDir::new().unwrap();
        let work = folder.path().join("work");
        git(folder.path(), &["init", "-q", "-b", "main", "work"]);
        for (name, text) in files {
            write_new(&work.join(name), text.as_bytes()).unwrap();
        }
        git(&work, &["add", "-A", "-f"]);
        git(&work, &["commit", "-q", "--no-verify", "-m", "Begin"]);
        git(folder.path(), &["clone", "-q", "--bare", "work", "bare.git"]);
        folder
    }

    #[test]
    fn a_bare_repository_is_checked_without_a_checkout() {
        let page = "```json\n{ \"id\": 1, }\n```\n";
        let files = [
            ("a.md", page),
            ("b.md", page),
            ("made.md", page),
            (".gitignore", "made.md\n"),
            ("apiproof.toml", "exclude = [\"b.md\"]\n"),
        ];
        let folder = bare(&files);
        let repository = folder.path().canonicalize().unwrap().join("bare.git");
        let git = Arc::new(Git::open_bare(&repository).unwrap());
        let tree = Arc::new(GitTree::new(&git, &git.commit("main").unwrap()).unwrap());
        let project =
            Project::on(&ConfigSource::Nearest, Options::default(), Arc::clone(&tree) as _, tree).unwrap();
        let request = CheckRequest {
            force_exclude: false,
            paths: &[],
            stdin_name: "",
            project: &project,
            affected: None,
            listed: None,
            respect_gitignore: true,
        };
        let report = check(&request, &CheckOptions::default(), &Progress::default());
        assert!(report.problems.is_empty(), "{:?}", report.problems);
        let found: Vec<_> =
            report.files.iter().map(|file| (file.source.path(), file.findings.len())).collect();
        assert_eq!(found, [("a.md", 1)]);
    }

    #[test]
    fn a_missing_repository_is_said() {
        let folder = tempfile::TempDir::new().unwrap();
        assert!(matches!(Git::open_bare(folder.path()), Err(GitError::Failed(_))));
    }
}
