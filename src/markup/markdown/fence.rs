//! The two lines of a fence, read from the source: the parser tells the block and its text, but not these.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::text::Span;

/// The marks of a fence; searchers are made once, for every page is searched for them.
pub(crate) static TICKS: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("```"));
/// The other marks of a fence.
pub(crate) static TILDES: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("~~~"));

/// The line that opens a fenced code block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opening {
    /// `` ` `` or `~`.
    pub mark: char,
    /// How many.
    pub length: u32,
    /// From the first mark to the end of the line, without the line ending.
    pub line: Span,
    /// The info string, trimmed; empty after the marks if there is none, or if it is the body's first character.
    pub info: Span,
    /// Where the next line begins.
    pub after: u32,
    /// A bracket written where an info string belongs: ```` ```[ ````. It is the beginning of the body.
    fused: Option<[Span; 2]>,
}

impl Opening {
    /// The pieces of the body that stand on the opening line: the bracket and the line ending.
    pub(super) fn fused_pieces(&self) -> impl Iterator<Item = Span> + use<> {
        self.fused.into_iter().flatten().filter(|piece| !piece.is_empty())
    }
}

/// The opening line of the code block at `block`; `None` if it is indented code.
pub(super) fn opening(text: &str, block: Span) -> Option<Opening> {
    let source = block.of(text);
    let indent = source.len() - source.trim_start_matches([' ', '\t']).len();
    let marked = &source[indent..];
    let mark = marked.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let length = marked.len() - marked.trim_start_matches(mark).len();
    if length < 3 {
        return None;
    }
    let first = marked.split_inclusive('\n').next().unwrap_or_default();
    let line_text = first.trim_end_matches(['\n', '\r']);
    let info_text = line_text[length..].trim();
    let start = block.start as usize + indent;
    let line = Span::new(start, start + line_text.len());
    let info_at = start + length + (line_text[length..].len() - line_text[length..].trim_start().len());
    let info = Span::new(info_at, info_at + info_text.len());
    let after = (start + first.len()) as u32;
    if let Some(directive) = directive(info_text) {
        let info = Span::new(info_at + directive, info_at + info_text.len());
        let after = after + options(&source[indent + first.len()..]) as u32;
        return Some(Opening { mark, length: length as u32, line, info, after, fused: None });
    }
    let bracket = info_text.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    let label = &info_text[..info_text.len() - bracket.len()];
    let is_json = label.is_empty() || label.eq_ignore_ascii_case("json");
    if is_json && matches!(bracket, "[" | "{" | "[{") {
        let ending = Span::new(after as usize - usize::from(first.ends_with('\n')), after as usize);
        let piece = Span { start: info.end - bracket.len() as u32, ..info };
        let info_start = if label.is_empty() { start + length } else { info_at };
        let info = Span::new(info_start, info_start + label.len());
        return Some(Opening {
            mark,
            length: length as u32,
            line,
            info,
            after,
            fused: Some([piece, ending]),
        });
    }
    Some(Opening { mark, length: length as u32, line, info, after, fused: None })
}

/// Where the language stands in the info string of a directive that shows code: `{code-block} json`.
fn directive(info: &str) -> Option<usize> {
    let names = ["{code-block}", "{code}", "{sourcecode}"];
    let rest = names.iter().find_map(|name| info.strip_prefix(name))?;
    Some(info.len() - rest.trim_start().len())
}

/// How long the options of a directive are that its text begins with, and the blank line behind them.
fn options(body: &str) -> usize {
    let is_option = |line: &str| {
        let line = line.trim();
        line.strip_prefix(':').and_then(|rest| rest.split_once(':')).is_some_and(|(name, _)| {
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        })
    };
    let mut lines = body.split_inclusive('\n').peekable();
    let mut length = 0;
    while let Some(line) = lines.next_if(|line| is_option(line)) {
        length += line.len();
    }
    let blank = lines.next_if(|line| length > 0 && line.trim().is_empty());
    length + blank.map_or(0, str::len)
}

/// Whether a closing fence stands between the end of the body's text and the end of the block.
pub(super) fn is_closed(text: &str, block: Span, body_end: u32, opening: &Opening) -> bool {
    let from = body_end.max(opening.after).min(block.end);
    let rest = Span { start: from, end: block.end }.of(text);
    let marks = rest.trim_matches(|c: char| c.is_whitespace() || c == '>');
    marks.len() >= opening.length as usize && marks.chars().all(|c| c == opening.mark)
}

/// The first line of `block`, without the line ending.
pub(super) fn line_at(text: &str, block: Span) -> Span {
    let line = block.of(text).lines().next().unwrap_or_default();
    Span::new(block.start as usize, block.start as usize + line.len())
}
