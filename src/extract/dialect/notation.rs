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
    let (mut arrows, mut words, mut types, mut ends, mut odd) = (0, 0, 0, 0, false);
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
            // `"a" | "b"`, and the end of a member of a type: `status: "OK";`
            IssueKind::UnexpectedText => match issue.span.of(text) {
                "|" => types += 1,
                ";" => ends += 1,
                _ => {}
            },
            _ => {}
        }
    }
    // Where neither names nor values are JSON's, fewer will do.
    let nothing = bare > 0 && quoted == 0 && words >= bare;
    nothing
        || types > 0 && types + words > 1
        || bare > 0 && ends > 0 && ends + words > 1
        || arrows >= HABIT && arrows >= bare + quoted
        || bare >= HABIT && quoted == 0 && (odd || arrows > 0)
}

/// Whether a text is a hash of Ruby: its names are symbols, or arrows are behind them and nearly no colons.
pub(super) fn is_ruby(text: &str) -> bool {
    let before = |at: usize| text[..at].trim_end_matches([' ', '\t']);
    let (mut arrows, mut symbol) = (0, false);
    for at in memchr::memchr_iter(b'>', text.as_bytes()) {
        let Some(name) = text[..at].strip_suffix('=').map(|text| before(text.len())) else { continue };
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let bare = name.trim_end_matches(is_word);
        symbol |= bare.len() < name.len()
            && bare.strip_suffix(':').is_some_and(|rest| rest.trim_end().ends_with(['{', ',']));
        arrows += usize::from(name.ends_with(['"', '\'']));
    }
    if arrows < HABIT {
        return symbol;
    }
    let colons = memchr::memchr_iter(b':', text.as_bytes());
    arrows > colons.filter(|&at| before(at).ends_with(['"', '\''])).count()
}

/// Whether a program printed the text in its own notation: every string of it is in single quotes, no name has quotes,
/// or lines are joined by backslashes. Names without quotes are at home in a script.
pub(super) fn is_printed(tree: &JsonTree, text: &str, is_script: bool) -> bool {
    let single = tree.issues.iter().filter(|issue| issue.kind == IssueKind::SingleQuotes).count();
    let (mut names, mut double, mut bare) = (0, false, 0);
    for (_, node) in tree.nodes() {
        double |= node.span.of(text).starts_with('"');
        let Some(key) = node.key else { continue };
        names += 1;
        double |= key.span.of(text).starts_with('"');
        bare += usize::from(key.span.of(text).starts_with(|c: char| c.is_alphanumeric() || c == '_'));
    }
    let joined = tree
        .issues
        .iter()
        .any(|issue| issue.kind == IssueKind::UnexpectedText && issue.span.of(text).starts_with('\\'));
    joined || !is_script && (single > 1 && !double || bare > 1 && bare == names)
}

/// So many faults are too many to have each a cause of its own.
const TOO_MANY: usize = 6;

/// Keeps the first fault of a text in which nearly everything is one.
pub(super) fn keep_one(tree: &mut JsonTree) {
    if tree.issues.len() >= TOO_MANY && tree.issues.len() * 3 > tree.nodes().count() {
        tree.issues.truncate(1);
        tree.issues[0].repairs.clear();
    }
}
