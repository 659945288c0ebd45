//! D1: a message in a fence, whatever the fence says.

use super::Form;
use super::look::Look;

/// A message.
pub(super) struct HttpMessage;

impl Form for HttpMessage {
    fn claims(&self, _: &Look<'_>, _: &[crate::syntax::http::HttpMessage<'_>]) -> bool {
        true
    }
}
