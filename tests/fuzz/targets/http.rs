//! HTTP messages.

#![no_main]

#[path = "../../invariants/mod.rs"]
mod invariants;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Err(broken) = invariants::texts::http(bytes) {
        panic!("{broken}");
    }
});
