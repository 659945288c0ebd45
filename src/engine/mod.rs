//! Floor 6: from paths to reports.
//!
//! Finds pages and their configuration, runs the way from text to findings on every core and puts what was found in
//! order. It prints nothing and decides no exit code; what went wrong with a file is a
//! [`Problem`] for the front end to show. Files come from a
//! [`System`](crate::system::System) alone.
//!
//! `page` is one page from bytes to findings and fixes; `project` which configuration and descriptions it is under;
//! `run` many pages; `git` what changed; `baseline` what is accepted; `insight` what pages hold; `init` how to begin.

mod baseline;
mod git;
mod init;
mod insight;
mod page;
mod project;
mod run;

pub use baseline::{BASELINE_NAME, Baseline, BaselineOutcome, read_baseline, write_baseline};
pub use git::changed_files::Changes;
pub use git::command::Git;
pub use git::error::GitError;
pub use git::tree::GitTree;
pub use init::api_doctor::{Fate, TakenEntry, Takeover, take_over};
pub use init::detect::survey;
pub use insight::coverage::{Count, Coverage, CoverageCounts, Gap, OperationGaps, PageGaps, TypeGaps};
pub use insight::declarations::{
    InspectedDeclarations, InspectedEndpoint, InspectedEnum, InspectedField, InspectedStatus,
};
pub use insight::page::{
    InspectedBody, InspectedEvidence, InspectedExample, InspectedMessage, InspectedPage, InspectedSchema,
};
pub use page::buffer::Buffer;
pub use page::check::check_page;
pub use page::fingerprint::{Identity, fingerprints, identities, path_print};
pub use page::fix::{FixCounts, Fixing};
pub use page::plan::Plan;
pub use page::prefilter;
pub use page::report::{FileReport, PageReport};
pub use project::{Affected, ConfigSource, Project, Scope, ShownConfig};
pub use run::accepted_at::{Revision, findings_at};
pub use run::check::check;
pub use run::input::Input;
pub use run::inspect::{Inspection, inspect};
pub use run::options::CheckOptions;
pub use run::parallel::Progress;
pub use run::report::{FixedPage, RunReport, Stats};
pub use run::request::{CheckRequest, Listed};

pub use crate::diagnostic::{Problem, SkipReason};
