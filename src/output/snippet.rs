//! A few lines of a page, ready to be shown: harmless, without carriage returns, and never longer than a screen
//! can bear, with a map from places in the file to places in what is shown.

use std::ops::Range;

use super::neutral::{self, Piece};
use crate::text::{SourceFile, Span};

/// How much of a line is shown, in bytes.
#[derive(Clone, Copy, Debug)]
struct Limits {
    /// A line with more than this is shown in part.
    line: usize,
    /// How much of a long line is shown around a place, at most.
    around: usize,
    /// How much of a place on a long line is shown.
    within: usize,
    /// How much room the words behind a place need.
    label: usize,
}

const LIMITS: Limits = Limits { line: 500, around: 80, within: 200, label: 0 };

/// However many places there are on a line, this much is shown around each.
const LEAST: usize = 8;
/// What stands before a line: its number, a sign and blanks.
const GUTTER: usize = 9;

impl Limits {
    /// As much as a terminal of so many cells shows on a line with a label.
    fn of(columns: Option<usize>, label: usize) -> Self {
        let Some(columns) = columns else { return LIMITS };
        let line = columns.saturating_sub(GUTTER).max(20);
        let label = label.min(line / 2);
        Self {
            line: line.min(LIMITS.line),
            within: (line * 2 / 3).min((line - label).saturating_sub(LEAST)).clamp(LEAST, LIMITS.within),
            label,
            ..LIMITS
        }
    }
}

/// Some consecutive lines of a page.
#[derive(Debug)]
pub(super) struct Excerpt {
    /// Number of the first line.
    pub(super) first_line: usize,
    /// What is shown.
    pub(super) text: String,
    anchors: Vec<Anchor>,
}

/// From `file` on, to the next anchor, the file is shown from `shown` on: byte by byte, or as something else.
#[derive(Clone, Copy, Debug)]
struct Anchor {
    file: usize,
    shown: usize,
    verbatim: bool,
}

impl Excerpt {
    /// The lines that hold `spans`.
    pub(super) fn new(source: &SourceFile, spans: &[Span]) -> Self {
        Self::within(source, spans, None, 0)
    }

    /// The lines that hold `spans`, cut for a terminal of so many cells, with room for a label behind each.
    pub(super) fn within(source: &SourceFile, spans: &[Span], columns: Option<usize>, label: usize) -> Self {
        let limits = Limits::of(columns, label);
        let (first, last) = line_range(source, spans);
        let mut excerpt = Self { first_line: first as usize, text: String::new(), anchors: Vec::new() };
        let lines = source.lines();
        let places = Places::new(spans);
        for line in first..=last {
            let start = lines.start(line);
            let end = if line < lines.len() { lines.start(line + 1) } else { source.text().len() };
            excerpt.push_line(source.text(), start..end, &places, limits);
        }
        excerpt
    }

    /// Where a piece of the file is shown.
    pub(super) fn range(&self, span: Span) -> Range<usize> {
        let start = self.place(span.start as usize);
        start..self.place(span.end as usize).max(start)
    }

    fn place(&self, offset: usize) -> usize {
        let index = self.anchors.partition_point(|anchor| anchor.file <= offset).saturating_sub(1);
        let Some(anchor) = self.anchors.get(index) else { return 0 };
        let end = self.anchors.get(index + 1).map_or(self.text.len(), |next| next.shown);
        let ahead = if anchor.verbatim { offset.saturating_sub(anchor.file) } else { 0 };
        (anchor.shown + ahead).min(end)
    }

    fn push_line(&mut self, text: &str, line: Range<usize>, places: &Places, limits: Limits) {
        let content = text[line.clone()].trim_end_matches(['\r', '\n']).len();
        let end = line.start + content;
        let mut at = line.start;
        for part in shown_parts(text, line.start..end, places.near(line.start, end), limits) {
            if part.start > at {
                self.push_instead(at, "…");
            }
            self.push_part(text, part.clone());
            at = part.end;
        }
        if at < end {
            self.push_instead(at, "…");
        }
        self.anchors.push(Anchor { file: end, shown: self.text.len(), verbatim: false });
        if line.end > end {
            self.text.push('\n');
        }
        self.anchors.push(Anchor { file: line.end, shown: self.text.len(), verbatim: true });
    }

    fn push_part(&mut self, text: &str, part: Range<usize>) {
        self.anchors.push(Anchor { file: part.start, shown: self.text.len(), verbatim: true });
        let written = &text[part.clone()];
        if neutral::is_harmless(written) {
            self.text.push_str(written);
            return;
        }
        neutral::each(written, |at, piece| match piece {
            Piece::Same(c) => {
                if self.anchors.last().is_some_and(|anchor| !anchor.verbatim) {
                    let anchor = Anchor { file: part.start + at, shown: self.text.len(), verbatim: true };
                    self.anchors.push(anchor);
                }
                self.text.push(c);
            }
            Piece::Instead(words) => self.push_instead(part.start + at, &words),
        });
    }

    fn push_instead(&mut self, file: usize, words: &str) {
        self.anchors.push(Anchor { file, shown: self.text.len(), verbatim: false });
        self.text.push_str(words);
    }
}

/// Places in the order in which they begin, to find those on a line without looking at all of them.
struct Places {
    ranges: Vec<Range<usize>>,
    /// Up to each, where the last of them ends.
    reach: Vec<usize>,
}

impl Places {
    fn new(spans: &[Span]) -> Self {
        let mut ranges: Vec<Range<usize>> = spans.iter().map(|span| span.range()).collect();
        ranges.sort_unstable_by_key(|range| range.start);
        let mut furthest = 0;
        let reach = ranges.iter().map(|range| {
            furthest = range.end.max(furthest);
            furthest
        });
        Self { reach: reach.collect(), ranges }
    }

    /// All that may touch a line, and hardly any others.
    fn near(&self, start: usize, end: usize) -> &[Range<usize>] {
        let from = self.reach.partition_point(|reach| *reach < start);
        let to = self.ranges.partition_point(|range| range.start <= end);
        self.ranges.get(from..to).unwrap_or_default()
    }
}

/// First and last line that `spans` touch.
pub(super) fn line_range(source: &SourceFile, spans: &[Span]) -> (u32, u32) {
    let first = spans.iter().map(|span| source.line(span.start)).min().unwrap_or(1);
    let last = spans.iter().map(|span| source.line(span.end.saturating_sub(1).max(span.start))).max();
    (first, last.unwrap_or(first).max(first))
}

/// The parts of a line that are shown: all of it, or what is near a place.
fn shown_parts(text: &str, line: Range<usize>, near: &[Range<usize>], limits: Limits) -> Vec<Range<usize>> {
    let on_line = |at: usize| at.clamp(line.start, line.end);
    let places: Vec<_> = near
        .iter()
        .filter(|span| span.start <= line.end && span.end >= line.start)
        .map(|span| on_line(span.start)..on_line(span.end))
        .collect();
    let last = places.iter().map(|place| place.end - line.start).max().unwrap_or(0);
    if line.len() <= limits.line && last + limits.label <= limits.line {
        return vec![line];
    }
    // What the places leave of a line is for what stands around them.
    let taken: usize = places.iter().map(|place| place.len().min(limits.within)).sum();
    let around = limits.line.saturating_sub(taken + limits.label) / (2 * places.len().max(1));
    let around = around.clamp(LEAST, limits.around);
    let mut parts: Vec<_> = places
        .into_iter()
        .map(|Range { start, end }| {
            let first = text.floor_char_boundary(start.saturating_sub(around).max(line.start));
            // Nothing stands behind a place that is cut itself.
            let last = if end - start > limits.within { start + limits.within } else { end + around };
            first..text.floor_char_boundary(last.min(line.end)).max(first)
        })
        .collect();
    if parts.is_empty() {
        parts.push(line.start..text.floor_char_boundary(line.start + around));
    }
    parts.sort_by_key(|part| part.start);
    parts.dedup_by(|next, part| {
        let joins = next.start <= part.end;
        if joins {
            part.end = part.end.max(next.end);
        }
        joins
    });
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, needle: &str) -> (String, String) {
        let at = text.find(needle).unwrap();
        let span = Span::new(at, at + needle.len());
        let source = SourceFile::new("a.md", text);
        let excerpt = Excerpt::new(&source, &[span]);
        let range = excerpt.range(span);
        (excerpt.text[range].to_owned(), excerpt.text)
    }

    #[test]
    fn places_are_kept_through_escapes_and_crlf() {
        let cases = [
            ("a\r\n\u{1b}[31m 1,\r\nb", ",", ",", "\\u{1b}[31m 1,\n"),
            ("é ##vso[x] é,\n", "é,", "é,", "é # #vso[x] é,\n"),
            ("x\u{1b}y", "\u{1b}", "\\u{1b}", "x\\u{1b}y"),
            ("one,\r\n two\r\n", ",\r\n two", ",\n two", "one,\n two\n"),
        ];
        for (text, needle, found, all) in cases {
            assert_eq!(shown(text, needle), (found.to_owned(), all.to_owned()), "{text:?}");
        }
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("{}HERE{}\n", "é".repeat(10_000), "ü".repeat(10_000));
        let (found, all) = shown(&text, "HERE");
        assert_eq!(found, "HERE");
        assert!(all.len() < 200 && all.starts_with("…é") && all.ends_with("ü…\n"), "{all}");
    }

    #[test]
    fn a_line_is_cut_to_the_terminal() {
        let text = format!("{}HERE{}\n", "a".repeat(200), "b".repeat(200));
        let source = SourceFile::new("a.md", text.as_str());
        for columns in [10, 40, 80, 200] {
            let excerpt = Excerpt::within(&source, &[Span::new(200, 204)], Some(columns), 0);
            assert_eq!(&excerpt.text[excerpt.range(Span::new(200, 204))], "HERE");
            assert!(excerpt.text.chars().count() <= columns.max(24), "{columns}: {}", excerpt.text);
        }
        let at_the_end = Span::new(56, 60);
        let source = SourceFile::new("a.md", format!("{}HERE\n", "a".repeat(56)));
        for (label, shown) in [(0, 60), (10, 60), (30, 40)] {
            let excerpt = Excerpt::within(&source, &[at_the_end], Some(80), label);
            let end = excerpt.text[..excerpt.range(at_the_end).end].chars().count();
            assert!(end + label <= 71 && end <= shown, "{}", excerpt.text);
        }
    }
}
