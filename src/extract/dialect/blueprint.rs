//! D11: API Blueprint. A list item says what the code below it is: `+ Request (application/json)`,
//! `+ Response 201 (application/json)`, perhaps with `+ Headers`, `+ Body` and `+ Schema` of its own.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::named_status::Named;
use super::words::Role;
use super::{Around, Cue, Form};

/// API Blueprint.
pub(super) struct ApiBlueprint;

/// No further back than this many lines.
const BACK: usize = 60;

static MARK: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("+ "));
static NAME: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(" Re"));

impl Form for ApiBlueprint {
    fn cue(&self, around: &Around<'_>) -> Option<Cue> {
        let page = around.page.as_bytes();
        let other = |at: usize| at > 0 && matches!(page[at - 1], b'-' | b'*');
        if MARK.find(page).is_none() && !NAME.find_iter(page).any(other) {
            return None;
        }
        let lines = around.page.lines().rev().take(BACK).take_while(|line| !line.starts_with('#'));
        let mut items = lines.filter_map(item);
        // The nearest item names the part; the code below any other part than the body or its schema is none.
        match items.next()? {
            (_, Item::Message(message)) => Some(message.cue(around)),
            (indent, Item::Body) => match items.find(|(outer, _)| *outer < indent)? {
                (_, Item::Message(message)) => Some(message.cue(around)),
                _ => None,
            },
            (_, Item::Schema) => Some(Cue { role: Role::Schema, words: None, status: None, fails: false }),
            (_, Item::Other) => None,
        }
    }
}

/// An item of a list.
enum Item<'l> {
    /// `+ Request`, `+ Response 201 (application/json)`
    Message(Part<'l>),
    /// `+ Body`
    Body,
    /// `+ Schema`
    Schema,
    /// Any other.
    Other,
}

/// An item that is a message.
struct Part<'l> {
    role: Role,
    words: &'l str,
    status: Option<Named>,
}

impl Part<'_> {
    fn cue(self, around: &Around<'_>) -> Cue {
        Cue::new(around, self.role, self.words, self.status)
    }
}

/// The item that a line begins, with its indentation.
fn item(line: &str) -> Option<(usize, Item<'_>)> {
    let text = line.trim_start();
    let indent = line.len() - text.len();
    let word = text.strip_prefix(['+', '-', '*'])?.strip_prefix(' ')?.trim_end();
    if word.eq_ignore_ascii_case("body") {
        return Some((indent, Item::Body));
    }
    if word.eq_ignore_ascii_case("schema") {
        return Some((indent, Item::Schema));
    }
    let message = message(word, text.starts_with('+')).map(Item::Message);
    Some((indent, message.unwrap_or(Item::Other)))
}

/// The message that an item is. `sure`: its mark is the one that API Blueprint uses, not that of any list.
fn message(item: &str, sure: bool) -> Option<Part<'_>> {
    let after = |name: &str| {
        let (word, rest) = item.split_at_checked(name.len())?;
        (word.eq_ignore_ascii_case(name) && (rest.is_empty() || rest.starts_with(' '))).then_some(rest)
    };
    let plain = |rest: &str| sure || rest.is_empty() || rest.starts_with(" (");
    if let Some(rest) = after("response") {
        let word = rest.split_whitespace().next();
        let code = word.and_then(|word| word.parse().ok()).filter(|code| (100..600).contains(code));
        let status = code.zip(word).map(|(code, word)| {
            let start = word.as_ptr() as usize - item.as_ptr() as usize;
            Named { code, place: start..start + word.len() }
        });
        let known = status.is_some();
        return (plain(rest) || known).then_some(Part { role: Role::Response, words: item, status });
    }
    let request = Part { role: Role::Request, words: item, status: None };
    after("request").filter(|rest| plain(rest)).map(|_| request)
}

/// Whether no other message and no other part of the page begins in a text between two blocks.
pub(super) fn is_one_item(between: &str) -> bool {
    between.lines().all(|line| !line.starts_with('#') && !matches!(item(line), Some((_, Item::Message(_)))))
}
