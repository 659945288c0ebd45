//! Code blocks that a site generator marks instead of Markdown: `{{< code json >}}` … `{{< /code >}}` of Hugo,
//! `{% highlight json %}` … `{% endhighlight %}` of Jekyll, and the template literals of components.
//!
//! To CommonMark their text is paragraphs. They are found before anything else is read, outside of fences, and the page
//! falls apart around them. A tag may stand on the line of the content that it opens or closes.

use super::{literal, nested};
use crate::text::Span;

/// A block between two tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shortcode {
    /// With its tags, from the first byte of the first tag to the end of the last one's line.
    pub(super) span: Span,
    /// The opening tag.
    pub(super) opening: Span,
    /// The language; empty if there is none.
    pub(super) info: Span,
    /// The text between the tags.
    pub(super) body: Span,
    /// How far the opening tag is indented; so may the lines of the body be.
    pub(super) indent: usize,
    /// Whether the body is a template literal.
    pub(super) literal: bool,
}

/// Names of tags that hold code, with the line that closes them.
const TAGS: [(&str, &str); 4] = [
    ("code", "/code"),
    ("highlight", "/highlight"),
    ("highlight", "endhighlight"),
    // A request that a template shows in several languages.
    ("capture", "endcapture"),
];

/// Whether a page may hold such a block, or a template literal of code in a component.
pub(crate) fn may_hold(text: &[u8]) -> bool {
    let named = |rest: &[u8]| {
        let rest = rest.trim_ascii_start();
        rest.starts_with(b"code") || rest.starts_with(b"highlight") || rest.starts_with(b"capture")
    };
    memchr::memchr_iter(b'{', text).any(|at| match &text[at + 1..] {
        // In `{{%` as well.
        [b'%', rest @ ..] | [b'{', b'<', rest @ ..] => named(rest),
        [b'`', ..] => true,
        _ => false,
    })
}

/// The blocks of a page in order, from byte `start` on, if it [may hold](may_hold) any. Linear.
pub(super) fn find(text: &str, start: usize) -> Vec<Shortcode> {
    let mut finder = Finder { text, open: None, found: Vec::new() };
    let mut fence: Option<(u8, usize)> = None;
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let from = at;
        at += line.len();
        let trimmed = line.trim();
        let done = finder.found.last().map_or(0, |code| code.span.range().end);
        if from < done {
            continue;
        }
        if finder.open.is_none() {
            if let Some((mark, length)) = fence {
                fence = fence.filter(|_| !nested::is_closing(trimmed, mark, length));
                continue;
            }
            fence = nested::opening(trimmed);
            if trimmed.starts_with("<Code")
                && let Some(code) = literal::at(text, from)
            {
                let literal::Literal { span, opening, info, body } = code;
                finder.found.push(Shortcode { span, opening, info, body, indent: 0, literal: true });
                continue;
            }
        }
        if fence.is_none() && memchr::memchr(b'{', line.as_bytes()).is_some() {
            finder.line(line, from);
        }
    }
    finder.found
}

/// What stands between the marks of a tag, and the tag with its marks, by offsets in a line.
struct Marked<'t> {
    inner: &'t str,
    start: usize,
    end: usize,
    jekyll: bool,
}

/// The tags of a line in order.
fn marked(line: &str) -> impl Iterator<Item = Marked<'_>> {
    const MARKS: [(&str, &str); 3] = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")];
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + memchr::memchr(b'{', &line.as_bytes()[from..])?;
            let rest = &line[start..];
            let Some((open, close)) = MARKS.iter().find(|(open, _)| rest.starts_with(open)) else {
                from = start + 1;
                continue;
            };
            let length = rest[open.len()..].find(close)?;
            let inner = rest[open.len()..open.len() + length].trim();
            from = start + open.len() + length + close.len();
            return Some(Marked { inner, start, end: from, jekyll: open.len() == 2 });
        }
    })
}

struct Finder<'t> {
    text: &'t str,
    open: Option<Open<'t>>,
    found: Vec<Shortcode>,
}

#[derive(Clone, Copy)]
struct Open<'t> {
    tag: Tag<'t>,
    opening: Span,
    indent: usize,
}

impl<'t> Finder<'t> {
    /// Reads the tags of a line that begins at byte `from`.
    fn line(&mut self, line: &'t str, from: usize) {
        for marked in marked(line) {
            let (start, end) = (from + marked.start, from + marked.end);
            match self.open {
                Some(open) if is_close(marked.inner, open.tag.close) => {
                    self.open = None;
                    self.close(open, Span::new(start, end));
                }
                // One that is open and is opened again was a tag without content.
                _ => {
                    let before = line[..marked.start].trim_start();
                    // A block begins its line; the last cell of a row may go on below it.
                    if !before.is_empty() && !before.ends_with("| ") {
                        continue;
                    }
                    let Some(tag) = tag(marked.inner, marked.jekyll) else { continue };
                    let indent = if before.is_empty() { marked.start } else { 0 };
                    self.open = Some(Open { tag, opening: Span::new(start, end), indent });
                }
            }
        }
    }

    /// Keeps the block between two tags.
    fn close(&mut self, open: Open<'t>, close: Span) {
        let text = self.text;
        let inside = &text[open.opening.range().end..close.range().start];
        let in_line = !inside.contains('\n');
        // In the cell of a table it is no block.
        let line = text[..open.opening.range().start].rfind('\n').map_or(0, |end| end + 1);
        let in_cell = !text[line..open.opening.range().start].trim().is_empty();
        // Around a fence the tags are only a frame.
        let framed = nested::opening(inside.trim_start().lines().next().unwrap_or_default()).is_some();
        if framed || in_line && in_cell {
            return;
        }
        // The line ending behind the opening tag is no part of the body, nor is what indents the closing one.
        let first = inside.split_inclusive('\n').next().unwrap_or_default();
        let lead = if first.ends_with('\n') && first.trim().is_empty() { first.len() } else { 0 };
        let last = inside.rfind('\n').map_or(0, |end| end + 1);
        let tail = if inside[last..].trim().is_empty() { last.max(lead) } else { inside.len() };
        let from = open.opening.range().end;
        let rest = &text[close.range().end..];
        let line_end = rest.find('\n').map_or(rest.len(), |end| end + 1);
        let end = close.range().end + if rest[..line_end].trim().is_empty() { line_end } else { 0 };
        let info = open.tag.info.as_ptr() as usize - text.as_ptr() as usize;
        self.found.push(Shortcode {
            span: Span::new(open.opening.range().start, end),
            opening: open.opening,
            info: Span::new(info, info + open.tag.info.len()),
            body: Span::new(from + lead, from + tail),
            indent: open.indent,
            literal: false,
        });
    }
}

#[derive(Clone, Copy)]
struct Tag<'t> {
    info: &'t str,
    close: &'static str,
}

/// The tag that stands between marks, if it opens a block of code.
fn tag(inside: &str, jekyll: bool) -> Option<Tag<'_>> {
    let (name, rest) = inside.split_once(char::is_whitespace).unwrap_or((inside, &inside[inside.len()..]));
    let (_, close) = TAGS.iter().find(|(tag, close)| *tag == name && close.starts_with("end") == jekyll)?;
    if name == "capture" {
        let requests = ["_rest", "_curl", "_http"].iter().any(|end| rest.trim().ends_with(end));
        return requests.then_some(Tag { info: &rest[rest.len()..], close });
    }
    let word = rest.split_whitespace().next().unwrap_or(&inside[inside.len()..]);
    let prefixes = ["lang=", "language=", "syntax="];
    let word = prefixes.iter().find_map(|prefix| word.strip_prefix(prefix)).unwrap_or(word);
    let info = word.trim_matches(['"', '\'']);
    Some(Tag { info: if info.contains('=') { &info[info.len()..] } else { info }, close })
}

fn is_close(inside: &str, close: &str) -> bool {
    inside.replace(' ', "") == close
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_between_tags() {
        let show = |text: &str| -> Vec<(String, String)> {
            let found = find(text, 0);
            found.iter().map(|code| (code.info.of(text).to_owned(), code.body.of(text).to_owned())).collect()
        };
        let block = |info: &str, body: &str| vec![(info.to_owned(), body.to_owned())];
        assert_eq!(show("a\n{{< code json >}}\n{}\n{{< /code >}}\nb"), block("json", "{}\n"));
        assert_eq!(show("{{<code shell>}}\n$ x\n{{</code>}}"), block("shell", "$ x\n"));
        assert_eq!(show("{% highlight json linenos %}\n{}\n{% endhighlight %}\n"), block("json", "{}\n"));
        assert_eq!(show("{{% code lang=\"http\" %}}\nGET /\n{{% /code %}}"), block("http", "GET /\n"));
        assert_eq!(show("{{< code >}}\n{{< /code >}}"), block("", ""));
        assert_eq!(show("a | b\n--|--\nc | {{< code text >}}\n{}\n{{< /code >}}\n"), block("text", "{}\n"));
        assert_eq!(show("{{< code json >}}\n{\n}{{< /code >}}\nb"), block("json", "{\n}"));
        assert_eq!(show("{{< code json >}}{}{{< /code >}}\nb"), block("json", "{}"));
        assert_eq!(show("  {{< code json >}}\n  {}\n  {{< /code >}}"), block("json", "  {}\n"));
        let cell = "a | {{< code shell >}}x{{< /code >}}\n\n{{< code json >}}\n{}\n{{< /code >}}\n";
        assert_eq!(show(cell), block("json", "{}\n"));
        assert_eq!(
            show("{{< code \"a.json\" >}}\nb\n{{< code json >}}\n{}\n{{< /code >}}"),
            block("json", "{}\n")
        );
        for text in [
            "{{</* code json */>}}\n{}\n{{</* /code */>}}",
            "```\n{{< code json >}}\n{}\n{{< /code >}}\n```",
            "{{< code json >}}\n{}",
            "{{< codes >}}\n{{< /code >}}",
        ] {
            assert!(find(text, 0).is_empty(), "{text}");
        }
    }
}
