//! What the editor asks for: the settings of the client, from the start or later.
//!
//! Settings lie above the configuration files, as flags do. They come flat (`initializationOptions`) or below the name
//! of the program (`workspace/didChangeConfiguration`); both are read, and what is wrong is said, not guessed at.

use std::path::PathBuf;

use serde_json::{Map, Value};

use crate::config::{Located, Options, Origin};
use crate::diagnostic::Level;
use crate::engine::ConfigSource;

/// The member that holds the settings where they come with those of other programs.
const NAME: &str = "apiproof";
/// The settings that the server reads.
const NAMES: [&str; 7] = ["level", "select", "ignore", "schemas", "config", "isolated", "workspace"];
/// How messages name the settings.
const ORIGIN: &str = "the editor's settings";

/// The settings of a client.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Settings {
    /// Empty if nobody set it; so are the others.
    level: String,
    select: Vec<String>,
    ignore: Vec<String>,
    schemas: Vec<String>,
    config: String,
    isolated: bool,
    /// Findings of pages that are not open; read when the server starts.
    pub(super) workspace: bool,
}

impl Settings {
    /// The settings of a value, and what is wrong with it. Members that are missing or wrong have their defaults.
    pub(super) fn read(value: &Value) -> (Self, Vec<String>) {
        let value = value.get(NAME).unwrap_or(value);
        let mut settings = Self::default();
        let mut problems = Vec::new();
        match value {
            Value::Null => {}
            Value::Object(members) => settings.take(members, &mut problems),
            _ => problems.push("the settings must be an object".to_owned()),
        }
        (settings, problems)
    }

    fn take(&mut self, members: &Map<String, Value>, problems: &mut Vec<String>) {
        for (name, value) in members {
            let wanted = match name.as_str() {
                "level" => set(&mut self.level, level(value), "default, strict or pedantic"),
                "config" => set(&mut self.config, text(value), "a path"),
                "select" => set(&mut self.select, texts(value), "a list of strings"),
                "ignore" => set(&mut self.ignore, texts(value), "a list of strings"),
                "schemas" => set(&mut self.schemas, texts(value), "a list of strings"),
                "isolated" => set(&mut self.isolated, value.as_bool(), "true or false"),
                "workspace" => set(&mut self.workspace, value.as_bool(), "true or false"),
                // The extension's own.
                "path" | "trace" | "enable" => None,
                _ => {
                    problems.push(format!("unknown setting `{name}`; expected {}", NAMES.join(", ")));
                    None
                }
            };
            if let Some(wanted) = wanted {
                problems.push(format!("`{name}` must be {wanted}"));
            }
        }
    }

    /// Where the configuration comes from.
    pub(super) fn source(&self) -> ConfigSource {
        match self.config.as_str() {
            _ if self.isolated => ConfigSource::Isolated,
            "" => ConfigSource::Nearest,
            path => ConfigSource::File(PathBuf::from(path)),
        }
    }

    /// The layer above the configuration files. `base` is the folder that paths of schemas count from.
    pub(super) fn options(&self, base: PathBuf) -> Options {
        let located = |text: &String| Located { text: text.clone(), origin: Origin::Flag(ORIGIN) };
        let all = |texts: &[String]| texts.iter().map(located).collect();
        Options {
            level: self.level.parse().ok().map(|level| Located { text: level, origin: Origin::Flag(ORIGIN) }),
            select: all(&self.select),
            ignore: all(&self.ignore),
            schemas: all(&self.schemas),
            base,
            ..Options::default()
        }
    }
}

/// Sets a member; what it must be if the value is something else.
fn set<T>(member: &mut T, value: Option<T>, wanted: &'static str) -> Option<&'static str> {
    match value {
        Some(value) => {
            *member = value;
            None
        }
        None => Some(wanted),
    }
}

/// A text; empty for null, which is how editors write a setting that nobody made.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::String(text) => Some(text.clone()),
        _ => None,
    }
}

/// The word of a level.
fn level(value: &Value) -> Option<String> {
    text(value).filter(|word| word.is_empty() || word.parse::<Level>().is_ok())
}

fn texts(value: &Value) -> Option<Vec<String>> {
    if value.is_null() {
        return Some(Vec::new());
    }
    value.as_array()?.iter().map(|item| item.as_str().map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const UNKNOWN: &str =
        "unknown setting `levle`; expected level, select, ignore, schemas, config, isolated, workspace";

    #[test]
    fn settings_come_flat_or_below_a_name() {
        let (flat, _) = Settings::read(&json!({ "level": "strict" }));
        let (nested, _) = Settings::read(&json!({ "apiproof": { "level": "strict" } }));
        assert_eq!(flat, nested);
        assert_eq!(flat.level, "strict");
    }

    #[test]
    fn what_is_wrong_is_said_and_the_rest_counts() {
        let (settings, problems) =
            Settings::read(&json!({ "select": "json", "ignore": ["http"], "levle": "strict" }));
        assert_eq!(settings.ignore, ["http"]);
        assert_eq!(problems, ["`select` must be a list of strings", UNKNOWN]);
    }

    #[test]
    fn settings_that_nobody_made_are_defaults() {
        let (settings, problems) = Settings::read(&json!({ "config": "", "level": null, "select": null }));
        assert_eq!((settings, problems), (Settings::default(), Vec::new()));
    }
}
