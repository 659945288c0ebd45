//! Front matter: where it is, and the code that some of its values hold. What it says besides is no business of ours.

use crate::document::{Block, BlockKind, CodeBlock, ContainerId, FenceStyle, SectionId};
use crate::text::{BodyText, Span};

/// The front matter that begins at byte `at` of `text`, its first and last lines included: YAML between `---` and `---`
/// or `...`, TOML between `+++`. `None` if the first line is another one, the end is missing, or the page itself has
/// begun before it.
pub(crate) fn find(text: &str, at: usize) -> Option<Span> {
    let line_end = |start: usize| {
        memchr::memchr(b'\n', &text.as_bytes()[start..]).map_or(text.len(), |length| start + length + 1)
    };
    let begin = line_end(at);
    let mark = opening(text[at..begin].trim_end())?;
    let mut may_end_with_dots = mark == "---";
    let mut end = begin;
    while end < text.len() {
        let start = end;
        end = line_end(start);
        let word = text[start..end].trim_end();
        if word == mark {
            return Some(Span::new(at, end));
        }
        if word == "..." && may_end_with_dots {
            may_end_with_dots = text[begin..start].lines().all(is_yaml);
            if may_end_with_dots {
                return Some(Span::new(at, end));
            }
        }
        if word.starts_with("```") || word.starts_with("~~~") {
            return None;
        }
    }
    None
}

/// Whether a line may be one of YAML.
fn is_yaml(line: &str) -> bool {
    let word = line.trim_end();
    word.is_empty() || word.contains(':') || word.starts_with([' ', '\t', '-', '#', '}', ']'])
}

/// The line that ends front matter which a line begins.
fn opening(line: &str) -> Option<&'static str> {
    if line == "+++" {
        return Some("+++");
    }
    let language = line.strip_prefix("---")?;
    matches!(language, "" | "yaml" | "yml" | "toml" | "json").then_some("---")
}

/// The first line of front matter that has no end: `---`, and a key right below it.
pub(crate) fn unclosed(text: &str) -> Option<Span> {
    let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines = text[at..].lines();
    let first = lines.next().filter(|line| line.trim_end() == "---")?;
    let (key, value) = lines.next()?.split_once(':')?;
    let is_key =
        !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'));
    let is_open = is_key && (value.is_empty() || value.starts_with(' ')) && find(text, at).is_none();
    is_open.then(|| Span::new(at, at + first.trim_end().len()))
}

/// The code in front matter: values of several lines (`request: |`) whose key or text says that they are code.
pub(super) fn code(text: &str, matter: Span) -> Vec<Block<'_>> {
    let mut found = Vec::new();
    if memchr::memchr(b'|', matter.of(text).as_bytes()).is_none() {
        return found;
    }
    let mut language: Option<Span> = None;
    let mut lines = Lines { text, at: matter.range().start, end: matter.range().end };
    while let Some(line) = lines.next() {
        let written = line.of(text);
        let indent = written.len() - written.trim_start_matches([' ', '-']).len();
        let Some((key, value)) = written[indent..].split_once(':') else { continue };
        let value = value.trim();
        let key_span = Span::new(line.range().start + indent, line.range().start + indent + key.len());
        if matches!(key, "lang" | "language" | "syntax") {
            let at = text[key_span.range().end..]
                .find(value)
                .map_or(key_span.range().end, |n| key_span.range().end + n);
            language = Some(Span::new(at, at + value.len()));
            continue;
        }
        if !matches!(value, "|" | "|-" | "|+") {
            continue;
        }
        let pieces = lines.scalar(indent);
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { continue };
        if !is_code(key, first.of(text)) {
            continue;
        }
        let named = matches!(key, "json" | "http" | "curl" | "bash" | "shell").then_some(key_span);
        let info = named.or(language.take()).unwrap_or(Span::empty(key_span.range().end));
        let block = CodeBlock {
            style: FenceStyle::FrontMatter,
            opening: Span::new(key_span.range().start, line.range().start + written.trim_end().len()),
            info: info.of(text),
            info_span: info,
            body: BodyText::from_pieces(text, &pieces, first.start),
        };
        let span = Span { start: key_span.start, end: last.end };
        let (container, section) = (ContainerId::PAGE, SectionId(0));
        found.push(Block { kind: BlockKind::Code(block), span, container, section });
    }
    found
}

/// Whether the value of a key that begins with a line is code.
fn is_code(key: &str, first: &str) -> bool {
    const WORDS: [&str; 11] = [
        "code", "example", "sample", "snippet", "json", "http", "curl", "request", "response", "body",
        "payload",
    ];
    let key = key.to_ascii_lowercase();
    let first = first.trim_start();
    let begins = first.starts_with(['{', '[']) || first.starts_with("HTTP/") || first.starts_with("curl ");
    begins || WORDS.iter().any(|word| key.contains(word)) && !first.starts_with(['#', '<', '`'])
}

/// The lines of front matter, without their endings.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    end: usize,
}

impl Lines<'_> {
    fn next(&mut self) -> Option<Span> {
        let rest = &self.text[self.at..self.end];
        let line = rest.split_inclusive('\n').next()?;
        let span = Span::new(self.at, self.at + line.trim_end_matches(['\n', '\r']).len());
        self.at += line.len();
        Some(span)
    }

    /// The pieces of the value of several lines below a key: lines that are indented more, without that indentation.
    fn scalar(&mut self, key: usize) -> Vec<Span> {
        let mut pieces = Vec::new();
        let mut indent = None;
        loop {
            let before = self.at;
            let Some(line) = self.next() else { break };
            let written = line.of(self.text);
            let width = written.len() - written.trim_start_matches(' ').len();
            let blank = written.trim().is_empty();
            if !blank && width < *indent.get_or_insert(width.max(key + 1)) {
                self.at = before;
                break;
            }
            let start = line.range().start + width.min(indent.unwrap_or(width));
            let ending = Span::new(self.at - usize::from(self.text[..self.at].ends_with('\n')), self.at);
            let content = Span::new(start, line.range().end);
            pieces.extend([content, ending].into_iter().filter(|piece| !piece.is_empty()));
        }
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_ends_where_its_reader_ends_it() {
        let end = |text: &str| find(text, 0).map(|span| text.len() - span.range().end);
        assert_eq!(end("---\na: 1\n---\nb"), Some(1));
        assert_eq!(end("---\r\na: 1\r\n...\r\nb"), Some(1));
        assert_eq!(end("+++\na = 1\n+++\nb"), Some(1));
        assert_eq!(end("---json\n{\n}\n---\nb"), Some(1));
        for text in [
            "+++\na\n---\n",
            "---\na: 1\n----\n\nText.\n...\n",
            "---\na: 1\n\n```\n---\n```\n",
            "----\n---\n",
        ] {
            assert_eq!(end(text), None, "{text}");
        }
        assert!(unclosed("---\ntitle: a\n----\n").is_some());
        for text in ["---\nText: \n---\n", "---\n\nText", "---\nSome text: more\n", "a: 1\n"] {
            assert!(unclosed(text).is_none(), "{text}");
        }
    }

    #[test]
    fn values_of_several_lines_are_code_if_something_says_so() {
        let read = |text: &str| -> Vec<(String, String)> {
            let matter = find(text, 0).unwrap();
            let code = |block: Block<'_>| match block.kind {
                BlockKind::Code(code) => (code.info.to_owned(), code.body.text().to_owned()),
                _ => unreachable!(),
            };
            super::code(text, matter).into_iter().map(code).collect()
        };
        let block = |info: &str, body: &str| (info.to_owned(), body.to_owned());
        let text = "---\nresponse: |\n  {\n    \"a\": 1\n  }\ntext: |\n  Words\njson: |-\n  {}\n---\n";
        assert_eq!(read(text), [block("", "{\n  \"a\": 1\n}\n"), block("json", "{}\n")]);
        let text =
            "---\r\nx:\r\n  - lang: http\r\n    text: |\r\n      HTTP/1.1 200 OK\r\n\r\n      {}\r\n---\r\n";
        assert_eq!(read(text), [block("http", "HTTP/1.1 200 OK\n\n{}\n")]);
    }
}
