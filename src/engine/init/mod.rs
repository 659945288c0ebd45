//! Beginning in a repository: what is there already, and what another tool was told.

pub(in crate::engine) mod api_doctor;
pub(in crate::engine) mod detect;
