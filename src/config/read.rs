//! From the text of a configuration file to its options, every fault with its place.
//!
//! A file is read to its end whatever is wrong with it, so that one run names all its faults. What may stand where
//! is the declaration's to say.

use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::declaration::{KEYS, Key, Takes};
use super::options::{FailOn, Known, Override, RunOptions};
use super::{ConfigError, Located, Options, Origin, did_you_mean};
use crate::diagnostic::{Level, Severity, UnknownWord};
use crate::extract::Dialects;
use crate::text::LineIndex;

/// The most overrides and the most bindings of a file.
const MOST_TABLES: usize = 1000;

impl Options {
    /// Reads the text of a configuration file. `shown` is its path in messages, `base` the folder that `schemas`
    /// count from.
    ///
    /// # Errors
    /// All that is wrong with the text, in order of place: no TOML, a key that is not known, a value of another kind
    /// than its key takes.
    pub(crate) fn from_toml(shown: &str, base: &Path, text: &str) -> Result<Self, Vec<ConfigError>> {
        let mut reader = Reader { path: shown, text, lines: LineIndex::new(text), errors: Vec::new() };
        let (table, faults) = DeTable::parse_recoverable(text);
        // Further faults of a damaged text follow from the first.
        let place = |fault: &toml::de::Error| fault.span().map_or(0, |span| span.start);
        if let Some(fault) = faults.iter().min_by_key(|fault| place(fault)) {
            reader.error(place(fault), format!("not TOML: {}", fault.message().trim().replace('\n', ", ")));
        }
        // What can be read of a damaged text would be wrong for reasons that nobody wrote.
        let options = if faults.is_empty() { reader.options(table.get_ref(), base) } else { Self::default() };
        let place = |error: &ConfigError| match error.origin {
            Origin::File { line, column, .. } => (line, column),
            _ => (0, 0),
        };
        reader.errors.sort_by_key(place);
        if reader.errors.is_empty() { Ok(options) } else { Err(reader.errors) }
    }
}

/// A file on its way.
pub(super) struct Reader<'t> {
    path: &'t str,
    text: &'t str,
    lines: LineIndex,
    pub(super) errors: Vec<ConfigError>,
}

pub(super) type Value<'t> = Spanned<DeValue<'t>>;

impl Reader<'_> {
    pub(super) fn origin(&self, offset: usize) -> Origin {
        let at = self.lines.position(self.text, offset);
        Origin::File { path: self.path.to_owned(), line: at.line, column: at.column }
    }

    pub(super) fn error(&mut self, offset: usize, message: impl Into<String>) {
        let origin = self.origin(offset);
        self.errors.push(ConfigError { origin, message: message.into() });
    }

    fn options(&mut self, table: &DeTable<'_>, base: &Path) -> Options {
        self.known_keys(table, KEYS, "", 0..0);
        let mut options = self.wishes(table, base);
        options.extends = self.one_or_more(table, "extends");
        options.include = self.words(table, "include");
        options.exclude = self.words(table, "exclude");
        options.run = self.run(table);
        options.known = self.known(table);
        options.overrides = self
            .tables(table, "override")
            .into_iter()
            .map(|(table, span)| Override {
                origin: self.origin(span.start),
                paths: self.words(table, "paths"),
                options: Options {
                    replaces_schemas: table.contains_key("schemas"),
                    ..self.wishes(table, base)
                },
            })
            .collect();
        options.binds = self
            .tables(table, "bind")
            .into_iter()
            .filter_map(|(table, span)| self.bind(table, &span))
            .collect();
        options
    }

    /// The keys that files and overrides share.
    fn wishes(&mut self, table: &DeTable<'_>, base: &Path) -> Options {
        Options {
            level: self.level(table),
            select: self.words(table, "select"),
            ignore: self.words(table, "ignore"),
            schemas: self.words(table, "schemas"),
            servers: self.words(table, "servers"),
            bases: self.words(table, "base"),
            severity: self.severities(table),
            dialects: self.dialects(table),
            base: base.to_owned(),
            ..Options::default()
        }
    }

    /// Names the keys that do not belong there, in inner tables as well, and those that are missing.
    fn known_keys(&mut self, table: &DeTable<'_>, keys: &'static [Key], of: &str, span: Range<usize>) {
        for (name, value) in table {
            let Some(key) = keys.iter().find(|key| key.name == name.get_ref().as_ref()) else {
                let word = name.get_ref();
                let near = did_you_mean(word, keys.iter().map(|key| key.name));
                self.error(name.span().start, format!("unknown key `{word}`{of}{near}"));
                continue;
            };
            let of = format!(" in `{}`", key.name);
            match (&key.takes, value.get_ref()) {
                (Takes::Table(inner), DeValue::Table(table)) => {
                    self.known_keys(table, inner, &of, value.span());
                }
                (Takes::Tables(inner), DeValue::Array(tables)) => {
                    for item in tables {
                        if let DeValue::Table(table) = item.get_ref() {
                            self.known_keys(table, inner, &of, item.span());
                        }
                    }
                }
                _ => {}
            }
        }
        for key in keys.iter().filter(|key| key.required && !table.contains_key(key.name)) {
            self.error(span.start, format!("required key `{}` is missing{of}", key.name));
        }
    }

    /// Says that a value is of the wrong kind.
    fn wrong(&mut self, key: &str, value: &Value<'_>, wanted: &str) {
        let found = match value.get_ref() {
            DeValue::String(_) => "a string",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "a boolean",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.error(value.span().start, format!("`{key}` must be {wanted}, but is {found}"));
    }

    fn located(&self, word: &str, span: &Range<usize>) -> Located {
        Located { text: word.to_owned(), origin: self.origin(span.start) }
    }

    fn words(&mut self, table: &DeTable<'_>, key: &str) -> Vec<Located> {
        let Some(value) = table.get(key) else { return Vec::new() };
        let DeValue::Array(list) = value.get_ref() else {
            self.wrong(key, value, "a list of strings");
            return Vec::new();
        };
        let mut words = Vec::new();
        for item in list {
            match item.get_ref() {
                DeValue::String(word) => words.push(self.located(word, &item.span())),
                _ => self.wrong(key, item, "a string"),
            }
        }
        words
    }

    fn one_or_more(&mut self, table: &DeTable<'_>, key: &str) -> Vec<Located> {
        match table.get(key) {
            Some(value) if value.get_ref().is_str() => self.word(table, key).into_iter().collect(),
            _ => self.words(table, key),
        }
    }

    pub(super) fn word(&mut self, table: &DeTable<'_>, key: &str) -> Option<Located> {
        let value = table.get(key)?;
        if let DeValue::String(word) = value.get_ref() {
            return Some(self.located(word, &value.span()));
        }
        self.wrong(key, value, "a string");
        None
    }

    /// One of a set of words.
    pub(super) fn choice<T: std::str::FromStr>(
        &mut self,
        key: &str,
        value: &Value<'_>,
        words: &[&str],
    ) -> Option<T> {
        let DeValue::String(word) = value.get_ref() else {
            self.wrong(key, value, "a string");
            return None;
        };
        let parsed = word.parse().ok();
        if parsed.is_none() {
            let near = did_you_mean(word, words.iter().copied());
            self.error(
                value.span().start,
                format!("`{key}` must be one of {}, but is `{word}`{near}", words.join(", ")),
            );
        }
        parsed
    }

    fn level(&mut self, table: &DeTable<'_>) -> Option<Located<Level>> {
        let value = table.get("level")?;
        let level = self.choice("level", value, &["default", "strict", "pedantic"])?;
        Some(Located { text: level, origin: self.origin(value.span().start) })
    }

    fn run(&mut self, table: &DeTable<'_>) -> RunOptions {
        let fail_on = table.get("fail-on").and_then(|value| {
            let text = self.choice::<FailOn>("fail-on", value, &FailOn::WORDS)?;
            Some(Located { text, origin: self.origin(value.span().start) })
        });
        let report = table.get("report").and_then(|value| {
            let inner = value.get_ref().as_table();
            if inner.is_none() {
                self.wrong("report", value, "a table");
            }
            inner
        });
        let source_url = report.and_then(|inner| self.word(inner, "source-url"));
        if let Some(url) = source_url.as_ref().filter(|url| !is_web(&url.text)) {
            let message = format!("`source-url` must be an `https://` URL, but is `{}`", url.text);
            self.errors.push(ConfigError { origin: url.origin.clone(), message });
        }
        RunOptions { baseline: self.word(table, "baseline"), fail_on, source_url }
    }

    fn severities(&mut self, table: &DeTable<'_>) -> Vec<(Located, Option<Severity>)> {
        let Some(value) = table.get("severity") else { return Vec::new() };
        let DeValue::Table(rules) = value.get_ref() else {
            self.wrong("severity", value, "a table of rules and groups");
            return Vec::new();
        };
        let mut severities = Vec::new();
        for (rule, value) in rules {
            let words = ["error", "warning", "info", "off"];
            if let Some(SeverityWord(severity)) = self.choice(rule.get_ref(), value, &words) {
                severities.push((self.located(rule.get_ref(), &rule.span()), severity));
            }
        }
        severities
    }

    fn dialects(&mut self, table: &DeTable<'_>) -> Vec<(Located, bool)> {
        let Some(value) = table.get("dialects") else { return Vec::new() };
        let DeValue::Table(dialects) = value.get_ref() else {
            self.wrong("dialects", value, "a table of dialects with `true` or `false`");
            return Vec::new();
        };
        let mut switches = Vec::new();
        for (name, value) in dialects {
            let word = name.get_ref();
            if Dialects::named(word).is_none() {
                let near = did_you_mean(word, Dialects::words());
                self.error(name.span().start, format!("unknown dialect `{word}`{near}"));
            } else if let DeValue::Boolean(on) = value.get_ref() {
                switches.push((self.located(word, &name.span()), *on));
            } else {
                self.wrong(word, value, "`true` or `false`");
            }
        }
        switches
    }

    fn known(&mut self, table: &DeTable<'_>) -> Known<Located> {
        let Some(value) = table.get("known") else { return Known::default() };
        let DeValue::Table(inner) = value.get_ref() else {
            self.wrong("known", value, "a table");
            return Known::default();
        };
        Known {
            methods: self.words(inner, "methods"),
            media_types: self.words(inner, "media-types"),
            properties: self.words(inner, "properties"),
        }
    }

    fn tables<'v>(&mut self, table: &'v DeTable<'_>, key: &str) -> Vec<(&'v DeTable<'v>, Range<usize>)> {
        let Some(value) = table.get(key) else { return Vec::new() };
        let wanted = format!("a list of tables, each under `[[{key}]]`");
        let DeValue::Array(list) = value.get_ref() else {
            self.wrong(key, value, &wanted);
            return Vec::new();
        };
        if list.len() > MOST_TABLES {
            self.error(value.span().start, format!("more than {MOST_TABLES} tables `[[{key}]]`"));
            return Vec::new();
        }
        let mut tables = Vec::new();
        for item in list {
            match item.get_ref() {
                DeValue::Table(table) => tables.push((table, item.span())),
                _ => self.wrong(key, item, &wanted),
            }
        }
        tables
    }
}

/// Whether a report may link to it.
fn is_web(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !b"\"'<>`".contains(&byte);
    rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(is_plain))
}

/// A severity or `off`.
struct SeverityWord(Option<Severity>);

impl std::str::FromStr for SeverityWord {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        if word == "off" { Ok(Self(None)) } else { word.parse().map(|severity| Self(Some(severity))) }
    }
}

#[cfg(test)]
mod tests;
