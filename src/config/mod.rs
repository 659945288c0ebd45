//! Floor 3: what the run is asked to do.
//!
//! `apiproof.toml` and the command line are both [`Options`], layers of wishes that remember where each word was
//! written; [`Settings`] is what they come to once they are checked against the catalogue of rules. This floor gets
//! text and never opens a file, and it knows rules only by their [`RuleMeta`](crate::diagnostic::RuleMeta).

mod exclude;
mod options;
mod selector;
mod settings;
mod suggest;

pub use exclude::Exclude;
pub use options::{ConfigError, Located, Options, Origin};
pub use selector::Selector;
pub use settings::{RuleSetting, Settings};
pub use suggest::{did_you_mean, nearest};

/// The name of the configuration file.
pub const FILE_NAME: &str = "apiproof.toml";
