//! What every dialect can be asked.

use super::look::Look;
use super::reading::Reading;
use super::words::Role;
use crate::extract::surroundings::Around;
use crate::syntax::http::HttpMessage;

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
    pub(in crate::extract) status: Option<u16>,
}
