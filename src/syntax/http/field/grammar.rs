//! The grammars that values are read by, as data. What each of them takes is said in a module of its own.

/// The grammars of field values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Grammar {
    /// Anything, or what another rule reads.
    Free,
    MediaType,
    Date,
    Expires,
    RetryAfter,
    Seconds,
    Count,
    Range,
    ContentRange,
    Uri,
    Host,
    Origin,
    AllowOrigin,
    Tag,
    Tags,
    IfRange,
    Accept,
    Codings,
    Languages,
    ContentCoding,
    Credentials,
    Challenge,
    CacheControl,
    Link,
    Disposition,
    SetCookie,
    Cookie,
    Directives(&'static Directives),
    Word(&'static [&'static str]),
    Methods,
    Names,
    Digest,
    Item,
    List,
    Dictionary,
}

/// A field that is a list of directives.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Directives {
    /// Between them.
    pub(crate) separator: u8,
    /// Name, and what its argument is.
    pub(crate) known: &'static [(&'static str, Argument)],
    /// The one that must be there.
    pub(crate) required: Option<&'static str>,
}

/// The argument of a directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Argument {
    None,
    /// It may have one of any form.
    Any,
    Seconds,
    OneOf(&'static [&'static str]),
}

/// RFC 7240 §4.
pub(crate) const PREFER: Directives = Directives {
    separator: b',',
    known: &[
        ("handling", Argument::OneOf(&["strict", "lenient"])),
        ("respond-async", Argument::None),
        ("return", Argument::OneOf(&["minimal", "representation"])),
        ("wait", Argument::Seconds),
    ],
    required: None,
};

/// RFC 6797 §6.1.
pub(crate) const TRANSPORT_SECURITY: Directives = Directives {
    separator: b';',
    known: &[
        ("includesubdomains", Argument::None),
        ("max-age", Argument::Seconds),
        ("preload", Argument::None),
    ],
    required: Some("max-age"),
};
