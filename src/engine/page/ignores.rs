//! Comments that ignore findings, written into a page: above the block that a finding is in, or for the whole page.
//!
//! An editor offers one at a time; `--add-ignores` writes them for all that is found, looks at the page again and keeps
//! only what silences something and makes nothing else be found.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::check::{check_page, inspect_page};
use super::fix::Wanted;
use super::plan::Plan;
use super::report::PageReport;
use super::suppressions::OWN_GROUP;
use crate::diagnostic::Diagnostic;
use crate::document::BlockKind;
use crate::engine::insight::page::{InspectedExample, InspectedPage};
use crate::markup::markdown;
use crate::system::has_ending;
use crate::text::{Edit, SourceFile, Span, apply_edits_to_bytes};

/// So many rules are named in one comment: longer ones are hard to read, and are not read to their end.
const MOST_RULES: usize = 20;

/// The comments of a page: how they are written there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Comments<'s> {
    source: &'s SourceFile,
    /// What opens and closes a comment.
    marks: (&'static str, &'static str),
}

impl<'s> Comments<'s> {
    /// How comments are written on a page in Markdown.
    pub(crate) fn of_page(source: &'s SourceFile) -> Self {
        let marks = if is_called(source, &[".mdx"]) { ("{/*", "*/}") } else { ("<!--", "-->") };
        Self { source, marks }
    }

    /// A comment that ignores `rules` in the block around `line`, on a line above it; `None` where no line can be put
    /// there.
    pub(crate) fn in_block(
        self,
        examples: &[InspectedExample],
        line: u32,
        rules: &str,
        reason: &str,
    ) -> Option<Edit> {
        let example = examples.iter().find(|it| (it.line..=it.end_line).contains(&line))?;
        self.opens_code(example.line).then(|| self.above(example.line, rules, reason))
    }

    /// A comment that ignores `rules` on the whole page: at its beginning, or where its metadata ends.
    pub(crate) fn on_page(self, rules: &str, reason: &str) -> Edit {
        let (text, end) = (self.source.text(), self.line_end());
        let comment = self.comment("apiproof-ignore-file", rules, reason);
        let matter = markdown::parse_whole(text).front_matter.map(|matter| matter.range().end);
        if matter.is_none() && !is_called(self.source, &[".apib"]) {
            let bom = text.len() - text.trim_start_matches('\u{feff}').len();
            return insertion(bom, format!("{comment}{end}{end}"));
        }
        let at = matter.unwrap_or(text.len());
        let gap = if text[..at].ends_with('\n') { "" } else { end };
        insertion(at, format!("{gap}{end}{comment}{end}"))
    }

    /// Whether a line opens a block of code and nothing else, such as a list item.
    fn opens_code(self, line: u32) -> bool {
        let (start, prefix) = self.head(line);
        self.source.text()[start + prefix.len()..].starts_with(['`', '~', '<'])
    }

    /// Whether a line is text, and not the first one of a list item: a comment before that would end the list.
    fn opens_text(self, line: u32) -> bool {
        let (start, prefix) = self.head(line);
        let text = &self.source.text()[start + prefix.len()..];
        !text.starts_with(['-', '*', '+']) && !text.starts_with(|c: char| c.is_ascii_digit())
    }

    /// A comment on a line above `line`, in the same containers.
    fn above(self, line: u32, rules: &str, reason: &str) -> Edit {
        let (start, prefix) = self.head(line);
        let comment = self.comment("apiproof-ignore", rules, reason);
        let before = self.source.text()[..start].lines().next_back().unwrap_or_default();
        // Only in HTML a comment ends the paragraph before it.
        let joins = self.marks.0 != "<!--" && !before.trim_matches([' ', '\t', '>']).is_empty();
        let end = self.line_end();
        let gap = if joins { format!("{}{end}", prefix.trim_end()) } else { String::new() };
        insertion(start, format!("{gap}{prefix}{comment}{end}"))
    }

    /// Where a line begins, and what containers put before each of their lines.
    fn head(self, line: u32) -> (usize, &'s str) {
        let start = self.source.lines().start(line);
        let opening = self.source.text()[start..].lines().next().unwrap_or_default();
        let prefix = opening.find(|c| !matches!(c, ' ' | '\t' | '>')).unwrap_or(opening.len());
        (start, &opening[..prefix])
    }

    fn comment(self, keyword: &str, rules: &str, reason: &str) -> String {
        let (open, close) = self.marks;
        let reason = if reason.is_empty() { String::new() } else { format!(" {reason}") };
        format!("{open} {keyword} {rules}{reason} {close}")
    }

    /// The line end that the page has.
    fn line_end(self) -> &'static str {
        let text = self.source.text();
        let first = text.find('\n').unwrap_or_default();
        if text[..first].ends_with('\r') { "\r\n" } else { "\n" }
    }
}

/// A page with the comments that were written into it.
#[derive(Debug)]
pub(in crate::engine) struct Ignored {
    /// Its text.
    pub(in crate::engine) source: SourceFile,
    /// How many findings they silence.
    pub(in crate::engine) findings: usize,
}

/// Writes comments for the wanted findings of a page; `None` if none of them can be ignored by a comment.
pub(in crate::engine) fn add_ignores(
    source: &SourceFile,
    page: &PageReport,
    plan: &Plan,
    reason: &str,
    wanted: Wanted<'_>,
) -> Option<Ignored> {
    let to_ignore = |source: &SourceFile, page: &PageReport| {
        let which = wanted(source, &page.findings);
        let wanted = page.findings.iter().zip(which).filter(|(_, wanted)| *wanted);
        wanted.map(|(finding, _)| finding.clone()).filter(is_ignorable).collect::<Vec<_>>()
    };
    let findings = to_ignore(source, page);
    if findings.is_empty() {
        return None;
    }
    let attempt = |places: &Places| {
        let bytes = apply_edits_to_bytes(source.bytes(), &places.edits(source, plan, reason)?)?;
        let after = SourceFile::from_bytes(source.path(), bytes);
        let report = check_page(&after, plan, false);
        (!harms(page, &report)).then_some((after, report))
    };
    let mut places = Places::new(source, page, plan, &findings);
    let mut best = attempt(&places);
    let left = match &best {
        Some((after, report)) => to_ignore(after, report),
        // Comments above blocks part what belongs together.
        None => findings,
    };
    if !left.is_empty() && !places.of_lines.is_empty() {
        let rules: BTreeSet<&str> = left.iter().map(|finding| finding.rule.id).collect();
        places.of_lines.retain(|(_, rule)| !rules.contains(rule));
        places.of_page.extend(rules);
        best = attempt(&places).or(best);
    }
    let (after, report) = best?;
    let count = |page: &PageReport| page.findings.iter().filter(|finding| is_ignorable(finding)).count();
    let findings = count(page).saturating_sub(count(&report));
    (findings > 0).then_some(Ignored { source: after, findings })
}

fn is_ignorable(finding: &Diagnostic) -> bool {
    finding.rule.group() != OWN_GROUP
}

/// Whether comments did more than to silence: something else is found, or an example is read in another way.
fn harms(before: &PageReport, after: &PageReport) -> bool {
    let counts = |page: &PageReport| {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for finding in page.findings.iter().filter(|finding| is_ignorable(finding)) {
            *counts.entry(finding.rule.id).or_default() += 1;
        }
        counts
    };
    let known = counts(before);
    before.examples != after.examples
        || counts(after).iter().any(|(rule, count)| known.get(rule).is_none_or(|known| count > known))
}

/// Where rules are ignored.
struct Places {
    /// In the block that begins on a line.
    of_lines: BTreeSet<(u32, &'static str)>,
    of_page: BTreeSet<&'static str>,
}

impl Places {
    fn new(source: &SourceFile, page: &PageReport, plan: &Plan, findings: &[Diagnostic]) -> Self {
        let mut places = Self { of_lines: BTreeSet::new(), of_page: BTreeSet::new() };
        if plan.description().is_some() {
            // Above a value in a description a comment may become part of a text.
            places.of_page.extend(findings.iter().map(|finding| finding.rule.id));
            return places;
        }
        let (starts, comments) = (Starts::new(source, page, plan), Comments::of_page(source));
        for finding in findings {
            match starts.of(comments, source.line(finding.primary.span.start)) {
                Some(line) => _ = places.of_lines.insert((line, finding.rule.id)),
                None => _ = places.of_page.insert(finding.rule.id),
            }
        }
        places
    }

    /// `None` if a comment cannot be written into this file.
    fn edits(&self, source: &SourceFile, plan: &Plan, reason: &str) -> Option<Vec<Edit>> {
        let of_page: Vec<&str> = self.of_page.iter().copied().collect();
        let chunks = || of_page.chunks(MOST_RULES).map(|rules| rules.join(" "));
        if plan.description().is_some() {
            let is_yaml = is_called(source, &[".yaml", ".yml"]);
            let mark = if reason.is_empty() { "" } else { " " };
            let line =
                |rules: String| insertion(0, format!("# apiproof-ignore-file {rules}{mark}{reason}\n"));
            return (is_yaml && !source.text().starts_with('%')).then(|| chunks().map(line).collect());
        }
        let comments = Comments::of_page(source);
        let mut edits: Vec<Edit> = chunks().map(|rules| comments.on_page(&rules, reason)).collect();
        let mut lines: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
        for (line, rule) in &self.of_lines {
            lines.entry(*line).or_default().push(rule);
        }
        for (line, rules) in lines {
            edits
                .extend(rules.chunks(MOST_RULES).map(|rules| comments.above(line, &rules.join(" "), reason)));
        }
        Some(edits)
    }
}

/// The lines above which a comment is about what begins there.
struct Starts {
    /// First and last line of each block of code.
    code: Vec<(u32, u32)>,
    /// The same of text that is read as such, and of the comments before a block.
    prose: Vec<(u32, u32)>,
}

impl Starts {
    fn new(source: &SourceFile, page: &PageReport, plan: &Plan) -> Self {
        let lines = |inspected: &InspectedPage| {
            inspected.examples.iter().map(|example| (example.line, example.end_line)).collect()
        };
        let code = page.inspected.as_ref().map_or_else(|| lines(&inspect_page(source, plan)), lines);
        let blocks = markdown::parse_whole(source.text()).blocks;
        let is_text = |kind: &BlockKind<'_>| {
            matches!(
                kind,
                BlockKind::Paragraph | BlockKind::Table | BlockKind::Heading(_) | BlockKind::Html(_)
            )
        };
        let last = |span: Span| source.line(span.end.saturating_sub(1).max(span.start));
        let prose = blocks.iter().filter(|block| is_text(&block.kind));
        let prose = prose.map(|block| (source.line(block.span.start), last(block.span))).collect();
        Self { code, prose }
    }

    fn of(&self, comments: Comments<'_>, line: u32) -> Option<u32> {
        let around =
            |list: &[(u32, u32)]| list.iter().find(|(a, b)| (*a..=*b).contains(&line)).map(|it| it.0);
        match around(&self.code) {
            Some(first) => Some(first).filter(|first| comments.opens_code(*first)),
            None => around(&self.prose).filter(|first| comments.opens_text(*first)),
        }
    }
}

fn is_called(source: &SourceFile, endings: &[&str]) -> bool {
    has_ending(Path::new(source.path()), endings)
}

fn insertion(at: usize, text: String) -> Edit {
    Edit { span: Span::new(at, at), text }
}
