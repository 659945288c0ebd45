//! A description of the API, and a page under it.

#![no_main]

#[path = "../../invariants/mod.rs"]
mod invariants;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Err(broken) = invariants::descriptions::schema(bytes) {
        panic!("{broken}");
    }
});
