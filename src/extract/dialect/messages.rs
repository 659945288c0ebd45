//! D2: several messages in one block, a request and its response above all.

use super::Form;
use super::look::Look;
use crate::syntax::http::HttpMessage;

/// Several messages.
pub(super) struct HttpMessages;

impl Form for HttpMessages {
    fn claims(&self, _: &Look<'_>, messages: &[HttpMessage<'_>]) -> bool {
        messages.len() > 1
    }
}
