//! What pages hold and declare, for people and programs that ask: `inspect`, `coverage`, reports, and editors.
//!
//! ```text
//! page          the examples of a page, as `inspect` and the reports show them
//! cursor        what is at an offset, and what may be written there
//! declarations  what a page declares outside of its examples
//! coverage      which operations, statuses and properties no example shows
//! owners        who looks after a page
//! ```
//!
//! Nothing here judges: a finding is never made here.

pub(in crate::engine) mod coverage;
pub(in crate::engine) mod cursor;
pub(in crate::engine) mod declarations;
pub(in crate::engine) mod owners;
pub(in crate::engine) mod page;
