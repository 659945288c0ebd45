//! The settings of a page: as a configuration file with the origin of each value, and as JSON.

use std::io::{self, Write};

use serde::Serialize;

use super::neutral::neutral;
use crate::config::{Effective, Origin};
use crate::engine::ShownConfig;

/// The column that origins begin in, if the value leaves room.
const COLUMN: usize = 40;

/// The keys whose values are lists.
const LISTS: [&str; 5] = ["select", "ignore", "include", "exclude", "schemas"];

/// Writes what counts as a configuration file, with the origin of each value behind it.
///
/// # Errors
/// If `out` fails.
pub(crate) fn config_text(shown: &ShownConfig, out: &mut dyn Write) -> io::Result<()> {
    let mut line = |text: &str, origin: Option<&Origin>| match origin {
        Some(origin) => writeln!(out, "{:<COLUMN$} # {}", neutral(text), neutral(&origin.to_string())),
        None => writeln!(out, "{}", neutral(text)),
    };
    line(&format!("# {}", shown.path), None)?;
    if let Some(file) = &shown.file {
        line(&format!("# configured by {file}"), None)?;
    }
    if shown.excluded {
        line("# excluded when a folder is checked", None)?;
    }
    let of = |key: &'static str| shown.values.iter().filter(move |value| value.key == key);
    for value in of("level") {
        line(&format!("level = {}", toml(&value.value)), Some(&value.origin))?;
    }
    for key in ["baseline", "fail-on"] {
        for value in of(key) {
            line(&format!("{key} = {}", toml(&value.value)), Some(&value.origin))?;
        }
    }
    for key in LISTS {
        if of(key).next().is_none() {
            line(&format!("{key} = []"), Some(&Origin::Default))?;
            continue;
        }
        line(&format!("{key} = ["), None)?;
        for value in of(key) {
            line(&format!("  {},", toml(&value.value)), Some(&value.origin))?;
        }
        line("]", None)?;
    }
    for value in of("no-inline-config") {
        line("# comments on pages are ignored", Some(&value.origin))?;
    }
    let named = |value: &Effective| (value.name.clone().unwrap_or_default(), toml(&value.value));
    if of("severity").next().is_some() {
        line("[severity]", None)?;
        for value in of("severity") {
            let (name, severity) = named(value);
            line(&format!("{} = {severity}", toml(&name)), Some(&value.origin))?;
        }
    }
    for value in of("report") {
        line("[report]", None)?;
        let (name, url) = named(value);
        line(&format!("{name} = {url}"), Some(&value.origin))?;
    }
    if of("dialects").next().is_some() {
        line("[dialects]", None)?;
    }
    for value in of("dialects") {
        let name = value.name.as_deref().unwrap_or_default();
        line(&format!("{name} = {}", value.value), Some(&value.origin))?;
    }
    if of("known").next().is_some() {
        line("[known]", None)?;
    }
    for list in ["methods", "media-types", "properties"] {
        let of_list = || of("known").filter(|value| value.name.as_deref() == Some(list));
        if of_list().next().is_none() {
            continue;
        }
        line(&format!("{list} = ["), None)?;
        for value in of_list() {
            line(&format!("  {},", toml(&value.value)), Some(&value.origin))?;
        }
        line("]", None)?;
    }
    for value in of("bind") {
        let (name, schema) = named(value);
        line(&format!("# bound: {name} to {schema}"), Some(&value.origin))?;
    }
    Ok(())
}

/// A word as TOML.
fn toml(word: &str) -> String {
    ::toml::Value::String(word.to_owned()).to_string()
}

#[derive(Serialize)]
struct Shown<'s> {
    schema_version: u32,
    path: &'s str,
    file: Option<&'s str>,
    excluded: bool,
    values: Vec<Entry<'s>>,
    rules: Vec<Running<'s>>,
}

#[derive(Serialize)]
struct Entry<'s> {
    key: &'s str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'s str>,
    value: &'s str,
    origin: String,
}

#[derive(Serialize)]
struct Running<'s> {
    rule: &'s str,
    severity: &'s str,
    origin: String,
    severity_origin: String,
}

/// Writes what counts as JSON, with every rule that runs.
///
/// # Errors
/// If `out` fails.
pub(crate) fn config_json(shown: &ShownConfig, out: &mut dyn Write) -> io::Result<()> {
    let values = shown
        .values
        .iter()
        .map(|it| Entry {
            key: it.key,
            name: it.name.as_deref(),
            value: &it.value,
            origin: it.origin.to_string(),
        })
        .collect();
    let rules = shown
        .rules
        .iter()
        .map(|rule| Running {
            rule: rule.id,
            severity: rule.severity.word(),
            origin: rule.origin.to_string(),
            severity_origin: rule.severity_origin.as_ref().unwrap_or(&Origin::Default).to_string(),
        })
        .collect();
    let shown = Shown {
        schema_version: 1,
        path: &shown.path,
        file: shown.file.as_deref(),
        excluded: shown.excluded,
        values,
        rules,
    };
    super::neutral::json::write_pretty(out, &shown)?;
    out.write_all(b"\n")?;
    out.flush()
}
