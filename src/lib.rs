//! `apiproof` proofreads the HTTP examples in API documentation written in Markdown.
//!
//! [`Checker`] is the front door: [`Checker::check_page`] checks one page in memory, [`Checker::check`] many on the disk
//! or on any other [`System`]. A finding is a [`Diagnostic`]; it counts bytes, and [`SourceFile::position`] makes lines
//! and columns of them. What goes wrong outside the text of a page is a [`Problem`].
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
//! 2  markup schema  the text of a page -> Document, one folder a markup; descriptions of the API
//! 1  cues diagnostic document syntax system
//!                   words of prose, findings and blocks as data; JSON and HTTP as pure, total parsers; where files come
//!                   from
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
//! `output` has made it harmless.

#![cfg_attr(not(test), warn(clippy::disallowed_methods))]

mod cli;
mod config;
mod conformance;
mod cues;
mod diagnostic;
mod document;
mod engine;
mod extract;
mod lsp;
mod markup;
mod output;
mod rules;
mod schema;
mod syntax;
mod system;
mod text;

pub use diagnostic::{
    Applicability, Diagnostic, Fix, FixAvailability, Label, Level, Problem, ProblemKind, RuleMeta, Severity,
    SkipReason, Strength,
};
pub use engine::{
    Baseline, BaselineError, BaselineOutcome, CheckOptions, CheckedPage, Checker, CheckerBuilder,
    ConfigSource, FileReport, FixCounts, FixedPage, Fixing, InspectedBody, InspectedDeclarations,
    InspectedEndpoint, InspectedEnum, InspectedEvidence, InspectedExample, InspectedField, InspectedMessage,
    InspectedPage, InspectedSchema, InspectedStatus, Inspection, PageReport, RunInfo, RunReport, Stats,
};
pub use system::{
    Content, Each, Entry, FileChange, FileKind, MemorySystem, Metadata, OsSystem, Overlay, ReadError, System,
    WalkError, WalkOptions,
};
pub use text::{Edit, LineColumn, SourceFile, Span};

/// The parts that the tests, the benches and the command of this repository look into. Nobody else may rely on them:
/// they change without notice.
#[doc(hidden)]
pub mod internals {
    pub use crate::cli::main;
    pub use crate::conformance::Page;
    pub use crate::extract::{
        Body, BodyKind, Dialect, Example, Message, MessageRef, ParsedPage, definitions,
    };
    pub use crate::lsp::{serve, serve_bytes};
    pub use crate::markup::markdown::parse as parse_markdown;
    pub use crate::output::every_format;
    pub use crate::rules::{Check, Findings, REGISTRY, Rule, RuleSet};
    pub use crate::schema::doc_resource::DocResources;
    pub use crate::schema::{LoadedSchemas, SchemaSet};
    pub use crate::syntax::{http, json, shell};
    pub use crate::text::{LocalSpan, apply_edits};
}
