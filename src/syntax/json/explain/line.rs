//! Lines of a body, and the faults that stand so near each other that they may be one. Nothing here judges.

use std::ops::Range;

use super::guess::weight;
use crate::syntax::json::Issue;

/// The start of the line that `at` stands in.
pub(super) fn start(text: &str, at: usize) -> usize {
    memchr::memrchr(b'\n', &text.as_bytes()[..at]).map_or(0, |newline| newline + 1)
}

/// The end of the line that `at` stands in, without the line break.
pub(super) fn end(text: &str, at: usize) -> usize {
    memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |length| at + length)
}

/// The width of the white space at the start of `line`; a tab counts as four.
pub(super) fn indent(line: &str) -> usize {
    line.bytes()
        .take_while(|byte| matches!(byte, b' ' | b'\t'))
        .map(|byte| if byte == b'\t' { 4 } else { 1 })
        .sum()
}

/// Faults on one line or on lines right below each other.
#[derive(Debug)]
pub(super) struct Cluster {
    /// Their places in the list of issues.
    pub(super) issues: Range<usize>,
    /// Where the next cluster may begin.
    pub(super) end: usize,
}

/// The first cluster from `from` on that is in doubt.
pub(super) fn cluster(issues: &[Issue], text: &str, from: usize) -> Option<Cluster> {
    let first = issues.partition_point(|issue| (issue.span.start as usize) < from);
    let mut range = first..first;
    let mut total = 0;
    for (index, issue) in issues.iter().enumerate().skip(first) {
        if weight(issue.kind) == 0 {
            continue;
        }
        if total == 0 {
            range.start = index;
        } else if !are_near(&issues[range.end - 1], issue, text) {
            if total >= 6 {
                break;
            }
            (range.start, total) = (index, 0);
        }
        range.end = index + 1;
        total += weight(issue.kind);
    }
    let last = issues.get(range.end.wrapping_sub(1)).filter(|_| total >= 6)?;
    Some(Cluster { end: last.span.end as usize + 1, issues: range })
}

/// Whether at most one line break stands between two faults.
pub(super) fn are_near(one: &Issue, other: &Issue, text: &str) -> bool {
    let between = one.span.end as usize..(other.span.start.max(one.span.end)) as usize;
    memchr::memchr_iter(b'\n', &text.as_bytes()[between]).take(2).count() < 2
}
