//! Notations that look like JSON from afar: object literals of programs, Hjson, hashes of Ruby, types.
//!
//! Told from the parsed tree: what a writer of JSON gets wrong here and there is wrong throughout. Nothing here names
//! the notation.

use crate::syntax::json::{IssueKind, JsonTree};

/// So many names make a habit.
const HABIT: usize = 3;

/// Whether the text of a tree is no JSON but another notation: no name has quotes and values or commas are not JSON's
/// either, or every name is followed by `=>`, or values are types. An object whose names alone lack their quotes is JSON with a fault.
pub(super) fn is_foreign(tree: &JsonTree, text: &str) -> bool {
    if tree.issues.len() < 2 {
        return false;
    }
    let (mut bare, mut quoted) = (0, 0);
    for (_, node) in tree.nodes() {
        let Some(key) = node.key else { continue };
        match key.span.of(text).chars().next() {
            Some('"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '»') => quoted += 1,
            Some(c) if c.is_alphanumeric() || matches!(c, '_' | '$' | '@') => bare += 1,
            _ => {}
        }
    }
    let (mut arrows, mut words, mut types, mut odd) = (0, 0, 0, false);
    for issue in &tree.issues {
        match issue.kind {
            IssueKind::WrongColon if issue.span.of(text) == "=>" => arrows += 1,
            IssueKind::MissingComma => odd = true,
            IssueKind::UnquotedValue => {
                // `string | null`, `?: string`
                let written = issue.span.of(text);
                types += usize::from(written.contains(" | ") || written.starts_with("?:"));
                (words, odd) = (words + 1, true);
            }
            // A type is as much a word as any other.
            IssueKind::Placeholder => {
                words += usize::from(issue.span.of(text).starts_with(|c: char| c.is_ascii_alphabetic()));
            }
            // `"a" | "b"`
            IssueKind::UnexpectedText => types += usize::from(issue.span.of(text) == "|"),
            _ => {}
        }
    }
    // Where neither names nor values are JSON's, fewer will do.
    let nothing = bare > 0 && quoted == 0 && words >= bare;
    nothing
        || types > 0 && types + words > 1
        || arrows >= HABIT && arrows >= bare + quoted
        || bare >= HABIT && quoted == 0 && (odd || arrows > 0)
}
