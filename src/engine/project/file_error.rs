//! Why a file of the configuration or a description of the API cannot be read as text.

use crate::system::ReadError;

/// Why a file cannot be read as text.
#[derive(Debug, thiserror::Error)]
pub(super) enum FileError {
    /// It cannot be read at all.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It is a folder or something else.
    #[error("not a file")]
    NotAFile,
    /// It is in another encoding.
    #[error("written in UTF-16; save it as UTF-8")]
    Utf16,
    /// It is in another encoding, or no text.
    #[error("not UTF-8")]
    NotUtf8,
    /// The same, with the line where that shows.
    #[error("not UTF-8 on line {0}")]
    NotUtf8OnLine(usize),
    /// The descriptions together have more bytes than this.
    #[error("the descriptions have more than {} MiB together", .0 >> 20)]
    TooMuch(u64),
}
