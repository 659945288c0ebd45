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
mod checker;
mod git;
mod init;
mod insight;
mod page;
mod project;
mod run;

pub(crate) use baseline::BASELINE_NAME;
pub use baseline::{Baseline, BaselineError, BaselineOutcome};
pub(crate) use checker::STDIN_NAME;
pub use checker::{CheckedPage, Checker, CheckerBuilder};
pub(crate) use git::changed_files::Changes;
pub(crate) use git::command::Git;
pub(crate) use git::tree::GitTree;
pub(crate) use init::api_doctor::{Takeover, migrate};
pub(crate) use init::detect::detect_project;
pub(crate) use insight::coverage::{Count, Coverage, Gap, OperationGaps, PageGaps, TypeGaps};
pub(crate) use insight::cursor::{
    Definition, Expected, ExpectedKind, MemberNames, OperationAt, OperationChoice, Pointed, Subject, ValueAt,
};
pub use insight::declarations::{
    InspectedDeclarations, InspectedEndpoint, InspectedEnum, InspectedField, InspectedStatus,
};
pub(crate) use insight::owners::Owners;
pub use insight::page::{
    InspectedBody, InspectedEvidence, InspectedExample, InspectedMessage, InspectedPage, InspectedSchema,
};
pub(crate) use page::fingerprint::{fingerprints, path_print};
pub use page::fix::{FixCounts, Fixing};
pub(crate) use page::guard::note_panic;
pub(crate) use page::ignores::Comments;
pub(crate) use page::plan::Plan;
pub use page::report::{FileReport, PageReport};
pub use project::ConfigSource;
pub(crate) use project::schema_files::{ENDINGS as DESCRIPTION_ENDINGS, is_description};
pub(crate) use project::{Affected, Project, ShownConfig};
pub(crate) use run::accepted_at::{Revision, findings_at};
pub(crate) use run::check::check;
pub use run::inspect::Inspection;
pub(crate) use run::inspect::inspect;
pub use run::options::CheckOptions;
pub(crate) use run::parallel::Progress;
pub use run::report::{FixedPage, RunInfo, RunReport, Stats};
pub(crate) use run::request::CheckRequest;

pub(crate) use crate::diagnostic::Problem;
