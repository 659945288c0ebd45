//! A page that describes its own examples.

#![no_main]

#[path = "../../invariants/mod.rs"]
mod invariants;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Err(broken) = invariants::page::own_resource_page(bytes) {
        panic!("{broken}");
    }
});
