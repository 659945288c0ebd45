//! What a check does with what it finds.

use crate::engine::baseline::Baseline;
use crate::engine::page::fix::Fixing;

/// What a check does with what it finds; by default it only tells.
#[derive(Debug, Default)]
pub struct CheckOptions {
    /// Fixes are applied or shown.
    pub fixing: Option<Fixing>,
    /// Comments that ignore what is left are written into pages, with this reason; it may be empty.
    pub add_ignores: Option<String>,
    /// Findings that are accepted are not told, nor fixed.
    pub baseline: Option<Baseline>,
    /// The findings that are accepted are told, and no others.
    pub show_accepted: bool,
    /// Every example is remembered, as reports about examples without findings need it.
    pub examples: bool,
}
