//! Whether a page may hold an example, or an annotation of one, by a look at its lines: most pages of most repositories do
//! not, and nobody parses them.
//!
//! A page that has work must never be turned away, so every doubt is a yes. Nothing here decides what an example is.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::containers::behind_containers;
use super::fence::{TICKS, TILDES};
use super::shortcode;

/// Fences of these languages are examples only where an annotation says so.
pub(crate) const PROGRAMS: [&str; 34] = [
    "c",
    "c#",
    "c++",
    "cpp",
    "cs",
    "csharp",
    "css",
    "dart",
    "go",
    "golang",
    "hcl",
    "html",
    "java",
    "jsx",
    "kotlin",
    "objc",
    "objective-c",
    "objectivec",
    "perl",
    "php",
    "py",
    "python",
    "r",
    "rb",
    "ruby",
    "rust",
    "scala",
    "sql",
    "swift",
    "ts",
    "tsx",
    "typescript",
    "yaml",
    "yml",
];

/// Fences of these languages are, unless data stands in them.
const SCRIPTS: [&str; 4] = ["javascript", "js", "graphql", "gql"];

/// Whether a page may hold an example or an annotation.
pub(in crate::markup) fn may_hold_examples(text: &str) -> bool {
    let text = text.as_bytes();
    holds_block(text) || holds_annotation(text) || shortcode::may_hold(text) || holds_markup(text)
}

static COMMENT: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("<!--"));
static BLOCK_TYPE: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("blockType"));

/// A comment that begins like a JSON object, or the key that every annotation carries.
fn holds_annotation(text: &[u8]) -> bool {
    let mut rest = text;
    while let Some(at) = COMMENT.find(rest) {
        rest = rest[at + 4..].trim_ascii_start();
        if rest.first() == Some(&b'{') {
            return true;
        }
    }
    BLOCK_TYPE.find(text).is_some()
}

static PRE: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("<pre"));
static SCALAR: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(": |"));

/// Code in HTML, or in the value of a key of front matter.
fn holds_markup(text: &[u8]) -> bool {
    let matter = text.starts_with(b"---") || text.starts_with(b"+++") || text.starts_with(b"\xef\xbb\xbf");
    matter && SCALAR.find(text).is_some() || PRE.find(text).is_some()
}

static FOUR_SPACES: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("    "));

/// A code block that is not a program. Containers are not followed: whatever looks like a fence behind marks of
/// lists and quotes counts. Most pages have a fence at the margin or nothing that could be code, which is seen without
/// a look at every line.
fn holds_block(text: &[u8]) -> bool {
    let ticks = TICKS.find(text);
    if ticks.is_some_and(|first| opens_block_at_margin(text, first)) {
        return true;
    }
    let may_open =
        || TILDES.find(text).or_else(|| FOUR_SPACES.find(text)).or_else(|| memchr::memchr(b'\t', text));
    ticks.or_else(may_open).is_some() && any_line_opens_block(text)
}

/// Whether a fence at the margin, from the one at `first` on, has the label of no program: it can be no closing fence.
fn opens_block_at_margin(text: &[u8], first: usize) -> bool {
    let mut ticks = Some(first);
    while let Some(at) = ticks {
        let end = memchr::memchr2(b'\n', b'\r', &text[at..]).map_or(text.len(), |length| at + length);
        let is_at_margin = at == 0 || text[at - 1] == b'\n';
        if is_at_margin && Fence::read(&text[at..end]).is_some_and(|fence| fence.is_of_data()) {
            return true;
        }
        ticks = TICKS.find(&text[end..]).map(|next| end + next);
    }
    false
}

/// The same, line by line; inside a program, from one fence to the next.
fn any_line_opens_block(text: &[u8]) -> bool {
    let only_ticks = TILDES.find(text).is_none();
    let mut open: Option<Fence<'_>> = None;
    let mut at = 0;
    while at < text.len() {
        if open.is_some() && only_ticks {
            let Some(next) = TICKS.find(&text[at..]) else { return false };
            let line = memchr::memrchr2(b'\n', b'\r', &text[at..at + next]);
            at += line.map_or(0, |end| end + 1);
        }
        let end = memchr::memchr2(b'\n', b'\r', &text[at..]).map_or(text.len(), |length| at + length);
        let (rest, indented) = behind_containers(&text[at..end]);
        at = end + 1;
        let Some(fence) = Fence::read(rest) else {
            if indented && open.is_none() && !rest.is_empty() {
                return true;
            }
            continue;
        };
        match open {
            Some(outer) if fence.info.is_empty() && outer.mark == fence.mark => {
                open = (fence.length < outer.length).then_some(outer);
            }
            _ if fence.is_one_of(&PROGRAMS) && !holds_message(&text[at.min(text.len())..]) => {
                open = Some(fence);
            }
            _ if fence.is_one_of(&SCRIPTS)
                && !holds_data(&text[at.min(text.len())..])
                && !holds_message(&text[at.min(text.len())..]) =>
            {
                open = Some(fence);
            }
            _ => return true,
        }
    }
    false
}

/// Whether what follows a fence begins as data, behind whatever containers.
fn holds_data(text: &[u8]) -> bool {
    let first = text.iter().find(|byte| !byte.is_ascii_whitespace() && **byte != b'>');
    matches!(first, Some(b'{' | b'['))
}

/// Whether what follows a fence may begin as a message: with a version of HTTP, with a command of `curl`, or with a word
/// in capitals and something after it.
fn holds_message(text: &[u8]) -> bool {
    let start =
        text.iter().position(|byte| !byte.is_ascii_whitespace() && *byte != b'>').unwrap_or(text.len());
    let rest = &text[start..];
    let word = rest.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    let command = rest.strip_prefix(b"$ ").unwrap_or(rest);
    rest.starts_with(b"HTTP/") || command.starts_with(b"curl ") || word > 2 && rest.get(word) == Some(&b' ')
}

struct Fence<'t> {
    mark: u8,
    length: usize,
    info: &'t [u8],
}

impl<'t> Fence<'t> {
    fn read(line: &'t [u8]) -> Option<Self> {
        let mark = *line.first().filter(|byte| matches!(byte, b'`' | b'~'))?;
        let length = line.iter().take_while(|byte| **byte == mark).count();
        let info = line[length..].trim_ascii();
        (length >= 3 && !(mark == b'`' && info.contains(&b'`'))).then_some(Self { mark, length, info })
    }

    /// Whether it has a label, and that of no program.
    fn is_of_data(&self) -> bool {
        !self.info.is_empty() && !self.is_one_of(&PROGRAMS) && !self.is_one_of(&SCRIPTS)
    }

    fn is_one_of(&self, languages: &[&str]) -> bool {
        let word = self.info.split(|byte| byte.is_ascii_whitespace() || matches!(byte, b',' | b'{')).next();
        let is = |word: &[u8], name: &[u8]| word.len() == name.len() && word.eq_ignore_ascii_case(name);
        word.is_some_and(|word| languages.iter().any(|name| is(word, name.as_bytes())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_away_only_pages_without_work() {
        let cases = [
            ("prose with `code`", false),
            ("<!-- a remark -->", false),
            ("<!--\r\n {", true),
            ("<!-- \"blockType\": 1 -->", true),
            ("```csharp\nvar a;\n```\n", false),
            ("```js\nvar a;\n```\n", false),
            ("> ```js\n> \n> {}\n> ```\n", true),
            ("```js\n", false),
            ("```go\nGET /parcels\n```\n", true),
            ("> ```js\n> HTTP/1.1 204\n> ```\n", true),
            ("```js\n> curl https://api.parcelo.example\n```\n", true),
            ("<pre>{}</pre>", true),
            ("---\nexample: |\n  {}\n---\n", true),
            ("```csharp\nvar a;\n```\n```\n{}\n```\n", true),
            ("```Python title=x\n    indented\n```\n~~~go\n~~~", false),
            ("```http\n", true),
            ("```\n", true),
            ("1. step\n\n   ```json\n", true),
            ("> ~~~\n", true),
            ("a\r```json\r", true),
            ("text ``` inline ``` text", false),
            ("``` inline ``` text", false),
            ("    {\"a\": 1}\n", true),
            ("\t{\"a\": 1}\n", true),
            ("- item\n  - nested\n", false),
            ("````java\n```\n{}\n````\n", false),
        ];
        for (text, expected) in cases {
            assert_eq!(may_hold_examples(text), expected, "{text:?}");
        }
    }
}
