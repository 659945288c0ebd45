//! A fix as the lines that go and the lines that come, with what differs between them marked.

use super::detail::Detail;
use super::words::{Words, words};
use crate::diagnostic::{Applicability, Fix};
use crate::output::change::{ChangedLine, changed_lines, harmless_lines, is_within};
use crate::text::SourceFile;

/// A fix of more bytes than this, taken and given, is only named.
const LARGE: usize = 4000;
/// A fix that touches more lines than this is only named.
const TALL: u32 = 60;
/// A change of more lines than this is folded.
const LONG: usize = 10;

pub(super) struct FixView {
    pub(super) title: Vec<Words>,
    pub(super) promise: &'static str,
    pub(super) lines: Vec<FixLine>,
    /// Whether the lines are folded away.
    pub(super) is_long: bool,
}

/// A line before the change or after it.
pub(super) struct FixLine {
    pub(super) number: usize,
    /// `gone` or `new`.
    pub(super) class: &'static str,
    pub(super) before: String,
    /// What differs from the other line of its pair.
    pub(super) changed: String,
    pub(super) after: String,
}

impl FixView {
    pub(super) fn new(source: &SourceFile, fix: &Fix, detail: Detail) -> Self {
        let is_shown = detail == Detail::Full && is_within(source, fix, LARGE, TALL);
        let lines = if is_shown { marked(&changed_lines(source, fix, harmless_lines)) } else { Vec::new() };
        Self {
            title: words(&fix.title),
            promise: match fix.applicability {
                Applicability::Safe => "safe",
                Applicability::Unsafe => "unsafe: review it",
                Applicability::DisplayOnly => "by hand",
            },
            is_long: lines.len() > LONG,
            lines,
        }
    }
}

/// Lines that go next to as many that come are taken for pairs.
fn marked(lines: &[ChangedLine]) -> Vec<FixLine> {
    let mut out = Vec::with_capacity(lines.len());
    let mut at = 0;
    while at < lines.len() {
        let run = |from: usize, sign| lines[from..].iter().take_while(|line| line.sign == sign).count();
        let gone = run(at, '-');
        let new = run(at + gone, '+');
        if gone == 0 && new == 0 {
            // What stays is shown above the fix.
            at += 1;
            continue;
        }
        let (old, rest) = lines[at..].split_at(gone);
        let come = &rest[..new];
        let pairs = gone == new;
        let other = |at: usize, of: &[ChangedLine]| pairs.then(|| of[at].text.clone());
        out.extend(old.iter().enumerate().map(|(at, line)| split(line, other(at, come).as_deref())));
        out.extend(come.iter().enumerate().map(|(at, line)| split(line, other(at, old).as_deref())));
        at += gone + new;
    }
    out
}

fn plain(line: &ChangedLine) -> FixLine {
    let class = if line.sign == '-' { "gone" } else { "new" };
    FixLine {
        number: line.number,
        class,
        before: line.text.clone(),
        changed: String::new(),
        after: String::new(),
    }
}

/// Marks what a line does not share with the other one at its beginning and at its end.
fn split(line: &ChangedLine, other: Option<&str>) -> FixLine {
    let Some(other) = other else { return plain(line) };
    let text = line.text.as_str();
    let same = |(one, other): &(char, char)| one == other;
    let start: usize =
        text.chars().zip(other.chars()).take_while(same).map(|(common, _)| common.len_utf8()).sum();
    let (rest, others) = (&text[start..], &other[start..]);
    let end: usize = rest
        .chars()
        .rev()
        .zip(others.chars().rev())
        .take_while(same)
        .map(|(common, _)| common.len_utf8())
        .sum();
    let (changed, after) = rest.split_at(rest.len() - end);
    FixLine {
        before: text[..start].to_owned(),
        changed: changed.to_owned(),
        after: after.to_owned(),
        ..plain(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(sign: char, text: &str) -> ChangedLine {
        ChangedLine { number: 1, sign, text: text.to_owned() }
    }

    #[test]
    fn what_differs_in_a_pair_is_marked() {
        let lines = [line(' ', "{"), line('-', "  \"é\": True,"), line('+', "  \"é\": true,")];
        let marked: Vec<_> =
            marked(&lines).into_iter().map(|it| (it.class, it.before, it.changed, it.after)).collect();
        let expected = [("gone", "  \"é\": ", "T", "rue,"), ("new", "  \"é\": ", "t", "rue,")];
        let expected = expected.map(|(class, a, b, c)| (class, a.to_owned(), b.to_owned(), c.to_owned()));
        assert_eq!(marked, expected);
    }

    #[test]
    fn lines_without_a_partner_are_not_compared() {
        let lines = [line('-', "ab"), line('+', "a"), line('+', "b")];
        assert!(marked(&lines).iter().all(|it| it.changed.is_empty()));
    }

    #[test]
    fn what_repeats_is_marked_once() {
        let marked = marked(&[line('-', "aaa"), line('+', "aa")]);
        assert_eq!((&*marked[0].before, &*marked[0].changed, &*marked[0].after), ("aa", "a", ""));
        assert_eq!((&*marked[1].before, &*marked[1].changed), ("aa", ""));
    }
}
