//! An endpoint that the text around an example names.

use crate::text::Span;

/// An endpoint as the text names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Endpoint<'d> {
    /// `GET`
    pub method: &'d str,
    /// The target as written.
    pub target: &'d str,
    /// The method and the target in the file.
    pub span: Span,
}
