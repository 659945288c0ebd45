//! D7: the heading of the section is the status of the responses in it.

use super::words::{self, Role};
use super::{Around, Cue, Form};

/// Status headings.
pub(super) struct StatusHeading;

impl Form for StatusHeading {
    fn cue(&self, around: &Around<'_>) -> Option<Cue> {
        let heading = around.heading?;
        let status = words::leading_status(heading)?;
        // What answers another request below the heading has a label of its own, and so have a request and a failure.
        let label = around.lead.label;
        let told = words::role(label, around.language);
        let is_request = told.is_some_and(|told| told.sure && told.role == Role::Request);
        let fails = status.code < 400 && words::speaks_of_failure(label, around.language);
        if around.asked && told.is_some() || is_request || told.is_some() && fails {
            return None;
        }
        Some(Cue::new(around, Role::Response, heading, Some(status)))
    }
}
