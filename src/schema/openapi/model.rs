//! What is kept of a description: operations, and the numbers of the schemas of their bodies.

use std::fmt;

use super::route::Routes;
use crate::schema::Parameter;
use crate::schema::document::Target;

/// One document with paths.
#[derive(Debug, Default)]
pub(super) struct Api {
    pub(super) routes: Routes,
    /// The operations of every route.
    pub(super) operations: Vec<Vec<Operation>>,
}

/// A method of a path.
#[derive(Debug)]
pub(super) struct Operation {
    /// Where it is described.
    pub(super) at: Target,
    /// Upper case.
    pub(super) method: String,
    pub(super) request: Content,
    pub(super) responses: Vec<(Status, Content)>,
    pub(super) parameters: Vec<Parameter>,
}

/// The bodies of a request or response by media type; none if it has no body.
pub(super) type Content = Vec<(String, Body)>;

/// What is said about a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Body {
    /// It is of this schema.
    Schema(u32),
    /// Nothing that could be checked.
    Unstructured,
}

/// The key of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    Exact(u16),
    /// `2XX`: the first digit.
    Class(u16),
    Default,
}

impl Status {
    /// Reads a key of `responses`.
    pub(super) fn of(key: &str) -> Option<Self> {
        if key.eq_ignore_ascii_case("default") {
            return Some(Self::Default);
        }
        if let Some(class) = key.strip_suffix("XX").or_else(|| key.strip_suffix("xx")) {
            return class.parse().ok().map(Self::Class);
        }
        key.parse().ok().map(Self::Exact)
    }

    /// The code, if it is a single one.
    pub(super) fn code(self) -> Option<u16> {
        match self {
            Self::Exact(code) => Some(code),
            Self::Class(_) | Self::Default => None,
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(code) => write!(f, "{code}"),
            Self::Class(class) => write!(f, "{class}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

impl Operation {
    /// The bodies of a response: of the exact status, its class, or the default. Without a status, those of success.
    pub(super) fn response(&self, status: Option<u16>) -> Option<&Content> {
        let of = |wanted: Status| {
            self.responses.iter().find(|(own, _)| *own == wanted).map(|(_, content)| content)
        };
        let Some(status) = status else {
            let success = |status: Status| match status {
                Status::Exact(code) => (code / 100 == 2).then_some(code),
                Status::Class(2) => Some(299),
                _ => None,
            };
            let bodies = self.responses.iter().filter(|(_, content)| !content.is_empty());
            let first = bodies
                .filter_map(|(own, content)| Some((success(*own)?, content)))
                .min_by_key(|(code, _)| *code);
            let any =
                || self.responses.iter().find(|(own, _)| success(*own).is_some()).map(|(_, content)| content);
            return first.map(|(_, content)| content).or_else(any).or_else(|| of(Status::Default));
        };
        of(Status::Exact(status)).or_else(|| of(Status::Class(status / 100))).or_else(|| of(Status::Default))
    }
}
