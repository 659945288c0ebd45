//! What English says of endpoints. Words in lower case, and nothing else.

pub(super) const ENDPOINT_HEADINGS: &[&str] = &[
    "request",
    "requests",
    "endpoint",
    "endpoints",
    "syntax",
    "url",
    "urls",
    "path",
    "paths",
    "route",
    "routes",
    "methods",
    "signature",
    "uri",
];

pub(super) const IN_TITLES: &[&str] =
    &["http", "https", "the", "and", "a", "of", "format", "api", "method", "rest", "supported", "available"];

pub(super) const CALLS: &[&str] = &[
    "use", "call", "calls", "calling", "using", "send", "sends", "sending", "make", "makes", "making",
    "issue", "issues", "submit", "perform", "performs", "invoke", "execute", "run", "do", "try", "with",
    "via", "through", "request",
];

pub(super) const BETWEEN_CALLS: &[&str] = &[
    "a",
    "an",
    "the",
    "your",
    "this",
    "following",
    "http",
    "to",
    "request",
    "endpoint",
    "method",
    "another",
];

pub(super) const BEFORE_TARGETS: &[&str] = &[
    "request to",
    "requests to",
    "request to the",
    "request against",
    "request on",
    "request at",
    "call to",
    "call to the",
    "method to",
    "method on",
    "to",
    "to the",
    "on",
    "on the",
    "against",
];

pub(super) const JOINS_OF_CALLS: &[&str] =
    &["if", "when", "after", "before", "once", "same as", "similar to", "like", "also", "see also"];

pub(super) const STEPS: &[&str] =
    &["then", "first", "afterwards", "next", "later", "finally", "in turn", "previous", "previously"];

pub(super) const METHOD_COLUMNS: &[&str] = &["method", "http method", "verb", "http verb"];

pub(super) const PATH_COLUMNS: &[&str] =
    &["path", "endpoint", "url", "uri", "route", "request url", "resource"];
