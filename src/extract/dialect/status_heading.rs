//! D7: the heading of the section is the status of the responses in it.

use super::words::{self, Role};
use super::{Around, Cue, Form};

/// Status headings.
pub(super) struct StatusHeading;

impl Form for StatusHeading {
    fn cue(&self, around: &Around<'_>) -> Option<Cue> {
        let heading = around.heading?;
        let status = words::leading_status(heading)?;
        // What answers another request below the heading has a label of its own.
        if around.asked && words::role(around.lead.label, around.language).is_some() {
            return None;
        }
        Some(Cue::new(around, Role::Response, heading, Some(status)))
    }
}
