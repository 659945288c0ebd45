//! Memory grows with the text as well: what a page of one kind of mark takes at most, from its text to its findings.
//!
//! One test alone, for the system counts the whole process.

#![cfg(target_os = "linux")]

use std::fs;

use apiproof::{Checker, Level, MemorySystem};

/// The size of each page.
const SIZE: usize = 1 << 20;
/// What a page may take for each of its bytes, and what any page may take.
const FACTOR: usize = 40;
const ALWAYS: usize = 60 << 20;

/// A number of the process, in bytes: `VmRSS` is its memory now, `VmHWM` the most since that was forgotten.
fn memory(name: &str) -> usize {
    let status = fs::read_to_string("/proc/self/status").expect("Linux says it");
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).expect(name);
    line.trim().trim_end_matches(" kB").parse::<usize>().expect("a number") << 10
}

#[test]
fn a_page_of_one_kind_of_mark_is_small() {
    let checker =
        Checker::builder("/w").system(MemorySystem::new("/w".into())).level(Level::Pedantic).build();
    let checker = checker.expect("a level is no trouble");
    for mark in ["}", "}\n", "{{", "{{ ", "[", "[1,", "\"\n", "True,", "\"a\": True,\n", "{\"a\":"] {
        let page = format!("```json\n{}\n```\n", mark.repeat(SIZE / mark.len()));
        // Forgets the most so far, see proc(5).
        fs::write("/proc/self/clear_refs", "5").expect("a process may forget its own");
        let before = memory("VmRSS");
        checker.check_page("page.md", &page).expect("it is a page");
        let taken = memory("VmHWM").saturating_sub(before);
        assert!(taken <= FACTOR * SIZE + ALWAYS, "{mark:?} takes {} MB", taken >> 20);
    }
}
