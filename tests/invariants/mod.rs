//! What must hold of every input, said once: the fixtures, the generated and mutated pages, the fuzzers of `tests/fuzz`
//! and the replay of their corpus ask these functions.
//!
//! Nothing here makes inputs. A function gives the first thing that does not hold.

// Every file of tests uses its own part of this.
#![allow(dead_code)]

use std::panic::catch_unwind;

pub(crate) mod descriptions;
pub(crate) mod finding;
pub(crate) mod json;
pub(crate) mod lsp;
pub(crate) mod page;
pub(crate) mod reports;
pub(crate) mod texts;

/// Whether something holds, or what does not.
pub(crate) type Holds = Result<(), String>;

/// A target of the fuzzers: its name and what it does with bytes.
pub(crate) type Target = (&'static str, fn(&[u8]) -> Holds);

/// The targets of the fuzzers.
pub(crate) const TARGETS: &[Target] = &[
    ("page", page::checked_fixed_and_inspected),
    ("reread", page::own_resource_page),
    ("json", texts::json),
    ("http", texts::http),
    ("shell", texts::shell),
    ("schema", descriptions::schema),
    ("config", descriptions::config),
    ("output", reports::every_report),
    ("description", descriptions::description),
    ("lsp", lsp::answered),
];

/// What `holds` says of some bytes; a panic does not hold.
pub(crate) fn tried(holds: fn(&[u8]) -> Holds, bytes: &[u8]) -> Holds {
    catch_unwind(|| holds(bytes)).unwrap_or_else(|_| Err("a panic, see above".to_owned()))
}

/// `Ok` if something is true, or else what is said.
pub(crate) fn ensure(is_true: bool, otherwise: impl FnOnce() -> String) -> Holds {
    if is_true { Ok(()) } else { Err(otherwise()) }
}
