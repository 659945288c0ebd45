//! What providers speak of, as plain data: schemas, places, members, operations, and what is wrong with a description.

use std::sync::Arc;

/// A schema inside its provider. `id` is the provider's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SchemaRef {
    /// The provider's own number for the type or schema.
    pub id: u32,
    /// Whether the body is a collection of it: an array, or an object with the array under `value`.
    pub collection: bool,
}

/// A place in a description: a byte offset in one of the provider's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchemaPlace {
    /// Index into the provider's files.
    pub file: u32,
    /// Byte offset.
    pub offset: u32,
}

/// A place in a description as a reader counts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaLocation {
    /// The file as shown.
    pub path: Arc<str>,
    /// 1-based line.
    pub line: u32,
    /// 1-based column in code points.
    pub column: u32,
}

/// Why a description cannot be used. Leads to exit code 2 with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaError {
    /// The file as shown.
    pub path: String,
    /// 1-based line, if known.
    pub line: Option<u32>,
    /// What is wrong and what to do, in the reader's words.
    pub message: String,
}

/// What is wrong with descriptions that can be used all the same.
#[derive(Debug, Default)]
pub(super) struct Flaws {
    /// Why files cannot be used; the others count.
    pub(super) errors: Vec<SchemaError>,
    /// Places that cannot be used; everything else counts.
    pub(super) warnings: Vec<SchemaError>,
}

/// A member of the objects of a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaMember {
    /// As it stands in JSON.
    pub name: String,
    /// What its values are, if they are objects of a schema, or collections of them.
    pub schema: Option<SchemaRef>,
}

/// What a service can be asked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SchemaOperation {
    /// The path, or what the operation is called.
    pub path: String,
    /// The method; empty for something that several methods are used with: an entity set.
    pub method: String,
    /// The keys of its responses as the description writes them.
    pub statuses: Vec<String>,
    /// The type that it is bound to.
    pub bound_to: Option<String>,
}

/// A schema of one of the providers of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BoundSchema {
    /// Index of the provider.
    pub provider: u32,
    /// The schema in it.
    pub schema: SchemaRef,
}
