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

/// How the value of a parameter is written (OpenAPI 3.1 §4.8.12.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterStyle {
    /// `a=1,2` or `a=1&a=2`.
    Form,
    /// `1,2`
    Simple,
    /// `;a=1,2`
    Matrix,
    /// `.1.2`
    Label,
    /// `a=1%202`
    Space,
    /// `a=1%092`
    Tab,
    /// `a=1|2`
    Pipe,
    /// `a[b]=1`
    DeepObject,
    /// As JSON.
    Json,
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
    /// How its value is written.
    pub style: ParameterStyle,
    /// Whether every element or member is a value of its own.
    pub explode: bool,
    /// The names of the members that stand for it in the query: those of an object in the exploded form style.
    pub members: Vec<String>,
    /// Where its value stands in the target as written, if it is one of the path; in bytes.
    pub in_path: Option<Range<usize>>,
    /// Where it is described.
    pub described_at: Option<SchemaPlace>,
}
