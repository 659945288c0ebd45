//! Floor 5: from paths to reports.
//!
//! The one floor that reads files: it walks folders, reads pages, runs the way from text to findings on every core
//! and puts what was found in order. It prints nothing and decides no exit code; what went wrong with a file is a
//! [`Problem`] for the front end to show.

mod across;
mod check;
mod declared;
mod discover;
mod fingerprint;
mod guard;
mod incumbent;
mod input;
mod inspect;
mod paths;
pub mod prefilter;
mod project;
mod read;
mod report;
mod run;
mod schemas;
mod suppress;
mod survey;
mod walk;

pub use check::{PageReport, Plan, check_page};
pub use declared::{
    InspectedDeclarations, InspectedEndpoint, InspectedField, InspectedOperation, InspectedStatus,
};
pub use fingerprint::fingerprints;
pub use incumbent::{Fate, TakenEntry, Takeover, take_over};
pub use input::{Input, Problem, SkipReason};
pub use inspect::{InspectedBody, InspectedExample, InspectedMessage, InspectedPage, InspectedSchema};
pub use project::{ConfigSource, Project, Scope, ShownConfig};
pub use report::{FileReport, RunReport, Stats};
pub use run::{Inspection, Progress, check, inspect};
pub use survey::survey;
pub use walk::Request;
