//! D3: one request line after the other and nothing else. They name endpoints.

use super::Form;
use super::look::Look;
use crate::syntax::http::HttpMessage;

/// Endpoint signatures.
pub(super) struct Signature;

impl Form for Signature {
    fn claims(&self, _: &Look<'_>, messages: &[HttpMessage<'_>]) -> bool {
        let bare = |message: &HttpMessage<'_>| message.headers.is_empty() && message.body.is_empty();
        messages.len() > 1 && messages.iter().all(|message| message.request().is_some() && bare(message))
    }
}
