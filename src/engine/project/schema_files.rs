//! Which files the words of a configuration name as descriptions of the API.
//!
//! Nothing outside the files, folders and globs that were named is opened: inside folders no symbolic link is
//! followed, and one that a configuration file names must stay below the folder of that file.

use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use globset::GlobBuilder;

use crate::config::{Bind, BoundTo, Located, Origin};
use crate::system::{
    FileKind, System, WalkError, WalkOptions, before_glob_marks, describe_io_error, has_ending,
    has_glob_marks, is_link, normal,
};

/// Endings of the files that are taken from folders and globs: pages may describe resources.
pub(crate) const ENDINGS: [&str; 7] = [".json", ".yaml", ".yml", ".csdl", ".edmx", ".xml", ".md"];

/// Why a word names nothing that can be read as a description.
#[derive(Debug, thiserror::Error)]
pub(super) enum SchemaFileError {
    /// It is a link that a configuration file must not name.
    #[error("`{0}` is a symbolic link that leads out of the folder")]
    LinkOut(String),
    /// The same for a glob.
    #[error("`{0}` goes through a symbolic link out of the folder")]
    ThroughLink(String),
    /// The system says so.
    #[error("`{word}`: {}", describe_io_error(error))]
    Io {
        word: String,
        #[source]
        error: io::Error,
    },
    /// It looks like a glob.
    #[error("`{word}` is not a glob: {}", error.kind())]
    Glob {
        word: String,
        #[source]
        error: globset::Error,
    },
    /// A folder cannot be gone through.
    #[error("`{0}`: {1}")]
    Walk(String, #[source] WalkError),
    /// No file fits.
    #[error("`{0}` names no file that could describe an API ({ENDINGS})", ENDINGS = ENDINGS.join(", "))]
    Nothing(String),
    /// More files than are read.
    #[error("`schemas` names {0} files; {1} are the most")]
    TooMany(usize, usize),
    /// One file was asked for.
    #[error("expected one file, but `{0}` matches several")]
    Several(String),
}

/// What a word names.
pub(super) enum Found {
    /// A file, which is meant to describe an API.
    File(PathBuf),
    /// What is below a folder or fits a glob and may describe one.
    Walked(Vec<PathBuf>),
}

/// What a word names.
pub(super) fn find(system: &dyn System, base: &Path, word: &Located) -> Result<Found, SchemaFileError> {
    let path = normal(&base.join(&word.text));
    let is_ours = matches!(word.origin, Origin::File { .. });
    match system.metadata(&path) {
        Ok(meta) => {
            if is_ours && leads_out(system, base, &path) {
                return Err(SchemaFileError::LinkOut(word.text.clone()));
            }
            if meta.is_folder() {
                walk(system, &path, None, word).map(Found::Walked)
            } else {
                Ok(Found::File(path))
            }
        }
        Err(_) if has_glob_marks(&word.text) => {
            let root = before_glob_marks(&path);
            if is_ours && leads_out(system, base, &root) {
                return Err(SchemaFileError::ThroughLink(word.text.clone()));
            }
            walk(system, &root, Some(&path), word).map(Found::Walked)
        }
        Err(error) => Err(SchemaFileError::Io { word: word.text.clone(), error }),
    }
}

/// Whether a word that counts from `base` names a file, which may be gone; `path` is absolute.
pub(in crate::engine) fn describes(base: &Path, word: &Located, path: &Path) -> bool {
    let named = normal(&base.join(&word.text));
    let is_glob = has_glob_marks(&word.text);
    let fits = || {
        let glob = GlobBuilder::new(&named.to_string_lossy()).literal_separator(true).build();
        glob.is_ok_and(|glob| glob.compile_matcher().is_match(path))
    };
    // A description may name others below its folder, which are read with it.
    let is_part =
        || may_be_part(path) && may_be_part(&named) && named.parent().is_some_and(|it| path.starts_with(it));
    path == named || is_part() || (is_description(path) && (path.starts_with(&named) || (is_glob && fits())))
}

/// Whether a binding whose words count from `base` names a file, or what a file may be a part of; `path` is absolute.
pub(super) fn binds(base: &Path, bind: &Bind, path: &Path) -> bool {
    match &bind.to {
        BoundTo::File(word) => describes(base, word, path),
        BoundTo::Type(_) => false,
    }
}

/// Whether a file may be a part of a description that stands in several.
pub(in crate::engine) fn may_be_part(path: &Path) -> bool {
    has_ending(path, &[".json", ".yaml", ".yml"])
}

/// Whether a link on the way to `path` leads out of `base`.
pub(super) fn leads_out(system: &dyn System, base: &Path, path: &Path) -> bool {
    let (Ok(base), Ok(inside)) = (system.canonicalize(base), path.strip_prefix(base)) else {
        // A path that goes up in plain words was meant so, unless it is a link itself.
        return is_link(system, path);
    };
    let lexical = base.join(inside);
    system.canonicalize(&lexical).is_ok_and(|real| real != lexical && !real.starts_with(&base))
}

fn walk(
    system: &dyn System,
    root: &Path,
    glob: Option<&Path>,
    word: &Located,
) -> Result<Vec<PathBuf>, SchemaFileError> {
    let matcher = match glob {
        None => None,
        Some(glob) => {
            let built = GlobBuilder::new(&glob.to_string_lossy()).literal_separator(true).build();
            let error = |error| SchemaFileError::Glob { word: word.text.clone(), error };
            Some(built.map_err(error)?.compile_matcher())
        }
    };
    let is_wanted =
        |path: &Path| is_description(path) && matcher.as_ref().is_none_or(|glob| glob.is_match(path));
    let mut found = Vec::new();
    let mut failed = None;
    // What Git ignores counts: descriptions are often built or fetched.
    system.walk(root, WalkOptions { respect_gitignore: false, ..WalkOptions::default() }, &mut |entry| {
        match entry {
            Ok(entry) => {
                if entry.kind == FileKind::File && is_wanted(&entry.path) {
                    found.push(entry.path);
                }
                ControlFlow::Continue(())
            }
            Err(error) => {
                failed = Some(SchemaFileError::Walk(word.text.clone(), error));
                ControlFlow::Break(())
            }
        }
    });
    if let Some(failed) = failed {
        return Err(failed);
    }
    if found.is_empty() {
        return Err(SchemaFileError::Nothing(word.text.clone()));
    }
    Ok(found)
}

/// Whether a file describes resources in prose, tables and blocks.
pub(super) fn is_page(path: &Path) -> bool {
    has_ending(path, &[".md"])
}

/// Whether a file may describe an API by its name.
pub(crate) fn is_description(path: &Path) -> bool {
    has_ending(path, &ENDINGS)
}
