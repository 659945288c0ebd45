//! The text of a page as its own renderer reads it, where that is not how CommonMark reads it: the content of tabs and
//! admonitions without their indentation, fences that a component indents at the margin, fences of list items whose text is
//! at the margin, lines without tags that a site generator takes out, closing fences without what it allows behind them.
//!
//! The text changes by leaving out white space at the beginnings of lines and by writing blanks over characters, so
//! that every place in it has one place in the file. What a block is gets decided elsewhere.

use std::borrow::Cow;

use memchr::memmem::Finder;

use super::admonition;
use super::containers::{columns, item_content};
use super::fence::{TICKS, TILDES};
use super::nested::{self, Tags};
use crate::text::Span;

/// How a page is rendered, as far as its name says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Flavour {
    /// As CommonMark, by whatever site generator.
    #[default]
    Markdown,
    /// As MDX, which has no indented code: indentation never decides where a fence begins or ends.
    Mdx,
}

impl Flavour {
    /// The flavour of the page at a path.
    pub(crate) fn of(path: &str) -> Self {
        let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
        if extension.eq_ignore_ascii_case("mdx") { Self::Mdx } else { Self::Markdown }
    }
}

/// The text of a page as its renderer reads it.
#[derive(Debug)]
pub(super) struct View<'s> {
    pub(super) text: Cow<'s, str>,
    /// Where the pieces of the text come from, in order; none if the text is that of the file.
    runs: Vec<Run>,
}

/// A piece of the text that is contiguous in the file.
#[derive(Clone, Copy, Debug)]
struct Run {
    /// Its first byte in the text of the view.
    at: u32,
    /// The same byte in the file.
    file: u32,
}

impl<'s> View<'s> {
    /// The view of a page, in which three ticks are at these places.
    pub(super) fn of(text: &'s str, flavour: Flavour, ticks: &[usize]) -> Self {
        let oddities = Oddities::of(text.as_bytes(), ticks);
        let mut text = Cow::Borrowed(text);
        if oddities.tail {
            text = without_tails(without_tails(text, &TICKS), &TILDES);
        }
        if (oddities.indented || oddities.outdented)
            && let Some(outdent) = Outdent::new(&text, flavour, oddities)
        {
            return outdent.run();
        }
        Self { text, runs: Vec::new() }
    }

    /// Where a piece of the view stands in the file, with whatever was left out between its lines.
    pub(super) fn span(&self, span: Span) -> Span {
        if self.runs.is_empty() {
            return span;
        }
        let start = self.file(span.start);
        let end = if span.is_empty() { start } else { self.file(span.end - 1) + 1 };
        Span { start, end: end.max(start) }
    }

    /// The same pieces in the file, cut where something was left out.
    pub(super) fn pieces<'p>(&self, pieces: &'p [Span]) -> Cow<'p, [Span]> {
        if self.runs.is_empty() {
            return Cow::Borrowed(pieces);
        }
        let mut cut = Vec::with_capacity(pieces.len());
        for piece in pieces {
            let mut at = piece.start;
            while at < piece.end {
                let next = self.runs.partition_point(|run| run.at <= at);
                let end = self.runs.get(next).map_or(piece.end, |run| run.at.min(piece.end));
                let file = self.file(at);
                cut.push(Span { start: file, end: file + (end - at) });
                at = end;
            }
        }
        Cow::Owned(cut)
    }

    fn file(&self, at: u32) -> u32 {
        let index = self.runs.partition_point(|run| run.at <= at).saturating_sub(1);
        self.runs.get(index).map_or(at, |run| run.file + (at - run.at))
    }
}

/// What fences of a page have that CommonMark may not read as they are meant.
#[derive(Clone, Copy, Debug, Default)]
struct Oddities {
    /// A fence that is indented by four columns or more.
    indented: bool,
    /// An indented fence with text at the margin right below it.
    outdented: bool,
    /// A fence with a tab or a tag behind its marks.
    tail: bool,
}

impl Oddities {
    /// One look at every fence; most pages end here.
    fn of(text: &[u8], ticks: &[usize]) -> Self {
        let mut found = Self::default();
        let tildes = memchr::memchr_iter(b'~', text).filter(|at| text[*at..].starts_with(b"~~~"));
        for at in ticks.iter().copied().chain(tildes) {
            let before = text[..at].iter().rev().take(4).take_while(|byte| matches!(byte, b' ' | b'\t'));
            let width: usize = before.map(|byte| if *byte == b'\t' { 4 } else { 1 }).sum();
            found.indented |= width >= 4;
            found.outdented |= width > 0 && is_at_margin(behind_line(&text[at..]));
            let next = text[at..].iter().find(|byte| !matches!(**byte, b' ' | b'`' | b'~'));
            found.tail |= matches!(next, Some(b'\t' | b'{'));
        }
        found
    }
}

/// What follows the line that a text begins with.
fn behind_line(text: &[u8]) -> &[u8] {
    memchr::memchr(b'\n', text).map_or(&[], |end| &text[end + 1..])
}

/// Whether a text begins with a line at the margin that is no mark of a list or a quote.
fn is_at_margin(text: &[u8]) -> bool {
    !matches!(
        text.first(),
        None | Some(b' ' | b'\t' | b'\r' | b'\n' | b'>' | b'-' | b'*' | b'+' | b'`' | b'~')
    )
}

/// The text with blanks for what stands behind marks that can only close a fence: tabs, which CommonMark allows and its
/// parser does not, and the closing tag of a site generator.
fn without_tails<'t>(text: Cow<'t, str>, marks: &Finder<'_>) -> Cow<'t, str> {
    let mut blanked = String::new();
    let mut done = 0;
    for at in marks.find_iter(text.as_bytes()) {
        let rest = &text.as_bytes()[at..];
        let line = at + memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let from = at + rest.iter().take_while(|byte| **byte == rest[0]).count();
        if at < done || !is_tail(&text[from..line]) {
            continue;
        }
        blanked.push_str(&text[done..from]);
        blanked.extend(text[from..line].bytes().map(|byte| if byte == b'\r' { '\r' } else { ' ' }));
        done = line;
    }
    if done == 0 {
        return text;
    }
    blanked.push_str(&text[done..]);
    Cow::Owned(blanked)
}

/// Whether what stands behind the marks of a fence is no info string.
fn is_tail(tail: &str) -> bool {
    let word = tail.trim();
    if word.is_empty() {
        return tail.contains('\t');
    }
    let closes = |open: &str, close: &str, slash: &str| {
        let inside = word.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        inside.is_some_and(|inside| inside.trim_start().starts_with(slash) && !inside.contains(close))
    };
    word.is_ascii() && (closes("{{%", "%}}", "/") || closes("{{<", ">}}", "/") || closes("{%", "%}", "end"))
}

/// Takes the indentation of containers off the lines of a page.
struct Outdent<'t> {
    text: &'t str,
    flavour: Flavour,
    /// Whether the page uses components.
    components: bool,
    /// Whether it uses tabs or admonitions that indent their content.
    admonitions: bool,
    oddities: Oddities,
    /// The columns of the markers of open tabs and admonitions.
    open: Vec<usize>,
    /// The columns in which the content of open list items begins.
    items: Vec<usize>,
    /// Whether the line before is blank.
    after_blank: bool,
    tags: Tags,
    out: String,
    runs: Vec<Run>,
}

/// An open fence.
#[derive(Clone, Copy)]
struct Fence {
    mark: u8,
    length: usize,
    /// The column in which the content of its container begins.
    content: usize,
    /// How many columns its container takes off, and how many are taken off its own lines.
    base: usize,
    off: usize,
    /// Whether its closing fence may be indented as it likes.
    free: bool,
}

impl Fence {
    /// Whether a line ends it by ending the list item that it stands in.
    fn is_left_by(&self, content: &str, indent: usize) -> bool {
        self.content > self.base && indent < self.content && !content.is_empty()
    }

    /// How many columns to take off its closing line; `None` if the line is none.
    fn closing(&self, content: &str, indent: usize) -> Option<usize> {
        let marks = nested::is_closing(content, self.mark, self.length);
        let deeper = indent.saturating_sub(self.content);
        let moved = self.free && (deeper >= 4 || self.off > self.base);
        let off = if moved { self.base + deeper } else { self.base };
        (marks && (self.free || deeper < 4)).then_some(off)
    }
}

impl<'t> Outdent<'t> {
    /// `None` if indentation means what CommonMark says.
    fn new(text: &'t str, flavour: Flavour, oddities: Oddities) -> Option<Self> {
        let components = flavour == Flavour::Mdx || nested::has_components(text);
        let admonitions = admonition::may_hold(text);
        let tags = components || admonitions || nested::has_tags(text);
        (tags || oddities.outdented).then(|| Self {
            text,
            flavour,
            components,
            admonitions,
            oddities,
            open: Vec::new(),
            items: Vec::new(),
            after_blank: true,
            tags: Tags::default(),
            out: String::with_capacity(text.len()),
            runs: Vec::new(),
        })
    }

    fn run<'s>(mut self) -> View<'s> {
        let mut fence: Option<Fence> = None;
        let mut in_comment = false;
        let mut at = 0;
        for line in self.text.split_inclusive('\n') {
            let start = at;
            at += line.len();
            let content = line.trim();
            let indent = columns(line);
            // Nobody sees what a comment holds.
            if fence.is_none() && (in_comment || content.starts_with("<!--")) {
                in_comment = !content.contains("-->");
                self.keep(line, start, 4 * self.open.len());
                continue;
            }
            if self.oddities.outdented && is_raw_tag(content) {
                self.after_blank |= fence.is_none();
                self.blank(line, start);
                continue;
            }
            if fence.is_some_and(|inside| inside.is_left_by(content, indent)) {
                fence = None;
            }
            match fence {
                Some(inside) => match inside.closing(content, indent) {
                    Some(off) => {
                        self.keep(line, start, off);
                        fence = None;
                    }
                    None => self.keep(line, start, inside.off),
                },
                None if content.is_empty() => {
                    self.after_blank = true;
                    self.keep(line, start, 0);
                }
                None => fence = self.outside(line, start, indent),
            }
        }
        View { text: Cow::Owned(self.out), runs: self.runs }
    }

    /// Takes over a line outside of fences, and returns the fence that it opens.
    fn outside(&mut self, line: &str, start: usize, indent: usize) -> Option<Fence> {
        let content = line.trim();
        while self.open.last().is_some_and(|marker| indent < marker + 4) {
            self.open.pop();
        }
        // A line of words right below others goes on with their paragraph, however far to the left.
        let lazy =
            !self.after_blank && content.starts_with(|c: char| c.is_alphabetic() || matches!(c, '!' | '['));
        if !lazy {
            self.items.retain(|item| *item <= indent);
        }
        self.after_blank = false;
        let base = 4 * self.open.len();
        if self.admonitions && admonition::is_marker(content) {
            self.open.push(indent);
            self.blank(line, start);
            return None;
        }
        let Some((mark, length)) = nested::opening(content) else {
            self.tags.pass(content);
            // A component may indent its lists too; then CommonMark sees no item, and no fence in one.
            let around = self.items.last().copied().unwrap_or_default().max(base);
            self.items.extend(item_content(line).filter(|_| indent < around + 4));
            self.keep(line, start, base);
            return None;
        };
        let end = start + line.len();
        if self.oddities.outdented && base == 0 && is_outdented(&self.text[end..], (mark, length), indent) {
            self.keep(line, start, indent);
            return Some(Fence { mark, length, content: 0, base, off: indent, free: true });
        }
        let item = self.items.last().copied().unwrap_or_default().max(base);
        // At the margin only MDX has no limit for the indentation of the closing fence.
        let near = indent > base && (self.components || self.tags.are_near());
        let free = self.flavour == Flavour::Mdx || near;
        let mut fence = Fence { mark, length, content: item, base, off: base, free };
        let within = indent.saturating_sub(item);
        if within >= 4 {
            let mdx = self.flavour == Flavour::Mdx;
            if !free || !mdx && !self.tags.is_closed(self.text, end, mark, length) {
                self.keep(line, start, base);
                return None;
            }
            fence.off += within;
        }
        self.keep(line, start, fence.off);
        Some(fence)
    }

    /// Takes over a line without as many columns of white space at its beginning.
    fn keep(&mut self, line: &str, start: usize, off: usize) {
        let (mut column, mut cut) = (0, 0);
        for byte in line.bytes() {
            match byte {
                b' ' if column < off => column += 1,
                b'\t' if column < off => column = (column / 4 + 1) * 4,
                _ => break,
            }
            cut += 1;
        }
        let run = Run { at: self.out.len() as u32, file: (start + cut) as u32 };
        let goes_on = self.runs.last().is_some_and(|last| run.at - last.at == run.file - last.file);
        if !goes_on {
            self.runs.push(run);
        }
        self.out.push_str(&line[cut..]);
    }

    /// Takes over the end of a line only.
    fn blank(&mut self, line: &str, start: usize) {
        let text = line.trim_end_matches(['\n', '\r']).len();
        self.keep(&line[text..], start + text, 0);
    }
}

/// Whether the text of an indented fence, which is in front of `text`, is at the margin, and its closing fence is indented
/// as the opening one: the item goes on, for some renderers, and writers mean it so.
fn is_outdented(text: &str, (mark, length): (u8, usize), indent: usize) -> bool {
    /// The longest such block, in lines.
    const LONGEST: usize = 300;
    let mut at_margin = false;
    for line in text.lines().take(LONGEST) {
        let content = line.trim();
        if nested::is_closing(content, mark, length) {
            return at_margin && columns(line) == indent;
        }
        let of_page = item_content(line).is_some() || content.starts_with(['#', '>']);
        if nested::opening(content).is_some() || columns(line) == 0 && of_page {
            return false;
        }
        at_margin |= columns(line) == 0 && !content.is_empty();
    }
    false
}

/// Whether a line holds nothing but the mark of a piece in which a template engine leaves everything as it is.
fn is_raw_tag(line: &str) -> bool {
    let inside = line.strip_prefix("{%").and_then(|rest| rest.strip_suffix("%}"));
    inside.is_some_and(|inside| matches!(inside.trim_matches(['-', ' ']), "raw" | "endraw"))
}

#[cfg(test)]
mod tests;
