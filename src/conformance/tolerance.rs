//! What the surroundings of an example excuse: that it is cut short, or shows a part on purpose.

use super::binding::Binder;
use super::model::BoundBy;
use crate::cues;
use crate::document::BlockKind;
use crate::extract::{Example, ExampleKind, MessageRef, ParsedPage};
use crate::schema::{Direction, Instance, Tolerance};
use crate::syntax::json::{IssueKind, JsonTree};

/// The tolerance for a body, and whether it may be a part for no other reason than that nothing says otherwise.
pub(super) fn of(
    binder: &Binder<'_, '_>,
    at: MessageRef,
    value: Instance<'_>,
    by: BoundBy,
) -> (Tolerance, bool) {
    let direction = binder.direction(at);
    let example = binder.page.example(at.example);
    let annotation = binder.page.annotation(example);
    let request = binder.request(at);
    let is_request = direction == Some(Direction::Request);
    let patches = is_request
        && request.is_some_and(|(method, _)| {
            method.eq_ignore_ascii_case("PATCH") || method.eq_ignore_ascii_case("MERGE")
        });
    // Words told what it is; nothing says that it is all of it.
    let may_be_part = example.messages.is_empty() && annotation.is_none() && by != BoundBy::Beside;
    let is_part = annotation.is_some_and(|annotation| annotation.truncated)
        || patches
        || example.kind == ExampleKind::Fragment
        || direction.is_none()
        || request.is_some_and(|(_, target)| selects(target))
        || by == BoundBy::Body
        || is_delta(value)
        || is_torn(value.tree)
        || is_announced_short(binder.page, example);
    (Tolerance { truncated: is_part || may_be_part, direction }, may_be_part && !is_part)
}

/// Whether the target asks for a part of what there is, or for changes only.
fn selects(target: &str) -> bool {
    let target = target.to_ascii_lowercase().replace("%24", "$");
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let selecting = |option: &str| {
        let name = option.split(['=', '[']).next().unwrap_or_default();
        matches!(name, "$select" | "select" | "fields" | "$deltatoken" | "$skiptoken")
    };
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let last = last.split('(').next().unwrap_or_default();
    // `/delta`, `/parcelo.delta()`
    query.split('&').any(selecting) || last.rsplit('.').next() == Some("delta")
}

/// A delta answer, or an item that is gone.
fn is_delta(value: Instance<'_>) -> bool {
    let marks =
        |name: &str| matches!(name, "@odata.deltaLink" | "@deltaLink" | "@removed" | "@odata.removed");
    value.children().any(|member| member.name().is_some_and(marks))
}

/// Whether the text had to be mended so much that members may be missing or in the wrong place.
fn is_torn(tree: &JsonTree) -> bool {
    let harmless = |kind| {
        use IssueKind::{
            Comment, ControlCharacter, DuplicateKey, InvalidLiteral, InvalidNumber, InvalidWhitespace,
            MissingComma, Placeholder, SingleQuotes, SmartQuotes, TrailingComma, UnquotedKey,
        };
        matches!(
            kind,
            TrailingComma
                | MissingComma
                | Comment
                | ControlCharacter
                | DuplicateKey
                | InvalidLiteral
                | InvalidNumber
                | InvalidWhitespace
                | Placeholder
                | SingleQuotes
                | SmartQuotes
                | UnquotedKey
        )
    };
    tree.issues.iter().any(|issue| !harmless(issue.kind))
}

/// Whether a note between the heading, or the example before, and the example says that it is not complete. Reads the
/// text itself: a document does not keep every paragraph.
fn is_announced_short(page: &ParsedPage<'_>, example: &Example<'_>) -> bool {
    /// No further back than this many bytes.
    const BACK: usize = 2_000;
    let blocks = &page.document.blocks;
    let before = blocks.partition_point(|block| block.span.start < example.span.start);
    let ends = |kind: &BlockKind<'_>| matches!(kind, BlockKind::Heading(_) | BlockKind::Code(_));
    let last = blocks[..before].iter().rev().find(|block| ends(&block.kind));
    let end = example.span.start as usize;
    let start = last.map_or(0, |block| block.span.end as usize).max(end.saturating_sub(BACK)).min(end);
    let text = page.source.text();
    let words = text[text.ceil_char_boundary(start).min(end)..end].to_ascii_lowercase();
    cues::all(|cues| cues.shortened).any(|cue| words.contains(cue))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_that_ask_for_a_part() {
        let cases = [
            ("/parcels?$select=id", true),
            ("/parcels?%24select=id", true),
            ("/parcels?page=2&fields[parcels]=id", true),
            ("/parcels/delta", true),
            ("/parcels/parcelo.delta()?x=1", true),
            ("/parcels?selected=1", false),
            ("/parcels/delta-1", false),
        ];
        for (target, expected) in cases {
            assert_eq!(selects(target), expected, "{target}");
        }
    }
}
