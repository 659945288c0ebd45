//! What a description says of one value or operation, in words for a reader: what an editor shows beside an example.
//!
//! Plain data. Nothing here judges a value, and nothing here is needed to check a page.

use super::SchemaPlace;

/// A step from a value to one inside of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'s> {
    /// To the member of that name.
    Member(&'s str),
    /// To an element.
    Element,
}

/// What a description says of a value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ValueFacts {
    /// Its type: `string`, `Edm.Guid`, `array of parcelo.v1.parcel`; empty if nothing is said.
    pub type_name: String,
    /// A title of its own.
    pub title: Option<String>,
    /// The words of the description.
    pub description: Option<String>,
    /// The values that are allowed, as JSON writes them, if they are listed.
    pub values: Vec<String>,
    /// What else is demanded of the value: `at most 40 characters`, `read-only`.
    pub constraints: Vec<String>,
    /// The members of its objects, in the order of the description.
    pub members: Vec<MemberFacts>,
    /// Whether it is an array.
    pub is_array: bool,
    /// Where it is described.
    pub described_at: Option<SchemaPlace>,
    /// Where its type is defined, if that has a place of its own.
    pub type_at: Option<SchemaPlace>,
}

/// A member of an object.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "a description says each of them on its own")]
pub struct MemberFacts {
    /// As JSON has it, without quotes.
    pub name: String,
    /// As in [`ValueFacts::type_name`].
    pub type_name: String,
    /// Whether an object must have it.
    pub is_required: bool,
    /// Whether only the service sets it.
    pub is_read_only: bool,
    /// Whether only requests have it.
    pub is_write_only: bool,
    /// Whether new examples had better do without.
    pub is_deprecated: bool,
}

/// What a description says of a header field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeaderFacts {
    /// As described.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
}

/// What a description says of an operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OperationFacts {
    /// Upper case; empty for something that several methods are used with.
    pub method: String,
    /// The path, or what the operation is called.
    pub path: String,
    /// What it does, in a line.
    pub summary: Option<String>,
    /// What it does, at length.
    pub description: Option<String>,
    /// The keys of its responses as the description writes them, with the words for each.
    pub statuses: Vec<(String, Option<String>)>,
    /// Media types of the bodies of the request.
    pub consumes: Vec<String>,
    /// Media types of the bodies of responses.
    pub produces: Vec<String>,
    /// The parameters that are header fields.
    pub request_headers: Vec<HeaderFacts>,
    /// The header fields of responses.
    pub response_headers: Vec<HeaderFacts>,
    /// Where it is described.
    pub described_at: Option<SchemaPlace>,
}
