//! HTTP messages as RFC 9112 defines them and as writers type them.
//!
//! [`parse`] splits the text of one code block into messages, each with its start line, headers and body spanned,
//! and lists every departure from the grammar. It knows the registries (methods, status codes, media types) but
//! not what is worth reporting.

mod brackets;
pub mod field;
mod folding;
mod header;
mod lines;
mod meaning;
pub mod media_type;
mod message;
pub mod method;
mod parser;
mod quoted;
mod start_line;
pub mod status;

pub use header::is_field_name;
pub use meaning::meaning;
pub use message::{Header, HttpIssue, HttpIssueKind, HttpMessage, Part, RequestLine, StartLine, StatusLine};
pub(crate) use method::is_common as is_common_method;
pub use parser::{parse, parse_fields, parse_within};
pub use quoted::parse_quoted_fields;

#[cfg(test)]
mod tests;
