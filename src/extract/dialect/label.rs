//! D6: the paragraph before says what the block is: `Example response:`.

use super::words::{self, Role};
use super::{Around, Cue, Form};

/// Labels.
pub(super) struct Label;

impl Form for Label {
    fn cue(&self, around: &Around<'_>) -> Option<Cue> {
        let sentence = last_sentence(around.label);
        let status = words::named_status(sentence);
        let role = words::role(sentence).or(status.map(|_| Role::Response))?;
        Some(Cue { role, status: status.filter(|_| role == Role::Response) })
    }
}

/// What follows the last full stop but the one that ends the text.
fn last_sentence(text: &str) -> &str {
    let body = text.trim_end_matches(['.', ':', ' ']);
    body.rfind(". ").map_or(text, |at| &text[at + 2..])
}
