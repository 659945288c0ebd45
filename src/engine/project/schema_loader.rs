//! From the words of the configuration to the descriptions of the API, read once for a run.
//!
//! What cannot be used is a problem; the rest counts.

use std::collections::HashMap;
use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use super::file_error::FileError;
use super::schema_files::{Found, SchemaFileError, find, is_page, leads_out};
use super::schema_parts;
use crate::config::{Bind, BoundTo, SchemaSources};
use crate::diagnostic::{Problem, ProblemKind};
use crate::extract::{definitions, may_define};
use crate::schema::doc_resource::{DocResources, PageInput};
use crate::schema::{Answer, BoundSchema, LoadedSchemas, SchemaError, SchemaSet};
use crate::system::{self, FileKind, NAMED_PIPE, ReadError, System, display_path};
use crate::text::SourceFile;

/// The largest description that is read, in bytes. The largest public ones have about 40 MiB.
pub(super) const MAX_FILE: usize = 64 << 20;
/// The most bytes of all descriptions together.
const MAX_ALL: u64 = 256 << 20;
/// The most files.
const MAX_FILES: usize = 20_000;

/// The most bytes of pages that are kept for being checked.
const MAX_KEPT: usize = 64 << 20;

/// What the descriptions of a run are, and what is wrong with them.
#[derive(Debug, Default)]
pub(in crate::engine) struct Loaded {
    pub(in crate::engine) set: Arc<SchemaSet>,
    pub(in crate::engine) problems: Vec<Problem>,
    /// Places of descriptions that cannot be used, while everything else counts.
    pub(in crate::engine) warnings: Vec<Problem>,
    /// The pages that were read for what they say about types, by absolute path, as far as they are worth keeping:
    /// most runs check them as well.
    pages: HashMap<PathBuf, Arc<str>>,
}

impl Loaded {
    pub(in crate::engine) fn new(set: Arc<SchemaSet>) -> Self {
        Self { set, ..Self::default() }
    }

    /// The text of the page at an absolute path, byte for byte, if it was read.
    pub(in crate::engine) fn page(&self, path: &Path) -> Option<&Arc<str>> {
        self.pages.get(path)
    }

    /// Whether there is any page.
    pub(in crate::engine) fn has_pages(&self) -> bool {
        !self.pages.is_empty()
    }
}

/// Reads what is named, as it is or as it was at a revision, and makes providers of it. What cannot be used is a
/// problem; the rest counts. `with_examples`: the examples that descriptions hold will be asked for.
pub(in crate::engine) fn load_schemas(
    sources: &SchemaSources,
    with_examples: bool,
    system: &dyn System,
) -> Loaded {
    let current = system.current();
    let mut problems = Vec::new();
    let mut paths = Vec::new();
    let mut named = Vec::new();
    for (base, word) in &sources.files {
        match find(system, &current.join(base), word) {
            Ok(Found::File(path)) => {
                named.push(shown(&path, current));
                paths.push(path);
            }
            Ok(Found::Walked(found)) => paths.extend(found),
            Err(error) => problems.push(problem(word.origin.to_string(), error)),
        }
    }
    let mut bound = Vec::new();
    for (base, bind) in &sources.binds {
        match file_of(system, bind, &current.join(base)) {
            Ok(path) => {
                let name = path.as_deref().map(|path| shown(path, current));
                named.extend(name.clone());
                paths.extend(path);
                bound.push((bind, name));
            }
            Err(error) => problems.push(problem(bind.origin.to_string(), error)),
        }
    }
    // In the order of paths, which goes part by part; comparing them as such would take each apart many times.
    let mut paths: Vec<_> = paths.into_iter().map(|path| (parts(&path), path)).collect();
    paths.sort_unstable();
    paths.dedup_by(|one, other| one.0 == other.0);
    if paths.len() > MAX_FILES {
        problems.push(problem("apiproof.toml".to_owned(), SchemaFileError::TooMany(paths.len(), MAX_FILES)));
        paths.clear();
    }
    let paths: Vec<_> = paths.into_iter().map(|(_, path)| (is_page(&path), path)).collect();
    let files_of = Files { system, left: AtomicU64::new(MAX_ALL) };
    let ((loaded, mut unread), (resources, unread_pages, pages)) = rayon::join(
        || {
            let wanted = paths.par_iter().filter(|(is_page, _)| !is_page);
            let files = wanted.map(|(_, path)| files_of.description(path).map(Arc::new));
            let (mut read, unread) = sorted(files.collect());
            let own = paths.iter().filter(|(is_page, _)| !is_page).map(|(_, path)| path.clone());
            schema_parts::read_below(own.collect(), current, &mut read, |root, path| {
                if leads_out(system, root, path) { None } else { files_of.description(path).ok() }
            });
            (SchemaSet::load_for(&read, &sources.servers, with_examples), unread)
        },
        || {
            let wanted = paths.par_iter().filter(|(is_page, _)| *is_page);
            let pages = wanted.map(|(_, path)| files_of.page(path));
            let (pages, unread) = sorted(pages.collect());
            let (texts, inputs): (Vec<_>, Vec<_>) = pages.into_iter().unzip();
            let inputs: Vec<_> = inputs.into_iter().flatten().collect();
            (DocResources::new(&inputs), unread, kept(texts))
        },
    );
    let LoadedSchemas { set, errors, warnings, mut strangers } = loaded;
    // Among the files of a folder there may be others, unless there is nothing else.
    if !set.providers.is_empty() || !resources.is_empty() || !errors.is_empty() {
        strangers.retain(|stranger| named.contains(&stranger.path));
    }
    let mut set = set.with_resources(resources).with_embedded();
    set.bases.clone_from(&sources.bases);
    unread.extend(unread_pages);
    problems.extend(unread);
    let placed = |SchemaError { path, line, message }: SchemaError| {
        let place = line.map_or(path.clone(), |line| format!("{path}:{line}"));
        Problem::new(ProblemKind::Description, place, message)
    };
    problems.extend(strangers.into_iter().chain(errors).map(placed));
    let warnings = warnings.into_iter().map(placed).collect();
    // What could not be read was said; that nothing can be bound to it then needs no word.
    let is_whole = problems.is_empty();
    for (bind, file) in bound {
        match schema_of(bind, file.as_deref(), &set) {
            Ok(schema) => set.bindings.bind(&bind.method, &bind.path, bind.body, schema),
            Err(error) if is_whole => problems.push(problem(bind.origin.to_string(), error)),
            Err(_) => {}
        }
    }
    Loaded { set: Arc::new(set), problems, warnings, pages }
}

/// As many pages as may be kept.
fn kept(pages: Vec<(&Path, Arc<str>)>) -> HashMap<PathBuf, Arc<str>> {
    let mut bytes = 0;
    let fits = |(_, text): &(&Path, Arc<str>)| {
        bytes += text.len();
        bytes <= MAX_KEPT
    };
    pages.into_iter().take_while(fits).map(|(path, text)| (path.to_owned(), text)).collect()
}

/// The bytes of a path with the least one between its parts.
fn parts(path: &Path) -> Vec<u8> {
    let bytes = path.as_os_str().as_encoded_bytes().iter();
    bytes.map(|&byte| if std::path::is_separator(byte.into()) { 0 } else { byte }).collect()
}

/// The file that a binding names, if it names one.
fn file_of(system: &dyn System, bind: &Bind, base: &Path) -> Result<Option<PathBuf>, SchemaFileError> {
    let BoundTo::File(word) = &bind.to else { return Ok(None) };
    let found = find(system, base, word)?;
    match found {
        Found::File(file) => Ok(Some(file)),
        Found::Walked(_) => Err(SchemaFileError::Several(word.text.clone())),
    }
}

/// Why a binding means no schema.
#[derive(Debug, thiserror::Error)]
enum BindError {
    /// The file has no schema as a whole.
    #[error("`{0}` is not a JSON Schema")]
    NotASchema(String),
    /// The name means more than one.
    #[error("several schemas define `{0}`")]
    Several(String),
    /// The name differs from another by a slip.
    #[error("no schema defines `{0}`; did you mean `{1}`?")]
    Near(String, String),
    /// Nothing has the name.
    #[error("no schema defines `{0}`")]
    None(String),
}

/// The schema that a binding means.
fn schema_of(bind: &Bind, file: Option<&str>, set: &SchemaSet) -> Result<BoundSchema, BindError> {
    match (&bind.to, file) {
        (BoundTo::File(word), Some(file)) => {
            set.by_file(file).ok_or_else(|| BindError::NotASchema(word.text.clone()))
        }
        (BoundTo::File(word) | BoundTo::Type(word), _) => match set.by_type(&word.text) {
            Answer::Found(schema) => Ok(schema),
            Answer::Ambiguous(_) => Err(BindError::Several(word.text.clone())),
            Answer::Unknown { near: Some(near), .. } => Err(BindError::Near(word.text.clone(), near)),
            Answer::Unknown { .. } | Answer::NotCovered { .. } => Err(BindError::None(word.text.clone())),
        },
    }
}

/// What could be read, and what is wrong with the rest.
fn sorted<T>(read: Vec<Result<T, Problem>>) -> (Vec<T>, Vec<Problem>) {
    let mut problems = Vec::new();
    let good =
        read.into_iter().filter_map(|file| file.map_err(|problem| problems.push(problem)).ok()).collect();
    (good, problems)
}

fn problem(path: String, error: impl Error + Send + Sync + 'static) -> Problem {
    Problem::from_error(ProblemKind::Description, path, error)
}

/// A file as it is shown, by its absolute path.
pub(super) fn shown(path: &Path, current: &Path) -> String {
    display_path(path.strip_prefix(current).unwrap_or(path))
}

/// A page with its path, and what it says about types, if it says anything.
type PageRead<'p> = ((&'p Path, Arc<str>), Option<PageInput>);

/// Where descriptions are read.
struct Files<'f> {
    system: &'f dyn System,
    /// How many bytes the others have left.
    left: AtomicU64,
}

impl Files<'_> {
    /// Reads one description.
    fn description(&self, path: &Path) -> Result<SourceFile, Problem> {
        match self.text(path) {
            Ok(text) => {
                Ok(SourceFile::new(shown(path, self.system.current()), text.trim_start_matches('\u{feff}')))
            }
            Err(error) => Err(problem(shown(path, self.system.current()), error)),
        }
    }

    /// Reads one page and what it says about types. Most say nothing.
    fn page<'p>(&self, path: &'p Path) -> Result<PageRead<'p>, Problem> {
        let whole = self.text(path).map_err(|error| problem(shown(path, self.system.current()), error))?;
        let whole: Arc<str> = whole.into();
        let text = match whole.trim_start_matches('\u{feff}') {
            text if text.len() == whole.len() => Arc::clone(&whole),
            text => text.into(),
        };
        let input =
            may_define(&text).then(|| Arc::new(SourceFile::new(shown(path, self.system.current()), text)));
        Ok(((path, whole), input.and_then(|source| definitions(&source))))
    }

    fn text(&self, path: &Path) -> Result<String, FileError> {
        let bytes = self.bytes(path)?;
        if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
            return Err(FileError::Utf16);
        }
        String::from_utf8(bytes).map_err(|_| FileError::NotUtf8)
    }

    fn bytes(&self, path: &Path) -> Result<Vec<u8>, FileError> {
        let meta = self.system.metadata(path).map_err(ReadError::Io)?;
        if meta.kind == FileKind::NamedPipe {
            return Err(ReadError::Io(io::Error::other(NAMED_PIPE)).into());
        }
        if !meta.is_file() {
            return Err(FileError::NotAFile);
        }
        if meta.len > MAX_FILE as u64 {
            return Err(ReadError::TooLarge(MAX_FILE).into());
        }
        let taken = |left: u64| left.checked_sub(meta.len);
        if self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, taken).is_err() {
            return Err(FileError::TooMuch(MAX_ALL));
        }
        // A file that grows while it is read does not get past the limit.
        Ok(system::read(self.system, path, MAX_FILE)?)
    }
}
