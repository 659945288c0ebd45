//! A fix as lines that go and lines that come, for changes that the snippet renderer cannot show: whole lines, and
//! white space that goes away. Other fixes never come here.

use std::fmt::Write as _;

use colored::Colorize as _;

use super::neutral::neutral;
use super::snippet::{Excerpt, line_range};
use crate::diagnostic::Fix;
use crate::text::{SourceFile, Span};

/// A line of the page before the change, after it, or both; numbered from 1 in its own text.
#[derive(Clone, Copy)]
enum Row<'t> {
    Same(usize, &'t str),
    Gone(usize, &'t str),
    New(usize, &'t str),
}

/// The places that a fix changes.
pub(super) fn spans(fix: &Fix) -> Vec<Span> {
    fix.edits.iter().map(|edit| edit.span).collect()
}

/// Whether a fix takes away and puts in no more than so many bytes, on fewer lines than so many.
pub(super) fn is_within(source: &SourceFile, fix: &Fix, bytes: usize, lines: u32) -> bool {
    let size: usize = fix.edits.iter().map(|edit| edit.span.len() + edit.text.len()).sum();
    let (first, last) = line_range(source, &spans(fix));
    size <= bytes && last - first < lines
}

/// Text that may have several lines, each made harmless.
pub(super) fn harmless_lines(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(|line| neutral(line.trim_end_matches('\r'))).collect();
    lines.join("\n")
}

/// Whether `fix` needs its lines shown: it touches more than one, or all that it does is to take white space away.
pub(super) fn takes_lines(source: &SourceFile, fix: &Fix) -> bool {
    let (first, last) = line_range(source, &spans(fix));
    let taken = |span: Span| &source.text()[span.range()];
    first != last
        || fix.edits.iter().any(|edit| edit.text.contains('\n') || taken(edit.span).contains('\n'))
        || fix.edits.iter().all(|edit| edit.text.is_empty() && taken(edit.span).trim().is_empty())
}

/// A line of a change as others show it.
pub(super) struct ChangedLine {
    pub(super) number: usize,
    /// `-` for a line that goes, `+` for one that comes, a blank for one that stays.
    pub(super) sign: char,
    pub(super) text: String,
}

/// The lines that `fix` changes, with those next to them.
pub(super) fn changed_lines(
    source: &SourceFile,
    fix: &Fix,
    replacement: impl Fn(&str) -> String,
) -> Vec<ChangedLine> {
    let (before, after, first_line) = both(source, fix, None, replacement);
    let before: Vec<_> = before.lines().collect();
    let after: Vec<_> = after.lines().collect();
    let rows = rows(&before, &after);
    let line = |row: &Row<'_>| {
        let (sign, at, text) = match row {
            Row::Same(at, text) => (' ', at, text),
            Row::Gone(at, text) => ('-', at, text),
            Row::New(at, text) => ('+', at, text),
        };
        ChangedLine { number: first_line + at, sign, text: (*text).to_owned() }
    };
    (0..rows.len()).filter(|at| is_shown(&rows, *at)).map(|at| line(&rows[at])).collect()
}

/// The lines that `fix` changes, with one line before and after. `replacement` makes the text of an edit harmless.
pub(super) fn lines(
    source: &SourceFile,
    fix: &Fix,
    columns: Option<usize>,
    replacement: impl Fn(&str) -> String,
) -> String {
    let (before, after, first_line) = both(source, fix, columns, replacement);
    let before: Vec<_> = before.lines().collect();
    let after: Vec<_> = after.lines().collect();
    written(&rows(&before, &after), first_line)
}

/// The text around a fix before and after it, and the number of its first line.
fn both(
    source: &SourceFile,
    fix: &Fix,
    columns: Option<usize>,
    replacement: impl Fn(&str) -> String,
) -> (String, String, usize) {
    let mut spans: Vec<_> = fix.edits.iter().map(|edit| edit.span).collect();
    let (first, last) = line_range(source, &spans);
    let known = source.lines();
    for line in [first.saturating_sub(1).max(1), (last + 1).min(known.len())] {
        let start = known.start(line);
        spans.push(Span::new(start, start));
    }
    let excerpt = Excerpt::within(source, &spans, columns, 0);
    let mut edits: Vec<_> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| edit.span.start);
    let (mut after, mut at) = (String::new(), 0);
    for edit in edits {
        let range = excerpt.range(edit.span);
        after.push_str(excerpt.text.get(at..range.start).unwrap_or_default());
        after.push_str(&replacement(&edit.text));
        at = range.end.max(at);
    }
    after.push_str(&excerpt.text[at..]);
    (excerpt.text, after, excerpt.first_line)
}

/// The shortest way from one text to the other. Both are short: a fix of many lines is only named.
fn rows<'t>(before: &[&'t str], after: &[&'t str]) -> Vec<Row<'t>> {
    // `common[i][j]`: how many lines `before[i..]` and `after[j..]` share.
    let mut common = vec![vec![0_usize; after.len() + 1]; before.len() + 1];
    for i in (0..before.len()).rev() {
        for j in (0..after.len()).rev() {
            let skip = common[i + 1][j].max(common[i][j + 1]);
            common[i][j] = if before[i] == after[j] { skip.max(common[i + 1][j + 1] + 1) } else { skip };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut rows = Vec::with_capacity(before.len() + after.len());
    while i < before.len() || j < after.len() {
        if i < before.len() && j < after.len() && before[i] == after[j] {
            rows.push(Row::Same(j, after[j]));
            (i, j) = (i + 1, j + 1);
        } else if i < before.len() && (j == after.len() || common[i + 1][j] >= common[i][j + 1]) {
            rows.push(Row::Gone(i, before[i]));
            i += 1;
        } else {
            rows.push(Row::New(j, after[j]));
            j += 1;
        }
    }
    rows
}

/// Whether a row changes or stands next to one that does.
fn is_shown(rows: &[Row<'_>], at: usize) -> bool {
    let changed = |at: usize| rows.get(at).is_some_and(|row| !matches!(row, Row::Same(..)));
    changed(at) || changed(at + 1) || (at > 0 && changed(at - 1))
}

/// The rows with their numbers; lines that stay only next to one that does not.
fn written(rows: &[Row<'_>], first_line: usize) -> String {
    let number = |row: &Row<'_>| match row {
        Row::Same(at, _) | Row::Gone(at, _) | Row::New(at, _) => first_line + at,
    };
    let width = rows.iter().map(number).max().unwrap_or(1).to_string().len();
    let gutter = format!("{:width$} {}", "", "|").bright_blue().bold();
    let mut out = format!("{gutter}\n");
    let mut elided = false;
    for (at, row) in rows.iter().enumerate() {
        if !is_shown(rows, at) {
            elided = at > 0;
            continue;
        }
        if std::mem::take(&mut elided) && rows[..at].iter().any(|row| !matches!(row, Row::Same(..))) {
            let _ = writeln!(out, "{}", "...".bright_blue().bold());
        }
        let (sign, text) = match row {
            Row::Same(_, text) => ("|".bright_blue().bold(), text.normal()),
            Row::Gone(_, text) => ("-".red(), text.red()),
            Row::New(_, text) => ("+".green(), text.green()),
        };
        let number = format!("{:>width$}", number(row)).bright_blue().bold();
        let line =
            if text.is_empty() { format!("{number} {sign}") } else { format!("{number} {sign} {text}") };
        let _ = writeln!(out, "{}", line.replace('\t', "    "));
    }
    out.push_str(&gutter.to_string());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_stay_are_shown_next_to_those_that_change() {
        colored::control::set_override(false);
        let before = ["a", "b", "c", "d", "e", "f", "g"];
        let after = ["a", "", "b", "c", "d", "e", "g"];
        let expected = "   |\n 9 | a\n10 +\n11 | b\n...\n14 | e\n14 - f\n15 | g\n   |";
        assert_eq!(written(&rows(&before, &after), 9), expected);
    }
}
