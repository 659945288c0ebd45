//! A page as it was when a request about it came, with all that an answer needs.

use std::collections::HashMap;
use std::sync::Arc;

use gen_lsp_types::{Position, Range, Uri};

use super::document::Document;
use super::features::Features;
use super::workspace::Workspace;
use crate::engine::CheckedPage;
use crate::text::Span;

/// The page of a request.
pub(super) struct Page {
    pub(super) document: Arc<Document>,
    pub(super) workspace: Arc<Workspace>,
    pub(super) features: Features,
    /// Every open document, by address.
    pub(super) open: Arc<HashMap<Uri, Arc<Document>>>,
}

impl Page {
    /// What was found on it; `None` if it is no page.
    pub(super) fn checked(&self) -> Option<&CheckedPage> {
        self.workspace.checked(&self.document).page.as_ref()
    }

    /// The offset of a position, as the client counts, in bytes.
    pub(super) fn offset(&self, position: Position) -> u32 {
        self.document.offset(position, self.features.encoding)
    }

    /// The range of a span, as the client counts.
    pub(super) fn range(&self, span: Span) -> Range {
        self.document.range(span, self.features.encoding)
    }
}
