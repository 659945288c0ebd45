//! Where the words of the configuration were written, and what is wrong with them. Nothing here reads any.

use std::fmt;

/// Where a word of the configuration was written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Origin {
    /// Nowhere: it is what apiproof does by itself.
    Default,
    /// In a flag, named with its dashes.
    Flag(&'static str),
    /// In a variable of the environment.
    Variable(&'static str),
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
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Located<T = String> {
    /// The word.
    pub text: T,
    /// Its place.
    pub origin: Origin,
}

/// A configuration that cannot be used: a usage error, with its place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{origin}: {message}")]
pub(crate) struct ConfigError {
    /// Where.
    pub origin: Origin,
    /// What was found and what belongs there.
    pub message: String,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::Flag(name) | Self::Variable(name) => f.write_str(name),
            Self::File { path, line, column } => write!(f, "{path}:{line}:{column}"),
        }
    }
}
