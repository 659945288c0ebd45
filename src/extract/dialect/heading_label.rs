//! D5: the heading of the section says what the blocks in it are: `Sample payload`, `Response`.

use super::words::{self, Role};
use super::{Around, Cue, Form, caption};

/// Heading labels.
pub(super) struct HeadingLabel;

impl Form for HeadingLabel {
    fn cue(&self, around: &Around<'_>) -> Option<Cue> {
        if let Some(cue) = caption::tags(around, &around.lead.outer) {
            return Some(cue);
        }
        let heading = around.heading?;
        let role = words::heading(heading, around.language)?;
        let status = words::status(heading, around.language).filter(|_| role == Role::Response);
        Some(Cue::new(around, role, heading, status))
    }
}
