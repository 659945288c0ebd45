//! D10: blocks that are code because they are indented. Nothing says what they hold but the content.

use super::Form;
use super::look::Look;

/// Indented code.
pub(super) struct Indented;

impl Form for Indented {
    fn claims(&self, look: &Look<'_>, _: &[crate::syntax::http::HttpMessage<'_>]) -> bool {
        look.indented
    }
}
