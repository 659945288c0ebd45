//! Floor 1: what a finding is.
//!
//! A finding is data: the static description of its rule, a severity, a message, labelled places and at most one
//! fix. It is never a formatted string, and nothing here knows how a rule finds it or how an output shows it.

mod finding;
mod fix;
mod problem;
mod rule_meta;

pub use finding::{Diagnostic, Label};
pub use fix::{Applicability, Fix};
pub use problem::{Problem, ProblemKind, SkipReason};
pub(crate) use rule_meta::UnknownWord;
pub use rule_meta::{FixAvailability, Level, RuleMeta, Severity, Strength};
