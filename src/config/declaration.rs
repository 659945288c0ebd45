//! The keys of `apiproof.toml`, declared once: what is read, what is refused, the JSON Schema for editors and the
//! documentation follow from this table. Nothing here reads a file.

/// A key of a table.
#[derive(Debug)]
pub struct Key {
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
pub enum Takes {
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
pub static KEYS: &[Key] = &[
    key(
        "extends",
        Takes::Files,
        "Configuration files that this one builds upon; what is said here goes before.",
    ),
    key(
        "level",
        Takes::Level,
        "How much to say: `default` what is wrong for any reader, `strict` house quality, `pedantic` everything.",
    ),
    key("select", Takes::Rules, "Rules and groups that run whatever the level, or `all`."),
    key("ignore", Takes::Rules, "Rules and groups that do not run, or `all`."),
    key("exclude", Takes::Globs, "Pages that are left out when a folder is checked."),
    key(
        "schemas",
        Takes::Paths,
        "Files, folders and globs that describe the API: OData CSDL, OpenAPI, JSON Schema, resource pages.",
    ),
    key(
        "severity",
        Takes::Severities,
        "Severities of rules and groups, where they are not to be the usual ones.",
    ),
    key(
        "dialects",
        Takes::Dialects,
        "Ways of writing examples that pages use, or do not; `all` stands for those that are not named.",
    ),
    key("known", Takes::Table(KNOWN), "Words that no standard knows and that are right all the same."),
    key(
        "override",
        Takes::Tables(OVERRIDE),
        "Other settings for some of the pages; the last one that fits wins.",
    ),
    key("bind", Takes::Tables(BIND), "Which schema describes which body of which operation."),
];

/// The keys of `[known]`.
static KNOWN: &[Key] = &[
    key("methods", Takes::Words, "Methods, besides the registered ones."),
    key("media-types", Takes::Words, "Media types, besides the registered ones."),
    key(
        "properties",
        Takes::Words,
        "Properties that every body may have, whatever its schema says; `*` stands for any text.",
    ),
];

/// The keys of `[[override]]`.
static OVERRIDE: &[Key] = &[
    required("paths", Takes::Globs, "The pages that it is for."),
    key("level", Takes::Level, "The level on these pages."),
    key("select", Takes::Rules, "Rules and groups that run on these pages, too."),
    key("ignore", Takes::Rules, "Rules and groups that do not run on these pages."),
    key(
        "schemas",
        Takes::Paths,
        "What describes the API on these pages, instead of the `schemas` of the file.",
    ),
    key("severity", Takes::Severities, "Severities on these pages."),
    key("dialects", Takes::Dialects, "Ways of writing examples that these pages use, or do not."),
];

/// The keys of `[[bind]]`.
static BIND: &[Key] = &[
    required("method", Takes::Word, "The method of the operation."),
    required("path", Takes::Word, "The path of the operation, with templates: `/v1/parcels/{id}`."),
    key(
        "body",
        Takes::OneOf(&["request", "response"]),
        "Which body it is about; `response` unless said otherwise.",
    ),
    key(
        "status",
        Takes::Status,
        "The status of the response: `200`, `\"2XX\"`; every successful one unless said otherwise.",
    ),
    key("schema", Takes::Word, "The file with the JSON Schema of the body."),
    key(
        "type",
        Takes::Word,
        "The type of the body, by a name that the `schemas` give it; instead of `schema`.",
    ),
];
