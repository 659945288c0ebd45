//! Explanations by what was left out: an elision that stands for the closing brackets as well, and a comment that
//! swallows one.

use super::super::token::{delete, insert, replace};
use super::super::{Issue, IssueKind};
use super::guess::Guess;
use super::line;
use super::state::State;
use crate::text::LocalSpan;

/// So many brackets may be left out at one place.
const DEEPEST: usize = 8;

/// The explanations of a body where a bracket is never closed.
pub(super) fn guesses(state: &State, all: &mut Vec<Guess>) {
    let issues = &state.tree.issues;
    if !issues.iter().any(|issue| matches!(issue.kind, IssueKind::Unclosed | IssueKind::MismatchedClose)) {
        return;
    }
    for issue in issues.iter().filter(|issue| is_remark(issue)).take(3) {
        all.extend(swallowed(&state.text, issue));
    }
    let last = issues.iter().rev().find(|issue| issue.kind == IssueKind::Elision);
    all.extend(last.and_then(|issue| closes_too(state, issue)));
}

fn is_remark(issue: &Issue) -> bool {
    matches!(issue.kind, IssueKind::Comment | IssueKind::Elision)
}

/// `// left out }`: the brackets at the end of a comment are meant.
fn swallowed(text: &str, issue: &Issue) -> Option<Guess> {
    let written = issue.span.of(text);
    let mark = if written.starts_with("//") { 2 } else { usize::from(written.starts_with('#')) };
    let words = written.trim_end_matches(|c: char| matches!(c, '}' | ']' | ',') || c.is_whitespace());
    let rest = &written[words.len()..];
    if mark == 0 || words.len() < mark || !rest.contains(['}', ']']) {
        return None;
    }
    let start = issue.span.start as usize;
    let remark = LocalSpan::new(start, start + words.len());
    // The comment goes, and the brackets behind it are read.
    Some(Guess { kind: issue.kind, span: issue.span, related: None, repairs: vec![delete(remark)], cost: 1 })
}

/// `…` that is indented less than what it follows stands for the closing brackets as well.
fn closes_too(state: &State, elision: &Issue) -> Option<Guess> {
    let text = &state.text;
    let start = elision.span.start as usize;
    let this = line::start(text, start);
    let unclosed = state.tree.issues.iter().find(|issue| issue.kind == IssueKind::Unclosed)?;
    let missing: usize = unclosed.repairs.iter().map(|repair| repair.text.matches(['}', ']']).count()).sum();
    if !text[this..start].trim().is_empty() || missing == 0 || missing > DEEPEST {
        return None;
    }
    let before = text[..this].trim_end();
    let above = &text[line::start(text, before.len())..before.len()];
    if line::indent(&text[this..]) >= line::indent(above) {
        return None;
    }
    let closers: String =
        open_at(&text[state.within.start as usize..start])?.into_iter().rev().take(missing).collect();
    let mut repairs = Vec::new();
    let last = before.len();
    if before.ends_with(',') {
        repairs.push(replace(LocalSpan::new(last - 1, last), closers));
    } else {
        repairs.push(insert(last, closers));
    }
    repairs.push(delete(elision.span));
    Some(Guess { kind: IssueKind::Elision, span: elision.span, related: None, repairs, cost: 1 })
}

/// The closing brackets of what is open at the end of `text`, the outermost first.
fn open_at(text: &str) -> Option<Vec<char>> {
    let mut open = Vec::new();
    let (mut quoted, mut escaped) = (false, false);
    for c in text.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '\n' => quoted = false,
            _ if quoted => {}
            '{' => open.push('}'),
            '[' => open.push(']'),
            '}' | ']' if open.pop() != Some(c) => return None,
            _ => {}
        }
    }
    Some(open)
}
