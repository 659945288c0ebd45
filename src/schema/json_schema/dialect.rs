//! The dialects of JSON Schema that descriptions are written in, and how they differ from 2020-12.

/// A dialect, in the order of age.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Dialect {
    /// Draft 4: `id`, boolean `exclusiveMinimum`.
    Draft4,
    /// Drafts 6 and 7: `$ref` stands alone, `dependencies`, `items` as a list.
    Draft7,
    /// 2019-09: `$recursiveRef`, `items` as a list.
    Draft2019,
    /// 2020-12.
    Draft2020,
    /// The schema objects of Swagger 2.0.
    Swagger,
    /// The schema objects of OpenAPI 3.0: `nullable`.
    OpenApi30,
    /// OpenAPI 3.1 and 3.2: 2020-12 with `discriminator`.
    OpenApi31,
}

impl Dialect {
    /// What `$schema` names; unknown ones are taken for the newest.
    pub(crate) fn named(uri: &str) -> Self {
        match uri.trim_end_matches('#') {
            uri if uri.ends_with("draft-03/schema") || uri.ends_with("draft-04/schema") => Self::Draft4,
            uri if uri.ends_with("draft-06/schema") || uri.ends_with("draft-07/schema") => Self::Draft7,
            uri if uri.ends_with("2019-09/schema") => Self::Draft2019,
            _ => Self::Draft2020,
        }
    }

    /// Whether keywords beside a `$ref` count.
    pub(crate) fn has_siblings(self) -> bool {
        matches!(self, Self::Draft2019 | Self::Draft2020 | Self::OpenApi31)
    }

    /// Whether it is one of an OpenAPI description: extended by keywords of its own, and seldom checked by its
    /// writers, so that what it cannot mean is passed over.
    pub(crate) fn is_open_api(self) -> bool {
        matches!(self, Self::Swagger | Self::OpenApi30 | Self::OpenApi31)
    }
}
