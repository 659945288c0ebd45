//! From a path to a page in memory.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::input::{Input, Problem, SkipReason};
use crate::text::SourceFile;

/// The largest page that is read, in bytes. The longest page of eight real documentation sets has 0.4 MiB.
const MAX_PAGE: u64 = 16 << 20;

/// Reads a page. Bytes that are no text are kept apart by [`SourceFile::from_bytes`]; what cannot be a page at all
/// is a problem.
pub(crate) fn read(input: &Input) -> Result<SourceFile, Problem> {
    let bytes = match input {
        Input::File(path) => read_file(path),
        Input::Stdin(_) => read_bounded(io::stdin().lock(), 0),
    };
    let problem = |reason, message: String| Problem { path: input.shown(), message, reason: Some(reason) };
    let bytes = bytes
        .map_err(|error| problem(SkipReason::Unreadable, format!("cannot read it: {}", words(&error))))?;
    if bytes.len() as u64 > MAX_PAGE {
        let limit = MAX_PAGE >> 20;
        return Err(problem(
            SkipReason::TooLarge,
            format!("larger than {limit} MiB; split the page or exclude it"),
        ));
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(problem(SkipReason::Encoding, "written in UTF-16; save it as UTF-8".to_owned()));
    }
    Ok(SourceFile::from_bytes(input.shown(), bytes))
}

fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    if size > MAX_PAGE {
        // One byte more than allowed says enough.
        return read_bounded(io::repeat(0), 0);
    }
    read_bounded(file, size as usize)
}

/// Reads at most one byte more than a page may have: a pipe or a device has no size to ask for.
fn read_bounded(source: impl Read, expected: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(expected + 1);
    source.take(MAX_PAGE + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// An error of the system in a few words, the same on every platform where it is a usual one.
pub(crate) fn words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => {
            let text = error.to_string();
            let end = text.find(" (os error").unwrap_or(text.len());
            text[..end].to_lowercase()
        }
    }
}
