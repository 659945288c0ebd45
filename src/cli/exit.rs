//! How a command ends: its exit code, or why it could not do its work.

use std::io;

use crate::engine::Problem;

/// Nothing to say.
pub(super) const CLEAN: u8 = 0;
/// Findings at or above `--fail-on`.
pub(super) const FINDINGS: u8 = 1;
/// Usage, configuration, input or internal error.
pub(super) const TROUBLE: u8 = 2;

/// Why a command could not do its work.
#[derive(Debug)]
pub(super) enum Failure {
    /// A line for the person who typed the command or wrote the configuration.
    Usage(String),
    /// A line for each thing that is wrong with the configuration.
    Problems(Vec<Problem>),
    /// An output could not be written; a closed pipe is one of them.
    Output(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}
