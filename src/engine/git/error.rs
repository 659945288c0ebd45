//! Why Git does not answer.

use crate::system::describe_io_error;

/// Why Git does not answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum GitError {
    /// It is not there.
    #[error("git is not installed, or not on the PATH")]
    NotInstalled,
    /// It is there and cannot be started.
    #[error("git cannot be run: {}", describe_io_error(.0))]
    CannotRun(#[source] std::io::Error),
    /// It failed; the first line of what it said.
    #[error("git: {0}")]
    Failed(String),
    /// The repository is another one than the folders say.
    #[error("git takes `{0}` for the top of the repository; run it there")]
    OtherRepository(String),
    /// A word names no commit.
    #[error("`{0}` is not a revision of this repository; a shallow clone may not have it")]
    UnknownRevision(String),
    /// Nothing was ever committed.
    #[error("there is no commit in this repository yet")]
    NoCommit,
    /// Two commits have nothing in common.
    #[error("it has no ancestor in common with HEAD; a shallow clone has too little history")]
    NoCommonAncestor,
}
