//! The files whose changes concern open pages: configuration and descriptions of the API.

use std::path::Path;

use gen_lsp_types::{
    DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, Registration, RegistrationParams,
};

use super::features::Features;
use super::outbox::Outbox;
use crate::config::FILE_NAME;
use crate::engine::{DESCRIPTION_ENDINGS, is_description};
use crate::system::has_ending;

/// Asks the client to tell about such files, if it can.
pub(super) fn register(outbox: &Outbox, features: Features) {
    if !features.watches {
        return;
    }
    let endings: Vec<&str> =
        DESCRIPTION_ENDINGS.iter().map(|ending| ending.trim_start_matches('.')).collect();
    let descriptions = format!("**/*.{{{}}}", endings.join(","));
    let watchers = [format!("**/{FILE_NAME}"), descriptions]
        .map(|glob| FileSystemWatcher { glob_pattern: glob.into(), kind: None })
        .to_vec();
    let options = DidChangeWatchedFilesRegistrationOptions::new(watchers);
    let registration = Registration {
        id: "apiproof-files".to_owned(),
        method: "workspace/didChangeWatchedFiles".to_owned(),
        register_options: serde_json::to_value(options).ok(),
    };
    outbox.ask("client/registerCapability", RegistrationParams::new(vec![registration]));
}

/// Whether the text of a file counts before it is saved: of configuration and descriptions, but for pages, which are
/// written all the time and seldom describe a resource.
pub(super) fn counts_unsaved(path: &Path) -> bool {
    concerns(path) && !has_ending(path, &[".md"])
}

/// Whether a file that changed may concern open pages.
pub(super) fn concerns(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == FILE_NAME) || is_description(path)
}
