//! Tags around fences: the components of MDX and the tags of HTML and of site generators. A component may indent its
//! children, so that what its reader takes for a fence is indented code to CommonMark, and its tag may stand right above a
//! fence, which makes HTML of both.

use std::borrow::Cow;

use super::fence::TICKS;

/// So many lines further up a tag may stand that indents what is inside of it.
const NEAR: usize = 16;

/// A thematic break, which makes no heading of the line above it.
const RULE: &str = "***";

/// The tags that a reader of lines has passed.
#[derive(Default)]
pub(super) struct Tags {
    /// How many lines ago the last one stood.
    ago: Option<usize>,
    /// The lengths from which on no fence of backticks, or of tildes, is closed any more.
    unclosed: [Option<usize>; 2],
}

impl Tags {
    /// Passes a line, trimmed, that is not blank.
    pub(super) fn pass(&mut self, line: &str) {
        self.ago = if is_tag(line) { Some(0) } else { self.ago.map(|ago| ago + 1) };
    }

    /// Whether one stands not far above.
    pub(super) fn are_near(&self) -> bool {
        self.ago.is_some_and(|ago| ago < NEAR)
    }

    /// Whether a line of marks alone follows byte `from` of the page.
    pub(super) fn is_closed(&mut self, text: &str, from: usize, mark: u8, length: usize) -> bool {
        let unclosed = &mut self.unclosed[usize::from(mark == b'~')];
        if unclosed.is_some_and(|least| length >= least) {
            return false;
        }
        let closed = text[from..].lines().any(|line| is_closing(line.trim(), mark, length));
        if !closed {
            *unclosed = Some(length);
        }
        closed
    }
}

/// Whether a line, trimmed, begins with a tag.
fn is_tag(line: &str) -> bool {
    let named = |rest: &str| rest.trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic());
    line.strip_prefix('<').is_some_and(named)
        || ["{{<", "{{%", "{%", ":::"].iter().any(|open| line.starts_with(open))
        || line.strip_prefix("::").is_some_and(named)
}

/// Whether a line of the page begins with a tag.
pub(super) fn has_tags(text: &str) -> bool {
    text.lines().any(|line| is_tag(line.trim_start()))
}

/// The mark and the length of the fence that a line, trimmed, opens.
pub(super) fn opening(line: &str) -> Option<(u8, usize)> {
    let mark = *line.as_bytes().first().filter(|mark| matches!(mark, b'`' | b'~'))?;
    let length = line.bytes().take_while(|byte| *byte == mark).count();
    (length >= 3 && !(mark == b'`' && line[length..].contains('`'))).then_some((mark, length))
}

/// Whether a line, trimmed, closes a fence of so many marks.
pub(super) fn is_closing(line: &str, mark: u8, length: usize) -> bool {
    line.len() >= length && line.bytes().all(|byte| byte == mark)
}

/// Whether a page uses components: a line begins with a tag whose name is capitalised.
pub(super) fn has_components(text: &str) -> bool {
    memchr::memchr_iter(b'<', text.as_bytes()).any(|at| {
        let before = text[..at].bytes().rev().take(40).take_while(|byte| *byte != b'\n');
        text.as_bytes().get(at + 1).is_some_and(u8::is_ascii_uppercase)
            && before.into_iter().all(|byte| matches!(byte, b' ' | b'\t'))
    })
}

/// Whether a line of tags stands right above the fence at `at`, and where that line begins.
fn tags_above(text: &str, at: usize) -> Option<usize> {
    let above = text[..at].trim_end_matches([' ', '\t']).strip_suffix('\n')?;
    let start = above.rfind('\n').map_or(0, |end| end + 1);
    let line = above[start..].trim();
    (line.ends_with('>') && is_tag(line)).then_some(start + above[start..].find('<')?)
}

/// The text without the tags of components that stand alone on their line, byte for byte; in MDX (`every`) for
/// other tags as well, however they are indented. So are tags right above a fence, which would make HTML of it.
pub(super) fn without_tags(text: &str, every: bool) -> Cow<'_, str> {
    if memchr::memchr(b'<', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let above: Vec<usize> = TICKS.find_iter(text.as_bytes()).filter_map(|at| tags_above(text, at)).collect();
    let begins = |name: u8| name.is_ascii_uppercase() || every && name.is_ascii_lowercase();
    let named = |at: usize| match text.as_bytes()[at..] {
        _ if above.binary_search(&at).is_ok() => true,
        [_, b'/', name, ..] | [_, name, ..] => begins(name),
        _ => false,
    };
    let mut found = memchr::memchr_iter(b'<', text.as_bytes()).filter(|&at| named(at)).peekable();
    if found.peek().is_none() {
        return Cow::Borrowed(text);
    }
    let mut blanked = String::with_capacity(text.len());
    for at in found {
        let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let line = text[at..].split('\n').next().unwrap_or_default().trim_end();
        let inside = line.strip_prefix('<').and_then(|tag| tag.strip_suffix('>'));
        let framed = above.binary_search(&at).is_ok();
        let alone = (every || framed || at - start < 4) && text[start..at].bytes().all(|byte| byte == b' ');
        let is_one = inside.is_some_and(|tag| framed || is_one_tag(tag));
        if alone && start >= blanked.len() && is_one {
            blanked.push_str(&text[blanked.len()..at]);
            // A tag at the margin ends lists, as a rule does.
            let rule = if at == start && line.len() >= RULE.len() { RULE } else { "" };
            blanked.push_str(rule);
            blanked.extend(std::iter::repeat_n(' ', line.len() - rule.len()));
        }
    }
    blanked.push_str(&text[blanked.len()..]);
    Cow::Owned(blanked)
}

/// Whether the text between the first `<` and the last `>` of a line is that of one tag: no other stands in it but in
/// quotes.
fn is_one_tag(inside: &str) -> bool {
    if !inside.contains(['<', '>']) {
        return true;
    }
    let mut quote = None;
    let is_apart = |c: char| {
        match quote {
            Some(open) if c == open => quote = None,
            None if matches!(c, '"' | '\'') => quote = Some(c),
            _ => {}
        }
        quote.is_none() && matches!(c, '<' | '>')
    };
    !inside.contains(is_apart) && quote.is_none()
}

#[cfg(test)]
mod tests {
    use super::without_tags;

    #[test]
    fn tags_alone_on_a_line_are_blank() {
        let cases = [
            ("<Tabs>\n```json", "***   \n```json"),
            ("a\n  </Tab>\r\nb", "a\n        \r\nb"),
            ("<Note id=\"é\" />\n# A", "***             \n# A"),
            ("<Route method=\"GET\">/a</Route>\n", "<Route method=\"GET\">/a</Route>\n"),
            ("a <Tab>\n", "a <Tab>\n"),
            ("    <Tab>\n", "    <Tab>\n"),
            ("<div>\n", "<div>\n"),
            ("  <td>\n```\n<td>\n", "      \n```\n<td>\n"),
            ("<Get url=\"/a/<id>\" />\n", "***                  \n"),
            ("<B>a</B> <C url=\"/a\" />\n", "<B>a</B> <C url=\"/a\" />\n"),
            ("<p>a</p>\n```", "***     \n```"),
            ("<p>a</p>\n\n```", "<p>a</p>\n\n```"),
            ("<", "<"),
        ];
        for (text, expected) in cases {
            assert_eq!(without_tags(text, false), expected, "{text}");
        }
    }
}
