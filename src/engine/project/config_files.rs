//! Reading configuration files, with all that they extend.
//!
//! A file comes from the same hands as the pages that it is for, which may be anybody's: it is never large, never
//! a device, never outside the repository, and never read in circles.

use std::path::{Path, PathBuf};

use super::file_error::FileError;
use crate::config::{ConfigError, FILE_NAME, Located, Options};
use crate::diagnostic::{Problem, ProblemKind};
use crate::system::{self, ReadError, System, display_path, exists, normal};

/// The largest configuration file that is read, in bytes.
const MAX_FILE: usize = 1 << 20;
/// How many files may extend each other in a row.
const MAX_CHAIN: usize = 16;
/// How many files a configuration may be made of.
const MAX_FILES: usize = 64;

/// A configuration file as it stands, without what it extends.
#[derive(Debug)]
struct Chain<'c> {
    /// Where the files are. Paths are shown from its working directory.
    system: &'c dyn System,
    /// The folder that nothing may lead out of.
    root: &'c Path,
    /// The files that are being read, outermost first, by their true names.
    open: Vec<PathBuf>,
    /// Those that were read.
    done: Vec<PathBuf>,
    layers: Vec<Options>,
}

/// Whether a folder is the top of a repository.
pub(in crate::engine) fn is_repository(system: &dyn System, folder: &Path) -> bool {
    // A worktree has a file there.
    exists(system, &folder.join(".git"))
}

/// The repository that a folder belongs to.
fn repository<'p>(system: &dyn System, folder: &'p Path) -> Option<&'p Path> {
    folder.ancestors().find(|ancestor| is_repository(system, ancestor))
}

/// The folder that the paths of a baseline count from: the top of the repository, or else the folder itself.
pub(in crate::engine) fn repository_root<'p>(system: &dyn System, folder: &'p Path) -> &'p Path {
    repository(system, folder).unwrap_or(folder)
}

/// The configuration file of a folder, if there is one. A link that leads nowhere is one, too, and so is a folder of
/// that name: whoever made it expects something of it.
pub(in crate::engine) fn file_in(system: &dyn System, folder: &Path) -> Option<PathBuf> {
    let path = folder.join(FILE_NAME);
    exists(system, &path).then_some(path)
}

/// Reads a configuration file and all that it extends, the lowest layer first. `path` is absolute. Nothing may lead
/// out of the repository of the file, or of its folder if there is none; the file itself may if it was `named`.
///
/// # Errors
/// Everything that is wrong, with its place.
pub(in crate::engine) fn read_files(
    system: &dyn System,
    path: &Path,
    named: bool,
) -> Result<Vec<Options>, Vec<Problem>> {
    let folder = path.parent().unwrap_or(path);
    let root = repository_root(system, folder);
    let mut chain = Chain { system, root, open: Vec::new(), done: Vec::new(), layers: Vec::new() };
    let name = |message: String| vec![problem(chain.shown(path), message)];
    if let Some(message) = chain.leads_out(path).filter(|_| !named) {
        return Err(name(message));
    }
    let text = text(system, path)
        .map_err(|error| vec![Problem::from_error(ProblemKind::Configuration, chain.shown(path), error)])?;
    chain.open.push(chain.true_name(path));
    chain.file(path, &text)?;
    Ok(chain.layers)
}

impl Chain<'_> {
    fn shown(&self, path: &Path) -> String {
        display_path(path.strip_prefix(self.system.current()).unwrap_or(path))
    }

    /// Reads what the file extends, then adds the file.
    fn file(&mut self, path: &Path, text: &str) -> Result<(), Vec<Problem>> {
        let base = path.parent().unwrap_or(path);
        let options = Options::from_toml(&self.shown(path), base, text).map_err(problems)?;
        for word in &options.extends {
            self.extended(base, word).map_err(|errors| match errors {
                Fault::Here(message) => vec![problem(word.origin.to_string(), message)],
                Fault::There(errors) => errors,
            })?;
        }
        self.layers.push(options);
        Ok(())
    }

    fn extended(&mut self, base: &Path, word: &Located) -> Result<(), Fault> {
        let here = |message: String| Fault::Here(format!("`{}` {message}", word.text));
        let path = normal(&base.join(&word.text));
        if !path.starts_with(self.root) {
            return Err(here(self.outside()));
        }
        if let Some(message) = self.leads_out(&path) {
            return Err(here(format!("is {message}")));
        }
        let name = self.true_name(&path);
        if self.open.contains(&name) {
            return Err(here(
                "leads back to this file: files cannot extend each other in a circle".to_owned(),
            ));
        }
        if self.done.contains(&name) {
            return Ok(());
        }
        if self.open.len() >= MAX_CHAIN || self.done.len() >= MAX_FILES {
            return Err(here(format!(
                "is one file too many: {MAX_CHAIN} in a row and {MAX_FILES} together are the most"
            )));
        }
        let text =
            text(self.system, &path).map_err(|message| here(format!("cannot be extended: {message}")))?;
        self.open.push(name.clone());
        let read = self.file(&path, &text).map_err(Fault::There);
        self.open.pop();
        self.done.push(name);
        read
    }

    fn outside(&self) -> String {
        let what = if is_repository(self.system, self.root) {
            "the repository"
        } else {
            "the folder of the configuration"
        };
        format!("leads out of {what}")
    }

    /// Whether a link on the way to the file leads out.
    fn leads_out(&self, path: &Path) -> Option<String> {
        let name = |path| self.system.canonicalize(path);
        let (Ok(real), Ok(root)) = (name(path), name(self.root)) else { return None };
        (!real.starts_with(root)).then(|| format!("a symbolic link that {}", self.outside()))
    }

    fn true_name(&self, path: &Path) -> PathBuf {
        self.system.canonicalize(path).unwrap_or_else(|_| path.to_owned())
    }
}

/// What is wrong with an extended file: the word that names it, or what stands in it.
enum Fault {
    Here(String),
    There(Vec<Problem>),
}

fn problem(path: String, message: String) -> Problem {
    Problem::new(ProblemKind::Configuration, path, message)
}

/// Errors of a configuration as what goes wrong in a run.
pub(in crate::engine) fn problems(errors: Vec<ConfigError>) -> Vec<Problem> {
    errors.into_iter().map(|ConfigError { origin, message }| problem(origin.to_string(), message)).collect()
}

fn text(system: &dyn System, path: &Path) -> Result<String, FileError> {
    // Asked before it is opened: opening a pipe would wait for somebody to write.
    let meta = system.metadata(path).map_err(ReadError::Io)?;
    if !meta.is_file() {
        return Err(FileError::NotAFile);
    }
    let bytes = system::read(system, path, MAX_FILE)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = memchr::memchr_iter(b'\n', valid).count();
        FileError::NotUtf8OnLine(line + 1)
    })?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}
