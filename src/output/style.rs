//! How a report is written, whatever its format.

/// How to write.
#[derive(Clone, Copy, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub(crate) struct Style {
    /// With ANSI colours.
    pub color: bool,
    /// How wide the terminal is, in cells; `None` is as wide as it takes.
    pub columns: Option<usize>,
    /// Without the summary.
    pub quiet: bool,
    /// With hyperlinks to the pages of rules.
    pub links: bool,
    /// With the number of findings by rule.
    pub statistics: bool,
}
