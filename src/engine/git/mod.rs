//! Asking Git: what changed, and what a commit held.

mod answers;
pub(in crate::engine) mod changed_files;
pub(in crate::engine) mod command;
pub(in crate::engine) mod error;
mod patience;
pub(in crate::engine) mod tree;
mod worktree;

pub(in crate::engine) use answers::Entry;
