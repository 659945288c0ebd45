//! From a path to a page in memory.

use std::io;
use std::sync::Arc;

use crate::diagnostic::{Problem, ProblemKind, SkipReason};
use crate::engine::run::input::Input;
use crate::system::{ReadError, System, fill};
use crate::text::SourceFile;

/// The largest page that is read, in bytes. The longest page of eight real documentation sets has 0.4 MiB.
pub(in crate::engine) const MAX_PAGE: usize = 16 << 20;

/// Why the bytes of a file make no page.
#[derive(Debug, thiserror::Error)]
enum Refused {
    /// They cannot be read.
    #[error(transparent)]
    Unreadable(ReadError),
    /// They are too many.
    #[error("larger than {} MiB; split the page or exclude it", MAX_PAGE >> 20)]
    TooLarge,
    /// They are in another encoding.
    #[error("written in UTF-16; save it as UTF-8")]
    Utf16,
}

impl Refused {
    fn problem(self, input: &Input) -> Problem {
        let reason = match self {
            Self::Unreadable(_) => SkipReason::Unreadable,
            Self::TooLarge => SkipReason::TooLarge,
            Self::Utf16 => SkipReason::Encoding,
        };
        Problem::from_error(ProblemKind::Page, input.shown(), self).skipping(reason)
    }
}

/// Reads a page; `None` if it is not `wanted`, which is asked before its text is kept, of text without a fault.
/// Bytes that are no text are kept apart by [`SourceFile::from_bytes`]; what cannot be a page at all is a problem.
pub(crate) fn read(
    system: &dyn System,
    input: &Input,
    wanted: impl Fn(&str) -> bool,
) -> Result<Option<SourceFile>, Problem> {
    let mut page_read = Ok(None);
    let read = match input {
        Input::File(path) => {
            system.read(path, MAX_PAGE, &mut |bytes| page_read = page(input, bytes, &wanted))
        }
        Input::Stdin(_) => stdin().map(|bytes| page_read = page(input, &bytes, &wanted)),
    };
    let refused = |error: ReadError| match error {
        ReadError::TooLarge(_) => Refused::TooLarge,
        ReadError::Io(_) => Refused::Unreadable(error),
    };
    read.map_err(refused).and(page_read).map_err(|refused| refused.problem(input))
}

fn stdin() -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    let length = fill(&mut io::stdin().lock(), MAX_PAGE, &mut bytes)?;
    bytes.truncate(length);
    if length > MAX_PAGE { Err(ReadError::TooLarge(MAX_PAGE)) } else { Ok(bytes) }
}

/// The same for a page whose text may be `known` from having been read before.
pub(in crate::engine) fn read_again(
    system: &dyn System,
    input: &Input,
    known: Option<Arc<str>>,
    wanted: impl Fn(&str) -> bool,
) -> Result<Option<SourceFile>, Problem> {
    let is_sound = |text: &Arc<str>| text.len() <= MAX_PAGE && memchr::memchr(0, text.as_bytes()).is_none();
    match known.filter(is_sound) {
        Some(text) => Ok(wanted(&text).then(|| SourceFile::new(input.shown(), text))),
        None => read(system, input, wanted),
    }
}

/// The page that the bytes of a file make, which somebody else has read.
pub(in crate::engine) fn in_memory(input: &Input, bytes: &[u8]) -> Result<SourceFile, Problem> {
    let checked = if bytes.len() > MAX_PAGE { Err(Refused::TooLarge) } else { check_encoding(bytes) };
    checked.map_err(|refused| refused.problem(input))?;
    Ok(SourceFile::from_bytes(input.shown(), bytes.to_vec()))
}

fn check_encoding(bytes: &[u8]) -> Result<(), Refused> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Refused::Utf16);
    }
    Ok(())
}

/// The page that the bytes of a file make, if it is wanted.
fn page(input: &Input, bytes: &[u8], wanted: impl Fn(&str) -> bool) -> Result<Option<SourceFile>, Refused> {
    check_encoding(bytes)?;
    Ok(match std::str::from_utf8(bytes) {
        Ok(text) if memchr::memchr(0, bytes).is_none() => {
            wanted(text).then(|| SourceFile::new(input.shown(), text))
        }
        _ => Some(SourceFile::from_bytes(input.shown(), bytes.to_vec())),
    })
}
