//! The values of header fields, each by the grammar of its own field.
//!
//! `table` says which grammar a field has and where it is specified; every other module here reads one grammar as
//! writers type it and names the first departure. A value that stands for another, such as `{token}` or `YOUR_KEY`,
//! is no departure: nothing here judges what documentation leaves open. What is worth reporting is up to the rules.

mod accept;
pub mod address;
mod auth;
mod cache;
mod check;
mod cookie;
mod date;
mod disposition;
mod fault;
mod grammar;
mod link;
mod list;
mod number;
mod open;
mod purpose;
mod structured;
mod table;
mod tag;
mod word;

pub use check::check;
pub use fault::{Fault, FaultKind, Repair};
pub use open::is_open;
pub use purpose::purpose;
pub use table::{Direction, Field, all, find, is_sure_slip, meant_by};

#[cfg(test)]
mod tests;
