//! Explanations by what was left out: an elision that stands for brackets as well, opening or closing ones, and a comment
//! that swallows one.

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
    use IssueKind::{MismatchedClose, Unclosed, UnexpectedClose};
    let issues = &state.tree.issues;
    let has = |kinds: [IssueKind; 2]| issues.iter().any(|issue| kinds.contains(&issue.kind));
    if has([UnexpectedClose, MismatchedClose]) {
        all.extend(opens_too(state));
    }
    if !has([Unclosed, MismatchedClose]) {
        return;
    }
    for issue in issues.iter().filter(|issue| is_remark(issue)).take(3) {
        all.extend(swallowed(&state.text, issue));
    }
    let last = issues.iter().rev().find(|issue| issue.kind == IssueKind::Elision);
    all.extend(last.and_then(|issue| closes_too(state, issue)));
    let elisions = issues.iter().filter(|issue| issue.kind == IssueKind::Elision).take(4);
    all.extend(elisions.filter_map(|issue| ends_before(state, issue)));
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
    let unclosed = state.tree.issues.iter().filter(|issue| issue.kind == IssueKind::Unclosed);
    let repairs = unclosed.flat_map(|issue| &issue.repairs);
    let missing: usize = repairs.map(|repair| repair.text.matches(['}', ']']).count()).sum();
    if !text[this..start].trim().is_empty() || missing == 0 || missing > DEEPEST {
        return None;
    }
    let before = text[..this].trim_end();
    let above = &text[line::start(text, before.len())..before.len()];
    if line::indent(&text[this..]) >= line::indent(above) {
        return None;
    }
    let mut closers: String =
        open_at(&text[state.within.start as usize..start])?.into_iter().rev().take(missing).collect();
    // A member of what is still open then.
    if text[elision.span.end as usize..].trim_start().starts_with('"') {
        closers.push(',');
    }
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

/// `…` as the last of a container whose end is not there: a member follows that is indented as the line which opened it.
fn ends_before(state: &State, elision: &Issue) -> Option<Guess> {
    let text = &state.text;
    let (start, end) = (elision.span.start as usize, elision.span.end as usize);
    let inside = &text[state.within.start as usize..start];
    let next = end + text[end..].len()
        - text[end..].trim_start_matches(|c: char| c.is_whitespace() || c == ',').len();
    let is_member = text[next..].starts_with('"') && text[end..next].contains('\n');
    let indent = line::indent(&text[line::start(text, next)..]);
    let opening = *balance(inside)?.places.last()?;
    let opener = state.within.start as usize + opening;
    let is_outer = line::indent(&text[line::start(text, opener)..]) == indent;
    let is_inner = line::indent(&text[line::start(text, start)..]) > indent;
    let is_alone = text[line::start(text, start)..start].trim().is_empty();
    if !(is_member && is_outer && is_inner && is_alone) {
        return None;
    }
    let close = if text[opener..].starts_with('{') { "}," } else { "]," };
    Some(Guess {
        kind: IssueKind::Unclosed,
        span: LocalSpan::empty(end),
        related: Some(LocalSpan::new(opener, opener + 1)),
        repairs: vec![insert(end, close)],
        cost: 4,
    })
}

/// `…` before closing brackets that nothing opens stands for their opening ones as well. It shows by the first of them,
/// which is not indented less than the elision.
fn opens_too(state: &State) -> Option<Guess> {
    let text = &state.text;
    let is_close =
        |issue: &&Issue| matches!(issue.kind, IssueKind::UnexpectedClose | IssueKind::MismatchedClose);
    let fault = state.tree.issues.iter().find(is_close)?;
    let before = state.tree.issues.iter().take_while(|issue| issue.span.start <= fault.span.start);
    let elision = before.filter(|issue| issue.kind == IssueKind::Elision).last()?;
    let (start, end) = (elision.span.start as usize, elision.span.end as usize);
    if !text[line::start(text, start)..start].trim().is_empty() {
        return None;
    }
    let open = open_at(&text[state.within.start as usize..start])?;
    let rest = &text[end..state.within.end as usize];
    let after = unmatched(rest)?;
    let (_, first) = *after.first()?;
    let lost = after.len().checked_sub(open.len()).filter(|lost| (1..=DEEPEST).contains(lost))?;
    let (left_out, kept) = after.split_at(lost);
    let ends = |(_, close): &(char, usize)| line::indent(&text[line::start(text, end + close)..]);
    let fits = kept.iter().rev().map(|(closer, _)| *closer).eq(open.iter().copied())
        && line::indent(&text[line::start(text, end + first)..])
            >= line::indent(&text[line::start(text, start)..])
        && left_out.iter().zip(after.iter().skip(1)).all(|(one, next)| ends(one) >= ends(next));
    fits.then(|| {
        let inside = text[state.within.start as usize..start].trim_end();
        let written = openers(inside, open.last().copied(), left_out, rest);
        Guess {
            kind: IssueKind::Elision,
            span: elision.span,
            related: None,
            repairs: vec![replace(elision.span, written)],
            cost: 1,
        }
    })
}

/// The opening brackets of these closing ones, the innermost first, as they continue the text `before`, at whose end `outer`
/// is to be closed; every one of them that is in an object gets a name.
fn openers(before: &str, outer: Option<char>, closers: &[(char, usize)], rest: &str) -> String {
    let comma = !before.is_empty() && !before.ends_with([',', '{', '[']);
    let mut written = String::from(if comma { "," } else { "" });
    let mut around = outer;
    for &(closer, _) in closers.iter().rev() {
        written.push_str(if around == Some('}') { "\"\":" } else { "" });
        written.push(if closer == '}' { '{' } else { '[' });
        around = Some(closer);
    }
    if rest.trim_start().starts_with(',') {
        written.push_str(if around == Some('}') { "\"\":null" } else { "null" });
    }
    written
}

/// The closing brackets of a text that nothing in it opens, with their places; `None` if those that it opens do not fit.
fn unmatched(text: &str) -> Option<Vec<(char, usize)>> {
    balance(text).filter(|balance| balance.open.is_empty()).map(|balance| balance.unmatched)
}

/// The closing brackets of what is open at the end of `text`, the outermost first; `None` if it closes more than it opens.
fn open_at(text: &str) -> Option<Vec<char>> {
    balance(text).filter(|balance| balance.unmatched.is_empty()).map(|balance| balance.open)
}

/// What the brackets of a text leave over.
#[derive(Default)]
struct Balance {
    /// The closing brackets of what is open at its end, the outermost first.
    open: Vec<char>,
    /// Where those are opened.
    places: Vec<usize>,
    /// The closing brackets that nothing in it opens, with their places.
    unmatched: Vec<(char, usize)>,
}

/// Pairs the brackets of a text outside of its strings; `None` if one is closed by another kind.
fn balance(text: &str) -> Option<Balance> {
    let mut balance = Balance::default();
    let (mut quoted, mut escaped) = (false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '\n' => quoted = false,
            _ if quoted => {}
            '{' | '[' => {
                balance.open.push(if c == '{' { '}' } else { ']' });
                balance.places.push(at);
            }
            '}' | ']' => match balance.places.pop().and_then(|_| balance.open.pop()) {
                Some(closer) if closer == c => {}
                Some(_) => return None,
                None => balance.unmatched.push((c, at)),
            },
            _ => {}
        }
    }
    Some(balance)
}
