//! What changed since an earlier report.

use super::words::{Words, counted, grouped, words};
use crate::output::neutral;
use crate::output::trend::Trend;

/// So many fixed findings are listed.
const MAX_FIXED: usize = 100;

pub(super) struct Since {
    /// The file of the earlier report.
    pub(super) name: String,
    pub(super) new: String,
    pub(super) fixed: String,
    pub(super) unchanged: String,
    pub(super) fixed_findings: Vec<(&'static str, Vec<Words>)>,
    pub(super) more_fixed: Option<String>,
}

impl Since {
    pub(super) fn new(name: &str, trend: &Trend) -> Self {
        let [new, fixed, unchanged] = trend.counts();
        let findings = trend.fixed().take(MAX_FIXED);
        Self {
            name: neutral::neutral(name).into_owned(),
            new: grouped(new),
            fixed: grouped(fixed),
            unchanged: grouped(unchanged),
            fixed_findings: findings.map(|(line, severity)| (severity.word(), words(&line))).collect(),
            more_fixed: (fixed > MAX_FIXED).then(|| counted(fixed - MAX_FIXED, "more finding")),
        }
    }
}
