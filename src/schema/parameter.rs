//! What a description says about the parameters of a request.

use std::ops::Range;

use super::{SchemaPlace, SchemaRef};

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterPlace {
    /// In the path.
    Path,
    /// Behind the question mark.
    Query,
    /// A header field.
    Header,
    /// A cookie.
    Cookie,
}

/// A parameter of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its name as described.
    pub name: String,
    /// Where it stands.
    pub place: ParameterPlace,
    /// Whether a request must have it.
    pub required: bool,
    /// Its schema, if it has one.
    pub schema: Option<SchemaRef>,
    /// Where its value stands in the target as written, if it is one of the path; in bytes.
    pub in_path: Option<Range<usize>>,
    /// Where it is described.
    pub described_at: Option<SchemaPlace>,
}
