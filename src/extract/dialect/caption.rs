//! D9: a block with one line, or a quote, is the caption of the block after it, as Slate writes it. So is the title in
//! the info string of the block itself.

use super::words::{self, Role};
use super::{Around, Cue, Form};

/// Captions.
pub(super) struct Caption;

impl Form for Caption {
    fn cue(&self, around: &Around<'_>) -> Option<Cue> {
        if let Some(title) = around.title {
            let status = words::leading_status(title);
            if let Some(role) = status.map(|_| Role::Response).or_else(|| words::named(title)) {
                return Some(Cue { role, status });
            }
        }
        let quoted = around.label.strip_prefix('>').filter(|label| !label.contains('\n'));
        let caption = around.caption.or(quoted)?;
        let role = words::named(caption)?;
        let status = words::named_status(caption).filter(|_| role == Role::Response);
        Some(Cue { role, status })
    }
}
