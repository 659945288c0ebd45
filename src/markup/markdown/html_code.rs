//! Code in HTML: `<pre>`, `<pre><code class="language-json">`, with entities for what HTML reserves and perhaps with tags
//! that colour it.

use crate::document::{CodeBlock, FenceStyle};
use crate::text::{BodyText, Notation, Span, WrittenPiece};

/// The code blocks of an HTML block that is made of these pieces of the file, each with its place.
pub(super) fn find<'s>(source: &'s str, pieces: &[Span]) -> Vec<(CodeBlock<'s>, Span)> {
    let mut found = Vec::new();
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return found };
    let whole = first.to(*last);
    let mut at = whole.range().start;
    while let Some(open) = tag(source, at, whole.range().end, "pre") {
        let Some(close) = tag(source, open.1, whole.range().end, "/pre") else { break };
        at = close.1;
        let pre = Span::new(open.0, open.1);
        let mut body = (open.1, close.0);
        let mut info = language(source, pre);
        let lead = source[body.0..body.1].len() - source[body.0..body.1].trim_start().len();
        if let Some(code) = tag(source, body.0, body.1, "code").filter(|code| code.0 == body.0 + lead) {
            let end = source[code.1..body.1].rfind("</code").map_or(body.1, |end| code.1 + end);
            body = (code.1, end);
            info = info.or_else(|| language(source, Span::new(code.0, code.1)));
        }
        let info_span = info.unwrap_or(Span::empty(pre.range().end));
        let parts = parts(source, pieces, Span::new(body.0, body.1));
        let line = pre.of(source).lines().next().unwrap_or_default().len();
        let block = CodeBlock {
            style: FenceStyle::Html,
            opening: Span::new(open.0, open.0 + line),
            info: info_span.of(source),
            info_span,
            body: BodyText::from_written(source, Notation::Html, &parts, body.0 as u32),
        };
        found.push((block, Span::new(open.0, close.1)));
    }
    found
}

/// The next tag of a name between two places: where it begins and where what follows it does.
fn tag(source: &str, from: usize, to: usize, name: &str) -> Option<(usize, usize)> {
    let bytes = &source.as_bytes()[..to];
    let begins = |at: &usize| {
        let rest = &bytes[at + 1..];
        rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
            && rest.get(name.len()).is_some_and(|byte| byte.is_ascii_whitespace() || *byte == b'>')
    };
    let start = memchr::memchr_iter(b'<', &bytes[from..]).map(|at| from + at).find(begins)?;
    let end = start + memchr::memchr(b'>', &bytes[start..])?;
    Some((start, end + 1))
}

/// The language that the attributes of a tag name: `class="language-json"`, `lang="http"`.
fn language(source: &str, tag: Span) -> Option<Span> {
    let text = tag.of(source);
    for name in ["class=", "lang=", "data-lang=", "language="] {
        let Some(at) = text.find(name).map(|at| at + name.len()) else { continue };
        let value = text[at..].trim_start_matches(['"', '\'']);
        let start = text.len() - value.len();
        let length = value.find(['"', '\'', '>']).unwrap_or(value.len());
        let mut from = start;
        for word in value[..length].split(' ') {
            let prefixes = ["language-", "lang-", "brush:"];
            let bare = prefixes.iter().find_map(|prefix| word.strip_prefix(prefix));
            let known = matches!(word, "json" | "http" | "bash" | "shell" | "curl" | "javascript" | "js");
            if let Some(bare) = bare.or(known.then_some(word)) {
                let end = from + word.len();
                let place = tag.range().start + end;
                return Some(Span::new(place - bare.len(), place));
            }
            from += word.len() + 1;
        }
    }
    None
}

/// What a reader sees of a part of the file: without tags, and each entity as its character.
fn parts(source: &str, pieces: &[Span], within: Span) -> Vec<WrittenPiece> {
    let mut parts = Vec::new();
    let mut skip_line_end = true;
    for piece in pieces {
        let (mut at, end) = (piece.start.max(within.start) as usize, piece.end.min(within.end) as usize);
        while at < end {
            let rest = &source[at..end];
            // The line ending right after the tag is not shown (HTML §13.1.2.5).
            if std::mem::take(&mut skip_line_end) && rest.starts_with('\n') {
                at += 1;
                continue;
            }
            let length = if let Some((c, length)) = entity(rest) {
                parts.push(WrittenPiece { span: Span::new(at, at + length), decoded: Some(c) });
                length
            } else if let Some(length) = markup(rest) {
                length
            } else {
                let first = rest.chars().next().map_or(1, char::len_utf8);
                let length =
                    memchr::memchr2(b'&', b'<', &rest.as_bytes()[first..]).map_or(rest.len(), |n| first + n);
                parts.push(WrittenPiece { span: Span::new(at, at + length), decoded: None });
                length
            };
            at += length;
        }
    }
    parts
}

/// The length of the tag that a text begins with.
fn markup(text: &str) -> Option<usize> {
    let name = text.strip_prefix('<')?;
    let name = name.strip_prefix('/').unwrap_or(name);
    let named = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let end = text.find(['>', '\n']).filter(|end| text[*end..].starts_with('>'))?;
    named.then_some(end + 1)
}

/// The entity that a text begins with: its character and its length.
fn entity(text: &str) -> Option<(char, usize)> {
    /// No entity that matters is longer.
    const LONGEST: usize = 10;
    let inner = text.strip_prefix('&')?;
    let length = inner.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = &inner[..length];
    let c = match name {
        "quot" => '"',
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "apos" => '\'',
        // Indentation, as a writer of HTML makes it.
        "nbsp" => ' ',
        "lbrace" | "lcub" => '{',
        "rbrace" | "rcub" => '}',
        "lbrack" | "lsqb" => '[',
        "rbrack" | "rsqb" => ']',
        "colon" => ':',
        "comma" => ',',
        "hellip" => '…',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            match code {
                0xa0 => ' ',
                _ => char::from_u32(code)?,
            }
        }
    };
    Some((c, length + 2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{LocalSpan, apply_edits};

    fn read(source: &str) -> Vec<(String, String)> {
        let found = find(source, &[Span::new(0, source.len())]);
        found.iter().map(|(code, _)| (code.info.to_owned(), code.body.text().to_owned())).collect()
    }

    #[test]
    fn code_is_read_without_tags_and_entities() {
        let cases = [
            ("<pre>\n{&quot;a&quot;: &#49;}\n</pre>", "", "{\"a\": 1}\n"),
            ("<pre><code class=\"language-json\">{ 1 }</code></pre>", "json", "{ 1 }"),
            ("<PRE lang='http'>GET /a&amp;b</PRE>", "", "GET /a&b"),
            ("<pre class=\"hl json\"><span>a</span> < b é&nbsp;</pre>", "json", "a < b é "),
        ];
        for (source, info, text) in cases {
            let info = if source.contains("lang='http'") { "" } else { info };
            let read = read(source);
            assert_eq!((read[0].1.as_str(), read.len()), (text, 1), "{source}");
            assert!(info.is_empty() || read[0].0 == info, "{source}");
        }
        assert!(read("<pre>no end").is_empty());
        assert!(read("<preface></preface>").is_empty());
    }

    #[test]
    fn an_edit_replaces_whole_entities_and_leaves_tags() {
        let source = "<pre><b>{</b>&quot;a&quot;<i>:</i> 1,<u>}</u></pre>";
        let (code, _) = &find(source, &[Span::new(0, source.len())])[0];
        assert_eq!(code.body.text(), "{\"a\": 1,}");
        let quote = LocalSpan::new(1, 2);
        assert_eq!(code.body.span(quote).of(source), "&quot;");
        let edits = [code.body.edit(quote, "'"), code.body.edit(LocalSpan::new(7, 8), "")];
        assert_eq!(apply_edits(source, &edits).unwrap(), "<pre><b>{</b>'a&quot;<i>:</i> 1<u>}</u></pre>");
    }
}
