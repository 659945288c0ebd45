//! D5: the heading of the section says what the blocks in it are: `Sample payload`, `Response`.

use super::words;
use super::{Around, Cue, Form};

/// Heading labels.
pub(super) struct HeadingLabel;

impl Form for HeadingLabel {
    fn cue(&self, around: &Around<'_>) -> Option<Cue> {
        let heading = around.heading?;
        // A longer heading is about something else: `Delete a request`.
        let short = heading.split_whitespace().count() <= 4;
        Some(Cue { role: words::named(heading).filter(|_| short)?, status: None })
    }
}
