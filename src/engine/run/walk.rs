//! From the paths of the command line to the pages of a run.

use std::collections::{BTreeMap, HashSet};
use std::io;
use std::ops::ControlFlow;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use globset::{GlobBuilder, GlobMatcher};

use super::input::Input;
use super::request::CheckRequest;
use crate::diagnostic::{Problem, ProblemKind, SkipReason};
use crate::engine::project::Scope;
use crate::engine::project::config_files::repository_root;
use crate::engine::project::schema_files::may_be_part;
use crate::markup::is_page;
use crate::system::{
    Entry, FileKind, NAMED_PIPE, System, WalkError, WalkOptions, absolute, before_glob_marks,
    describe_io_error, display_path, has_glob_marks, is_folder, is_link,
};

/// Folders whose pages are other people's, or copies. They are checked if they are named.
const DEPENDENCIES: [&str; 4] = [".venv", "node_modules", "target", "vendor"];

/// Whether a folder holds a file itself. As both are written: to compare them part by part costs more than it saves.
fn is_right_below(folder: &Path, file: &Path) -> bool {
    let (folder, file) = (folder.as_os_str().as_encoded_bytes(), file.as_os_str().as_encoded_bytes());
    let is_separator = |byte: &u8| std::path::is_separator(char::from(*byte));
    let rest = file.strip_prefix(folder).and_then(|rest| match folder {
        [] => Some(rest),
        _ => rest.split_first().filter(|(first, _)| is_separator(first)).map(|(_, name)| name),
    });
    rest.is_some_and(|name| !name.iter().any(is_separator))
}

fn is_dependencies(folder: &Path) -> bool {
    folder.file_name().is_some_and(|name| DEPENDENCIES.iter().any(|closed| name == *closed))
}

/// A page that was found, with the configuration that it is under.
#[derive(Clone, Debug)]
pub(in crate::engine) struct Found {
    pub(in crate::engine) input: Input,
    pub(in crate::engine) scope: Arc<Scope>,
}

/// What the search left out, and what is wrong with the paths.
#[derive(Debug, Default)]
pub(in crate::engine) struct Walked {
    /// What was left out without being a problem.
    pub(in crate::engine) skipped: BTreeMap<SkipReason, usize>,
    /// What is wrong with the paths, in order.
    pub(in crate::engine) problems: Vec<Problem>,
}

/// Finds the pages of a run and hands each to `sink` at once, in the order in which folders list them. A file that is
/// named is taken whatever its name; inside folders hidden files, those that Git ignores and those that configuration
/// excludes are not, and no symbolic link is followed.
pub(in crate::engine) fn walk(request: &CheckRequest<'_>, sink: &mut dyn FnMut(Found)) -> Walked {
    let here = [PathBuf::from(".")];
    let paths = if request.paths.is_empty() { &here } else { request.paths };
    let seen = (paths.len() > 1).then(HashSet::new);
    let mut search = Search { request, sink, seen, walked: Walked::default(), found: 0, last: None };
    let mut reads_stdin = false;
    let changed = request.affected.filter(|affected| !affected.is_wide());
    for path in paths {
        if path.as_os_str() != "-" {
            let problem = match (request.listed, changed) {
                (Some(listed), _) => search.listed(path, listed.pages.iter().map(PathBuf::as_path)).err(),
                (None, Some(affected)) => search.listed(path, affected.files()).err(),
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
    request: &'w CheckRequest<'w>,
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

impl<'w> Search<'w> {
    fn system(&self) -> &'w dyn System {
        self.request.project.system()
    }

    /// Finds the pages that a path of the command line stands for.
    fn path(&mut self, path: &Path) -> Result<(), Problem> {
        let problem = |message: &str| Problem::new(ProblemKind::Path, display_path(path), message);
        let before = self.found;
        let system = self.system();
        let nothing = match system.metadata(path) {
            Ok(meta) if meta.is_folder() => {
                // A link that is named is followed: with a slash at its end it stands for the folder.
                let root = if is_link(system, path) { path.join("") } else { path.to_owned() };
                self.folder(&root, None);
                "no Markdown page in this folder (hidden files and those that Git ignores are not checked)"
            }
            Ok(meta) if meta.kind == FileKind::NamedPipe => {
                return Err(problem(&format!("{NAMED_PIPE}; pass the page on standard input: `-`")));
            }
            Ok(_) => {
                self.page(path.to_owned(), &self.root(path, None));
                return Ok(());
            }
            Err(_) if is_link(system, path) => "a dangling link: what it points to does not exist",
            Err(_) if is_glob(path) => {
                let (root, matcher) = compile(path).map_err(|error| not_found(path, error))?;
                if is_folder(system, &root) {
                    self.folder(&root, Some(&matcher));
                }
                "no Markdown page matches this glob"
            }
            Err(error) => return Err(not_found(path, NotFound::Io(error))),
        };
        if self.found > before { Ok(()) } else { Err(problem(nothing)) }
    }

    /// Finds the pages among `files` that a path of the command line stands for, without a walk.
    fn listed<'f>(&mut self, path: &Path, files: impl Iterator<Item = &'f Path>) -> Result<(), Problem> {
        let named_in = self.request.listed.map_or(self.request.project, |listed| listed.named_in);
        let (system, current) = (named_in.system(), named_in.current());
        let named = absolute(current, path);
        let base = true_name(system, &named, repository_root(system, current));
        let is_link = base != named;
        let failed = |error| not_found(path, error);
        let matcher = match system.metadata(path) {
            Ok(_) => None,
            Err(_) if is_glob(path) => Some(compile(&base).map_err(failed)?.1),
            // What is listed may be somewhere else.
            Err(_) if self.request.listed.is_some() => None,
            Err(error) => return Err(failed(NotFound::Io(error))),
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
        // A page that was removed is none.
        let Ok(meta) = self.system().link_metadata(file) else { return };
        let (is_file, is_link) = (meta.is_file(), meta.is_link());
        let is_hidden = |part: Component<'_>| part.as_os_str().as_encoded_bytes().starts_with(b".");
        let inside = page.strip_prefix(root.path).unwrap_or(&page);
        if page == root.path {
            self.page(page, root);
        } else if !is_page(file) || inside.components().any(is_hidden) {
        } else if inside.ancestors().skip(1).any(is_dependencies) {
            self.skip(SkipReason::Dependencies);
        } else if is_link && !self.request.respect_gitignore {
            // Who is not trusted does not get a page past the check by making it a link.
            self.problem(
                Problem::new(
                    ProblemKind::Page,
                    display_path(&page),
                    "symbolic links are not followed: the page that it points to is not checked",
                )
                .skipping(SkipReason::SymbolicLink),
            );
        } else if is_link {
            self.link(file, &|| true);
        } else if self.scope(&page).excludes(&page, self.request.project.current()) {
            self.skip(SkipReason::Excluded);
        } else if is_file {
            self.page(page, root);
        }
    }

    fn root<'r>(&self, path: &'r Path, only: Option<&'r GlobMatcher>) -> Root<'r> {
        let canonical = self.seen.as_ref().and_then(|_| self.system().canonicalize(path).ok());
        Root { path, canonical, only }
    }

    fn page(&mut self, page: PathBuf, root: &Root<'_>) {
        if self.request.force_exclude && self.scope(&page).excludes(&page, self.request.project.current()) {
            return self.skip(SkipReason::Excluded);
        }
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
        if let (Some(affected), Input::File(page)) = (request.affected, &input)
            && !affected.concerns(&absolute(request.project.current(), page), &scope)
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
        match &self.last {
            Some((last, scope)) if is_right_below(last, page) => Arc::clone(scope),
            _ => {
                let folder = page.parent().unwrap_or(page);
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

    /// Walks a folder. The other threads have the pages that were found so far.
    fn folder(&mut self, path: &Path, only: Option<&GlobMatcher>) {
        let root = self.root(path, only);
        let options =
            WalkOptions { respect_gitignore: self.request.respect_gitignore, closed: &DEPENDENCIES };
        self.request.project.system().walk(path, options, &mut |entry| {
            match entry {
                Ok(entry) => self.entry(entry, &root),
                Err(error) => self.problem(unreadable(&error)),
            }
            ControlFlow::Continue(())
        });
    }

    fn entry(&mut self, entry: Entry, root: &Root<'_>) {
        let path = &*entry.path;
        let fits = || root.only.is_none_or(|glob| glob.is_match(display_path(path)));
        let wanted = || is_page(path) && fits();
        if entry.kind == FileKind::Folder {
            if is_dependencies(path) && path != root.path {
                self.skip(SkipReason::Dependencies);
            }
        } else if entry.kind == FileKind::File && may_be_part(path) {
            let scope = self.scope(path);
            let is_ours = self.request.project.names_description(&scope, path);
            if is_ours && fits() && !scope.excludes(path, self.request.project.current()) {
                self.page(entry.path, root);
            }
        } else if entry.kind == FileKind::Link {
            self.link(path, &wanted);
        } else if entry.kind == FileKind::File && wanted() {
            if self.scope(path).excludes(path, self.request.project.current()) {
                self.skip(SkipReason::Excluded);
            } else {
                self.page(entry.path, root);
            }
        }
    }

    /// A link to a page or to a folder would have been part of the set: it is counted, or said to lead nowhere.
    fn link(&mut self, path: &Path, wanted: &dyn Fn() -> bool) {
        match self.system().metadata(path) {
            Ok(target) if target.is_folder() || wanted() => self.skip(SkipReason::SymbolicLink),
            Err(_) if wanted() => self.problem(
                Problem::new(
                    ProblemKind::Page,
                    display_path(path),
                    "a dangling link: what it points to does not exist",
                )
                .skipping(SkipReason::SymbolicLink),
            ),
            _ => {}
        }
    }
}

/// A path without symbolic links, as Git names what stands there; as it is if it leads out of the repository.
fn true_name(system: &dyn System, path: &Path, top: &Path) -> PathBuf {
    let (Ok(real), Ok(real_top)) = (system.canonicalize(path), system.canonicalize(top)) else {
        return path.to_owned();
    };
    match real.strip_prefix(real_top) {
        Ok(inside) if inside.as_os_str().is_empty() => top.to_owned(),
        Ok(inside) => top.join(inside),
        Err(_) => path.to_owned(),
    }
}

fn is_glob(path: &Path) -> bool {
    has_glob_marks(&path.to_string_lossy())
}

/// Why a path stands for no page.
#[derive(Debug, thiserror::Error)]
enum NotFound {
    /// It names nothing and is no glob.
    #[error("no such file, and not a valid glob: {}", .0.kind())]
    NotAGlob(#[from] globset::Error),
    /// The system says so.
    #[error("{}", describe_io_error(.0))]
    Io(#[source] io::Error),
}

fn not_found(path: &Path, error: NotFound) -> Problem {
    Problem::from_error(ProblemKind::Path, display_path(path), error)
}

/// The folder that a glob begins to matter in, and the glob.
fn compile(path: &Path) -> Result<(PathBuf, GlobMatcher), NotFound> {
    let root = before_glob_marks(path);
    let root = if root.as_os_str().is_empty() { PathBuf::from(".") } else { root };
    let matcher = GlobBuilder::new(&display_path(path)).literal_separator(true).build()?;
    Ok((root, matcher.compile_matcher()))
}

fn unreadable(error: &WalkError) -> Problem {
    let message = format!("cannot read it: {error}");
    Problem::new(ProblemKind::Page, display_path(&error.path), message).skipping(SkipReason::Unreadable)
}
