//! The front door of the library: pages are checked, inspected and fixed here, one at a time or many at once.
//!
//! The command, the language server and the tests come in through the same door, so that a page has the same findings
//! for all of them. Nothing here knows what a rule is or how a report is shown.

mod builder;
mod page;
mod run;

pub use builder::CheckerBuilder;
pub use page::CheckedPage;
pub use run::Checker;
pub(crate) use run::STDIN_NAME;
