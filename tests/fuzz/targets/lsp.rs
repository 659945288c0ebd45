//! A language server whose client keeps to nothing.

#![no_main]

#[path = "../../invariants/mod.rs"]
mod invariants;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Err(broken) = invariants::lsp::answered(bytes) {
        panic!("{broken}");
    }
});
