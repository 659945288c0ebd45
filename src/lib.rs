//! `apiproof` proofreads the HTTP examples in API documentation written in Markdown.
//!
//! # The house
//!
//! Floors, from the bottom; a module may use its own floor and those below, never one above, and
//! `tests/architecture.rs` holds it to that.
//!
//! ```text
//! 8  cli lsp        the front ends: arguments, exit codes and the terminal; editors
//! 7  output         one file a format
//! 6  engine         walk, read, pipeline, parallel run; the only floor that reads files
//! 5  rules          one file a rule; no files, no environment, no printing
//! 4  conformance    examples against the descriptions of the API
//! 3  extract config Document -> Examples -> Exchanges; options -> settings
//! 2  markdown schema CommonMark -> Document; descriptions of the API
//! 1  cues diagnostic syntax system
//!                   words of prose and findings as data; JSON and HTTP as pure, total parsers; where files come from
//! 0  text           spans, source files, line index, edits
//! ```
//!
//! # The way of the data
//!
//! ```text
//! bytes -> prefilter -> Document -> Examples (each body parsed once) -> Exchanges -> rules by subject
//!       -> levels and severities -> sort -> FileReport -> output
//! ```
//!
//! **Invariants.** Parsers are total. Two kinds of span never mix. Lines and columns exist only at the output edge.
//! A finding is data. Nothing is fetched, nothing is executed, and no text of a document reaches a terminal before
//! [`output`] has made it harmless.

#![cfg_attr(not(test), warn(clippy::disallowed_methods))]

pub mod cli;
pub mod config;
pub mod conformance;
pub mod cues;
pub mod diagnostic;
pub mod engine;
pub mod extract;
pub mod lsp;
pub mod markdown;
pub mod output;
pub mod rules;
pub mod schema;
pub mod syntax;
pub mod system;
pub mod text;

pub use system::{FileChange, MemorySystem, OsSystem, Overlay, System};
