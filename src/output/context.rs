//! What a report needs besides what the run found.

use super::place::Paths;
use super::trend::Findings;

/// What a report needs besides what the run found.
#[derive(Debug, Default)]
pub(crate) struct Context {
    /// Where paths begin.
    pub paths: Paths,
    /// The report that this one is compared with.
    pub earlier: Option<Earlier>,
}

/// An earlier report.
#[derive(Debug)]
pub(crate) struct Earlier {
    /// Its file.
    pub name: String,
    /// What it found.
    pub findings: Findings,
}
