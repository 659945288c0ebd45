//! A page in the reports of every format.

#![no_main]

#[path = "../../invariants/mod.rs"]
mod invariants;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Err(broken) = invariants::reports::every_report(bytes) {
        panic!("{broken}");
    }
});
