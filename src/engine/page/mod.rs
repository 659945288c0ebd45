//! One page: what is done with it, from its bytes to findings and fixes. Pure, but for the one function that reads.

pub(in crate::engine) mod check;
pub(in crate::engine) mod decode;
pub(in crate::engine) mod fingerprint;
pub(in crate::engine) mod fix;
pub(in crate::engine) mod guard;
pub(in crate::engine) mod ignores;
pub(in crate::engine) mod plan;
pub(super) mod prefilter;
mod proof;
pub(in crate::engine) mod report;
pub(in crate::engine) mod suppressions;
