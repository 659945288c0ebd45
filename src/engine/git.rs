//! Asking Git what changed and what was there before.
//!
//! The repository may be anybody's. Only commands that read objects, the index and the names of files are run, without
//! a shell; hooks, monitors, filters and fetching are off, whatever the repository's configuration says, and nothing
//! of it is written.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ffi::{OsStr, OsString};
use std::io::{BufReader, Read as _, Write as _};
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::discover::top;
use super::patience;
use super::read::words;

/// The largest file that is taken out of the repository, in bytes.
const MAX_BLOB: u64 = 64 << 20;

/// A repository with its working tree.
#[derive(Debug)]
pub struct Git {
    /// The top of the working tree, absolute.
    top: PathBuf,
    current: PathBuf,
    /// Settings that go before those of the repository.
    settings: Vec<(OsString, OsString)>,
}

/// A file of a revision.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Its path from the top, of plain names only.
    pub(super) path: PathBuf,
    pub(super) object: String,
}

/// Files that are not everywhere the same, by their paths from the top, each with the object that it was; `None` if it
/// was no plain file.
pub(super) type Differences = BTreeMap<PathBuf, Option<String>>;

/// One line of `git diff-index` or `git diff-files`.
struct Difference {
    path: PathBuf,
    before: Option<String>,
    /// Whether it is a file before and after, which may hold the same.
    is_in_doubt: bool,
}

impl Git {
    /// The repository around the working directory `current`, which is absolute.
    ///
    /// # Errors
    /// A few words for the reader if there is none, or no Git.
    pub fn open(current: &Path) -> Result<Self, String> {
        let mut git =
            Self { top: top(current).to_owned(), current: current.to_owned(), settings: Vec::new() };
        let (found, settings) =
            rayon::join(|| git.ask(&["rev-parse", "--show-toplevel"]), || git.without_filters());
        let found = text(&found?)?;
        let same =
            |one: &Path, other: &Path| one == other || one.canonicalize().ok() == other.canonicalize().ok();
        if !same(Path::new(&found), &git.top) {
            return Err(format!("git takes `{found}` for the top of the repository; run it there"));
        }
        git.settings = settings?;
        Ok(git)
    }

    /// The top of the working tree.
    pub fn top(&self) -> &Path {
        &self.top
    }

    /// Filters run programs when files are compared: settings that take them away.
    fn without_filters(&self) -> Result<Vec<(OsString, OsString)>, String> {
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

    fn run(&self, args: &[&str]) -> Result<Output, String> {
        patience::output(&mut self.command(args)).map_err(|error| no_git(&error))?
    }

    /// What Git answers; its own words if it fails.
    fn ask(&self, args: &[&str]) -> Result<Vec<u8>, String> {
        let output = self.run(args)?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let words = String::from_utf8_lossy(&output.stderr);
        let line = words.lines().next().unwrap_or("it failed without a word");
        Err(format!("git: {}", line.trim_start_matches("fatal: ")))
    }

    /// The commit that a revision names.
    ///
    /// # Errors
    /// If it names none.
    pub fn commit(&self, revision: &str) -> Result<String, String> {
        let unknown =
            || format!("`{revision}` is no revision of this repository; a shallow clone may lack it");
        if revision.is_empty() || revision.starts_with('-') {
            return Err(unknown());
        }
        let output = self.run(&["rev-parse", "--verify", "--quiet", &format!("{revision}^{{commit}}")])?;
        if output.status.success() {
            return text(&output.stdout);
        }
        let is_born = self.run(&["rev-parse", "--verify", "--quiet", "HEAD"])?.status.success();
        Err(if is_born { unknown() } else { "there is no commit in this repository yet".to_owned() })
    }

    /// The last commit that `commit` and the one that is checked out have in common.
    ///
    /// # Errors
    /// If there is none.
    pub fn merge_base(&self, commit: &str) -> Result<String, String> {
        let output = self.run(&["merge-base", commit, "HEAD"])?;
        if output.status.success() {
            return text(&output.stdout);
        }
        Err("it has no ancestor in common with HEAD; a shallow clone has too little history".to_owned())
    }

    /// The files of the working tree that are not as in a commit, from the top, with those that were removed and those
    /// that Git does not know yet.
    ///
    /// # Errors
    /// If Git fails.
    pub(super) fn changed(&self, commit: &str) -> Result<Differences, String> {
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

    /// Files that are not as in the index. Git tells them by size and time; whether they differ is looked up here.
    fn edited(&self) -> Result<Differences, String> {
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
            .filter_map(|found| Some(Entry { path: found.path, object: found.before? }))
            .collect();
        self.contents(&doubtful, |entry, bytes| {
            if std::fs::read(self.top.join(&entry.path)).ok().as_deref() != Some(bytes) {
                edited.insert(entry.path.clone(), Some(entry.object.clone()));
            }
            Ok(())
        })?;
        Ok(edited)
    }

    fn untracked(&self) -> Result<BTreeSet<PathBuf>, String> {
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
    pub(super) fn tracked(&self, name: &str) -> Result<BTreeSet<PathBuf>, String> {
        let all = paths(&self.ask(&["ls-files", "--cached", "--full-name", "-z", "--", &self.whole()])?)?;
        Ok(all.into_iter().filter(|path| path.file_name() == Some(OsStr::new(name))).collect())
    }

    /// The plain files of a commit, in order.
    pub(super) fn files(&self, commit: &str) -> Result<Vec<Entry>, String> {
        let listing = self.ask(&["ls-tree", "-r", "-z", "--full-tree", commit])?;
        let mut entries = Vec::new();
        for line in listing.split(|byte| *byte == 0).filter(|line| !line.is_empty()) {
            // `100644 blob OBJECT\tpath`
            let Some(tab) = memchr::memchr(b'\t', line) else { continue };
            let facts: Vec<&str> = std::str::from_utf8(&line[..tab]).unwrap_or_default().split(' ').collect();
            if let [mode, "blob", object] = facts[..]
                && mode.starts_with("100")
                && let Some(path) = plain(&line[tab + 1..])?
            {
                entries.push(Entry { path, object: object.to_owned() });
            }
        }
        Ok(entries)
    }

    /// Hands over the bytes of each file in order. Files that are too large are left out.
    pub(super) fn contents(
        &self,
        entries: &[Entry],
        mut take: impl FnMut(&Entry, &[u8]) -> Result<(), String>,
    ) -> Result<(), String> {
        if entries.is_empty() {
            return Ok(());
        }
        let mut child = self
            .command(&["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| no_git(&error))?;
        let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err("git: it cannot be talked to".to_owned());
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

    /// The bytes of one file of a commit, by its path from the top; `None` if there is none.
    pub(super) fn content(&self, commit: &str, path: &Path) -> Result<Option<Vec<u8>>, String> {
        let by_path: HashMap<PathBuf, Entry> =
            self.files(commit)?.into_iter().map(|entry| (entry.path.clone(), entry)).collect();
        let mut found = None;
        if let Some(entry) = by_path.get(path) {
            self.contents(std::slice::from_ref(entry), |_, bytes| {
                found = Some(bytes.to_vec());
                Ok(())
            })?;
        }
        Ok(found)
    }
}

/// One answer of `git cat-file --batch`: `OBJECT blob SIZE`, the bytes, a line end.
fn answer(output: &mut impl std::io::BufRead) -> Result<Option<Vec<u8>>, String> {
    let broken = || "git: it broke off while it was reading the repository".to_owned();
    let mut line = String::new();
    output.read_line(&mut line).map_err(|_| broken())?;
    let size = line.trim_end().rsplit(' ').next().and_then(|size| size.parse::<u64>().ok());
    let size = size.ok_or_else(|| match line.trim_end() {
        "" => broken(),
        line => format!("git: {line}; a partial clone may lack it"),
    })?;
    if size > MAX_BLOB {
        std::io::copy(&mut output.take(size + 1), &mut std::io::sink()).map_err(|_| broken())?;
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(size as usize + 1);
    output.take(size + 1).read_to_end(&mut bytes).map_err(|_| broken())?;
    if bytes.pop() != Some(b'\n') || bytes.len() as u64 != size {
        return Err(broken());
    }
    Ok(Some(bytes))
}

fn no_git(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "git is not installed, or not on the PATH".to_owned(),
        _ => format!("git cannot be run: {}", words(error)),
    }
}

fn text(bytes: &[u8]) -> Result<String, String> {
    let text = String::from_utf8(bytes.to_vec()).map_err(|_| "git: its answer is not UTF-8".to_owned())?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

/// `:100644 100644 OBJECT OBJECT M`, with the modes before and after, then the path.
fn differences(raw: &[u8]) -> Result<Vec<Difference>, String> {
    let mut found = Vec::new();
    let mut parts = raw.split(|byte| *byte == 0).filter(|part| !part.is_empty());
    while let (Some(facts), Some(path)) = (parts.next(), parts.next()) {
        let Some(path) = plain(path)? else { continue };
        let facts: Vec<&str> = std::str::from_utf8(facts).unwrap_or_default().split(' ').collect();
        let [before, after, object, _, letter] = facts[..] else { continue };
        let before = before.trim_start_matches(':');
        let object = before.starts_with("100").then(|| object.to_owned());
        found.push(Difference { path, before: object, is_in_doubt: letter == "M" && before == after });
    }
    Ok(found)
}

fn paths(listing: &[u8]) -> Result<BTreeSet<PathBuf>, String> {
    let names = listing.split(|byte| *byte == 0).filter(|name| !name.is_empty());
    names.filter_map(|name| plain(name).transpose()).collect()
}

/// A path of plain names; `None` for one that would lead elsewhere, which only a forged repository holds.
fn plain(name: &[u8]) -> Result<Option<PathBuf>, String> {
    let path = PathBuf::from(os(name)?);
    let is_plain =
        |part: Component<'_>| matches!(part, Component::Normal(name) if !name.eq_ignore_ascii_case(".git"));
    Ok(path.components().all(is_plain).then_some(path))
}

#[cfg(unix)]
#[allow(clippy::unnecessary_wraps, reason = "other systems have names that are no text")]
fn os(name: &[u8]) -> Result<OsString, String> {
    use std::os::unix::ffi::OsStringExt as _;
    Ok(OsString::from_vec(name.to_vec()))
}

#[cfg(not(unix))]
fn os(name: &[u8]) -> Result<OsString, String> {
    String::from_utf8(name.to_vec())
        .map(OsString::from)
        .map_err(|_| "git: a name that is not UTF-8".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forged_paths_lead_nowhere() {
        for (name, expected) in [
            ("docs/a.md", true),
            ("../a.md", false),
            ("/etc/passwd", false),
            ("a/../../b", false),
            (".git/config", false),
            ("x/.GIT/hooks/y", false),
        ] {
            assert_eq!(plain(name.as_bytes()).unwrap().is_some(), expected, "{name}");
        }
    }

    #[test]
    fn answers_are_taken_whole() {
        let mut output = "abc blob 5\nhe\nlo\nabc blob 0\n\nabc missing\n".as_bytes();
        assert_eq!(answer(&mut output), Ok(Some(b"he\nlo".to_vec())));
        assert_eq!(answer(&mut output), Ok(Some(Vec::new())));
        assert_eq!(answer(&mut output), Err("git: abc missing; a partial clone may lack it".to_owned()));
        assert!(answer(&mut "abc blob 9\nshort\n".as_bytes()).is_err());
    }
}
