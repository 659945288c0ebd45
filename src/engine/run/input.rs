//! What a run is to read.

use std::path::{Path, PathBuf};

use crate::system::display_path;

/// One page to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Input {
    /// A file.
    File(PathBuf),
    /// Standard input, under the name that it is shown with.
    Stdin(String),
}

impl Input {
    /// The path that configuration goes by.
    pub(crate) fn path(&self) -> &Path {
        match self {
            Self::File(path) => path,
            Self::Stdin(name) => Path::new(name),
        }
    }

    /// The path as the reader of a report sees it.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::File(path) => display_path(path),
            Self::Stdin(name) => name.clone(),
        }
    }
}
