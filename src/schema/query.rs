//! The questions that are asked of a provider, and the answers.

use super::SchemaRef;

/// Which way a body goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// To the service.
    Request,
    /// From the service, with its status code if the example shows one.
    Response(Option<u16>),
}

/// An operation as an example shows it.
#[derive(Clone, Copy, Debug)]
pub struct OperationQuery<'q> {
    /// The method, upper case.
    pub method: &'q str,
    /// The target as written: absolute, path or relative, with its query; templates and placeholders included.
    pub target: &'q str,
    /// Which body of the operation is asked for.
    pub direction: Direction,
    /// The media type without parameters, lower case, if the example shows one.
    pub media_type: Option<&'q str>,
}

/// What a provider says to a question.
#[derive(Clone, Debug, PartialEq)]
pub enum Resolution {
    /// The schema.
    Found(SchemaRef),
    /// The provider owns the namespace or the path, and there is no such thing; the nearest name, if one is near.
    Unknown {
        /// What is near.
        near: Option<String>,
    },
    /// Several definitions of one name.
    Ambiguous(Vec<SchemaRef>),
    /// The provider has nothing to say.
    NotCovered(NotCovered),
}

/// Why a provider has nothing to say. Counted and shown, never silent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NotCovered {
    /// It knows no such name or path, and does not claim to.
    Foreign,
    /// The operation is known and describes no body for this direction, status or media type.
    NoBody,
    /// The operation is known and its body is not JSON, or of a type that has no structure.
    NotJson,
    /// The status is not described.
    UndocumentedStatus,
    /// The path is described and the method is not.
    UndocumentedMethod,
}

impl NotCovered {
    /// In words, after "not covered:".
    pub fn words(self) -> &'static str {
        match self {
            Self::Foreign => "no schema knows it",
            Self::NoBody => "the operation describes no such body",
            Self::NotJson => "the operation's body has no JSON structure",
            Self::UndocumentedStatus => "the operation describes no such status",
            Self::UndocumentedMethod => "the path describes no such method",
        }
    }
}
