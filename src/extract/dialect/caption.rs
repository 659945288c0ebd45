//! D9: a block with one line, or a quote, is the caption of the block after it, as Slate writes it.

use super::words::{self, Role};
use super::{Around, Cue, Form};

/// Captions.
pub(super) struct Caption;

impl Form for Caption {
    fn cue(&self, around: &Around<'_>) -> Option<Cue> {
        let quoted = around.label.strip_prefix('>').filter(|label| !label.contains('\n'));
        let caption = around.caption.or(quoted)?;
        let role = words::named(caption)?;
        let status = words::named_status(caption).filter(|_| role == Role::Response);
        Some(Cue { role, status })
    }
}
