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

/// What is wrong with a request, by a provider that claims to know every operation of the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OperationFault {
    /// There is no such path.
    Path {
        /// The path that differs by a slip.
        near: Option<String>,
        /// Whether it is certain that the described API is meant.
        certain: bool,
    },
    /// The path has no such method.
    Method {
        /// Whether it is certain that the described API is meant.
        certain: bool,
    },
    /// The path is described, and the host is another one.
    Host {
        /// The host that is described.
        known: String,
        /// The path as described.
        path: String,
    },
}

impl OperationFault {
    /// Whether it is certain that the described API is meant.
    pub fn is_certain(&self) -> bool {
        matches!(self, Self::Path { certain: true, .. } | Self::Method { certain: true })
    }

    /// Of several faults the smallest counts: the more is known of the path, the more the fault says.
    pub(super) fn rank(&self) -> (bool, u8) {
        let kind = match self {
            Self::Method { .. } => 0,
            Self::Path { near: Some(_), .. } => 1,
            Self::Path { .. } => 2,
            Self::Host { .. } => 3,
        };
        (!self.is_certain(), kind)
    }
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
            Self::Foreign => "not in any schema",
            Self::NoBody => "the operation describes no such body",
            Self::NotJson => "the operation's body has no JSON structure",
            Self::UndocumentedStatus => "the operation describes no such status",
            Self::UndocumentedMethod => "the path describes no such method",
        }
    }
}
