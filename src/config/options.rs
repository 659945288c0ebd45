//! One layer of wishes: the configuration file, or the flags.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;
use toml::de::DeTable;

use super::did_you_mean;
use crate::diagnostic::{Level, Severity};
use crate::text::LineIndex;

/// The keys of the file that this version understands.
const KEYS: [&str; 6] = ["level", "select", "ignore", "exclude", "schemas", "severity"];

/// Keys that are reserved: understood by the design, not yet by this version.
const RESERVED: [&str; 1] = ["override"];

/// Where a word of the configuration was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// In a flag, named with its dashes.
    Flag(&'static str),
    /// In the file.
    File {
        /// The file, as shown to the reader.
        path: String,
        /// 1-based line.
        line: u32,
        /// 1-based column in code points.
        column: u32,
    },
}

/// A word with the place where it was written.
#[derive(Clone, Debug)]
pub struct Located {
    /// The word.
    pub text: String,
    /// Its place.
    pub origin: Origin,
}

/// What one layer asks for; nothing in it has been checked against the catalogue.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The level of the run.
    pub level: Option<Level>,
    /// Rules and groups that run whatever the level.
    pub select: Vec<Located>,
    /// Rules and groups that do not run.
    pub ignore: Vec<Located>,
    /// Globs of pages that are not checked when a folder is.
    pub exclude: Vec<Located>,
    /// Files, folders and globs of files that describe the API.
    pub schemas: Vec<Located>,
    /// Severities by rule or group.
    pub severity: Vec<(Located, Severity)>,
    /// The folder that `exclude` and `schemas` count from.
    pub base: PathBuf,
}

/// A configuration that cannot be used: a usage error, with its place.
#[derive(Debug, thiserror::Error)]
#[error("{origin}: {message}")]
pub struct ConfigError {
    /// Where.
    pub origin: Origin,
    /// What was found and what belongs there.
    pub message: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    level: Option<Level>,
    select: Vec<Spanned<String>>,
    ignore: Vec<Spanned<String>>,
    exclude: Vec<Spanned<String>>,
    schemas: Vec<Spanned<String>>,
    severity: BTreeMap<Spanned<String>, Severity>,
}

impl Options {
    /// Reads the text of a configuration file. `shown` is its path in messages, `base` the folder that `exclude`
    /// and `schemas` count from.
    ///
    /// # Errors
    /// If the text is no TOML, holds a key that is not known, or a value of another type than its key takes.
    pub fn from_toml(shown: &str, base: &Path, text: &str) -> Result<Self, ConfigError> {
        let places = Places { path: shown, text, lines: LineIndex::new(text) };
        let table = DeTable::parse(text).map_err(|error| places.error(error.span(), error.message()))?;
        for key in table.get_ref().keys() {
            places.known_key(key.get_ref().as_ref(), key.span())?;
        }
        let file: File = toml::from_str(text).map_err(|error| places.error(error.span(), error.message()))?;
        let words = |list: Vec<Spanned<String>>| list.into_iter().map(|word| places.located(word)).collect();
        Ok(Self {
            level: file.level,
            select: words(file.select),
            ignore: words(file.ignore),
            exclude: words(file.exclude),
            schemas: words(file.schemas),
            severity: file
                .severity
                .into_iter()
                .map(|(rule, severity)| (places.located(rule), severity))
                .collect(),
            base: base.to_owned(),
        })
    }
}

/// Turns byte spans of the file into places.
struct Places<'t> {
    path: &'t str,
    text: &'t str,
    lines: LineIndex,
}

impl Places<'_> {
    fn origin(&self, offset: usize) -> Origin {
        let at = self.lines.position(self.text, offset);
        Origin::File { path: self.path.to_owned(), line: at.line, column: at.column }
    }

    fn located(&self, word: Spanned<String>) -> Located {
        let origin = self.origin(word.span().start);
        Located { text: word.into_inner(), origin }
    }

    fn error(&self, span: Option<std::ops::Range<usize>>, message: &str) -> ConfigError {
        let message = message.trim().replace('\n', ", ");
        ConfigError { origin: self.origin(span.map_or(0, |span| span.start)), message }
    }

    fn known_key(&self, key: &str, span: std::ops::Range<usize>) -> Result<(), ConfigError> {
        if KEYS.contains(&key) {
            return Ok(());
        }
        let message = if RESERVED.contains(&key) {
            format!("`{key}` is not supported by this version; remove it")
        } else {
            format!("unknown key `{key}`{}", did_you_mean(key, KEYS))
        };
        Err(self.error(Some(span), &message))
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(flag) => f.write_str(flag),
            Self::File { path, line, column } => write!(f, "{path}:{line}:{column}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_key() {
        let text = "level = \"strict\"\nselect = [\"json/comment\"]\nignore = [\"http\"]\nexclude = [\"drafts/**\"]\nschemas = [\"openapi.yaml\"]\n\
                    [severity]\n\"json/comment\" = \"info\"\n";
        let options = Options::from_toml("docs/apiproof.toml", Path::new("docs"), text).unwrap();
        assert_eq!(options.level, Some(Level::Strict));
        assert_eq!(options.select[0].text, "json/comment");
        assert_eq!(options.select[0].origin.to_string(), "docs/apiproof.toml:2:11");
        assert_eq!(options.schemas[0].origin.to_string(), "docs/apiproof.toml:5:12");
        assert_eq!(options.severity[0].1, Severity::Info);
        assert_eq!(options.base, Path::new("docs"));
    }

    #[test]
    fn says_where_and_what_is_wrong() {
        let cases = [
            ("levle = \"strict\"", "c.toml:1:1: unknown key `levle`; did you mean `level`?"),
            (
                "\n[[override]]\npaths = []",
                "c.toml:2:3: `override` is not supported by this version; remove it",
            ),
            ("colour = 1", "c.toml:1:1: unknown key `colour`"),
            (
                "level = \"hard\"",
                "c.toml:1:9: unknown variant `hard`, expected one of `default`, `strict`, `pedantic`",
            ),
        ];
        for (text, expected) in cases {
            let error = Options::from_toml("c.toml", Path::new(""), text).unwrap_err();
            assert_eq!(error.to_string(), expected);
        }
        assert!(Options::from_toml("c.toml", Path::new(""), "level = ").is_err());
        assert!(Options::from_toml("c.toml", Path::new(""), "select = 3").is_err());
    }
}
