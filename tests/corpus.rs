//! The small corpus of the fuzzers, `tests/fuzz/corpus/<target>/`, through the functions that they call: what they once
//! found stays found, without the toolchain that they need.

mod invariants;

use std::fs;
use std::path::{Path, PathBuf};

use invariants::{TARGETS, Target, tried};

/// The inputs of a target, in order.
fn inputs(name: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(name);
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a corpus is readable").path()).collect();
    paths.sort();
    paths
}

/// What does not hold of the inputs of a target.
fn broken((name, holds): &Target) -> Vec<String> {
    let paths = inputs(name);
    assert!(!paths.is_empty(), "`{name}` has no inputs");
    let failure = |path: PathBuf| {
        let bytes = fs::read(&path).expect("an input is readable");
        tried(*holds, &bytes).err().map(|what| format!("{}: {what}", path.display()))
    };
    paths.into_iter().filter_map(failure).collect()
}

#[test]
fn the_corpus_of_every_target_holds() {
    let failures: Vec<String> = TARGETS.iter().flat_map(broken).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

/// Every target has its fuzzer and every fuzzer its target.
#[test]
fn targets_and_fuzzers_are_the_same() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/targets");
    let entries = fs::read_dir(folder).expect("the fuzzers are there");
    let stem = |path: PathBuf| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let mut fuzzers: Vec<String> =
        entries.filter_map(|entry| stem(entry.expect("a folder is readable").path())).collect();
    fuzzers.sort();
    let mut names: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
    names.sort_unstable();
    assert_eq!(fuzzers, names);
}
