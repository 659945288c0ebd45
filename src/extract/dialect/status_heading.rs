//! D7: the heading of the section is the status of the responses in it.

use super::named_status;
use super::words::{self, Role};
use super::{Around, Cue, Form};
use crate::extract::ToldStatus;
use crate::text::LocalSpan;

/// Status headings.
pub(super) struct StatusHeading;

/// The status that the block before is and nothing else, under a heading of its own: `Response status`.
pub(super) fn above(around: &Around<'_>) -> Option<ToldStatus> {
    let (code, title) = around.code_above()?;
    let text = code.body.text();
    let status = named_status::whole_status(text.trim_end())?;
    named_status::names_status(title, around.language).then(|| {
        let place = code.body.span(LocalSpan::new(status.place.start, status.place.end));
        ToldStatus { code: status.code, place: Some(place) }
    })
}

impl Form for StatusHeading {
    fn cue(&self, around: &Around<'_>) -> Option<Cue> {
        let heading = around.heading()?;
        let status = named_status::leading_status(heading)?;
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
