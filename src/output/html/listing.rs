//! The lines of an example with what was found in them.

use std::ops::Range;

use super::detail::Detail;
use super::fix_view::FixView;
use super::words::{Words, words};
use crate::diagnostic::{Applicability, Diagnostic, Fix, Severity};
use crate::engine::FileReport;
use crate::output::neutral;
use crate::output::snippet::{Excerpt, line_range};
use crate::text::{SourceFile, Span};

/// An example of up to this many lines is shown whole.
const SHORT: u32 = 40;
/// How many lines around a finding are shown of a longer one.
const AROUND: u32 = 4;
/// A place with more lines than this is marked on its first one.
const TALL: u32 = 20;
/// So many other lines with the same finding are named.
const MOST_OTHERS: usize = 5;
/// How many places are marked on one line.
const MOST_MARKS: usize = 100;

/// A line of a listing.
pub(super) struct Line {
    pub(super) number: u32,
    /// How many lines before it are not shown.
    pub(super) gap: u32,
    /// Whether its number does not follow that of the line before it.
    pub(super) is_first: bool,
    pub(super) segments: Vec<Segment>,
    pub(super) notes: Vec<Note>,
}

/// A piece of a line; the class is empty where nothing was found.
pub(super) struct Segment {
    pub(super) text: String,
    pub(super) class: &'static str,
}

/// A finding, below its line.
pub(super) struct Note {
    pub(super) severity: &'static str,
    pub(super) rule: &'static str,
    pub(super) column: u32,
    /// Whether an earlier report does not have it.
    pub(super) is_new: bool,
    /// How many findings it stands for.
    pub(super) count: usize,
    /// Where else the same was found: `also on lines 19, 20 and 12 more`.
    pub(super) also: String,
    pub(super) message: Vec<Words>,
    pub(super) help: Vec<Vec<Words>>,
    pub(super) related: Vec<Related>,
    pub(super) fix: Option<FixView>,
    /// By which promise it can be fixed.
    pub(super) flag: Option<&'static str>,
}

pub(super) struct Related {
    pub(super) place: String,
    pub(super) message: Vec<Words>,
}

/// A finding to show, in the order of lines.
pub(super) struct Found<'f> {
    pub(super) finding: &'f Diagnostic,
    pub(super) is_new: bool,
    /// The lines of others that say the same; `None` if it is one of these.
    pub(super) others: Option<Vec<u32>>,
}

/// The lines `range` (1-based, both ends), or those of them around findings.
pub(super) fn lines(
    file: &FileReport,
    range: (u32, u32),
    findings: &[Found<'_>],
    detail: Detail,
) -> Vec<Line> {
    let source = &file.source;
    let last = last_line(source);
    let (first, end) = (range.0.min(last), range.1.min(last));
    let mut lines = Vec::new();
    let mut before = first;
    for window in windows(source, (first, end), findings, detail) {
        let gap = window.0 - before;
        before = window.1 + 1;
        let at = lines.len();
        shown(file, window, findings, detail, &mut lines);
        if let Some(line) = lines.get_mut(at) {
            line.gap = if detail == Detail::Dense { 0 } else { gap };
            line.is_first = true;
        }
    }
    lines
}

/// The last line with something on it.
fn last_line(source: &SourceFile) -> u32 {
    let lines = source.lines();
    let ends_with_newline = lines.len() > 1 && lines.start(lines.len()) == source.text().len();
    lines.len() - u32::from(ends_with_newline)
}

/// The stretches of lines to show.
fn windows(
    source: &SourceFile,
    (first, last): (u32, u32),
    findings: &[Found<'_>],
    detail: Detail,
) -> Vec<(u32, u32)> {
    let is_dense = detail == Detail::Dense;
    if last - first < SHORT && !is_dense {
        return vec![(first, last)];
    }
    let mut windows: Vec<(u32, u32)> = if is_dense { Vec::new() } else { vec![(first, first + 1)] };
    for found in findings.iter().filter(|found| !is_dense || found.others.is_some()) {
        let (from, to) = marked(source, found.finding.primary.span);
        let (to, around, joins) = if is_dense { (from, 0, 0) } else { (to, AROUND, 2) };
        let window = (from.saturating_sub(around).max(first), (to + around).min(last));
        match windows.last_mut() {
            Some(before) if window.0 <= before.1 + joins => before.1 = before.1.max(window.1),
            _ => windows.push(window),
        }
    }
    windows
}

/// The lines that are marked for a place.
fn marked(source: &SourceFile, span: Span) -> (u32, u32) {
    let (first, last) = line_range(source, &[span]);
    (first, if last - first < TALL { last } else { first })
}

fn shown(
    file: &FileReport,
    window: (u32, u32),
    findings: &[Found<'_>],
    detail: Detail,
    lines: &mut Vec<Line>,
) {
    let source = &file.source;
    let at = |line: u32| Span::empty(source.lines().start(line));
    // They come in the order of their lines.
    let line = |found: &Found<'_>| source.line(found.finding.primary.span.start);
    let from = findings.partition_point(|found| line(found) < window.0);
    let to = findings.partition_point(|found| line(found) <= window.1);
    let here = findings.get(from..to).unwrap_or_default();
    let mut spans = vec![at(window.0), at(window.1)];
    spans.extend(here.iter().map(|found| on_lines(source, found.finding.primary.span, window.1)));
    let excerpt = Excerpt::new(source, &spans);
    let marks: Vec<Mark> = spans[2..]
        .iter()
        .zip(here)
        .map(|(span, found)| (excerpt.range(*span), found.finding.severity))
        .collect();
    let marks = Marks::new(marks);
    let mut start = 0;
    let mut left = here;
    for (number, text) in (window.0..=window.1).zip(excerpt.text.split('\n')) {
        let (notes, rest) = left.split_at(left.partition_point(|found| line(found) <= number));
        left = rest;
        lines.push(Line {
            number,
            gap: 0,
            is_first: false,
            segments: segments(text, start, marks.near(start, start + text.len())),
            notes: notes.iter().filter_map(|found| note(file, found, detail)).collect(),
        });
        start += text.len() + 1;
    }
}

/// A place in an excerpt and how bad it is.
type Mark = (Range<usize>, Severity);

/// Marks in the order in which they begin, to find those on a line without looking at all of them.
struct Marks {
    list: Vec<Mark>,
    /// Up to each, where the last of them ends.
    reach: Vec<usize>,
}

impl Marks {
    fn new(mut list: Vec<Mark>) -> Self {
        list.sort_by_key(|(range, _)| range.start);
        let mut furthest = 0;
        let reach = list.iter().map(|(range, _)| {
            furthest = range.end.max(furthest);
            furthest
        });
        Self { reach: reach.collect(), list }
    }

    /// All that may touch a line, and hardly any others.
    fn near(&self, start: usize, end: usize) -> &[Mark] {
        let from = self.reach.partition_point(|reach| *reach < start);
        let to = self.list.partition_point(|(range, _)| range.start <= end);
        self.list.get(from..to).unwrap_or_default()
    }
}

/// The part of a place that is marked.
fn on_lines(source: &SourceFile, span: Span, last: u32) -> Span {
    let (_, to) = marked(source, span);
    let lines = source.lines();
    let end = if to.min(last) < lines.len() { lines.start(to.min(last) + 1) } else { source.text().len() };
    Span::new(span.range().start, span.range().end.min(end))
}

/// Cuts a line, which begins at `start` of the excerpt, where marks begin and end. Where several overlap, the worst
/// shows.
fn segments(text: &str, start: usize, marks: &[Mark]) -> Vec<Segment> {
    let local = |at: usize| at.saturating_sub(start).min(text.len());
    let touches = |range: &Range<usize>| range.start <= start + text.len() && range.end >= start;
    let here: Vec<Mark> = marks
        .iter()
        .filter(|(range, _)| touches(range))
        .take(MOST_MARKS)
        .map(|(range, severity)| (local(range.start)..local(range.end), *severity))
        .collect();
    let mut cuts: Vec<usize> = here.iter().flat_map(|(range, _)| [range.start, range.end]).collect();
    cuts.extend([0, text.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    let worst = |at: Range<usize>| {
        let over = here.iter().filter(|(range, _)| range.start <= at.start && at.end <= range.end);
        over.map(|(_, severity)| *severity).max()
    };
    let mut segments = Vec::new();
    for (index, at) in cuts.iter().enumerate() {
        // A place without characters is marked between those next to it.
        if let Some((_, severity)) = here.iter().find(|(range, _)| range.start == *at && range.end == *at) {
            segments.push(Segment { text: String::new(), class: severity.word() });
        }
        let Some(end) = cuts.get(index + 1) else { break };
        let class = worst(*at..*end).map_or("", Severity::word);
        segments.push(Segment { text: text[*at..*end].to_owned(), class });
    }
    segments
}

/// `None` for what another note stands for.
fn note(file: &FileReport, Found { finding, is_new, others }: &Found<'_>, detail: Detail) -> Option<Note> {
    let source = &file.source;
    let others = others.as_ref()?;
    let related = finding.related.iter().map(|label| {
        let other = file.source_of(label);
        let at = other.position(label.span.start);
        let place = match label.path {
            Some(_) => format!("{}:{}", other.path(), at.line),
            None => format!("line {}", at.line),
        };
        Related { place: neutral::neutral(&place).into_owned(), message: words(&label.message) }
    });
    let flag = |fix: &Fix| match fix.applicability {
        Applicability::Safe => Some("safe"),
        Applicability::Unsafe => Some("unsafe"),
        Applicability::DisplayOnly => None,
    };
    Some(Note {
        flag: finding.fix.as_ref().and_then(flag),
        is_new: *is_new,
        count: others.len() + 1,
        also: also(others),
        severity: finding.severity.word(),
        rule: finding.rule.id,
        column: source.position(finding.primary.span.start).column,
        message: words(&finding.message),
        help: finding.help.iter().map(|help| words(help)).collect(),
        related: related.collect(),
        fix: finding
            .fix
            .as_ref()
            .filter(|fix| !fix.edits.is_empty())
            .map(|fix| FixView::new(source, fix, detail)),
    })
}

/// Where else the same was found.
fn also(lines: &[u32]) -> String {
    let mut distinct = lines.to_vec();
    distinct.dedup();
    let named: Vec<String> = distinct.iter().take(MOST_OTHERS).map(u32::to_string).collect();
    let more = distinct.len() - named.len();
    match (named.as_slice(), more) {
        ([], _) => String::new(),
        ([one], 0) => format!("also on line {one}"),
        ([rest @ .., last], 0) => format!("also on lines {} and {last}", rest.join(", ")),
        (all, more) => format!("also on lines {} and {more} more", all.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::also;

    #[test]
    fn other_lines_are_named_as_one_says_it() {
        assert_eq!(also(&[]), "");
        assert_eq!(also(&[3]), "also on line 3");
        assert_eq!(also(&[3, 3, 4, 5]), "also on lines 3, 4 and 5");
        assert_eq!(also(&[1, 2, 3, 4, 5, 6, 7]), "also on lines 1, 2, 3, 4, 5 and 2 more");
    }
}
