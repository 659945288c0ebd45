//! One working tree, as Git sees it without what is checked out within it.
//!
//! The repository may be anybody's. Only commands that read objects, the index and the names of files are run, without
//! a shell; hooks, monitors, filters and fetching are off, whatever the repository's configuration says, and nothing
//! of it is written.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::io::{BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::answers::{
    Differences, Entry, MAX_BLOB, answer, differences, is_link, listed, os, paths, plain, text,
};
use super::error::GitError;
use super::patience;
use crate::engine::project::config_files::repository_root;
use crate::system::{self, OsSystem, System as _};

/// Takes a file and its bytes.
pub(super) type Take<'t> = &'t mut dyn FnMut(&Entry, &[u8]) -> Result<(), GitError>;

/// A working tree.
#[derive(Debug)]
pub(super) struct Worktree {
    /// The top of the working tree, absolute; of a bare repository, the repository.
    top: PathBuf,
    current: PathBuf,
    disk: OsSystem,
    /// Settings that go before those of the repository.
    settings: Vec<(OsString, OsString)>,
    /// What it tracks, as `git ls-files --stage -z` lists it.
    index: Vec<u8>,
}

impl Worktree {
    /// The repository around the working directory `current`, which is absolute.
    ///
    /// # Errors
    /// If there is none, or no Git.
    pub(super) fn open(current: &Path) -> Result<Self, GitError> {
        let mut git = Self::at(current);
        repository_root(&git.disk, current).clone_into(&mut git.top);
        let list = ["ls-files", "--cached", "--stage", "--full-name", "-z", "--", &git.whole()];
        let (found, (settings, index)) = rayon::join(
            || git.ask(&["rev-parse", "--show-toplevel"]),
            || rayon::join(|| git.without_filters(), || git.ask(&list)),
        );
        let found = text(&found?)?;
        let name = |path: &Path| git.disk.canonicalize(path).ok();
        let same = |one: &Path, other: &Path| one == other || name(one) == name(other);
        if !same(Path::new(&found), &git.top) {
            return Err(GitError::OtherRepository(found));
        }
        git.settings = settings?;
        git.index = index?;
        Ok(git)
    }

    /// The bare repository in a folder, which is absolute.
    ///
    /// # Errors
    /// If there is none, or no Git.
    #[cfg(test)]
    pub(super) fn open_bare(folder: &Path) -> Result<Self, GitError> {
        let git = Self::at(folder);
        git.ask(&["rev-parse", "--git-dir"])?;
        Ok(git)
    }

    fn at(folder: &Path) -> Self {
        let disk = OsSystem::new(folder.to_owned());
        let (top, current) = (folder.to_owned(), folder.to_owned());
        Self { top, current, disk, settings: Vec::new(), index: Vec::new() }
    }

    /// The folder that it was opened in.
    pub(super) fn current(&self) -> &Path {
        &self.current
    }

    /// The top of the working tree.
    pub(super) fn top(&self) -> &Path {
        &self.top
    }

    /// Filters run programs when files are compared: settings that take them away.
    fn without_filters(&self) -> Result<Vec<(OsString, OsString)>, GitError> {
        let keys = r"^filter\..*\.(clean|smudge|process|required)$";
        let output = self.run(&["config", "-z", "--name-only", "--get-regexp", keys])?;
        // There are none if it fails.
        let names = output.stdout.split(|byte| *byte == 0).filter(|name| !name.is_empty());
        Ok(names.filter_map(|name| Some((os(name).ok()?, OsString::new()))).collect())
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.current_dir(&self.current).args(["--no-pager", "--no-optional-locks", "--literal-pathspecs"]);
        for setting in [
            "core.fsmonitor=false",
            "core.hooksPath=/dev/null",
            "protocol.allow=never",
            "core.quotePath=false",
        ] {
            command.args(["-c", setting]);
        }
        command.env("GIT_TERMINAL_PROMPT", "0").env("GIT_NO_LAZY_FETCH", "1").env("LC_ALL", "C");
        command.env_remove("GIT_EXTERNAL_DIFF").env_remove("GIT_TRACE");
        // Names of filters may hold anything, which `-c` does not take.
        let others =
            std::env::var("GIT_CONFIG_COUNT").ok().and_then(|count| count.parse::<usize>().ok()).unwrap_or(0);
        for (at, (key, value)) in self.settings.iter().enumerate() {
            let at = others + at;
            command.env(format!("GIT_CONFIG_KEY_{at}"), key).env(format!("GIT_CONFIG_VALUE_{at}"), value);
        }
        command.env("GIT_CONFIG_COUNT", (others + self.settings.len()).to_string());
        command.args(args).stdin(Stdio::null());
        command
    }

    fn run(&self, args: &[&str]) -> Result<Output, GitError> {
        patience::output(&mut self.command(args)).map_err(no_git)?
    }

    /// What Git answers; its own words if it fails.
    fn ask(&self, args: &[&str]) -> Result<Vec<u8>, GitError> {
        let output = self.run(args)?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let words = String::from_utf8_lossy(&output.stderr);
        let line = words.lines().next().unwrap_or("git failed without an error message");
        Err(GitError::Failed(line.trim_start_matches("fatal: ").to_owned()))
    }

    /// The commit that a revision names.
    ///
    /// # Errors
    /// If it names none.
    pub(super) fn commit(&self, revision: &str) -> Result<String, GitError> {
        let unknown = || GitError::UnknownRevision(revision.to_owned());
        if revision.is_empty() || revision.starts_with('-') {
            return Err(unknown());
        }
        let output = self.run(&["rev-parse", "--verify", "--quiet", &format!("{revision}^{{commit}}")])?;
        if output.status.success() {
            return text(&output.stdout);
        }
        let is_born = self.run(&["rev-parse", "--verify", "--quiet", "HEAD"])?.status.success();
        Err(if is_born { unknown() } else { GitError::NoCommit })
    }

    /// The last commit that `commit` and the one that is checked out have in common.
    ///
    /// # Errors
    /// If there is none.
    pub(super) fn merge_base(&self, commit: &str) -> Result<String, GitError> {
        let output = self.run(&["merge-base", commit, "HEAD"])?;
        if output.status.success() {
            return text(&output.stdout);
        }
        Err(GitError::NoCommonAncestor)
    }

    /// The files that are not as in a commit, from the top, with those that were removed and those that Git does not know
    /// yet. A repository within is named as a whole, if its commit is another one in the index.
    pub(super) fn changed(&self, commit: &str) -> Result<Differences, GitError> {
        let staged =
            ["diff-index", "--cached", "--raw", "--no-abbrev", "--no-renames", "--ignore-submodules=none"];
        let staged = [&staged[..], &["-z", commit, "--"]].concat();
        let (staged, (edited, new)) =
            rayon::join(|| self.ask(&staged), || rayon::join(|| self.edited(), || self.untracked()));
        // What is not as in the index is as in the commit there, unless the commit differs from the index as well.
        let mut changed = edited?;
        changed.extend(new?.into_iter().map(|path| (path, None)));
        changed.extend(differences(&staged?)?.into_iter().map(|found| (found.path, found.before)));
        Ok(changed)
    }

    /// The repositories within that the index names, checked out or not.
    pub(super) fn links(&self) -> Result<BTreeSet<PathBuf>, GitError> {
        // A conflict lists a path up to three times.
        let links = listed(&self.index).filter(|(facts, _)| is_link(facts));
        links.filter_map(|(_, path)| plain(path).transpose()).collect()
    }

    /// The commits of repositories within that a commit names, at these paths.
    pub(super) fn links_of(
        &self,
        commit: &str,
        paths: &[&Path],
    ) -> Result<BTreeMap<PathBuf, String>, GitError> {
        let paths = paths.iter().filter_map(|path| path.to_str());
        let args: Vec<&str> =
            ["ls-tree", "-z", "--full-tree", commit, "--"].into_iter().chain(paths).collect();
        let listing = self.ask(&args)?;
        let mut links = BTreeMap::new();
        for (facts, path) in listed(&listing).filter(|(facts, _)| is_link(facts)) {
            if let (Some(path), Some(object)) = (plain(path)?, facts.get(2)) {
                links.insert(path, (*object).to_owned());
            }
        }
        Ok(links)
    }

    /// Every file that is tracked or new.
    pub(super) fn everything(&self) -> Result<BTreeSet<PathBuf>, GitError> {
        let tracked = listed(&self.index).filter(|(facts, _)| !is_link(facts));
        let mut all = self.untracked()?;
        for (_, path) in tracked {
            all.extend(plain(path)?);
        }
        Ok(all)
    }

    /// Files that are not as in the index. Git tells them by size and time; whether they differ is looked up here.
    fn edited(&self) -> Result<Differences, GitError> {
        let raw = self.ask(&[
            "diff-files",
            "--raw",
            "--no-abbrev",
            "--no-renames",
            "--ignore-submodules=all",
            "-z",
        ])?;
        let (doubtful, certain): (Vec<_>, Vec<_>) =
            differences(&raw)?.into_iter().partition(|found| found.is_in_doubt && found.before.is_some());
        let mut edited: Differences = certain.into_iter().map(|found| (found.path, found.before)).collect();
        let doubtful: Vec<Entry> = doubtful
            .into_iter()
            .filter_map(|found| Some(Entry { path: found.path, object: found.before?, size: 0 }))
            .collect();
        self.read(&doubtful.iter().collect::<Vec<_>>(), &mut |entry, bytes| {
            let now = system::read(&self.disk, &self.top.join(&entry.path), MAX_BLOB as usize);
            if now.ok().as_deref() != Some(bytes) {
                edited.insert(entry.path.clone(), Some(entry.object.clone()));
            }
            Ok(())
        })?;
        Ok(edited)
    }

    fn untracked(&self) -> Result<BTreeSet<PathBuf>, GitError> {
        paths(&self.ask(&[
            "ls-files",
            "--others",
            "--exclude-standard",
            "--full-name",
            "-z",
            "--",
            &self.whole(),
        ])?)
    }

    /// Where the whole working tree is, as seen from the working directory.
    fn whole(&self) -> String {
        let depth = self.current.strip_prefix(&self.top).map_or(0, |inside| inside.components().count());
        if depth == 0 { ".".to_owned() } else { vec![".."; depth].join("/") }
    }

    /// The files that Git tracks now, of this name.
    pub(super) fn tracked(&self, name: &str) -> Result<BTreeSet<PathBuf>, GitError> {
        let paths = listed(&self.index).filter_map(|(_, path)| plain(path).transpose());
        let is_named = |path: &PathBuf| path.file_name() == Some(OsStr::new(name));
        paths.filter(|path| path.as_ref().map_or(true, is_named)).collect()
    }

    /// The plain files of a commit, in order, and the repositories within that it names.
    pub(super) fn files(&self, commit: &str) -> Result<(Vec<Entry>, Vec<Entry>), GitError> {
        let listing = self.ask(&["ls-tree", "-r", "-l", "-z", "--full-tree", commit])?;
        let (mut files, mut links) = (Vec::new(), Vec::new());
        // `100644 blob OBJECT    SIZE\tpath`
        for (facts, path) in listed(&listing) {
            let ([mode, kind, object, size], Some(path)) = (&facts[..], plain(path)?) else { continue };
            let size = size.parse().unwrap_or_default();
            let entry = Entry { path, object: (*object).to_owned(), size };
            match *kind {
                "blob" if mode.starts_with("100") => files.push(entry),
                "commit" => links.push(entry),
                _ => {}
            }
        }
        Ok((files, links))
    }

    /// Hands over the bytes of each file, in order. Files that are too large are left out.
    pub(super) fn read(&self, entries: &[&Entry], take: Take<'_>) -> Result<(), GitError> {
        if entries.is_empty() {
            return Ok(());
        }
        let mut child = self
            .command(&["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(no_git)?;
        let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(GitError::Failed("it cannot be talked to".to_owned()));
        };
        let asked: String = entries.iter().flat_map(|entry| [&*entry.object, "\n"]).collect();
        patience::watched(child, |go_on| {
            std::thread::scope(|scope| {
                scope.spawn(move || {
                    // If Git does not listen, its answer says so.
                    let _ = input.write_all(asked.as_bytes());
                });
                let mut output = BufReader::new(output);
                entries.iter().try_for_each(|entry| {
                    let bytes = answer(&mut output)?;
                    go_on();
                    bytes.map_or(Ok(()), |bytes| take(entry, &bytes))
                })
            })
        })
    }
}

fn no_git(error: std::io::Error) -> GitError {
    match error.kind() {
        std::io::ErrorKind::NotFound => GitError::NotInstalled,
        _ => GitError::CannotRun(error),
    }
}
