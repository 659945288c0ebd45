//! Explanations by braces around what has no names: a list in braces, quotes that are inside braces instead of around
//! them, and brackets in the wrong order.
//!
//! A writer who does so once does so throughout the body, so all of them are one explanation.

use super::super::token::{delete, replace};
use super::super::{IssueKind, Repair};
use super::guess::Guess;
use super::state::State;
use crate::text::LocalSpan;

/// What it costs to believe it.
const CHEAP: u32 = 4;

/// So many pairs of braces are changed at once.
const MOST: usize = 200;

/// A pair of braces with nothing but strings, numbers and commas between.
#[derive(Clone, Copy, Debug)]
struct Pair {
    open: usize,
    /// Behind the closing brace.
    end: usize,
    values: usize,
    spans_lines: bool,
}

/// The explanations for the issue number `first` and what is like it.
pub(super) fn guesses(state: &State, first: usize, all: &mut Vec<Guess>) {
    use IssueKind::{MissingColon, MissingKey, MissingValue, UnexpectedText, UnterminatedString, WrongColon};
    let kinds = [MissingColon, MissingKey, MissingValue, UnexpectedText, UnterminatedString, WrongColon];
    let Some(issue) = state.tree.issues.get(first).filter(|issue| kinds.contains(&issue.kind)) else {
        return;
    };
    let at = issue.span.start as usize;
    if issue.kind == MissingKey {
        all.extend(swapped(state, at));
        all.extend(objects(state, at));
    }
    let pairs = pairs(state);
    let is_here = |pair: &&Pair| pair.open <= at && at <= pair.end;
    let Some(here) = pairs.iter().find(is_here) else { return };
    // Two values on one line are a name and its value.
    let is_list = |pair: &Pair| pair.values > 2 || pair.values == 2 && pair.spans_lines;
    if is_list(here) {
        let of_lists = pairs.iter().filter(|pair| is_list(pair)).take(MOST);
        let repairs = of_lists.flat_map(|pair| in_brackets(*pair)).collect();
        let first = pairs.iter().find(|pair| is_list(pair)).unwrap_or(here);
        all.push(guess(IssueKind::ListInBraces, LocalSpan::new(first.open, first.open + 1), repairs));
    } else if is_quoted(&state.text, *here) {
        let of_quotes = pairs.iter().filter(|pair| is_quoted(&state.text, **pair)).take(MOST);
        let repairs = of_quotes.flat_map(|pair| in_quotes(&state.text, *pair)).collect();
        let first = pairs.iter().find(|pair| is_quoted(&state.text, **pair)).unwrap_or(here);
        all.push(guess(IssueKind::QuotesInBraces, LocalSpan::new(first.open, first.end), repairs));
    }
}

/// `{[ "id": 1 ]}`: the brackets around the members of the one element of a list, in the wrong order. The inner one is at
/// `inner`.
fn swapped(state: &State, inner: usize) -> Option<Guess> {
    let text = &state.text[..state.within.end as usize];
    let outer = text[..inner].trim_end().strip_suffix('{')?.len();
    let members = text[inner..].strip_prefix('[')?.trim_start();
    let start = text.len() - members.len();
    if !members.starts_with('"') {
        return None;
    }
    let end = value_end(text.as_bytes(), start);
    if !text[end..].trim_start().starts_with(':') {
        return None;
    }
    let close = inner_close(text.as_bytes(), inner)?;
    let rest = text[close + 1..].trim_start();
    let last = text.len() - rest.len();
    rest.starts_with('}').then(|| {
        let one = |at, bracket: &'static str| replace(LocalSpan::new(at, at + 1), bracket);
        let repairs = vec![one(outer, "["), one(inner, "{"), one(close, "}"), one(last, "]")];
        guess(IssueKind::SwappedBrackets, LocalSpan::new(outer, inner + 1), repairs)
    })
}

/// `{ {…}, {…} }`: objects in braces that are a list. The first of them is at `first`.
fn objects(state: &State, first: usize) -> Option<Guess> {
    let text = &state.text[..state.within.end as usize];
    let outer = text[..first].trim_end().strip_suffix('{')?.len();
    let mut at = first;
    for count in 0..MOST {
        text[at..].strip_prefix('{')?;
        let rest = text[inner_close(text.as_bytes(), at)? + 1..].trim_start();
        let end = text.len() - rest.len();
        match rest.chars().next()? {
            ',' => at = text.len() - rest[1..].trim_start().len(),
            '}' if count > 0 => {
                let one = |at, bracket: &'static str| replace(LocalSpan::new(at, at + 1), bracket);
                let repairs = vec![one(outer, "["), one(end, "]")];
                return Some(guess(IssueKind::ListInBraces, LocalSpan::new(outer, outer + 1), repairs));
            }
            _ => return None,
        }
    }
    None
}

/// The place of the bracket that closes the one at `open`, if both are of one kind.
fn inner_close(bytes: &[u8], open: usize) -> Option<usize> {
    let closer = if bytes[open] == b'{' { b'}' } else { b']' };
    let (mut depth, mut at) = (0_usize, open);
    while at < bytes.len() {
        match bytes[at] {
            b'"' => at = value_end(bytes, at) - 1,
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 1 => return (bytes[at] == closer).then_some(at),
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
    None
}

fn guess(kind: IssueKind, span: LocalSpan, repairs: Vec<Repair>) -> Guess {
    Guess { kind, span, related: None, repairs, cost: CHEAP }
}

fn in_brackets(pair: Pair) -> [Repair; 2] {
    let at = |at| LocalSpan::new(at, at + 1);
    [replace(at(pair.open), "["), replace(at(pair.end - 1), "]")]
}

/// Whether one string is between the braces, and it may hold them.
fn is_quoted(text: &str, pair: Pair) -> bool {
    let inner = text[pair.open + 1..pair.end - 1].trim();
    let inner = inner.strip_prefix('"').and_then(|inner| inner.strip_suffix('"'));
    pair.values == 1
        && !pair.spans_lines
        && inner.is_some_and(|inner| !inner.is_empty() && !inner.contains(['"', '\\', ':']))
}

/// The edits that put the quotes around the braces. The comma behind the last one of a list goes with them: who forgets
/// the names does not think of it.
fn in_quotes(text: &str, pair: Pair) -> impl Iterator<Item = Repair> {
    let inner = text[pair.open + 1..pair.end - 1].trim().trim_matches('"');
    let quoted = replace(LocalSpan::new(pair.open, pair.end), format!("\"{{{inner}}}\""));
    let rest = &text[pair.end..];
    let comma = pair.end + (rest.len() - rest.trim_start().len());
    let ends = text[comma..].strip_prefix(',').is_some_and(|rest| rest.trim_start().starts_with(']'));
    [Some(quoted), ends.then(|| delete(LocalSpan::new(comma, comma + 1)))].into_iter().flatten()
}

/// The braces of a body that have no names between them.
fn pairs(state: &State) -> Vec<Pair> {
    let bytes = state.text.as_bytes();
    let mut found = Vec::new();
    let mut open: Option<Pair> = None;
    let mut at = state.within.start as usize;
    let end = state.within.end as usize;
    // Whether the value before was read and no comma since.
    let mut after_value = false;
    while at < end {
        let mut next = at + 1;
        match bytes[at] {
            b'"' | b'-' | b'0'..=b'9' | b'a'..=b'z' => {
                next = value_end(&bytes[..end], at);
                if let Some(pair) = &mut open {
                    pair.values += 1;
                }
                open = open.filter(|_| !after_value);
                after_value = true;
            }
            b'{' => {
                (open, after_value) =
                    (Some(Pair { open: at, end: at, values: 0, spans_lines: false }), false);
            }
            b'}' => {
                found.extend(
                    open.take().filter(|pair| pair.values > 0).map(|pair| Pair { end: at + 1, ..pair }),
                );
            }
            b',' => after_value = false,
            b'\n' => {
                if let Some(pair) = &mut open {
                    pair.spans_lines = true;
                }
            }
            b' ' | b'\t' | b'\r' => {}
            _ => open = None,
        }
        at = next;
    }
    found
}

/// The end of the string, number or word at `at`; a string ends on its line.
fn value_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at + 1;
    let is_string = bytes[at] == b'"';
    while let Some(&byte) = bytes.get(end) {
        match byte {
            b'\n' => return end,
            b'\\' if is_string => end += 1,
            b'"' if is_string => return end + 1,
            _ if is_string || byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-') => {}
            _ => return end,
        }
        end += 1;
    }
    bytes.len()
}
