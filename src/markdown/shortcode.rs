//! Code blocks that a site generator marks instead of Markdown: `{{< code json >}}` … `{{< /code >}}` of Hugo,
//! `{% highlight json %}` … `{% endhighlight %}` of Jekyll.
//!
//! To CommonMark their text is paragraphs. They are found line by line before anything else is read, outside of
//! fences, and the page falls apart around them.

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
    /// The lines between the tags.
    pub(super) body: Span,
}

/// Names of tags that hold code, with the line that closes them.
const TAGS: [(&str, &str); 4] = [
    ("code", "/code"),
    ("highlight", "/highlight"),
    ("highlight", "endhighlight"),
    // A request that a template shows in several languages.
    ("capture", "endcapture"),
];

/// Whether a page may hold such a block.
pub(crate) fn may_hold(text: &[u8]) -> bool {
    let named = |at: usize| {
        let rest = text[at..].trim_ascii_start();
        rest.starts_with(b"code") || rest.starts_with(b"highlight") || rest.starts_with(b"capture")
    };
    memchr::memchr_iter(b'{', text).any(|at| match text[at + 1..] {
        [b'%', ..] => named(at + 2),
        [b'{', b'<' | b'%', ..] => named(at + 3),
        _ => false,
    })
}

/// The blocks of a page in order, from byte `start` on. Linear.
pub(super) fn find(text: &str, start: usize) -> Vec<Shortcode> {
    let mut found = Vec::new();
    if !may_hold(&text.as_bytes()[start..]) {
        return found;
    }
    let mut open: Option<(Tag<'_>, Span)> = None;
    let mut fence: Option<&str> = None;
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let (from, end) = (at, at + line.len());
        at = end;
        // Most lines neither begin a tag or a fence nor end in a tag.
        let first = line.bytes().find(|byte| !byte.is_ascii_whitespace());
        let is_plain = first.is_none_or(|byte| byte.is_ascii() && !matches!(byte, b'{' | b'`' | b'~'));
        if is_plain && !line.trim_ascii_end().ends_with("}}") {
            continue;
        }
        let trimmed = line.trim();
        let begin = from + (line.len() - line.trim_start().len());
        match (open, fence) {
            (None, Some(mark)) => {
                let closes = trimmed.starts_with(mark) && trimmed.trim_start_matches(&mark[..1]).is_empty();
                fence = fence.filter(|_| !closes);
            }
            (None, None) if trimmed.starts_with("```") || trimmed.starts_with("~~~") => {
                let marks = trimmed.len() - trimmed.trim_start_matches(&trimmed[..1]).len();
                fence = Some(&trimmed[..marks]);
            }
            (None, None) => {
                // The last cell of a row may go on below it.
                let bar = if trimmed.ends_with("}}") { trimmed.rfind("| {{") } else { None };
                let cell = bar.map_or(0, |bar| bar + 2);
                let begin = begin + cell;
                open = tag(&trimmed[cell..])
                    .filter(|_| cell > 0 || begin - from < 4)
                    .map(|tag| (tag, Span::new(begin, begin + trimmed.len() - cell)));
            }
            (Some((tag, opening)), _) if is_close(trimmed, tag.close) => {
                let info = tag.info.as_ptr() as usize - text.as_ptr() as usize;
                let after = text[opening.range().end..]
                    .find('\n')
                    .map_or(text.len(), |n| opening.range().end + n + 1);
                // Around a fence the tags are only a frame.
                let body = Span::new(after.min(from), from);
                let first = body.of(text).trim_start();
                let framed = first.starts_with("```") || first.starts_with("~~~");
                open = None;
                if framed {
                    continue;
                }
                found.push(Shortcode {
                    span: Span::new(opening.range().start, end),
                    opening,
                    info: Span::new(info, info + tag.info.len()),
                    body,
                });
            }
            _ => {}
        }
    }
    found
}

#[derive(Clone, Copy)]
struct Tag<'t> {
    info: &'t str,
    close: &'static str,
}

/// The text between the marks of a tag that is alone on its line.
fn inner(line: &str) -> Option<&str> {
    let inner = line.strip_prefix("{{<").and_then(|rest| rest.strip_suffix(">}}"));
    let inner = inner.or_else(|| line.strip_prefix("{{%")?.strip_suffix("%}}"));
    inner.or_else(|| line.strip_prefix("{%")?.strip_suffix("%}")).map(str::trim)
}

fn tag(line: &str) -> Option<Tag<'_>> {
    let inside = inner(line)?;
    let jekyll = line.starts_with("{%");
    let (name, rest) = inside.split_once(char::is_whitespace).unwrap_or((inside, &inside[inside.len()..]));
    let (_, close) = TAGS.iter().find(|(tag, close)| *tag == name && close.starts_with("end") == jekyll)?;
    if name == "capture" {
        let requests = ["_rest", "_curl", "_http"].iter().any(|end| rest.trim().ends_with(end));
        return requests.then_some(Tag { info: &rest[rest.len()..], close });
    }
    let word = rest.split_whitespace().next().unwrap_or(&inside[inside.len()..]);
    let word = word.strip_prefix("lang=").unwrap_or(word);
    let info = word.trim_matches(['"', '\'']);
    Some(Tag { info: if info.contains('=') { &info[info.len()..] } else { info }, close })
}

fn is_close(line: &str, close: &str) -> bool {
    inner(line).is_some_and(|inside| inside.replace(' ', "") == close)
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
        for text in [
            "```\n{{< code json >}}\n{}\n{{< /code >}}\n```",
            "{{< code json >}}\n{}",
            "{{< codes >}}\n{{< /code >}}",
        ] {
            assert!(find(text, 0).is_empty(), "{text}");
        }
    }
}
