//! One layer of wishes: a configuration file, one of its overrides, the environment, the flags.

use std::path::PathBuf;

use super::{Located, Origin};
use crate::diagnostic::{Level, Severity};
use crate::schema::BoundBody;

/// What one layer asks for; nothing in it has been checked against the catalogue.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Configuration files that lie below this one.
    pub extends: Vec<Located>,
    /// The level of the run.
    pub level: Option<Located<Level>>,
    /// Rules and groups that run whatever the level.
    pub select: Vec<Located>,
    /// Rules and groups that do not run.
    pub ignore: Vec<Located>,
    /// Globs of pages that are not checked when a folder is.
    pub exclude: Vec<Located>,
    /// Files, folders and globs of files that describe the API.
    pub schemas: Vec<Located>,
    /// Whether the `schemas` of the layers below do not count.
    pub replaces_schemas: bool,
    /// Severities by rule or group.
    pub severity: Vec<(Located, Severity)>,
    /// Whether pages are written in a dialect, or in `all`; the words name some.
    pub dialects: Vec<(Located, bool)>,
    /// Words that are right although no standard knows them.
    pub known: Known<Located>,
    /// Other wishes for some of the pages, in order.
    pub overrides: Vec<Override>,
    /// Schemas of single bodies.
    pub binds: Vec<Bind>,
    /// Where it is said that comments on pages are not listened to.
    pub no_inline_config: Option<Origin>,
    /// The folder that `schemas` and the files of `binds` count from.
    pub base: PathBuf,
}

/// Words that are right although no standard and no description knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known<T = String> {
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

/// Wishes for some of the pages.
#[derive(Clone, Debug)]
pub struct Override {
    /// Globs of the pages.
    pub paths: Vec<Located>,
    /// The wishes.
    pub options: Options,
}

/// A schema for a body of an operation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Bind {
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
pub enum BoundTo {
    /// A file with a JSON Schema, by its path.
    File(Located),
    /// A type, by its name.
    Type(Located),
}
