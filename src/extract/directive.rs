//! Comments that speak to apiproof: `<!-- apiproof-ignore json/comment reason -->`.
//!
//! They may also be written as MDX comments, `{/* … */}`, and as link definitions that nobody refers to,
//! `[//]: # (…)`. Read here is where they stand, what they say and which part of the page they are about; whether
//! their words name rules, and whether the rules found anything, is the engine's to know.

use std::sync::LazyLock;

use memchr::memmem::{self, Finder};

use crate::document::{Block, BlockKind};
use crate::markup::markdown::{self, behind_containers};
use crate::text::{Edit, LocalSpan, Span};

/// What every such comment begins with.
const MARK: &str = "apiproof-";

/// The comments by their first word.
const KINDS: [(&str, DirectiveKind); 3] = [
    ("apiproof-ignore", DirectiveKind::Ignore),
    ("apiproof-ignore-file", DirectiveKind::IgnoreFile),
    ("apiproof-expect", DirectiveKind::Expect),
];

/// The longest comment that is read, in bytes.
const LONGEST: usize = 2000;

/// A comment that speaks to apiproof.
#[derive(Clone, Debug)]
pub struct Directive {
    /// What it asks for; `None` if its first word is not known.
    pub kind: Option<DirectiveKind>,
    /// Its first word.
    pub keyword: DirectiveWord,
    /// The comment with its marks; its first line if it has several.
    pub comment: Span,
    /// The words that name rules, in order.
    pub words: Vec<DirectiveWord>,
    /// Whether anything follows them.
    pub has_reason: bool,
    /// The part of the page that it is about.
    pub covers: Span,
    /// The edit that takes the whole comment away.
    pub removal: Edit,
}

/// What a comment asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DirectiveKind {
    /// To say nothing about the next block.
    Ignore,
    /// To say nothing about the page.
    IgnoreFile,
    /// That the next block is wrong on purpose.
    Expect,
}

/// A word of a directive that names rules.
#[derive(Clone, Debug)]
pub struct DirectiveWord {
    /// As written.
    pub text: Box<str>,
    /// Where.
    pub span: Span,
    /// The edit that takes it away and leaves the others.
    pub removal: Option<Edit>,
    /// What became of it.
    pub state: WordState,
}

/// What became of a word that names rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum WordState {
    /// Nobody can tell: not all of its rules ran.
    #[default]
    Open,
    /// A rule that it names found something there.
    Used,
    /// Nothing that it names found anything there.
    Unused,
    /// It names nothing; the nearest name, if one is near.
    Unknown(Option<Box<str>>),
}

impl DirectiveKind {
    /// The first word of such comments.
    pub fn word(self) -> &'static str {
        KINDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }

    /// Every first word.
    pub fn words() -> impl Iterator<Item = &'static str> {
        KINDS.iter().map(|(word, _)| *word)
    }
}

/// Whether a page may hold such comments.
pub(crate) fn may_hold_directives(text: &str) -> bool {
    static FINDER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(MARK));
    FINDER.find(text.as_bytes()).is_some()
}

/// The comments of a page that speak to apiproof, in order.
pub(crate) fn directives(text: &str) -> Vec<Directive> {
    if !may_hold_directives(text) {
        return Vec::new();
    }
    // Prose matters here: a comment is about the next block, whatever that is.
    let document = markdown::parse_whole(text);
    let blocks = &document.blocks;
    let mut found = Vec::new();
    let mut outside = Outside::new(text, document.front_matter);
    for (at, block) in blocks.iter().enumerate() {
        outside.definitions(block.span.start, at, &mut found);
        outside.pass(block.span.end);
        match &block.kind {
            BlockKind::Html(html) => {
                let body = &html.body;
                let file = |local: LocalSpan| body.span(local);
                let gone = |local: LocalSpan| body.edit(local, "");
                for (comment, inner) in enclosed(body.text(), "<!--", "-->") {
                    found.extend(read(text, body.text(), comment, inner, &file, &gone).map(|it| (it, at)));
                }
            }
            BlockKind::Paragraph if block.span.of(text).starts_with("{/*") => {
                let base = block.span.start;
                let file = |local: LocalSpan| Span { start: base + local.start, end: base + local.end };
                let gone = |local: LocalSpan| Edit::delete(file(local));
                let body = block.span.of(text);
                for (comment, inner) in enclosed(body, "{/*", "*/}") {
                    found.extend(read(text, body, comment, inner, &file, &gone).map(|it| (it, at)));
                }
            }
            _ => {}
        }
    }
    outside.definitions(text.len() as u32, blocks.len(), &mut found);
    let whole = Span::new(0, text.len());
    let reach = Reach::new(text, blocks);
    let covered = |(mut directive, at): (Directive, usize)| {
        let is_whole = directive.kind == Some(DirectiveKind::IgnoreFile);
        directive.covers = if is_whole { whole } else { reach.covers(at, directive.comment) };
        directive
    };
    found.into_iter().map(covered).collect()
}

/// What a comment that stands at a block, or before it, is about: the next block that a reader sees, with all the
/// comments before it. Both ends grow with the place of the comment.
struct Reach {
    /// For each block and the end of the page: where the comments right before it begin.
    starts: Vec<Option<u32>>,
    /// For each block and the end of the page: where the first one from there on ends that a reader sees.
    ends: Vec<Option<u32>>,
}

impl Reach {
    fn new(text: &str, blocks: &[Block<'_>]) -> Self {
        let is_beside = |block: &Block<'_>| match &block.kind {
            BlockKind::Html(_) => true,
            BlockKind::Paragraph => block.span.of(text).starts_with("{/*"),
            BlockKind::Heading(heading) => heading.tab,
            _ => false,
        };
        let (mut starts, mut ends) = (vec![None], vec![None]);
        for block in blocks {
            let run = starts.last().copied().flatten();
            starts.push(is_beside(block).then(|| run.unwrap_or(block.span.start)));
        }
        for block in blocks.iter().rev() {
            let next = ends.last().copied().flatten();
            ends.push(if is_beside(block) { next } else { Some(block.span.end) });
        }
        ends.reverse();
        Self { starts, ends }
    }

    fn covers(&self, at: usize, comment: Span) -> Span {
        let start = self.starts[at].map_or(comment.start, |start| start.min(comment.start));
        Span { start, end: self.ends[at].map_or(comment.end, |end| end.max(comment.end)) }
    }
}

/// The comments between `open` and `close` in a text, each with what it encloses.
fn enclosed(text: &str, open: &str, close: &str) -> Vec<(LocalSpan, LocalSpan)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = memmem::find(&text.as_bytes()[at..], open.as_bytes()).map(|offset| at + offset) {
        let inside = start + open.len();
        let Some(end) =
            memmem::find(&text.as_bytes()[inside..], close.as_bytes()).map(|offset| inside + offset)
        else {
            break;
        };
        at = end + close.len();
        found.push((LocalSpan::new(start, at), LocalSpan::new(inside, end)));
    }
    found
}

/// The text between blocks, where link definitions stand.
struct Outside<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Outside<'t> {
    fn new(text: &'t str, front_matter: Option<Span>) -> Self {
        Self { text, at: front_matter.map_or(0, |span| span.range().end) }
    }

    fn pass(&mut self, end: u32) {
        self.at = self.at.max(end as usize);
    }

    /// Reads the definitions up to `end`, where block number `next` begins.
    fn definitions(&mut self, end: u32, next: usize, found: &mut Vec<(Directive, usize)>) {
        let end = end as usize;
        if end <= self.at {
            return;
        }
        let mut start = self.at;
        for line in self.text[self.at..end].split_inclusive('\n') {
            if let Some((comment, inner)) = definition(line) {
                let file =
                    |local: LocalSpan| Span::new(start + local.start as usize, start + local.end as usize);
                let gone = |local: LocalSpan| Edit::delete(file(local));
                let directive = read(self.text, line, comment, inner, &file, &gone);
                found.extend(directive.map(|directive| (directive, next)));
            }
            start += line.len();
        }
        self.at = end;
    }
}

/// A link definition whose title speaks to apiproof, and that title without its marks.
fn definition(line: &str) -> Option<(LocalSpan, LocalSpan)> {
    let mark = memmem::find(line.as_bytes(), MARK.as_bytes())?;
    let (rest, _) = behind_containers(line.as_bytes());
    let start = line.len() - rest.len();
    let open = mark.checked_sub(1)?;
    let close = match line.as_bytes()[open] {
        b'(' => ')',
        quote @ (b'"' | b'\'') => char::from(quote),
        _ => return None,
    };
    let (label, destination) = line.get(start..open)?.split_once("]:")?;
    let end = line.trim_end().len();
    let is_ours =
        label.starts_with('[') && matches!(destination.trim(), "#" | "<>") && line[..end].ends_with(close);
    is_ours.then(|| (LocalSpan::new(start, end), LocalSpan::new(mark, end - 1)))
}

/// The comments of a description in YAML that speak to apiproof: each is about the value that it stands in, or the
/// next one. `values` are the places of its examples, in order.
pub(crate) fn directives_of_values(text: &str, values: &[Span]) -> Vec<Directive> {
    if !may_hold_directives(text) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mark = line.len() - line.trim_start().len();
        if line[mark..].starts_with('#') {
            let file = |local: LocalSpan| Span::new(start + local.start as usize, start + local.end as usize);
            let gone = |local: LocalSpan| Edit::delete(file(local));
            let end = line.trim_end().len();
            let (comment, inner) = (LocalSpan::new(mark, end), LocalSpan::new(mark + 1, end));
            found.extend(read(text, line, comment, inner, &file, &gone));
        }
        start += line.len();
    }
    for directive in &mut found {
        let comment = directive.comment;
        let next = values.partition_point(|value| value.end <= comment.end);
        let end = values.get(next).map_or(comment.end, |value| value.end);
        let is_whole = directive.kind == Some(DirectiveKind::IgnoreFile);
        directive.covers =
            if is_whole { Span::new(0, text.len()) } else { Span { start: comment.start, end } };
    }
    found
}

/// Reads what a comment encloses; `None` if it does not speak to apiproof. `file` says where a piece of `body`
/// stands, `gone` takes one away.
fn read(
    text: &str,
    body: &str,
    comment: LocalSpan,
    inner: LocalSpan,
    file: &dyn Fn(LocalSpan) -> Span,
    gone: &dyn Fn(LocalSpan) -> Edit,
) -> Option<Directive> {
    let base = inner.start as usize;
    let inside = inner.of(body);
    let inside = &inside[..inside.floor_char_boundary(LONGEST)];
    if !inside.trim_start().starts_with(MARK) {
        return None;
    }
    let mut tokens = inside.split_whitespace().map(|token| {
        let start = base + (token.as_ptr() as usize - inside.as_ptr() as usize);
        (token, LocalSpan::new(start, start + token.len()))
    });
    let (keyword, keyword_span) = tokens.next()?;
    let is_mark = |token: &str| matches!(token, "--" | ":" | "—");
    let mut tokens = tokens.peekable();
    let mut words: Vec<(&str, LocalSpan)> = Vec::new();
    // The first word names rules, so does the one behind a comma, and so does whatever has the form of a rule.
    let mut goes_on = true;
    while let Some((token, span)) =
        tokens.next_if(|(token, _)| !is_mark(token) && (goes_on || is_rule(token)))
    {
        goes_on = token.ends_with(',');
        let word = token.trim_end_matches([',', ':']);
        words.push((word, LocalSpan::new(span.start as usize, span.start as usize + word.len())));
    }
    let has_reason = tokens.any(|(token, _)| !is_mark(token));
    let word = |at: usize, (text, span): (&str, LocalSpan)| {
        // With the space behind it, or before it if it is the last.
        let removal = match (words.get(at + 1), at.checked_sub(1).and_then(|before| words.get(before))) {
            (Some((_, next)), _) => Some(gone(LocalSpan { start: span.start, end: next.start })),
            (None, Some((_, before))) => Some(gone(LocalSpan { start: before.end, end: span.end })),
            (None, None) => None,
        };
        DirectiveWord { text: text.into(), span: file(span), removal, state: WordState::Open }
    };
    let first_line = comment.of(body).lines().next().unwrap_or_default().trim_end().len();
    let start = comment.start as usize;
    Some(Directive {
        kind: KINDS.iter().find(|(known, _)| *known == keyword).map(|(_, kind)| *kind),
        keyword: DirectiveWord {
            text: keyword.into(),
            span: file(keyword_span),
            removal: None,
            state: WordState::Open,
        },
        comment: file(LocalSpan::new(start, start + first_line)),
        words: words.iter().enumerate().map(|(at, it)| word(at, *it)).collect(),
        has_reason,
        covers: Span::empty(0),
        removal: removal(text, file(comment)),
    })
}

/// Whether a word has the form of a rule or of `group/*`.
fn is_rule(token: &str) -> bool {
    let token = token.trim_end_matches([',', ':']);
    let plain =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    // Short words with a slash are words: `and/or`, `n/a`.
    token.split_once('/').is_some_and(|(group, name)| {
        group.len() > 3 && plain(group) && (name == "*" || name.len() > 2 && plain(name))
    })
}

/// Takes a comment away, with its lines if nothing else stands on them and nothing grows together.
fn removal(text: &str, comment: Span) -> Edit {
    let (start, end) = (comment.start as usize, comment.end as usize);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
    let is_margin = |part: &str| part.chars().all(|c| c.is_whitespace() || c == '>');
    if !is_margin(&text[line_start..start]) || !text[end..line_end].trim().is_empty() {
        return Edit::delete(comment);
    }
    let before = text[..line_start].lines().next_back().unwrap_or_default();
    let after = text[line_end..].lines().next().unwrap_or_default();
    let (rest, _) = behind_containers(after.as_bytes());
    let parts = [b"```", b"~~~", b"<!-"].iter().any(|mark| rest.starts_with(*mark));
    if is_margin(before) || is_margin(after) || parts || before.trim_end().ends_with("-->") {
        return Edit::delete(Span::new(line_start, line_end));
    }
    // The lines before and after it would become one paragraph.
    Edit::delete(comment)
}

#[cfg(test)]
mod tests;
