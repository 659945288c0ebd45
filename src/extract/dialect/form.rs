//! What every dialect can be asked.

use super::look::Look;
use super::named_status::Named;
use super::reading::Reading;
use super::words::{self, Role};
use crate::extract::ToldStatus;
use crate::extract::surroundings::Around;
use crate::syntax::http::HttpMessage;
use crate::text::Span;

/// A way of writing examples.
pub(super) trait Form: Sync {
    /// The example that a block is, if it is written in this dialect and no other could read it.
    fn read<'d>(&self, _: &Look<'d>) -> Option<Reading<'d>> {
        None
    }

    /// What the surroundings say of a body that stands alone.
    fn cue(&self, _: &Around<'_>) -> Option<Cue> {
        None
    }

    /// Whether a block that holds these HTTP messages is written in this dialect.
    fn claims(&self, _: &Look<'_>, _: &[HttpMessage<'_>]) -> bool {
        false
    }
}

/// What the surroundings of a body say.
#[derive(Clone, Copy, Debug)]
pub(in crate::extract) struct Cue {
    pub(in crate::extract) role: Role,
    /// The words that say so.
    pub(in crate::extract) words: Option<Span>,
    pub(in crate::extract) status: Option<ToldStatus>,
    /// Whether the words speak of a failure, so that no success stands above them.
    pub(in crate::extract) fails: bool,
}

impl Cue {
    /// What `words`, a piece of the page, say.
    pub(super) fn new(around: &Around<'_>, role: Role, words: &str, status: Option<Named>) -> Self {
        let place = around.place(words);
        let told = |status: Named| {
            let at = |place: Span| place.start as usize + status.place.start;
            let place = place.map(|place| Span::new(at(place), at(place) + status.place.len()));
            ToldStatus { code: status.code, place }
        };
        Self {
            role,
            words: place,
            status: status.map(told),
            fails: words::speaks_of_failure(words, around.language),
        }
    }
}
