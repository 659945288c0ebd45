//! Code that a component takes as a template literal: `<CodeBlock language="json">{`…`}</CodeBlock>`, ``code={`…`}``.
//!
//! A backslash stands before a backslash, a backtick or a dollar that is text. A literal that holds other escapes or
//! expressions is not what a reader sees, and is left unread.

use crate::text::{Span, WrittenPiece};

/// The literal that a component holds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Literal {
    /// The component, to the end of its last line.
    pub(super) span: Span,
    /// The first line of its tag.
    pub(super) opening: Span,
    /// The language; empty if there is none.
    pub(super) info: Span,
    /// The text of the literal.
    pub(super) body: Span,
}

/// How far the literal may stand behind the beginning of its tag, in bytes.
const REACH: usize = 600;

/// The literal of the component that the line at `start` begins.
pub(super) fn at(text: &str, start: usize) -> Option<Literal> {
    let indent = text[start..].len() - text[start..].trim_start_matches([' ', '\t']).len();
    let begin = start + indent;
    let rest = &text[begin..];
    let named = rest.strip_prefix("<Code").and_then(|rest| rest.chars().next())?;
    if !(named.is_ascii_alphanumeric() || named.is_ascii_whitespace() || named == '>') {
        return None;
    }
    let near = &rest[..rest.floor_char_boundary(REACH)];
    let open = near.find("{`")?;
    let head = &near[..open];
    // In the tag, or right behind it.
    let behind = head.trim_end();
    let in_tag = behind.ends_with('=') && !head.contains('>');
    let is_content = behind.ends_with('>') && !behind.ends_with("/>") && head.matches('>').count() == 1;
    if !in_tag && !is_content {
        return None;
    }
    let body = begin + open + 2;
    let close = close(text, body)?;
    let inside = &text[body..close];
    let after = text[close + 1..].strip_prefix('}')?;
    let end = text.len() - after.len() + after.find('>')? + 1;
    let tail = &text[close + 2..end];
    let info = language(text, begin, begin + open).or_else(|| language(text, close + 2, end));
    let is_end = if in_tag {
        tail.trim_end().ends_with("/>") || tail.ends_with('>')
    } else {
        tail.trim_start().starts_with("</")
    };
    if !is_end {
        return None;
    }
    let first = inside.split_inclusive('\n').next().unwrap_or_default();
    let lead = if first.ends_with('\n') && first.trim().is_empty() { first.len() } else { 0 };
    let line_end = text[end..].find('\n').map_or(text.len(), |length| end + length + 1);
    let whole = if text[end..line_end].trim().is_empty() { line_end } else { end };
    Some(Literal {
        span: Span::new(begin, whole),
        opening: Span::new(begin, begin + rest.lines().next().unwrap_or_default().trim_end().len()),
        info: info.unwrap_or(Span::empty(body)),
        body: Span::new(body + lead, close),
    })
}

/// Where the literal ends whose text begins at `body`; `None` if a reader sees something else than its text.
fn close(text: &str, body: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = body;
    loop {
        at += memchr::memchr3(b'`', b'\\', b'$', &bytes[at..])?;
        match (bytes[at], bytes.get(at + 1)) {
            (b'`', _) => return Some(at),
            (b'\\', Some(b'\\' | b'`' | b'$')) => at += 2,
            (b'\\', _) | (b'$', Some(b'{')) => return None,
            _ => at += 1,
        }
    }
}

/// The parts of a piece of a literal: what is written as it is, and characters behind a backslash.
pub(super) fn parts(source: &str, piece: Span) -> Vec<WrittenPiece> {
    let text = piece.of(source);
    let begin = piece.start as usize;
    let mut parts = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let (end, decoded) = match memchr::memchr(b'\\', &text.as_bytes()[at..]) {
            Some(0) => {
                let escaped = text[at + 1..].chars().next();
                (at + 1 + escaped.map_or(0, char::len_utf8), escaped)
            }
            Some(length) => (at + length, None),
            None => (text.len(), None),
        };
        parts.push(WrittenPiece { span: Span::new(begin + at, begin + end), decoded });
        at = end;
    }
    parts
}

/// The language that the attributes between two places name.
fn language(text: &str, from: usize, to: usize) -> Option<Span> {
    let attributes = &text[from..to];
    for name in ["language=", "lang=", "syntax="] {
        let Some(at) = attributes.find(name).map(|at| at + name.len()) else { continue };
        let value = attributes[at..].trim_start_matches(['{', '"', '\'']);
        let start = attributes.len() - value.len();
        let length = value.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(value.len());
        return Some(Span::new(from + start, from + start + length));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Span, at, parts};

    #[test]
    fn escapes_are_parts_of_their_own() {
        let text = "a \\\\\n\\`é";
        let parts = parts(text, Span::new(0, text.len()));
        let read: String = parts
            .iter()
            .map(|part| part.decoded.map_or_else(|| part.span.of(text).to_owned(), String::from))
            .collect();
        assert_eq!(read, "a \\\n`é");
    }

    #[test]
    fn literals_of_components() {
        let show = |text: &str| {
            at(text, 0).map(|code| (code.info.of(text).to_owned(), code.body.of(text).to_owned()))
        };
        let block = |info: &str, body: &str| Some((info.to_owned(), body.to_owned()));
        assert_eq!(show("<CodeBlock language=\"json\">{`\n{}\n`}</CodeBlock>\n"), block("json", "{}\n"));
        assert_eq!(show("  <CodeBlock lang='json'>\n  {`{\n}`}\n  </CodeBlock>"), block("json", "{\n}"));
        assert_eq!(show("<CodeSample code={`{}`} language={\"json\"} />"), block("json", "{}"));
        assert_eq!(show("<Code>{`{}`}</Code>"), block("", "{}"));
        assert_eq!(show("<Code>{`a \\\\\n\\`b\\` \\${c}`}</Code>"), block("", "a \\\\\n\\`b\\` \\${c}"));
        for text in [
            "<CodeBlock>{`{\\\"a\\\": 1}`}</CodeBlock>",
            "<CodeBlock>{`{\"a\": ${a}}`}</CodeBlock>",
            "<CodeBlock>{`{}`",
            "<CodeBlock>text {`{}`}</CodeBlock>",
            "<CodeBlock />\n{`{}`}",
            "<Codec>",
            "<div>{`{}`}</div>",
        ] {
            assert_eq!(show(text), None, "{text}");
        }
    }
}
