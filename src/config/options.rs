//! One configuration layer: a configuration file, one of its overrides, the environment, the flags.

use std::path::PathBuf;

use super::{Located, Origin};
use crate::diagnostic::{Level, Severity, UnknownWord};
use crate::schema::BoundBody;

/// What one layer asks for; nothing in it has been checked against the catalogue.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    /// Configuration files that lie below this one.
    pub extends: Vec<Located>,
    /// The level of the run.
    pub level: Option<Located<Level>>,
    /// Rules and groups that run whatever the level.
    pub select: Vec<Located>,
    /// Rules and groups that do not run.
    pub ignore: Vec<Located>,
    /// Globs of the pages that are checked when a folder is; all of them if there are none.
    pub include: Vec<Located>,
    /// Globs of pages that are not checked when a folder is.
    pub exclude: Vec<Located>,
    /// Files, folders and globs of files that describe the API.
    pub schemas: Vec<Located>,
    /// Whether the `schemas` of the layers below do not count.
    pub replaces_schemas: bool,
    /// Addresses of the API that its descriptions do not name.
    pub servers: Vec<Located>,
    /// What pages write in place of the address of the API.
    pub bases: Vec<Located>,
    /// Severities by rule or group; `None` turns it off.
    pub severity: Vec<(Located, Option<Severity>)>,
    /// Whether pages are written in a dialect, or in `all`; the words name some.
    pub dialects: Vec<(Located, bool)>,
    /// Words that are right although no standard knows them.
    pub known: Known<Located>,
    /// What counts for a run as a whole.
    pub run: RunOptions,
    /// Other settings for some of the pages, in order.
    pub overrides: Vec<Override>,
    /// Schemas of single bodies.
    pub binds: Vec<Bind>,
    /// Where comments on pages are turned off.
    pub no_inline_config: Option<Origin>,
    /// The folder that `schemas` and the files of `binds` count from.
    pub base: PathBuf,
}

/// What a layer says about a run as a whole, not about pages.
#[derive(Clone, Debug, Default)]
pub(crate) struct RunOptions {
    /// The baseline file.
    pub baseline: Option<Located>,
    /// The least severity that fails the run.
    pub fail_on: Option<Located<FailOn>>,
    /// Where a browser finds the files of the repository.
    pub source_url: Option<Located>,
}

/// The least severity that makes a run fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FailOn {
    /// Findings never do.
    Never,
    /// Findings of this severity and above.
    At(Severity),
}

impl FailOn {
    /// The words that are allowed.
    pub(crate) const WORDS: [&str; 4] = ["info", "warning", "error", "never"];

    /// As written in configuration.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::At(severity) => severity.word(),
        }
    }
}

impl Default for FailOn {
    fn default() -> Self {
        Self::At(Severity::Warning)
    }
}

impl std::str::FromStr for FailOn {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        if word == "never" { Ok(Self::Never) } else { word.parse().map(Self::At) }
    }
}

/// Words that are right although no standard and no description knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Known<T = String> {
    /// Methods.
    pub methods: Vec<T>,
    /// Media types.
    pub media_types: Vec<T>,
    /// Names of properties; `*` stands for any text.
    pub properties: Vec<T>,
}

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self { methods: Vec::new(), media_types: Vec::new(), properties: Vec::new() }
    }
}

/// Settings for some of the pages.
#[derive(Clone, Debug)]
pub(crate) struct Override {
    /// Globs of the pages.
    pub paths: Vec<Located>,
    /// Where it begins.
    pub origin: Origin,
    /// The settings.
    pub options: Options,
}

/// A schema for a body of an operation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Bind {
    /// Where it begins.
    pub origin: Origin,
    /// The method, upper case.
    pub method: String,
    /// The path with its templates.
    pub path: String,
    /// Which body.
    pub body: BoundBody,
    /// What describes it.
    pub to: BoundTo,
}

/// What a body is bound to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum BoundTo {
    /// A file with a JSON Schema, by its path.
    File(Located),
    /// A type, by its name.
    Type(Located),
}
