//! The files whose changes concern open pages: configuration and descriptions of the API.

use std::path::Path;

use gen_lsp_types::{
    DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, Registration, RegistrationParams,
};

use super::features::Features;
use super::outbox::Outbox;
use crate::config::FILE_NAME;

/// The endings of files that may describe an API; pages may describe resources.
const DESCRIPTIONS: [&str; 9] = ["csdl", "edmx", "xml", "json", "yaml", "yml", "md", "markdown", "mdx"];

/// Asks the client to tell about such files, if it can.
pub(super) fn register(outbox: &Outbox, features: Features) {
    if !features.watches {
        return;
    }
    let descriptions = format!("**/*.{{{}}}", DESCRIPTIONS.join(","));
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

/// Whether a file that changed may concern open pages.
pub(super) fn concerns(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    path.file_name().is_some_and(|name| name == FILE_NAME)
        || ending.is_some_and(|ending| DESCRIPTIONS.contains(&&*ending))
}
