//! From a path to a page in memory.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use super::input::{Input, Problem, SkipReason};
use crate::text::SourceFile;

/// The largest page that is read, in bytes. The longest page of eight real documentation sets has 0.4 MiB.
const MAX_PAGE: usize = 16 << 20;

/// What is read at once, in bytes: most pages in one go.
const CHUNK: usize = 64 << 10;

thread_local! {
    /// Pages are read into the same memory one after the other: it costs less than asking each for its size.
    static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Reads a page; `None` if it is not `wanted`, which is asked before its text is kept, of text without a fault.
/// Bytes that are no text are kept apart by [`SourceFile::from_bytes`]; what cannot be a page at all is a problem.
pub(crate) fn read(input: &Input, wanted: impl Fn(&str) -> bool) -> Result<Option<SourceFile>, Problem> {
    BUFFER.with_borrow_mut(|buffer| {
        let filled = match input {
            Input::File(path) => File::open(path).and_then(|mut file| fill(&mut file, buffer)),
            Input::Stdin(_) => fill(&mut io::stdin().lock(), buffer),
        };
        let result = filled
            .map_err(|error| (SkipReason::Unreadable, format!("cannot read it: {}", words(&error))))
            .and_then(|length| page(input, &buffer[..length], wanted))
            .map_err(|(reason, message)| Problem { path: input.shown(), message, reason: Some(reason) });
        // One huge page should not be remembered for the rest of the run.
        buffer.truncate(CHUNK);
        buffer.shrink_to(CHUNK);
        result
    })
}

/// The same for a page whose text may be `known` from having been read before.
pub(super) fn read_again(
    input: &Input,
    known: Option<Arc<str>>,
    wanted: impl Fn(&str) -> bool,
) -> Result<Option<SourceFile>, Problem> {
    let is_sound = |text: &Arc<str>| text.len() <= MAX_PAGE && memchr::memchr(0, text.as_bytes()).is_none();
    match known.filter(is_sound) {
        Some(text) => Ok(wanted(&text).then(|| SourceFile::new(input.shown(), text))),
        None => read(input, wanted),
    }
}

/// The same for a page of which the bytes are known.
pub(super) fn read_bytes(
    input: &Input,
    bytes: &[u8],
    wanted: impl Fn(&str) -> bool,
) -> Result<Option<SourceFile>, Problem> {
    page(input, bytes, wanted).map_err(|(reason, message)| Problem {
        path: input.shown(),
        message,
        reason: Some(reason),
    })
}

/// The page that the bytes of a file make, if it is wanted.
fn page(
    input: &Input,
    bytes: &[u8],
    wanted: impl Fn(&str) -> bool,
) -> Result<Option<SourceFile>, (SkipReason, String)> {
    if bytes.len() > MAX_PAGE {
        let limit = MAX_PAGE >> 20;
        return Err((SkipReason::TooLarge, format!("larger than {limit} MiB; split the page or exclude it")));
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err((SkipReason::Encoding, "written in UTF-16; save it as UTF-8".to_owned()));
    }
    Ok(match std::str::from_utf8(bytes) {
        Ok(text) if memchr::memchr(0, bytes).is_none() => {
            wanted(text).then(|| SourceFile::new(input.shown(), text))
        }
        _ => Some(SourceFile::from_bytes(input.shown(), bytes.to_vec())),
    })
}

/// Whether a path is a pipe that somebody named. To open one waits for somebody who writes, at worst for ever. Those
/// that a shell hands over have their places in `/dev` and `/proc`, and a writer.
#[cfg(unix)]
pub(crate) fn is_named_pipe(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt as _;
    let is_pipe = std::fs::metadata(path).is_ok_and(|meta| meta.file_type().is_fifo());
    is_pipe && !path.starts_with("/dev") && !path.starts_with("/proc")
}

#[cfg(not(unix))]
pub(crate) fn is_named_pipe(_: &Path) -> bool {
    false
}

/// Opens a file that is read as a whole.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    if is_named_pipe(path) { Err(io::Error::other(NAMED_PIPE)) } else { File::open(path) }
}

/// What is said of a pipe.
pub(crate) const NAMED_PIPE: &str = "a named pipe, not a file";

/// Reads all there is into `buffer`, at most a little more than a page may have, and says how much it was. A pipe
/// or a device has no size to ask for, and an endless one must end.
fn fill(source: &mut impl Read, buffer: &mut Vec<u8>) -> io::Result<usize> {
    let mut length = 0;
    while length <= MAX_PAGE {
        if length == buffer.len() {
            buffer.resize((2 * length).clamp(CHUNK, MAX_PAGE + 1), 0);
        }
        match source.read(&mut buffer[length..]) {
            Ok(0) => break,
            Ok(more) => length += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(length)
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
