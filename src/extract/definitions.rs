//! Which pages say anything about types, told from their lines; and those that do, read.
//!
//! Most pages of a documentation set show requests and define nothing: saying so costs a scan. A page that defines
//! something must never be turned away, so every doubt is a yes.

use std::sync::{Arc, LazyLock};

use memchr::memmem::Finder;

use super::resources::may_matter;
use super::{ParsedPage, resources};
use crate::markup::markdown::{self, behind_containers, front_matter};
use crate::schema::doc_resource::PageInput;
use crate::text::SourceFile;

static COMMENT: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("<!--"));
static COMMENT_END: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("-->"));

/// How many lines a heading that is underlined may have: it is a name and at most two words.
const UNDERLINED: usize = 3;

/// What the page says about types, if it says anything: see `resources`.
pub fn definitions(source: &Arc<SourceFile>) -> Option<PageInput> {
    if !may_define(source.text()) {
        return None;
    }
    let document = markdown::parse_with(source.text(), may_matter);
    resources(&ParsedPage::read(source, &document), source)
}

/// Whether a page may hold a resource block or a list of values.
pub(crate) fn may_define(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    let prose = front_matter::find(text, 0).map_or(0, |matter| matter.range().end);
    names_resource(text.as_bytes()) || names_list(&text.as_bytes()[prose..])
}

/// A comment that begins like a JSON object and says `resource`.
fn names_resource(text: &[u8]) -> bool {
    COMMENT.find_iter(text).any(|at| {
        let comment = &text[at + 4..];
        let first = comment.iter().find(|byte| !byte.is_ascii_whitespace() && **byte != b'>');
        first.is_some_and(|&byte| byte == b'{' || byte >= 0x80)
            && says_resource(&comment[..COMMENT_END.find(comment).unwrap_or(comment.len())])
    })
}

/// Whether a text says `resource` in any case; looks for its rarest letter.
fn says_resource(text: &[u8]) -> bool {
    let word = |at: usize| text.get(at.checked_sub(4)?..at + 4);
    memchr::memchr2_iter(b'u', b'U', text)
        .filter_map(word)
        .any(|piece| piece.eq_ignore_ascii_case(b"resource"))
}

/// A heading with one of the words that every list of values has in its heading.
fn names_list(text: &[u8]) -> bool {
    let mut done = 0;
    let marked = memchr::memchr_iter(b'#', text).any(|at| {
        if at < done {
            return false;
        }
        let start = memchr::memrchr2(b'\n', b'\r', &text[..at]).map_or(0, |end| end + 1);
        done = memchr::memchr2(b'\n', b'\r', &text[at..]).map_or(text.len(), |length| at + length);
        let (line, _) = behind_containers(&text[start..done]);
        line.starts_with(b"#") && says_list(line)
    });
    let ends = || memchr::memchr2_iter(b'\n', b'\r', text).chain(std::iter::once(text.len()));
    marked || ends().any(|end| is_underlined(&text[..end]))
}

/// Whether `text` ends with a line that may underline a heading, which has one of the words.
fn is_underlined(text: &[u8]) -> bool {
    let last = text.iter().rev().find(|byte| !matches!(byte, b' ' | b'\t'));
    let lines = text.rsplit(|byte| matches!(byte, b'\n' | b'\r')).filter(|line| !line.is_empty());
    matches!(last, Some(b'=' | b'-')) && lines.skip(1).take(UNDERLINED).any(says_list)
}

/// Whether a line has one of the words, in any case.
fn says_list(line: &[u8]) -> bool {
    const WORDS: [&[u8]; 3] = [b"values", b"enum", b"options"];
    let begins = |at: usize, word: &[u8]| {
        word[0] == line[at].to_ascii_lowercase()
            && line.get(at..at + word.len()).is_some_and(|piece| piece.eq_ignore_ascii_case(word))
    };
    (0..line.len()).any(|at| WORDS.iter().any(|word| begins(at, word)))
}

#[cfg(test)]
mod tests {
    use super::may_define;

    #[test]
    fn turns_away_only_pages_that_define_nothing() {
        let cases = [
            ("<!-- {\"blockType\": \"resource\"} -->\n```json\n{}\n```\n", true),
            ("> <!--\n> { blocktype: 'Resource',\n", true),
            ("<!-- {\"blockType\": \"request\"} -->\nA resource.\n", false),
            ("<!-- a resource -->", false),
            ("### parcelStatus values\n", true),
            ("1. # State Enumeration\n", true),
            ("parcelStatus enum type\n---\n", true),
            ("> parcelStatus values\n> - \n", true),
            ("parcelStatus\r\nenum\r\ntype\r\n====\r\n", true),
            ("---\ntitle: values\n---\n\nparcel\n", false),
            ("---\ntitle: parcel\n...\n\nvalues\n\n---\n", true),
            ("Values\n\n| a |\n|---|\n", false),
            ("# Parcel\n\nIts options are many.\n", false),
            ("", false),
        ];
        for (text, expected) in cases {
            assert_eq!(may_define(text), expected, "{text:?}");
        }
    }
}
