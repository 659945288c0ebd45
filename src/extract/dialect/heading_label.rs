//! D5: the heading of the section says what the blocks in it are: `Sample payload`, `Response`.

use super::named_status::{self, Named};
use super::phrase;
use super::words::{self, Role};
use super::{Around, Cue, Form, caption};
use crate::cues::Language;

/// Heading labels.
pub(super) struct HeadingLabel;

impl Form for HeadingLabel {
    fn cue(&self, around: &Around<'_>) -> Option<Cue> {
        if let Some(cue) = caption::tags(around, &around.lead.outer) {
            return Some(cue);
        }
        let heading = around.heading()?;
        let (role, status) = read(heading, around.language)?;
        Some(Cue::new(around, role, heading, status))
    }
}

/// What a heading says that the blocks below it are, and their status.
pub(super) fn read(heading: &str, language: Language) -> Option<(Role, Option<Named>)> {
    let status = named_status::status(heading, language);
    // `Key too long (400 Bad Request)`
    let closes = |status: &&Named| {
        heading[..status.place.start].trim_end_matches(['`', '*']).ends_with('(')
            && heading[status.place.end..].trim_matches([')', '`', '*', ' ']).is_empty()
    };
    // What begins with its status is a heading of another kind.
    let open = named_status::leading_status(heading).is_none();
    let told = status.as_ref().filter(|status| open && (phrase::is_short(heading) || closes(status)));
    let role = words::heading(heading, language).or(told.map(|_| Role::Response))?;
    Some((role, status.filter(|_| role == Role::Response)))
}
