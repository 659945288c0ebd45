//! Which pages say anything about types, told from their lines; and those that do, read.
//!
//! Most pages of a documentation set show requests and define nothing: saying so costs a scan. A page that defines
//! something must never be turned away, so every doubt is a yes.

use std::sync::{Arc, LazyLock};

use memchr::memmem::Finder;

use super::{Page, resources};
use crate::markdown::{Document, behind_containers};
use crate::schema::doc_resource::PageInput;
use crate::text::SourceFile;

static COMMENT: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("<!--"));
static COMMENT_END: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("-->"));

/// How many lines a heading that is underlined may have: it is a name and at most two words.
const UNDERLINED: usize = 3;

/// What the page says about types, if it says anything: see [`resources`].
pub fn definitions(source: &Arc<SourceFile>) -> Option<PageInput> {
    if !may_define(source.text()) {
        return None;
    }
    let document = Document::parse_whole(source.text());
    resources(&Page::read(source, &document), source)
}

/// Whether a page may hold a resource block or a list of values.
pub fn may_define(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    names_resource(text.as_bytes()) || names_list(text.as_bytes())
}

/// A comment that begins like a JSON object and says `resource`.
fn names_resource(text: &[u8]) -> bool {
    COMMENT.find_iter(text).any(|at| {
        let comment = &text[at + 4..];
        let first = comment.iter().find(|byte| !byte.is_ascii_whitespace() && **byte != b'>');
        let end = || COMMENT_END.find(comment).unwrap_or(comment.len());
        let is_annotation = first.is_some_and(|&byte| byte == b'{' || byte >= 0x80);
        is_annotation && holds(&comment[..end()], &[b"resource"])
    })
}

/// A heading with one of the words that every list of values has in its heading.
fn names_list(text: &[u8]) -> bool {
    const WORDS: [&[u8]; 3] = [b"values", b"enum", b"options"];
    let mut before = [&[][..]; UNDERLINED];
    let mut at = 0;
    while at < text.len() {
        let end = memchr::memchr2(b'\n', b'\r', &text[at..]).map_or(text.len(), |length| at + length);
        let whole = &text[at..end];
        let (line, _) = behind_containers(whole);
        at = end + 1;
        let underlines = matches!(whole.trim_ascii_end(), [.., b'=' | b'-']);
        let is_heading = line.starts_with(b"#") && holds(line, &WORDS)
            || underlines && before.iter().any(|line| holds(line, &WORDS));
        if is_heading {
            return true;
        }
        before.rotate_left(1);
        before[UNDERLINED - 1] = line;
    }
    false
}

/// Whether a text has one of the words, which are in lower case, in any case.
fn holds(text: &[u8], words: &[&[u8]]) -> bool {
    let is_here = |at: usize, word: &[u8]| {
        word[0] == text[at].to_ascii_lowercase()
            && text.get(at..at + word.len()).is_some_and(|piece| piece.eq_ignore_ascii_case(word))
    };
    (0..text.len()).any(|at| words.iter().any(|word| is_here(at, word)))
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
            ("Values\n\n| a |\n|---|\n", false),
            ("# Parcel\n\nIts options are many.\n", false),
            ("", false),
        ];
        for (text, expected) in cases {
            assert_eq!(may_define(text), expected, "{text:?}");
        }
    }
}
