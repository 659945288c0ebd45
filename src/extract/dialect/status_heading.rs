//! D7: the heading of the section is the status of the responses in it.

use super::words::{self, Role};
use super::{Around, Cue, Form};

/// Status headings.
pub(super) struct StatusHeading;

impl Form for StatusHeading {
    fn cue(&self, around: &Around<'_>) -> Option<Cue> {
        let heading = around.heading.filter(|_| !around.asked)?;
        let status = words::leading_status(heading)?;
        Some(Cue { role: Role::Response, status: Some(status) })
    }
}
