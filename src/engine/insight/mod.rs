//! What pages hold and declare, for people and programs that ask. Nothing here judges.

pub(in crate::engine) mod coverage;
pub(in crate::engine) mod cursor;
pub(in crate::engine) mod declarations;
pub(in crate::engine) mod owners;
pub(in crate::engine) mod page;
