//! A page: checked at every level, inspected, and fixed to the end.

#![no_main]

#[path = "../../invariants/mod.rs"]
mod invariants;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Err(broken) = invariants::page::checked_fixed_and_inspected(bytes) {
        panic!("{broken}");
    }
});
