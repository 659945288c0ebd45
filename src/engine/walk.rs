//! From the paths of the command line to the pages of a run.

use std::collections::{BTreeMap, HashSet};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use globset::{GlobBuilder, GlobMatcher};
use ignore::{DirEntry, WalkBuilder};

use super::changes::Changes;
use super::discover::top;
use super::input::{Input, Problem, SkipReason, shown};
use super::paths::absolute;
use super::project::{Project, Scope};
use super::read::{NAMED_PIPE, is_named_pipe, words};
use super::revision::Revision;

/// Endings of files that are taken for pages inside folders: Markdown by its usual names, MDX, and Markdown
/// templates of static site generators, whose code blocks are those of Markdown.
const ENDINGS: [&str; 7] = [".md", ".markdown", ".mdown", ".mkd", ".mdx", ".md.erb", ".apib"];

/// What to look for and where.
#[derive(Clone, Copy, Debug)]
pub struct Request<'r> {
    /// Files, folders, globs, or `-`; none stands for the working directory.
    pub paths: &'r [PathBuf],
    /// The name under which standard input is shown.
    pub stdin_name: &'r str,
    /// The configuration.
    pub project: &'r Project,
    /// What changed, if only that and what depends on it is checked.
    pub changes: Option<&'r Changes>,
    /// The revision whose pages are checked, unless they are those of the working tree.
    pub revision: Option<&'r Revision>,
    /// Whether pages that Git ignores are left out.
    pub heeds_git: bool,
}

impl Request<'_> {
    /// Whether a page would be checked if it were there, as far as its absolute path tells.
    pub(super) fn covers_gone(&self, page: &Path) -> bool {
        let current = self.project.current();
        let covers = |path: &PathBuf| page.starts_with(absolute(current, path));
        let is_covered =
            if self.paths.is_empty() { page.starts_with(current) } else { self.paths.iter().any(covers) };
        let is_concerned =
            self.changes.is_none_or(|changes| changes.is_wide() || changes.files.contains_key(page));
        is_covered && is_concerned && std::fs::symlink_metadata(page).is_err()
    }
}

/// A page that was found, with the configuration that it is under.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) input: Input,
    pub(super) scope: Arc<Scope>,
}

/// What the search left out, and what is wrong with the paths.
#[derive(Debug, Default)]
pub(super) struct Walked {
    /// What was left out without being a problem.
    pub(super) skipped: BTreeMap<SkipReason, usize>,
    /// What is wrong with the paths, in order.
    pub(super) problems: Vec<Problem>,
}

/// Finds the pages of a run and hands each to `sink` at once, in the order in which folders list them. A file that is
/// named is taken whatever its name; inside folders hidden files, those that Git ignores and those that configuration
/// excludes are not, and no symbolic link is followed.
pub(super) fn walk(request: &Request<'_>, sink: &mut dyn FnMut(Found)) -> Walked {
    let here = [PathBuf::from(".")];
    let paths = if request.paths.is_empty() { &here } else { request.paths };
    let seen = (paths.len() > 1).then(HashSet::new);
    let mut search = Search { request, sink, seen, walked: Walked::default(), found: 0, last: None };
    let mut reads_stdin = false;
    let listed = request.changes.filter(|changes| !changes.is_wide());
    for path in paths {
        if path.as_os_str() != "-" {
            let problem = match (request.revision, listed) {
                (Some(revision), _) => search.listed(path, revision.pages()).err(),
                (None, Some(changes)) => search.listed(path, changes.files.keys()).err(),
                (None, None) => search.path(path).err(),
            };
            search.walked.problems.extend(problem);
        } else if !std::mem::replace(&mut reads_stdin, true) {
            let scope = search.scope(Path::new(request.stdin_name));
            search.sink(Input::Stdin(request.stdin_name.to_owned()), scope);
        }
    }
    search.walked.problems.sort_by(|a, b| a.path.cmp(&b.path));
    search.walked
}

/// A search on its way.
struct Search<'w> {
    request: &'w Request<'w>,
    sink: &'w mut dyn FnMut(Found),
    /// The pages so far, if several paths may lead to the same one.
    seen: Option<HashSet<PathBuf>>,
    walked: Walked,
    /// Whatever was found: pages, links, problems.
    found: usize,
    /// The folder of the last page, and what it is under: most pages stand beside the last one.
    last: Option<(PathBuf, Arc<Scope>)>,
}

/// A folder that is searched.
struct Root<'r> {
    path: &'r Path,
    /// Its one true name, if that matters.
    canonical: Option<PathBuf>,
    /// The glob that its pages must match.
    only: Option<&'r GlobMatcher>,
}

/// A name for a page that does not depend on the path that led to it.
fn identity(canonical: &Path, root: &Path, page: &Path) -> PathBuf {
    match page.strip_prefix(root) {
        Ok(inside) if !inside.as_os_str().is_empty() => canonical.join(inside),
        _ => canonical.to_owned(),
    }
}

impl Search<'_> {
    /// Finds the pages that a path of the command line stands for.
    fn path(&mut self, path: &Path) -> Result<(), Problem> {
        let problem =
            |message: &str| Problem { path: shown(path), message: message.to_owned(), reason: None };
        let before = self.found;
        let nothing = match std::fs::metadata(path) {
            Ok(meta) if meta.is_dir() => {
                // A link that is named is followed: with a slash at its end it stands for the folder.
                let root = if path.is_symlink() { path.join("") } else { path.to_owned() };
                self.folder(&root, None);
                "no Markdown page in this folder (hidden files and those that Git ignores are not looked at)"
            }
            Ok(_) if is_named_pipe(path) => {
                return Err(problem(&format!("{NAMED_PIPE}; pass the page on standard input: `-`")));
            }
            Ok(_) => {
                self.page(path.to_owned(), &self.root(path, None));
                return Ok(());
            }
            Err(_) if path.is_symlink() => "a dangling link: what it points to does not exist",
            Err(_) if is_glob(path) => {
                let (root, matcher) = compile(path).map_err(|message| problem(&message))?;
                if root.is_dir() {
                    self.folder(&root, Some(&matcher));
                }
                "no Markdown page matches this glob"
            }
            Err(error) => return Err(problem(&words(&error))),
        };
        if self.found > before { Ok(()) } else { Err(problem(nothing)) }
    }

    /// Finds the pages among `files` that a path of the command line stands for, without a walk.
    fn listed<'f>(&mut self, path: &Path, files: impl Iterator<Item = &'f PathBuf>) -> Result<(), Problem> {
        let current = self.request.project.current();
        let named = absolute(current, path);
        let base = true_name(&named, top(current));
        let is_link = base != named;
        let problem =
            |message: &str| Problem { path: shown(path), message: message.to_owned(), reason: None };
        let matcher = match std::fs::metadata(path) {
            Ok(_) => None,
            Err(_) if is_glob(path) => Some(compile(&base).map_err(|message| problem(&message))?.1),
            // What is gone now may have been there then.
            Err(_) if self.request.revision.is_some() => None,
            Err(error) => return Err(problem(&words(&error))),
        };
        let root = self.root(path, None);
        for file in files {
            let page = match (&matcher, file.strip_prefix(&base)) {
                (None, Ok(_)) if is_link => file.strip_prefix(current).unwrap_or(file).to_owned(),
                (None, Ok(inside)) if inside.as_os_str().is_empty() => path.to_owned(),
                (None, Ok(inside)) => path.join(inside),
                (Some(matcher), _) if matcher.is_match(file) => {
                    file.strip_prefix(current).unwrap_or(file).to_owned()
                }
                _ => continue,
            };
            self.one_listed(page, file, &root);
        }
        Ok(())
    }

    /// Looks at one file as a walk would; `page` is its path as shown.
    fn one_listed(&mut self, page: PathBuf, file: &Path, root: &Root<'_>) {
        let (is_file, is_link) = match (self.request.revision, std::fs::symlink_metadata(file)) {
            // It was a file then, whatever stands there now.
            (Some(_), _) => (true, false),
            (None, Ok(meta)) => (meta.is_file(), meta.is_symlink()),
            // A page that was removed is none.
            (None, Err(_)) => return,
        };
        let is_hidden = |part: Component<'_>| part.as_os_str().as_encoded_bytes().starts_with(b".");
        let inside = page.strip_prefix(root.path).unwrap_or(&page);
        if page == root.path {
            self.page(page, root);
        } else if !is_page(file) || inside.components().any(is_hidden) {
        } else if is_link && !self.request.heeds_git {
            // Who is not trusted does not get a page past the check by making it a link.
            self.problem(Problem {
                path: shown(&page),
                message: "a symbolic link, which is not followed: what it points to is not checked"
                    .to_owned(),
                reason: Some(SkipReason::SymbolicLink),
            });
        } else if is_link {
            self.link(file, &|| true);
        } else if self.scope(&page).excludes(&page, self.request.project.current()) {
            self.skip(SkipReason::Excluded);
        } else if is_file {
            self.page(page, root);
        }
    }

    fn root<'r>(&self, path: &'r Path, only: Option<&'r GlobMatcher>) -> Root<'r> {
        let canonical = self.seen.as_ref().and_then(|_| path.canonicalize().ok());
        Root { path, canonical, only }
    }

    fn page(&mut self, page: PathBuf, root: &Root<'_>) {
        self.found += 1;
        let identity = || match &root.canonical {
            Some(name) => identity(name, root.path, &page),
            None => page.clone(),
        };
        if self.seen.as_mut().is_none_or(|seen| seen.insert(identity())) {
            let scope = self.scope(&page);
            self.sink(Input::File(page), scope);
        }
    }

    fn sink(&mut self, input: Input, scope: Arc<Scope>) {
        let request = self.request;
        if let (Some(changes), Input::File(page)) = (request.changes, &input)
            && !changes.concerns(&absolute(request.project.current(), page), &scope)
        {
            return;
        }
        if scope.is_sound() {
            (self.sink)(Found { input, scope });
        } else {
            self.skip(SkipReason::Misconfigured);
        }
    }

    /// What a page is under.
    fn scope(&mut self, page: &Path) -> Arc<Scope> {
        let folder = page.parent().unwrap_or(page);
        match &self.last {
            // As it is written: to compare part by part costs more than it could save.
            Some((last, scope)) if last.as_os_str() == folder.as_os_str() => Arc::clone(scope),
            _ => {
                let scope = self.request.project.scope(folder);
                self.last = Some((folder.to_owned(), Arc::clone(&scope)));
                scope
            }
        }
    }

    fn skip(&mut self, reason: SkipReason) {
        self.found += 1;
        *self.walked.skipped.entry(reason).or_default() += 1;
    }

    fn problem(&mut self, problem: Problem) {
        self.found += 1;
        self.walked.problems.push(problem);
    }

    /// Walks a folder, on one thread: a documentation set has few folders with many files, and walking them side by
    /// side was measured to be slower. The other threads have the pages that were found so far.
    fn folder(&mut self, path: &Path, only: Option<&GlobMatcher>) {
        let root = self.root(path, only);
        let walker = WalkBuilder::new(path)
            .ignore(false)
            .git_ignore(self.request.heeds_git)
            .git_global(self.request.heeds_git)
            .git_exclude(self.request.heeds_git)
            // A documentation set that was downloaded has no `.git` but means its `.gitignore` all the same.
            .require_git(false)
            .build();
        for entry in walker {
            match entry {
                Ok(entry) => self.entry(entry, &root),
                Err(error) => self.problem(unreadable(&error, path)),
            }
        }
    }

    fn entry(&mut self, entry: DirEntry, root: &Root<'_>) {
        let Some(kind) = entry.file_type() else { return };
        let path = entry.path();
        let wanted = || is_page(path) && root.only.is_none_or(|glob| glob.is_match(shown(path)));
        if kind.is_symlink() {
            self.link(path, &wanted);
        } else if kind.is_file() && wanted() {
            if self.scope(path).excludes(path, self.request.project.current()) {
                self.skip(SkipReason::Excluded);
            } else {
                self.page(entry.into_path(), root);
            }
        }
    }

    /// A link to a page or to a folder would have been part of the set: it is counted, or said to lead nowhere.
    fn link(&mut self, path: &Path, wanted: &dyn Fn() -> bool) {
        match std::fs::metadata(path) {
            Ok(target) if target.is_dir() || wanted() => self.skip(SkipReason::SymbolicLink),
            Err(_) if wanted() => self.problem(Problem {
                path: shown(path),
                message: "a dangling link: what it points to does not exist".to_owned(),
                reason: Some(SkipReason::SymbolicLink),
            }),
            _ => {}
        }
    }
}

/// A path without symbolic links, as Git names what stands there; as it is if it leads out of the repository.
fn true_name(path: &Path, top: &Path) -> PathBuf {
    let (Ok(real), Ok(real_top)) = (path.canonicalize(), top.canonicalize()) else { return path.to_owned() };
    match real.strip_prefix(real_top) {
        Ok(inside) if inside.as_os_str().is_empty() => top.to_owned(),
        Ok(inside) => top.join(inside),
        Err(_) => path.to_owned(),
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

pub(super) fn is_page(path: &Path) -> bool {
    let path = path.as_os_str().as_encoded_bytes();
    ENDINGS.iter().any(|ending| {
        let (name, end) = path.split_at(path.len().saturating_sub(ending.len()));
        let named = name.last().is_some_and(|&byte| !std::path::is_separator(byte.into()));
        named && end.eq_ignore_ascii_case(ending.as_bytes())
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
