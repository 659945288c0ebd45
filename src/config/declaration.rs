//! The keys of `apiproof.toml`, declared once: what is read, what is refused, the JSON Schema for editors and the
//! documentation follow from this table. Nothing here reads a file.

use super::options::FailOn;

/// A key of a table.
#[derive(Debug)]
pub(super) struct Key {
    /// As written.
    pub name: &'static str,
    /// What belongs there.
    pub takes: Takes,
    /// Whether the table makes no sense without it.
    pub required: bool,
    /// One line for a person.
    pub docs: &'static str,
}

/// What a key takes.
#[derive(Debug)]
pub(super) enum Takes {
    /// A level.
    Level,
    /// A list of rules and groups, or `all`.
    Rules,
    /// A list of globs of pages.
    Globs,
    /// A list of files, folders and globs of files.
    Paths,
    /// A list of words.
    Words,
    /// The path of a file, or a list of them.
    Files,
    /// A severity for each of some rules or groups.
    Severities,
    /// `true` or `false` for each of some dialects, or for `all`.
    Dialects,
    /// A word.
    Word,
    /// A status code as a number, or a word such as `2XX`.
    Status,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A table.
    Table(&'static [Key]),
    /// A list of tables.
    Tables(&'static [Key]),
}

const fn key(name: &'static str, takes: Takes, docs: &'static str) -> Key {
    Key { name, takes, required: false, docs }
}

const fn required(name: &'static str, takes: Takes, docs: &'static str) -> Key {
    Key { name, takes, required: true, docs }
}

/// The keys at the top of the file.
pub(super) static KEYS: &[Key] = &[
    key(
        "extends",
        Takes::Files,
        "Configuration files that this one extends; its own values take precedence.",
    ),
    key(
        "level",
        Takes::Level,
        "How much to report: `default` mistakes, `strict` what most teams agree on, `pedantic` everything.",
    ),
    key("select", Takes::Rules, "Rules and groups to turn on at any level, or `all`."),
    key("ignore", Takes::Rules, "Rules and groups to turn off, or `all`."),
    key("include", Takes::Globs, "Pages to check when a folder is checked; all of them by default."),
    key("exclude", Takes::Globs, "Pages to leave out when a folder is checked."),
    key(
        "schemas",
        Takes::Paths,
        "Files, folders and globs that describe the API: OData CSDL, OpenAPI, JSON Schema, resource pages.",
    ),
    key("servers", Takes::Words, "Addresses of the API, besides those that its descriptions name."),
    key("base", Takes::Words, "What pages write in place of the address of the API: `{{host}}/v1`."),
    key(
        "severity",
        Takes::Severities,
        "Severities of rules and groups: `error`, `warning`, `info`, or `off` to turn them off.",
    ),
    key("dialects", Takes::Dialects, "Dialects to turn on or off; `all` means those that are not listed."),
    key("baseline", Takes::Word, "The file with the accepted findings, as `apiproof baseline` writes it."),
    key(
        "fail-on",
        Takes::OneOf(&FailOn::WORDS),
        "The least severity that makes the exit code 1: `warning` by default.",
    ),
    key("report", Takes::Table(REPORT), "Settings of the reports."),
    key("known", Takes::Table(KNOWN), "Words that are correct although no standard lists them."),
    key("override", Takes::Tables(OVERRIDE), "Other settings for some of the pages; the last match wins."),
    key("bind", Takes::Tables(BIND), "The schema of a body of an operation."),
];

/// The keys of `[report]`.
static REPORT: &[Key] = &[key(
    "source-url",
    Takes::Word,
    "Where a browser finds the files of the repository: `https://github.com/OWNER/REPO/blob/main`.",
)];

/// The keys of `[known]`.
static KNOWN: &[Key] = &[
    key("methods", Takes::Words, "Methods, besides the registered ones."),
    key("media-types", Takes::Words, "Media types, besides the registered ones."),
    key(
        "properties",
        Takes::Words,
        "Properties that every body may have, whatever its schema says; `*` matches any text.",
    ),
];

/// The keys of `[[override]]`.
static OVERRIDE: &[Key] = &[
    required("paths", Takes::Globs, "The pages it applies to."),
    key("level", Takes::Level, "The level on these pages."),
    key("select", Takes::Rules, "Rules and groups to turn on for these pages."),
    key("ignore", Takes::Rules, "Rules and groups to turn off for these pages."),
    key(
        "schemas",
        Takes::Paths,
        "Descriptions of the API for these pages, instead of the `schemas` of the file.",
    ),
    key("servers", Takes::Words, "Addresses of the API on these pages, besides those of the file."),
    key("base", Takes::Words, "What these pages write in place of the address of the API."),
    key("severity", Takes::Severities, "Severities on these pages."),
    key("dialects", Takes::Dialects, "Dialects to turn on or off for these pages."),
];

/// The keys of `[[bind]]`.
static BIND: &[Key] = &[
    required("method", Takes::Word, "The method of the operation."),
    required("path", Takes::Word, "The path of the operation, with templates: `/v1/parcels/{id}`."),
    key("body", Takes::OneOf(&["request", "response"]), "The body: `response` by default."),
    key(
        "status",
        Takes::Status,
        "The status of the response: `200`, `\"2XX\"`; by default every successful one.",
    ),
    key("schema", Takes::Word, "The file with the JSON Schema of the body."),
    key(
        "type",
        Takes::Word,
        "The type of the body, by a name that the `schemas` give it; instead of `schema`.",
    ),
];
