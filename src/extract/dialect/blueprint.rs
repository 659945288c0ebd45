//! D11: API Blueprint. A list item says what the code below it is: `+ Request (application/json)`,
//! `+ Response 201 (application/json)`, perhaps with `+ Headers`, `+ Body` and `+ Schema` of its own.

use super::words::Role;
use super::{Around, Cue, Form};

/// API Blueprint.
pub(super) struct ApiBlueprint;

/// No further back than this many lines.
const BACK: usize = 60;

impl Form for ApiBlueprint {
    fn cue(&self, around: &Around<'_>) -> Option<Cue> {
        if !["+ Re", "+ Schema", "- Re", "* Re"].iter().any(|item| around.page.contains(item)) {
            return None;
        }
        let lines = around.page.lines().rev().take(BACK).take_while(|line| !line.starts_with('#'));
        let mut items = lines.filter_map(item);
        // The nearest item names the part; the code below any other part than the body or its schema is none.
        match items.next()? {
            Item::Message(cue) => Some(cue),
            Item::Body => items.find_map(|item| match item {
                Item::Message(cue) => Some(cue),
                _ => None,
            }),
            Item::Schema => Some(Cue { role: Role::Schema, status: None }),
            Item::Other => None,
        }
    }
}

/// An item of a list.
enum Item {
    /// `+ Request`, `+ Response 201 (application/json)`
    Message(Cue),
    /// `+ Body`
    Body,
    /// `+ Schema`
    Schema,
    /// Any other.
    Other,
}

/// The item that a line begins.
fn item(line: &str) -> Option<Item> {
    let line = line.trim_start();
    let text =
        line.strip_prefix("+ ").or_else(|| line.strip_prefix("- ")).or_else(|| line.strip_prefix("* "))?;
    let word = text.trim_end();
    // The other marks are those of any list.
    let is_plain = |rest: &str| {
        rest.is_empty() || rest.starts_with(" (") || line.starts_with('+') && rest.starts_with(' ')
    };
    Some(match word {
        "Body" => Item::Body,
        "Schema" => Item::Schema,
        _ => {
            if let Some(rest) = word.strip_prefix("Response") {
                let status = rest.split_whitespace().next().and_then(|word| word.parse().ok());
                let names =
                    |rest: &str| is_plain(rest) || status.is_some_and(|code| (100..600).contains(&code));
                if rest.is_empty() || rest.starts_with(' ') && names(rest) {
                    return Some(Item::Message(Cue { role: Role::Response, status }));
                }
            } else if word.strip_prefix("Request").is_some_and(is_plain) {
                return Some(Item::Message(Cue { role: Role::Request, status: None }));
            }
            Item::Other
        }
    })
}

/// Whether no other message and no other part of the page begins in a text between two blocks.
pub(super) fn is_one_item(between: &str) -> bool {
    between.lines().all(|line| !line.starts_with('#') && !matches!(item(line), Some(Item::Message(_))))
}
