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

pub(crate) use configuration::{Configuration, Matched, RunSettings};
pub(crate) use draft::Draft;
pub(crate) use effective::{Effective, EffectiveRule};
pub(crate) use globs::Globs;
pub(crate) use json_schema::json_schema;
pub(crate) use options::{Bind, BoundTo, FailOn, Known, Options};
pub(crate) use place::{ConfigError, Located, Origin};
pub(crate) use selector::Selector;
pub(crate) use settings::{SchemaSources, Settings};
pub(crate) use suggest::{did_you_mean, is_slip, nearest};

/// The name of the configuration file.
pub(crate) const FILE_NAME: &str = "apiproof.toml";
