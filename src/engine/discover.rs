//! Reading configuration files, with all that they extend.
//!
//! A file comes from the same hands as the pages that it is for, which may be anybody's: it is never large, never
//! a device, never outside the repository, and never read in circles.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::input::{Problem, shown};
use super::paths::normal;
use super::read::words;
use crate::config::{ConfigError, FILE_NAME, Located, Options};

/// The largest configuration file that is read, in bytes.
const MAX_FILE: u64 = 1 << 20;
/// How many files may extend each other in a row.
const MAX_CHAIN: usize = 16;
/// How many files a configuration may be made of.
const MAX_FILES: usize = 64;

/// A configuration file as it stands, without what it extends.
#[derive(Debug)]
struct Chain<'c> {
    /// The working directory, against which paths are shown.
    current: &'c Path,
    /// The folder that nothing may lead out of.
    root: &'c Path,
    /// The files that are being read, outermost first, by their true names.
    open: Vec<PathBuf>,
    /// Those that were read.
    done: Vec<PathBuf>,
    layers: Vec<Options>,
}

/// Whether a folder is the top of a repository.
pub(super) fn is_repository(folder: &Path) -> bool {
    // A worktree has a file there.
    fs::symlink_metadata(folder.join(".git")).is_ok()
}

/// The repository that a folder belongs to.
fn repository(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|ancestor| is_repository(ancestor))
}

/// The folder that the paths of a baseline count from: the top of the repository, or else the folder itself.
pub(super) fn top(folder: &Path) -> &Path {
    repository(folder).unwrap_or(folder)
}

/// The configuration file of a folder, if there is one. A link that leads nowhere is one, too, and so is a folder of
/// that name: whoever made it expects something of it.
pub(super) fn file_in(folder: &Path) -> Option<PathBuf> {
    let path = folder.join(FILE_NAME);
    fs::symlink_metadata(&path).is_ok().then_some(path)
}

/// Reads a configuration file and all that it extends, the lowest layer first. `path` is absolute. Nothing may lead
/// out of the repository of the file, or of its folder if there is none; the file itself may if it was `named`.
///
/// # Errors
/// Everything that is wrong, with its place.
pub(super) fn read_files(path: &Path, named: bool, current: &Path) -> Result<Vec<Options>, Vec<Problem>> {
    let folder = path.parent().unwrap_or(path);
    let root = repository(folder).unwrap_or(folder);
    let mut chain = Chain { current, root, open: Vec::new(), done: Vec::new(), layers: Vec::new() };
    let name = |message: String| vec![problem(chain.shown(path), message)];
    if let Some(message) = chain.leads_out(path).filter(|_| !named) {
        return Err(name(message));
    }
    let text = text(path).map_err(name)?;
    chain.open.push(true_name(path));
    chain.file(path, &text)?;
    Ok(chain.layers)
}

impl Chain<'_> {
    fn shown(&self, path: &Path) -> String {
        shown(path.strip_prefix(self.current).unwrap_or(path))
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
        let name = true_name(&path);
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
        let text = text(&path).map_err(|message| here(format!("cannot be extended: {message}")))?;
        self.open.push(name.clone());
        let read = self.file(&path, &text).map_err(Fault::There);
        self.open.pop();
        self.done.push(name);
        read
    }

    fn outside(&self) -> String {
        let what =
            if is_repository(self.root) { "the repository" } else { "the folder of the configuration" };
        format!("leads out of {what}")
    }

    /// Whether a link on the way to the file leads out.
    fn leads_out(&self, path: &Path) -> Option<String> {
        let (Ok(real), Ok(root)) = (path.canonicalize(), self.root.canonicalize()) else { return None };
        (!real.starts_with(root)).then(|| format!("a symbolic link that {}", self.outside()))
    }
}

/// What is wrong with an extended file: the word that names it, or what stands in it.
enum Fault {
    Here(String),
    There(Vec<Problem>),
}

fn problem(path: String, message: String) -> Problem {
    Problem { path, message, reason: None }
}

/// Errors of a configuration as what goes wrong in a run.
pub(super) fn problems(errors: Vec<ConfigError>) -> Vec<Problem> {
    errors.into_iter().map(|ConfigError { origin, message }| problem(origin.to_string(), message)).collect()
}

fn true_name(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

fn text(path: &Path) -> Result<String, String> {
    let unreadable = |error: std::io::Error| format!("cannot read it: {}", words(&error));
    // Asked before it is opened: opening a pipe would wait for somebody to write.
    let meta = fs::metadata(path).map_err(unreadable)?;
    if !meta.is_file() {
        return Err("not a file".to_owned());
    }
    let mut bytes = Vec::new();
    fs::File::open(path)
        .and_then(|file| file.take(MAX_FILE + 1).read_to_end(&mut bytes))
        .map_err(unreadable)?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(format!("larger than {} MiB", MAX_FILE >> 20));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = memchr::memchr_iter(b'\n', valid).count();
        format!("not UTF-8 on line {}", line + 1)
    })?;
    Ok(text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned))
}
