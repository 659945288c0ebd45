//! What a schema has against a value, as data. Messages and severities belong to the rules.

use super::SchemaPlace;
use crate::syntax::json::NodeId;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    /// What it is.
    pub kind: ViolationKind,
    /// The value, or the object that lacks something.
    pub node: NodeId,
    /// Where the description says so, for the related label.
    pub schema_at: Option<SchemaPlace>,
}

/// The kinds of violation, the same for every provider.
#[derive(Clone, Debug, PartialEq)]
pub enum ViolationKind {
    /// The object has a member that its closed type does not know; stands on the key.
    UnknownProperty {
        /// The member name.
        name: String,
        /// The type's name, for the message.
        owner: String,
        /// The nearest name that the type knows and the object does not have.
        near: Option<String>,
    },
    /// The object lacks a required member.
    MissingProperty {
        /// The name.
        name: String,
        /// The type's name.
        owner: String,
    },
    /// The value is of another type.
    TypeMismatch {
        /// What belongs there.
        expected: TypeWord,
        /// What is there.
        found: TypeWord,
    },
    /// The value is none of the listed ones.
    EnumValue {
        /// The type's name, if it has one.
        owner: Option<String>,
        /// The allowed values as written, at most a dozen.
        allowed: Vec<String>,
        /// The nearest.
        near: Option<String>,
    },
    /// The string is not of the format.
    Format {
        /// `date-time`, `date`, `duration`, `time`, `uuid`, `base64`, `uri`, …: JSON Schema's names.
        format: &'static str,
    },
    /// The value is `null` and may not be.
    NullValue,
    /// A limit is broken (length, range, pattern, count, uniqueness); in words: "must be at most 64 characters".
    Constraint {
        /// What is required.
        required: String,
    },
    /// A collection where a single value belongs, or the reverse.
    CollectionShape {
        /// Whether a collection belongs there.
        collection: bool,
    },
    /// `@odata.type` (or a discriminator) names a type that the schema does not know or that does not fit.
    UnknownType {
        /// The name.
        name: String,
        /// The nearest.
        near: Option<String>,
        /// The declared type that a known one does not derive from.
        declared: Option<String>,
    },
    /// Sent although the service sets it.
    ReadOnly {
        /// The name.
        name: String,
    },
    /// Shown although the service never returns it.
    WriteOnly {
        /// The name.
        name: String,
    },
}

/// A type in the reader's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeWord {
    /// An object, of a named type if it has one.
    Object(Option<String>),
    /// An array.
    Array,
    /// A string.
    String,
    /// Any number.
    Number,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// `null`.
    Null,
    /// One of several.
    OneOf(Vec<TypeWord>),
}
