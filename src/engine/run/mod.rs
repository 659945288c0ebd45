//! A run over many pages: from paths to reports.

pub(in crate::engine) mod accepted_at;
pub(in crate::engine) mod check;
mod cross_page;
pub(in crate::engine) mod input;
pub(in crate::engine) mod inspect;
pub(in crate::engine) mod options;
mod outcome;
pub(in crate::engine) mod parallel;
pub(in crate::engine) mod report;
pub(in crate::engine) mod request;
mod walk;
mod worker;
