//! The configuration file of a run.

use std::path::{Path, PathBuf};

use super::input::shown;
use super::read::words;
use crate::config::{ConfigError, FILE_NAME, Options};

/// The nearest configuration file, from `folder` upward.
pub fn find_config(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().map(|ancestor| ancestor.join(FILE_NAME)).find(|path| path.is_file())
}

/// Reads a configuration file. `current` is the working directory, against which its path is shown.
///
/// # Errors
/// A line for the reader if the file cannot be read or used.
pub fn read_config(path: &Path, current: &Path) -> Result<Options, String> {
    let name = shown(path.strip_prefix(current).unwrap_or(path));
    let text = std::fs::read(path).map_err(|error| format!("{name}: cannot read it: {}", words(&error)))?;
    let text = String::from_utf8(text).map_err(|_| format!("{name}: not UTF-8"))?;
    let path = current.join(path);
    let base = path.parent().unwrap_or(current);
    Options::from_toml(&name, base, &text).map_err(|error: ConfigError| error.to_string())
}
