//! Explanations by a string: one that goes over lines, and a document that stands unescaped inside one.

use super::super::IssueKind;
use super::super::Repair;
use super::super::escape::layout_break;
use super::super::token::{delete, insert, replace};
use super::guess::Guess;
use super::line;
use crate::text::LocalSpan;

/// How far the end of a string is looked for, in bytes.
const FARTHEST: usize = 6_000;

/// How many lines further up a string may begin.
const FARTHEST_UP: usize = 4;

/// How many quotes are tried as the end of one string.
const MOST_ENDS: usize = 6;

/// The explanations for faults that begin at `at`.
pub(super) fn guesses(text: &str, within: LocalSpan, at: usize, all: &mut Vec<Guess>) {
    let above = |start: &usize| (*start > within.start as usize).then(|| line::start(text, start - 1));
    let lines = std::iter::successors(Some(line::start(text, at)), above).take(FARTHEST_UP);
    all.extend(broken_name(text, within, at));
    let mut found = 0;
    for (nth, start) in lines.enumerate() {
        // Farther up only where a string is wrapped over so many lines.
        if nth > 1 && found > 0 {
            break;
        }
        let start = start.max(within.start as usize);
        let open = open_value(text, start, within.end as usize);
        if let Some(open) = open.filter(|&open| nth < 2 || goes_on(text, open)) {
            found += 1;
            ends(text, within, open, all);
        }
    }
}

/// A name that is broken over lines: `"weight` at the end of one, `Grams": 900` on the next that is not blank.
fn broken_name(text: &str, within: LocalSpan, at: usize) -> Option<Guess> {
    let first = line::start(text, at).max(within.start as usize);
    let line = text.get(first..line::end(text, at).min(within.end as usize))?.trim_end();
    let open = first + line.find('"')?;
    let end = first + line.len();
    let rest = text[end..within.end as usize].trim_start();
    let next = within.end as usize - rest.len();
    let (tail, behind) = rest.split_once('"')?;
    let is_part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '_');
    let leads = text[first..open].chars().all(|c| c.is_whitespace() || matches!(c, '{' | ','));
    let is_broken = leads && is_part(&text[open + 1..end]) && is_part(tail);
    (is_broken && behind.trim_start_matches(' ').starts_with(':')).then(|| Guess {
        kind: IssueKind::ControlCharacter,
        span: LocalSpan::new(open, end),
        related: None,
        repairs: vec![delete(LocalSpan::new(end, next))],
        cost: 5,
    })
}

/// Whether no quote on its line ends the string that begins at `open`.
fn goes_on(text: &str, open: usize) -> bool {
    let line = &text[open + 1..line::end(text, open)];
    line.match_indices('"').all(|(at, _)| {
        let escapes = line[..at].bytes().rev().take_while(|&byte| byte == b'\\').count();
        escapes % 2 == 1
    })
}

/// The quote that opens the first string of a line, as a value, that the line does not close; or one that holds
/// quotes.
fn open_value(text: &str, start: usize, limit: usize) -> Option<usize> {
    let end = line::end(text, start).min(limit);
    let line = text.get(start..end)?;
    let colon = after_name(line).unwrap_or(0);
    let open = line[colon..].find('"')? + colon;
    // Only white space and openers may stand before it.
    let opens = |c: char| c.is_whitespace() || matches!(c, '{' | '[');
    let before = &line[colon..open];
    // A brace is followed by a name, and no name goes over lines.
    (before.chars().all(opens) && !before.trim_end().ends_with('{')).then_some(start + open)
}

/// The place behind the colon of the name that a line begins with.
fn after_name(line: &str) -> Option<usize> {
    let quote = line.find('"')?;
    let plain = line[..quote].chars().all(|c| c.is_whitespace() || matches!(c, '{' | '[' | ','));
    let close = line[quote + 1..].find('"').filter(|_| plain)? + quote + 1;
    let colon = line[close + 1..].find(|c: char| c != ' ')? + close + 1;
    line[colon..].starts_with(':').then_some(colon + 1)
}

/// Tries the quotes that may close the string.
fn ends(text: &str, within: LocalSpan, open: usize, all: &mut Vec<Guess>) {
    let limit = text.floor_char_boundary((open + FARTHEST).min(within.end as usize));
    let first_line = line::end(text, open).min(limit);
    let bytes = text.as_bytes();
    let mut inner = Vec::new();
    let mut breaks = Vec::new();
    let nested = begins_document(&text[open + 1..]);
    // Where its own quotes are escaped, one that is not ends it.
    let is_escaped = text[open + 1..].trim_start_matches(['{', '[', ' ']).starts_with("\\\"");
    let mut tried = 0;
    let mut at = open + 1;
    while at < limit && tried < MOST_ENDS {
        match bytes[at] {
            b'\\' if bytes.get(at + 1) != Some(&b'\n') => at += 1,
            b'\\' if parts_escape(text, at + 1) => {
                breaks.push(at + 1);
                at += 2;
            }
            b'\n' => breaks.push(at),
            b'"' => {
                let doubled = breaks.is_empty()
                    && matches!(inner.as_slice(), [only] if *only == open + 1 || only + 1 == at);
                let closes = may_close(&text[at + 1..limit]);
                if closes
                    && !doubled
                    && (nested || !holds_member(text, &breaks) && !holds_separator(text, open, &inner))
                    && (!inner.is_empty() || !breaks.is_empty())
                {
                    tried += 1;
                    all.push(guess(text, (open, first_line), (&inner, &breaks), tried as u32));
                    if is_escaped {
                        return;
                    }
                }
                inner.push(at);
            }
            _ => {}
        }
        at += 1;
    }
}

/// Whether a text begins like a document inside a string. A template does not: `{parcel_id}`.
fn begins_document(text: &str) -> bool {
    let next = text.get(1..).unwrap_or_default();
    let opens = |c: char| {
        c.is_whitespace() || c.is_ascii_digit() || matches!(c, '"' | '\'' | '\\' | '{' | '[' | '}' | ']')
    };
    let is_template = text.starts_with("{{") || text.starts_with("{%");
    text.starts_with('<') || text.starts_with(['{', '[']) && next.starts_with(opens) && !is_template
}

/// Whether the line break at `at` is within an escape, as where a text is wrapped at any character.
fn parts_escape(text: &str, at: usize) -> bool {
    text[..at].ends_with('\\') && text[at..].starts_with('\n') && text[at + 1..].starts_with('"')
}

/// Whether a quote with this behind it may close a value: a comma or a bracket, or the end of the line.
fn may_close(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', '\t', '\r']);
    rest.is_empty() || rest.starts_with([',', '}', ']', '\n'])
}

/// Whether one of the lines behind these breaks begins like a member, the quotes of its name whole or not.
fn holds_member(text: &str, breaks: &[usize]) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '@' | '.' | '-' | '$');
    breaks.iter().any(|&at| {
        let line = text[at + 1..line::end(text, at + 1)].trim_start();
        let rest = line.trim_start_matches('"').trim_start_matches(is_name);
        rest.len() < line.len() && rest.trim_start_matches('"').starts_with(':') && line.contains('"')
            || line.starts_with('"') && after_name(line).is_some()
    })
}

/// Whether one of the quotes ends an element, a member or a name, and the next one begins what follows it; of a list without
/// a comma.
fn holds_separator(text: &str, open: usize, inner: &[usize]) -> bool {
    let is_value = text[..open].trim_end().ends_with(':');
    let is_gap = |gap: &str| match gap.trim() {
        "," | ":" => true,
        "" => !is_value && !gap.is_empty(),
        _ => false,
    };
    inner.windows(2).any(|pair| is_gap(&text[pair[0] + 1..pair[1]]))
}

/// Whether behind a quote a comma ends the line, and the next one begins with a quote.
fn ends_member(rest: &str) -> bool {
    let next = rest.strip_prefix(',').map(|rest| rest.trim_start_matches([' ', '\t', '\r']));
    next.and_then(|rest| rest.strip_prefix('\n')).is_some_and(|rest| rest.trim_start().starts_with('"'))
}

fn guess(
    text: &str,
    (open, first_line): (usize, usize),
    (inner, breaks): (&[usize], &[usize]),
    nth: u32,
) -> Guess {
    let mut repairs: Vec<_> = inner.iter().map(|&at| insert(at, "\\")).collect();
    let escaped = |at: usize| {
        if parts_escape(text, at) {
            return delete(LocalSpan::new(at, at + 1));
        }
        if let Some(gap) = layout_break(text, open + 1, at) {
            return delete(gap);
        }
        let carriage = text.as_bytes()[at - 1] == b'\r';
        let start = at - usize::from(carriage);
        replace(LocalSpan::new(start, at + 1), if carriage { "\\r\\n" } else { "\\n" })
    };
    repairs.extend(breaks.iter().map(|&at| escaped(at)));
    repairs.extend(tabs(text, open, breaks));
    let kind = match breaks {
        [] => IssueKind::UnescapedQuote,
        _ if breaks.windows(2).any(|pair| is_left_out(&text[pair[0]..pair[1]])) => IssueKind::Elision,
        _ if !inner.is_empty() && text[open + 1..].starts_with(['{', '[']) => IssueKind::UnescapedQuote,
        _ => IssueKind::ControlCharacter,
    };
    let span = match (kind, inner.first()) {
        (IssueKind::UnescapedQuote, Some(&at)) => LocalSpan::new(at, at + 1),
        _ => LocalSpan::new(open, open + text[open..first_line].trim_end().len()),
    };
    // What was left out is no slip. The more quotes have to be text, the less is it likely, and least of all if one
    // of them ends a line as the end of a member does.
    let ends = inner.iter().filter(|&&at| ends_member(&text[at + 1..])).count();
    let quotes = (inner.len() + 3 * ends).min(11) as u32;
    let cost = if kind == IssueKind::Elision { 0 } else { 5 + quotes } + nth.min(4);
    Guess { kind, span, related: None, repairs, cost }
}

/// The tabs of a string that goes over lines are escaped with its line breaks.
fn tabs(text: &str, open: usize, breaks: &[usize]) -> Vec<Repair> {
    let end = breaks.last().map_or(open, |&last| line::end(text, last + 1));
    let inside = &text.as_bytes()[open..end];
    let upto = memchr::memrchr(b'"', inside).unwrap_or(0);
    memchr::memchr_iter(b'\t', &inside[..upto])
        .map(|at| replace(LocalSpan::new(open + at, open + at + 1), "\\t"))
        .collect()
}

/// Whether a line of a string stands for others.
pub(super) fn is_left_out(line: &str) -> bool {
    let line = line.trim().trim_matches(|c: char| matches!(c, '[' | ']' | '<' | '>' | '(' | ')'));
    !line.is_empty() && (line.chars().all(|c| matches!(c, '.' | '…' | ' ')) && line.len() > 2)
}
