//! A system, or one with the changes that were made since.

use std::sync::Arc;

use crate::system::{FileChange, Overlay, System};

/// Where a project's files come from.
#[derive(Clone, Debug)]
pub(super) enum Layered {
    /// As they are.
    Plain(Arc<dyn System>),
    /// With changes; however many there were, there is one layer of them.
    Changed(Arc<Overlay>),
}

impl Layered {
    pub(super) fn system(&self) -> &dyn System {
        match self {
            Self::Plain(system) => &**system,
            Self::Changed(overlay) => &**overlay,
        }
    }

    /// The same with more changes.
    pub(super) fn with(&self, changes: &[FileChange]) -> Self {
        let overlay = match self {
            Self::Plain(system) => Overlay::new(Arc::clone(system)),
            Self::Changed(overlay) => Overlay::clone(overlay),
        };
        Self::Changed(Arc::new(overlay.with(changes)))
    }
}
