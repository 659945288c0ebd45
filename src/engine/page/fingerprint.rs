//! What makes a finding the same finding after its page was edited elsewhere.

use std::collections::HashMap;

use crate::diagnostic::Diagnostic;
use crate::engine::page::report::FileReport;
use crate::text::SourceFile;

/// How far to either side of a finding its line counts: a body on one line may have megabytes.
const REACH: usize = 256;

/// What makes a finding the same in another version of its page, whatever that is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Identity {
    /// A hash of the rule, the JSON Pointer without places in arrays, the code in the message, and the line without
    /// its white space. Neither path nor line number count, nor the wording of the message. Findings on equal lines
    /// have the same.
    pub key: u64,
    /// A hash of the lines before and after, to tell such findings apart.
    pub context: u32,
}

/// The identity of every finding of a page, in their order.
pub(crate) fn identities(source: &SourceFile, findings: &[Diagnostic]) -> Vec<Identity> {
    let text = source.text();
    findings
        .iter()
        .map(|finding| Identity { key: key(text, finding), context: context(text, finding) })
        .collect()
}

/// The fingerprint of every finding of a page, in their order: the key of its identity and which of several equal ones
/// it is.
pub(crate) fn fingerprints(file: &FileReport) -> Vec<u64> {
    let mut seen = HashMap::new();
    let one = |identity: Identity| {
        let ordinal = seen.entry(identity.key).or_insert(0_u32);
        *ordinal += 1;
        let mut hash = Fnv(identity.key);
        hash.write(&ordinal.to_le_bytes());
        hash.0
    };
    identities(&file.source, &file.findings).into_iter().map(one).collect()
}

fn key(text: &str, finding: &Diagnostic) -> u64 {
    let mut hash = Fnv::default();
    hash.write(finding.rule.id.as_bytes());
    hash.write(&[0]);
    for name in finding.pointer.as_deref().unwrap_or_default().split('/') {
        let is_index = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
        hash.write(if is_index { b"-" } else { name.as_bytes() });
        hash.write(b"/");
    }
    hash.write(&[0]);
    for code in finding.message.split('`').skip(1).step_by(2) {
        hash.write(code.as_bytes());
        hash.write(b"`");
    }
    hash.write(&[0]);
    let (start, end) = line_around(text, finding.primary.span.range().start);
    hash.write_words(&text[start..end]);
    hash.0
}

fn context(text: &str, finding: &Diagnostic) -> u32 {
    let (start, end) = line_around(text, finding.primary.span.range().start);
    let first = text.floor_char_boundary(start.saturating_sub(REACH));
    let last = text.floor_char_boundary((end + REACH).min(text.len()));
    let is_filled = |line: &&str| !line.trim().is_empty();
    let mut hash = Fnv::default();
    hash.write_words(text[first..start].lines().rev().find(is_filled).unwrap_or_default());
    hash.write(&[0]);
    hash.write_words(text[end..last].lines().find(is_filled).unwrap_or_default());
    (hash.0 ^ (hash.0 >> 32)) as u32
}

/// A hash of a path, for readers who want one fingerprint for all pages.
pub(crate) fn path_print(path: &str) -> u64 {
    let mut hash = Fnv::default();
    hash.write(path.as_bytes());
    hash.0
}

/// Where the line of a place begins and ends, as far as it counts.
fn line_around(text: &str, at: usize) -> (usize, usize) {
    let at = text.floor_char_boundary(at.min(text.len()));
    let first = text.floor_char_boundary(at.saturating_sub(REACH));
    let last = text.floor_char_boundary((at + REACH).min(text.len()));
    let start = text[first..at].rfind('\n').map_or(first, |newline| first + newline + 1);
    let end = text[at..last].find('\n').map_or(last, |newline| at + newline);
    (start, end)
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

    fn write_words(&mut self, text: &str) {
        for word in text.split_whitespace() {
            self.write(word.as_bytes());
            self.write(b" ");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{FixAvailability, Level, RuleMeta, Severity, Strength};
    use crate::text::Span;

    static RULE: RuleMeta = RuleMeta {
        id: "json/comment",
        docs: "",
        severity: Severity::Error,
        level: Level::Default,
        fix: FixAvailability::None,
        needs: Strength::Told,
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

    #[test]
    fn the_code_in_the_message_counts_and_its_wording_does_not() {
        let source = SourceFile::new("a.md", "before\n{ }\nafter\n");
        let identity = |message: &str, pointer: Option<&str>| {
            let mut finding = Diagnostic::new(&RULE, Span::new(7, 8), message);
            finding.pointer = pointer.map(str::to_owned);
            identities(&source, &[finding])[0]
        };
        let one = identity("property `id` is missing", Some("/value/0/x"));
        assert_eq!(one, identity("`id` belongs here", Some("/value/12/x")));
        assert_ne!(one, identity("property `name` is missing", Some("/value/0/x")));
        assert_ne!(one, identity("property `id` is missing", Some("/value/0/y")));
    }

    #[test]
    fn the_lines_around_tell_equal_lines_apart() {
        let source = SourceFile::new("a.md", "a\n1\n\nb\n1\n\nb\n");
        let finding = |at| Diagnostic::new(&RULE, Span::new(at, at + 1), "");
        let found = identities(&source, &[finding(2), finding(7)]);
        assert_eq!(found[0].key, found[1].key);
        assert_ne!(found[0].context, found[1].context);
    }
}
