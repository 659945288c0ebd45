//! What English headings and the columns of English tables are called, and what tables say. Words in lower case, and nothing else.

pub(super) const RESPONSE_HEADINGS: &[&str] =
    &["response", "responses", "returns", "return", "status", "statuses", "result", "results", "output"];

pub(super) const IN_RESPONSE_TITLES: &[&str] = &[
    "http",
    "code",
    "codes",
    "value",
    "values",
    "body",
    "the",
    "and",
    "or",
    "example",
    "examples",
    "sample",
    "success",
    "successful",
    "error",
    "errors",
    "expected",
    "possible",
    "message",
    "messages",
    "header",
    "headers",
    "format",
    "json",
    "api",
    "type",
    "payload",
    "details",
    "data",
    "schema",
];

pub(super) const CODE_COLUMNS: &[&str] = &[
    "code",
    "codes",
    "status",
    "status code",
    "status codes",
    "http code",
    "http status",
    "http status code",
    "http response code",
    "response code",
    "response status",
    "response",
    "return code",
    "return status",
];

pub(super) const NAME_COLUMNS: &[&str] = &[
    "name",
    "property",
    "properties",
    "property name",
    "relationship",
    "relationship name",
    "navigation property",
    "header",
    "header name",
    "field",
    "field name",
    "attribute",
    "parameter",
    "key",
    "member",
];

pub(super) const SHORTENED: &[&str] = &[
    "shortened",
    "truncated",
    "abbreviated",
    "abridged",
    "omitted",
    "brevity",
    "readability",
    "only some of",
    "not all ",
    "excerpt",
];

pub(super) const AFTER_ENUM: &[&str] = &[
    "values",
    "enumeration",
    "enum",
    "options",
    "property values",
    "enum values",
    "enum type",
    "enumeration type",
];

pub(super) const ANCESTORS: &[&str] = &[
    "inherits from",
    "inherit from",
    "inherits all the properties of",
    "inherits all the properties from",
    "inherits all properties from",
    "inherits properties from",
    "inherited from",
    "derived from",
    "derives from",
];
