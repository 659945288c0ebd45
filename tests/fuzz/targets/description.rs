//! A description of the API with examples of its own.

#![no_main]

#[path = "../../invariants/mod.rs"]
mod invariants;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Err(broken) = invariants::descriptions::description(bytes) {
        panic!("{broken}");
    }
});
