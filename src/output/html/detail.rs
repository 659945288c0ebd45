//! How much a report shows of each finding.

/// How much is shown around a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    /// The example, or a few lines of it.
    Full,
    /// Its line, and of its fix the title, where there are so many findings that more would not fit.
    Dense,
}
