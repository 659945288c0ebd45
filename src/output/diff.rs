//! What fixes would change, as a unified diff that `patch` and `git apply` take, coloured as Git colours one.
//!
//! A line with text that a terminal or a build log would obey is shown made harmless, as everywhere; such a patch is
//! refused by the tools that apply it rather than applied wrongly.

use std::borrow::Cow;
use std::io::{self, Write};
use std::ops::Range;

use colored::Colorize as _;

use super::neutral::neutral;
use crate::engine::FixedPage;
use crate::text::SourceFile;

/// Lines that are shown before and after a change.
const CONTEXT: usize = 3;
/// Two texts run together again where as many lines are the same.
const SAME: usize = 3;
/// How far that is looked for, in lines of both texts together. Fixes change few lines at a place.
const FAR: usize = 2_000;

/// Writes the changes of every page.
///
/// # Errors
/// If `out` fails.
pub(crate) fn diff(pages: &[FixedPage], out: &mut dyn Write) -> io::Result<()> {
    for page in pages {
        if let Some((before, after)) = &page.texts {
            write(&page.path, before, after, out)?;
        }
    }
    out.flush()
}

fn write(path: &str, before: &SourceFile, after: &SourceFile, out: &mut dyn Write) -> io::Result<()> {
    let old: Vec<&[u8]> = lines(before.bytes());
    let new: Vec<&[u8]> = lines(after.bytes());
    let changes = changes(&old, &new);
    if changes.is_empty() {
        return Ok(());
    }
    let path = neutral(path);
    // A page below the working directory gets the prefixes that `git apply` takes away.
    let is_inside = !path.starts_with(['/', '.', '<']) && !path.contains(":/");
    let (a, b) = if is_inside { ("a/", "b/") } else { ("", "") };
    writeln!(out, "{}\n{}", format!("--- {a}{path}").bold(), format!("+++ {b}{path}").bold())?;
    let mut rest = &changes[..];
    while let Some(first) = rest.first() {
        let near = |pair: &&[Change]| pair[1].old.start - pair[0].old.end <= 2 * CONTEXT;
        let length = 1 + rest.windows(2).take_while(near).count();
        let (hunk, later) = rest.split_at(length);
        let last = hunk.last().unwrap_or(first);
        write_hunk(&old, &new, first, last, hunk, out)?;
        rest = later;
    }
    Ok(())
}

fn write_hunk(
    old: &[&[u8]],
    new: &[&[u8]],
    first: &Change,
    last: &Change,
    hunk: &[Change],
    out: &mut dyn Write,
) -> io::Result<()> {
    let lead = first.old.start.min(CONTEXT);
    let tail = (old.len() - last.old.end).min(CONTEXT);
    let olds = first.old.start - lead..last.old.end + tail;
    let news = first.new.start - lead..last.new.end + tail;
    writeln!(out, "{}", format!("@@ -{} +{} @@", place(&olds), place(&news)).cyan())?;
    let mut at = olds.start;
    for change in hunk {
        each(' ', &old[at..change.old.start], out)?;
        each('-', &old[change.old.clone()], out)?;
        each('+', &new[change.new.clone()], out)?;
        at = change.old.end;
    }
    each(' ', &old[at..olds.end], out)
}

/// Lines of one text that became lines of the other.
#[derive(Debug, PartialEq, Eq)]
struct Change {
    old: Range<usize>,
    new: Range<usize>,
}

/// Finds the lines that differ: from each difference on, the nearest place where both run together again.
fn changes(old: &[&[u8]], new: &[&[u8]]) -> Vec<Change> {
    let (mut i, mut j) = (0, 0);
    let mut changes = Vec::new();
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            (i, j) = (i + 1, j + 1);
            continue;
        }
        let (mut gone, mut come) = meeting(&old[i..], &new[j..]);
        // What is the same at the end of both belongs to what follows.
        while gone > 0 && come > 0 && old[i + gone - 1] == new[j + come - 1] {
            (gone, come) = (gone - 1, come - 1);
        }
        changes.push(Change { old: i..i + gone, new: j..j + come });
        (i, j) = (i + gone, j + come);
    }
    changes
}

/// How many lines to leave out of each text until they are the same for a while, or to their ends.
fn meeting(old: &[&[u8]], new: &[&[u8]]) -> (usize, usize) {
    for total in 1..=FAR.min(old.len() + new.len()) {
        for gone in total.saturating_sub(new.len())..=total.min(old.len()) {
            let come = total - gone;
            let (one, other) = (&old[gone..], &new[come..]);
            let same = one.iter().zip(other).take(SAME).take_while(|(a, b)| a == b).count();
            if same == SAME || (same == one.len() && same == other.len()) {
                return (gone, come);
            }
        }
    }
    (old.len(), new.len())
}

/// The first line, from 1, and how many there are. A place without lines is named by the line before it.
fn place(lines: &Range<usize>) -> String {
    match lines.len() {
        0 => format!("{},0", lines.start),
        1 => (lines.start + 1).to_string(),
        count => format!("{},{count}", lines.start + 1),
    }
}

/// The lines of a text with their ends.
fn lines(text: &[u8]) -> Vec<&[u8]> {
    text.split_inclusive(|byte| *byte == b'\n').collect()
}

fn each(sign: char, lines: &[&[u8]], out: &mut dyn Write) -> io::Result<()> {
    for line in lines {
        let text = line.strip_suffix(b"\n");
        let content = text.unwrap_or(line);
        let (content, end) = content.strip_suffix(b"\r").map_or((content, ""), |content| (content, "\r"));
        let content = match std::str::from_utf8(content) {
            Ok(content) => neutral(content),
            Err(_) => Cow::Owned(neutral(&String::from_utf8_lossy(content)).into_owned()),
        };
        let line = format!("{sign}{content}");
        let line = match sign {
            '-' => line.bright_red(),
            '+' => line.bright_green(),
            _ => line.normal(),
        };
        writeln!(out, "{line}{end}")?;
        if text.is_none() {
            writeln!(out, "\\ No newline at end of file")?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::FixCounts;

    fn said(before: &str, after: &str) -> String {
        let texts = Some((SourceFile::new("a.md", before), SourceFile::new("a.md", after)));
        let page = FixedPage { path: "a.md".to_owned(), is_stdin: false, rules: FixCounts::new(), texts };
        let mut out = Vec::new();
        colored::control::set_override(false);
        diff(&[page], &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn changes_come_with_their_surroundings() {
        let lines = |from: u32, to: u32| (from..to).fold(String::new(), |text, n| text + &format!("{n}\n"));
        let before = lines(0, 30);
        let after = format!("{}x\n{}y\nz\n{}", lines(0, 5), lines(6, 10), lines(10, 29));
        assert_eq!(
            said(&before, &after),
            "--- a/a.md\n+++ b/a.md\n@@ -3,11 +3,13 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n 9\n+y\n+z\n 10\n 11\n 12\n\
             @@ -27,4 +29,3 @@\n 26\n 27\n 28\n-29\n"
        );
        assert_eq!(said("a\r\n", "b\r\n"), "--- a/a.md\n+++ b/a.md\n@@ -1 +1 @@\n-a\r\n+b\r\n");
        assert_eq!(
            said("a", "a\nb"),
            "--- a/a.md\n+++ b/a.md\n@@ -1 +1,2 @@\n-a\n\\ No newline at end of file\n+a\n+b\n\\ No newline at end of file\n"
        );
        assert_eq!(said("", "::x\u{1b}\n"), "--- a/a.md\n+++ b/a.md\n@@ -0,0 +1 @@\n+: :x\\u{1b}\n");
        assert_eq!(said("a\n", "a\n"), "");
    }
}
