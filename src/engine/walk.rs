//! From the paths of the command line to the pages of a run.

use std::collections::HashSet;
use std::path::{Component, Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};
use ignore::{DirEntry, WalkBuilder};

use super::input::{Input, Inputs, Problem, SkipReason, shown};
use super::read::words;
use crate::config::Exclude;

/// Endings of files that are taken for pages inside folders: Markdown by its usual names, MDX, and Markdown
/// templates of static site generators, whose code blocks are those of Markdown.
const ENDINGS: [&str; 6] = [".md", ".markdown", ".mdown", ".mkd", ".mdx", ".md.erb"];

/// What to look for and where.
#[derive(Debug)]
pub struct Request<'r> {
    /// Files, folders, globs, or `-`; none stands for the working directory.
    pub paths: &'r [PathBuf],
    /// The name under which standard input is shown.
    pub stdin_name: &'r str,
    /// The working directory, absolute.
    pub current: &'r Path,
    /// Pages inside folders that are left out.
    pub exclude: &'r Exclude,
}

/// What one folder holds.
#[derive(Debug, Default)]
struct Found {
    pages: Vec<PathBuf>,
    links: usize,
    excluded: usize,
    problems: Vec<Problem>,
}

/// Finds the pages of a run. A file that is named is taken whatever its name; inside folders hidden files, those
/// that Git ignores and those that configuration excludes are not, and no symbolic link is followed.
pub fn collect(request: &Request<'_>) -> Inputs {
    let here = [PathBuf::from(".")];
    let paths = if request.paths.is_empty() { &here } else { request.paths };
    let mut inputs = Inputs::default();
    let mut seen = (paths.len() > 1).then(HashSet::new);
    for path in paths {
        let (root, found) = match resolve(path, request) {
            Ok(Some(found)) => found,
            Ok(None) => {
                inputs.pages.push(Input::Stdin(request.stdin_name.to_owned()));
                continue;
            }
            Err(problem) => {
                inputs.problems.push(problem);
                continue;
            }
        };
        inputs.skip(SkipReason::SymbolicLink, found.links);
        inputs.skip(SkipReason::Excluded, found.excluded);
        inputs.problems.extend(found.problems);
        let canonical = seen.as_ref().and_then(|_| root.canonicalize().ok());
        for page in found.pages {
            let new = match (&mut seen, &canonical) {
                (Some(seen), Some(canonical)) => seen.insert(identity(canonical, &root, &page)),
                _ => true,
            };
            if new {
                inputs.pages.push(Input::File(page));
            }
        }
    }
    inputs.pages.sort_by(|a, b| sort_key(a).cmp(sort_key(b)));
    inputs.pages.dedup();
    inputs.problems.sort_by(|a, b| a.path.cmp(&b.path));
    inputs
}

/// A name for a page that does not depend on the path that led to it.
fn identity(canonical: &Path, root: &Path, page: &Path) -> PathBuf {
    match page.strip_prefix(root) {
        Ok(inside) if !inside.as_os_str().is_empty() => canonical.join(inside),
        _ => canonical.to_owned(),
    }
}

/// Bytes are compared, not components: the same order on every platform, and quick.
fn sort_key(input: &Input) -> &[u8] {
    match input {
        Input::File(path) => {
            let bytes = path.as_os_str().as_encoded_bytes();
            bytes.strip_prefix(b"./").unwrap_or(bytes)
        }
        Input::Stdin(name) => name.as_bytes(),
    }
}

/// What a path of the command line stands for; `None` for standard input. The path beside the pages is the root
/// that they were found under.
fn resolve(path: &Path, request: &Request<'_>) -> Result<Option<(PathBuf, Found)>, Problem> {
    if path.as_os_str() == "-" {
        return Ok(None);
    }
    let problem = |message: &str| Problem { path: shown(path), message: message.to_owned(), reason: None };
    match std::fs::metadata(path) {
        Ok(meta) if meta.is_dir() => {
            // A link that is named is followed: with a slash at its end it stands for the folder.
            let root = if path.is_symlink() { path.join("") } else { path.to_owned() };
            let found = walk(&root, None, request);
            if found.is_empty() {
                return Err(problem(
                    "no Markdown page in this folder (hidden files and those that Git ignores are not looked at)",
                ));
            }
            Ok(Some((root, found)))
        }
        Ok(_) => Ok(Some((path.to_owned(), Found { pages: vec![path.to_owned()], ..Found::default() }))),
        Err(_) if path.is_symlink() => Err(problem("a dangling link: what it points to does not exist")),
        Err(_) if is_glob(path) => {
            let (root, matcher) = compile(path).map_err(|message| problem(&message))?;
            let found = if root.is_dir() { walk(&root, Some(&matcher), request) } else { Found::default() };
            if found.is_empty() {
                return Err(problem("no Markdown page matches this glob"));
            }
            Ok(Some((root, found)))
        }
        Err(error) => Err(problem(&words(&error))),
    }
}

impl Found {
    fn is_empty(&self) -> bool {
        self.pages.is_empty() && self.excluded == 0 && self.links == 0 && self.problems.is_empty()
    }
}

fn has_glob_marks(part: &str) -> bool {
    part.contains(['*', '?', '[', '{'])
}

fn is_glob(path: &Path) -> bool {
    has_glob_marks(&path.to_string_lossy())
}

/// The folder that a glob begins to matter in, and the glob.
fn compile(path: &Path) -> Result<(PathBuf, GlobMatcher), String> {
    let literal = path.components().take_while(
        |part| !matches!(part, Component::Normal(name) if has_glob_marks(&name.to_string_lossy())),
    );
    let root: PathBuf = literal.collect();
    let root = if root.as_os_str().is_empty() { PathBuf::from(".") } else { root };
    let matcher = GlobBuilder::new(&shown(path))
        .literal_separator(true)
        .build()
        .map_err(|error| format!("no such file, and no glob: {}", error.kind()))?;
    Ok((root, matcher.compile_matcher()))
}

/// Walks a folder, on one thread: a documentation set has few folders with many files, and walking them side by
/// side was measured to be slower.
fn walk(root: &Path, only: Option<&GlobMatcher>, request: &Request<'_>) -> Found {
    let mut found = Found::default();
    let walker = WalkBuilder::new(root)
        .ignore(false)
        // A documentation set that was downloaded has no `.git` but means its `.gitignore` all the same.
        .require_git(false)
        .build();
    for entry in walker {
        match entry {
            Ok(entry) => found.add(entry, only, request),
            Err(error) => found.problems.push(unreadable(&error, root)),
        }
    }
    found
}

impl Found {
    fn add(&mut self, entry: DirEntry, only: Option<&GlobMatcher>, request: &Request<'_>) {
        let Some(kind) = entry.file_type() else { return };
        let path = entry.path();
        let wanted = || only.is_none_or(|glob| glob.is_match(shown(path)));
        if kind.is_symlink() {
            self.add_link(path, &wanted);
        } else if kind.is_file() && is_page(path) && wanted() {
            if !request.exclude.is_empty() && request.exclude.matches(&absolute(request.current, path)) {
                self.excluded += 1;
            } else {
                self.pages.push(entry.into_path());
            }
        }
    }

    /// A link to a page or to a folder would have been part of the set: it is counted, or said to lead nowhere.
    fn add_link(&mut self, path: &Path, wanted: &dyn Fn() -> bool) {
        match std::fs::metadata(path) {
            Ok(target) => self.links += usize::from(target.is_dir() || (is_page(path) && wanted())),
            Err(_) if is_page(path) && wanted() => self.problems.push(Problem {
                path: shown(path),
                message: "a dangling link: what it points to does not exist".to_owned(),
                reason: Some(SkipReason::SymbolicLink),
            }),
            Err(_) => {}
        }
    }
}

fn absolute(current: &Path, path: &Path) -> PathBuf {
    let path = path.strip_prefix(".").unwrap_or(path);
    current.join(path)
}

fn is_page(path: &Path) -> bool {
    let Some(name) = path.file_name() else { return false };
    let name = name.as_encoded_bytes();
    ENDINGS.iter().any(|ending| {
        name.len() > ending.len() && name[name.len() - ending.len()..].eq_ignore_ascii_case(ending.as_bytes())
    })
}

fn unreadable(error: &ignore::Error, root: &Path) -> Problem {
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
    let why = inner.io_error().map_or_else(|| inner.to_string(), words);
    Problem {
        path: shown(path),
        message: format!("cannot read it: {why}"),
        reason: Some(SkipReason::Unreadable),
    }
}
