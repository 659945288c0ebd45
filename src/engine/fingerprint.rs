//! What makes a finding the same finding after its page was edited elsewhere.

use std::collections::HashMap;

use super::report::FileReport;
use crate::diagnostic::Diagnostic;

/// How far to either side of a finding its line counts: a body on one line may have megabytes.
const REACH: usize = 256;

/// The fingerprint of every finding of a page, in their order: a hash of the rule, the JSON Pointer and the line
/// without its white space, and which of several equal ones it is. Neither path nor line number count.
pub fn fingerprints(file: &FileReport) -> Vec<u64> {
    let mut seen = HashMap::new();
    let text = file.source.text();
    let one = |finding: &Diagnostic| {
        let mut hash = Fnv::default();
        hash.write(finding.rule.id.as_bytes());
        hash.write(&[0]);
        hash.write(finding.pointer.as_deref().unwrap_or_default().as_bytes());
        hash.write(&[0]);
        for word in line_around(text, finding.primary.span.range().start).split_whitespace() {
            hash.write(word.as_bytes());
            hash.write(b" ");
        }
        let ordinal = seen.entry(hash.0).or_insert(0_u32);
        *ordinal += 1;
        hash.write(&ordinal.to_le_bytes());
        hash.0
    };
    file.findings.iter().map(one).collect()
}

/// A hash of a path, for readers who want one fingerprint for all pages.
pub fn path_print(path: &str) -> u64 {
    let mut hash = Fnv::default();
    hash.write(path.as_bytes());
    hash.0
}

fn line_around(text: &str, at: usize) -> &str {
    let at = text.floor_char_boundary(at.min(text.len()));
    let first = text.floor_char_boundary(at.saturating_sub(REACH));
    let last = text.floor_char_boundary((at + REACH).min(text.len()));
    let start = text[first..at].rfind('\n').map_or(first, |newline| first + newline + 1);
    let end = text[at..last].find('\n').map_or(last, |newline| at + newline);
    &text[start..end]
}

/// FNV-1a, 64 bits: the same on every platform and in every version, which the standard hasher does not promise.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{FixAvailability, Level, RuleMeta, Severity};
    use crate::text::{SourceFile, Span};

    static RULE: RuleMeta = RuleMeta {
        id: "json/comment",
        docs: "",
        severity: Severity::Error,
        level: Level::Default,
        fix: FixAvailability::None,
    };

    fn prints(text: &str, needle: &str) -> Vec<u64> {
        let findings = text
            .match_indices(needle)
            .map(|(at, found)| Diagnostic::new(&RULE, Span::new(at, at + found.len()), ""))
            .collect();
        fingerprints(&FileReport { source: SourceFile::new("a.md", text), others: Vec::new(), findings })
    }

    #[test]
    fn moving_and_reindenting_keep_it_and_equal_lines_differ() {
        let before = prints("a\n  1 # x\n  1 # x\n", "#");
        assert_eq!(before, prints("new\nlines\n1 #   x\r\n\t1 # x\n", "#"));
        assert_ne!(before[0], before[1]);
        assert_ne!(before[0], prints("1 # y\n", "#")[0]);
    }
}
