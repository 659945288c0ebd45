//! Floor 6: from paths to reports.
//!
//! The one floor that reads and writes files: it walks folders, reads pages, runs the way from text to findings on every core
//! and puts what was found in order. It prints nothing and decides no exit code; what went wrong with a file is a
//! [`Problem`] for the front end to show.

mod across;
mod baseline;
mod changes;
mod check;
mod coverage;
mod declared;
mod discover;
mod fingerprint;
mod fix;
mod git;
mod guard;
mod incumbent;
mod input;
mod inspect;
mod paths;
mod patience;
pub mod prefilter;
mod project;
mod proof;
mod read;
mod report;
mod revision;
mod run;
mod schema_parts;
mod schemas;
mod snapshot;
mod suppress;
mod survey;
mod walk;
mod worker;
mod write;

pub use baseline::{BASELINE_NAME, Baseline, BaselineOutcome, read_baseline, write_baseline};
pub use changes::Changes;
pub use check::{PageReport, Plan, check_page};
pub use coverage::{Count, Coverage, CoverageCounts, Gap, OperationGaps, PageGaps, TypeGaps};
pub use declared::{
    InspectedDeclarations, InspectedEndpoint, InspectedEnum, InspectedField, InspectedStatus,
};
pub use fingerprint::{Identity, fingerprints, identities, path_print};
pub use fix::{FixCounts, Fixing};
pub use git::Git;
pub use incumbent::{Fate, TakenEntry, Takeover, take_over};
pub use input::{Input, Problem, SkipReason};
pub use inspect::{
    InspectedBody, InspectedEvidence, InspectedExample, InspectedMessage, InspectedPage, InspectedSchema,
};
pub use project::{ConfigSource, Project, Scope, ShownConfig};
pub use report::{FileReport, FixedPage, RunReport, Stats};
pub use revision::{Revision, baseline_file_at, configuration_at, findings_at, trusted_project};
pub use run::{Inspection, Progress, check, inspect};
pub use snapshot::Snapshot;
pub use survey::survey;
pub use walk::Request;
pub use worker::Gate;
pub use write::write_report;
