//! Floor 3: what the run is asked to do.
//!
//! `apiproof.toml`, each of its overrides, the environment and the command line are all [`Options`], layers
//! that remember where each word was written. A [`Configuration`] is the stack of layers that pages are under, and
//! [`Settings`] is what it comes to for a page once the words are checked against the catalogue of rules. This floor
//! gets text and never opens a file, and it knows rules only by their [`RuleMeta`](crate::diagnostic::RuleMeta).

mod configuration;
mod declaration;
mod draft;
mod effective;
mod globs;
mod json_schema;
mod options;
mod place;
mod read;
mod read_bind;
mod selector;
mod settings;
mod suggest;

pub use configuration::{Configuration, Matched, RunSettings};
pub use draft::Draft;
pub use effective::{Effective, EffectiveRule};
pub use globs::Globs;
pub use json_schema::json_schema;
pub use options::{Bind, BoundTo, FailOn, Known, Options};
pub use place::{ConfigError, Located, Origin};
pub use selector::Selector;
pub use settings::{SchemaSources, Settings};
pub use suggest::{did_you_mean, is_slip, nearest};

/// The name of the configuration file.
pub const FILE_NAME: &str = "apiproof.toml";
