//! Explanations by a bracket that is missing, too many or of the wrong kind, placed by the indentation.
//!
//! Writers indent: a bracket that opens at the end of a line is closed by the one that begins a line with the same
//! indentation. Where that breaks, the slip is, however much later a parser notices.

use super::super::IssueKind;
use super::super::Repair;
use super::super::token::{delete, insert, replace};
use super::guess::Guess;
use super::line;
use super::state::State;
use crate::text::LocalSpan;

/// What a bracket costs whose place the indentation shows.
const SHOWN: u32 = 5;

/// So many missing brackets are explained at once.
const MOST: usize = 4;

/// A bracket of the text.
#[derive(Clone, Copy, Debug)]
struct Bracket {
    at: usize,
    byte: u8,
    indent: usize,
    /// Whether nothing but white space is before it on its line, or after it.
    leads: bool,
    trails: bool,
}

impl Bracket {
    fn closer(self) -> u8 {
        if self.byte == b'{' { b'}' } else { b']' }
    }

    fn span(self) -> LocalSpan {
        LocalSpan::new(self.at, self.at + 1)
    }
}

/// Something that the walk looks at.
#[derive(Clone, Copy, Debug)]
enum Event {
    Open(Bracket),
    Close(Bracket),
    /// A line that begins with a string: where it begins, and its indentation.
    Line(usize, usize),
}

/// Where a closing bracket is missing, its opener, and whether a comma is missing with it.
#[derive(Clone, Copy, Debug)]
struct Missing {
    at: usize,
    opener: Bracket,
    comma: bool,
}

impl Missing {
    /// The bracket, on a line of its own if the opener ends one.
    fn written(self, text: &str) -> String {
        let line = &text[line::start(text, self.opener.at)..];
        let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        let before = if self.opener.trails { format!("\n{indent}") } else { String::new() };
        let closer = char::from(self.opener.closer());
        format!("{before}{closer}{}", if self.comma { "," } else { "" })
    }
}

/// What the walk finds.
#[derive(Debug, Default)]
struct Found {
    missing: Vec<Missing>,
    /// A closing bracket of the wrong kind, and its opener.
    wrong: Vec<(Bracket, Bracket)>,
    /// A closing bracket that closes nothing.
    extra: Vec<Bracket>,
    /// Whether one of these is indented as its members are, and what is below it is not: the indentation shows nothing.
    shifted: bool,
    /// A closing bracket right behind another one, whose opener is indented less than the line: where one is too many, it is.
    doubled: Vec<Bracket>,
}

/// The explanations of a body whose brackets are in doubt.
pub(super) fn guesses(state: &State, all: &mut Vec<Guess>) {
    let text = &state.text;
    let found = walk(text, state.within);
    let end = text[..state.within.end as usize].trim_end().len();
    let missing: Vec<Missing> = found.missing.into_iter().take(MOST).collect();
    // What is missing at the end alone, the parser has found as well.
    let late = missing.iter().all(|missing| missing.at == end);
    for count in [1, missing.len()] {
        let Some(&Missing { at, opener, .. }) = missing.first().filter(|_| !late) else { break };
        if count > 1 || missing.len() == 1 || missing[1].at != at {
            all.push(Guess {
                kind: IssueKind::Unclosed,
                span: LocalSpan::empty(at),
                related: Some(opener.span()),
                repairs: closers(&missing[..count], text),
                cost: SHOWN + count as u32,
            });
        }
        if missing.len() == 1 {
            break;
        }
    }
    all.extend(doubled_opener(state));
    all.extend(outdented_member(state));
    if let Some(&(closer, opener)) = found.wrong.first() {
        let right = char::from(opener.closer());
        // The one that is right is there as well, on the next line.
        let below = text[closer.at + 1..].trim_start_matches(|c: char| c == ',' || c.is_whitespace());
        let is_surplus = below.starts_with(right)
            && line::indent(&text[line::start(text, text.len() - below.len())..]) == opener.indent;
        all.push(Guess {
            kind: if is_surplus { IssueKind::UnexpectedClose } else { IssueKind::MismatchedClose },
            span: closer.span(),
            related: (!is_surplus).then_some(opener.span()),
            repairs: vec![if is_surplus {
                delete(closer.span())
            } else {
                replace(closer.span(), right.to_string())
            }],
            cost: SHOWN + 1,
        });
    }
    if state.tree.issues.iter().any(|issue| issue.kind == IssueKind::UnexpectedClose) {
        all.extend(found.doubled.iter().take(MOST).map(|closer| Guess {
            kind: IssueKind::UnexpectedClose,
            span: closer.span(),
            related: None,
            repairs: vec![delete(closer.span())],
            cost: SHOWN,
        }));
    }
    for &closer in found.extra.iter().take(if found.shifted { 0 } else { 2 }) {
        all.push(Guess {
            kind: IssueKind::UnexpectedClose,
            span: closer.span(),
            related: None,
            repairs: vec![delete(closer.span())],
            cost: SHOWN + 2,
        });
        all.extend(lost_opener(text, state.within, closer));
    }
}

/// An opening bracket right behind another of its kind, in an object, where one is closed too few.
fn doubled_opener(state: &State) -> Option<Guess> {
    let issues = &state.tree.issues;
    let text = &state.text;
    let key =
        issues.iter().find(|issue| issue.kind == IssueKind::MissingKey && issue.span.of(text) == "{")?;
    issues.iter().find(|issue| issue.kind == IssueKind::Unclosed)?;
    let at = key.span.start as usize;
    let before = text[..at].trim_end();
    before.ends_with('{').then(|| Guess {
        kind: IssueKind::ExtraOpen,
        span: key.span,
        related: Some(LocalSpan::new(before.len() - 1, before.len())),
        repairs: vec![delete(key.span)],
        cost: SHOWN,
    })
}

/// The closing brackets that are missing with the comma before a member, where the value above it ends further in than
/// the member begins and something is open that begins no further out.
fn outdented_member(state: &State) -> Option<Guess> {
    let text = &state.text;
    let issue = state.tree.issues.iter().find(|issue| issue.kind == IssueKind::MissingComma)?;
    let at = issue.span.start as usize;
    let above = &text[line::start(text, at)..at];
    let member = at + (text[at..].len() - text[at..].trim_start().len());
    let first = line::start(text, member);
    let indent = line::indent(&text[first..member]);
    let ends_further_in = matches!(above.trim(), "}" | "]") && line::indent(above) > indent;
    if !ends_further_in || !text[member..].starts_with('"') || first < at {
        return None;
    }
    let mut open: Vec<Bracket> = Vec::new();
    for event in events(text, LocalSpan::new(state.within.start as usize, at)) {
        match event {
            Event::Open(bracket) => open.push(bracket),
            Event::Close(closer) => open.pop().filter(|top| top.closer() == closer.byte).map(|_| ())?,
            Event::Line(..) => {}
        }
    }
    let done = |opener: &&Bracket| opener.trails && opener.indent >= indent;
    let count = open.iter().rev().take_while(done).count();
    let mut missing: Vec<Missing> = open
        .drain(open.len() - count..)
        .rev()
        .take(MOST)
        .map(|opener| Missing { at, opener, comma: false })
        .collect();
    let opener = missing.first()?.opener;
    missing.last_mut()?.comma = true;
    Some(Guess {
        kind: IssueKind::Unclosed,
        span: LocalSpan::empty(at),
        related: Some(opener.span()),
        repairs: closers(&missing, text),
        cost: 2 + missing.len() as u32,
    })
}

/// The edits that close what is missing; several at one place are one edit.
fn closers(missing: &[Missing], text: &str) -> Vec<Repair> {
    let mut written: Vec<(usize, String)> = Vec::new();
    for missing in missing {
        match written.iter_mut().find(|(at, _)| *at == missing.at) {
            Some((_, before)) => before.push_str(&missing.written(text)),
            None => written.push((missing.at, missing.written(text))),
        }
    }
    written.into_iter().map(|(at, text)| insert(at, text)).collect()
}

/// The opening bracket that a closing one belongs to, where the lines between them are indented more than what is
/// before them.
fn lost_opener(text: &str, within: LocalSpan, closer: Bracket) -> Option<Guess> {
    if !closer.leads {
        return None;
    }
    let mut first = line::start(text, closer.at);
    let end = first;
    while first > within.start as usize {
        let above = line::start(text, first - 1);
        let written = &text[above..first];
        if !written.trim().is_empty() && line::indent(written) <= closer.indent {
            break;
        }
        first = above;
    }
    // The body may begin within a line.
    first = first.max(within.start as usize);
    let inside = text.get(first..end)?.trim_start();
    if inside.is_empty() {
        return None;
    }
    let start = end - (end - first - (text[first..end].len() - inside.len()));
    let begin = within.start as usize;
    let before = text.get(begin..first)?.trim_end();
    let open = if closer.byte == b'}' { "{" } else { "[" };
    // `"a":` and its members below, or an element that begins with its first member.
    let (at, written) = if before.ends_with(':') {
        (begin + before.len(), format!(" {open}"))
    } else {
        (start, open.to_owned())
    };
    Some(Guess {
        kind: IssueKind::MissingOpen,
        span: LocalSpan::empty(at),
        related: Some(closer.span()),
        repairs: vec![insert(at, written)],
        cost: SHOWN,
    })
}

/// Walks over the brackets and believes the indentation.
fn walk(text: &str, within: LocalSpan) -> Found {
    let mut found = Found::default();
    let mut open: Vec<Bracket> = Vec::new();
    for event in events(text, within) {
        match event {
            Event::Open(bracket) => open.push(bracket),
            Event::Line(at, indent) => {
                while let Some(&top) = open.last() {
                    let below = open.len().checked_sub(2).map(|index| open[index]);
                    let fits_below = below.is_some_and(|below| below.indent < indent);
                    if !top.trails || top.indent < indent || !fits_below {
                        break;
                    }
                    let end = end_of_value(text, at);
                    // Its members are not indented: nothing shows where they end.
                    if end == top.at + 1 {
                        open.last_mut().into_iter().for_each(|top| top.trails = false);
                        break;
                    }
                    let comma = !text[end..at].trim_start().starts_with(',');
                    found.missing.push(Missing { at: end, opener: top, comma });
                    open.pop();
                }
            }
            Event::Close(closer) if closer.leads => close(text, closer, &mut open, &mut found),
            Event::Close(closer) => match open.last() {
                Some(top) if top.closer() == closer.byte => {
                    let before = text[..closer.at].ends_with(['}', ']']);
                    if before && top.trails && top.indent < closer.indent {
                        found.doubled.push(closer);
                    }
                    open.pop();
                }
                _ => found.extra.push(closer),
            },
        }
    }
    let end = text[..within.end as usize].trim_end().len();
    found.missing.extend(open.into_iter().rev().map(|opener| Missing { at: end, opener, comma: false }));
    found
}

/// A closing bracket that begins its line.
fn close(text: &str, closer: Bracket, open: &mut Vec<Bracket>, found: &mut Found) {
    let Some(&top) = open.last() else {
        found.extra.push(closer);
        return;
    };
    if top.trails && top.indent > closer.indent {
        let owner = open.iter().rposition(|opener| opener.trails && opener.indent == closer.indent);
        if let Some(owner) = owner {
            let at = end_of_value(text, closer.at);
            let missing = |opener| Missing { at, opener, comma: false };
            found.missing.extend(open.drain(owner + 1..).rev().map(missing));
        }
    }
    match open.last() {
        Some(top) if top.closer() == closer.byte && (!top.trails || top.indent >= closer.indent) => {
            open.pop();
        }
        Some(&top) if top.trails && top.indent == closer.indent => {
            found.wrong.push((closer, top));
            open.pop();
        }
        Some(&top) if top.closer() == closer.byte && is_shifted(text, top, closer) => {
            found.shifted = true;
            open.pop();
        }
        _ => found.extra.push(closer),
    }
}

/// Whether the member below a closing bracket would be indented otherwise than the first one of what stays open without it.
fn is_shifted(text: &str, opener: Bracket, closer: Bracket) -> bool {
    let below = |at: usize| {
        let mut lines = text[line::end(text, at)..].lines().filter(|line| !line.trim().is_empty());
        lines.next().filter(|line| line.trim_start().starts_with('"'))
    };
    let indents =
        below(opener.at).zip(below(closer.at)).map(|(first, next)| (line::indent(first), line::indent(next)));
    opener.trails && indents.is_some_and(|(first, next)| first != next)
}

/// The end of the last value before `at`: before its comma, if one follows it.
fn end_of_value(text: &str, at: usize) -> usize {
    let before = text[..at].trim_end();
    before.strip_suffix(',').map_or(before, str::trim_end).len()
}

/// The brackets outside of strings and comments, and the lines that begin with a string.
fn events(text: &str, within: LocalSpan) -> Vec<Event> {
    let mut events = Vec::new();
    let mut at = within.start as usize;
    let limit = within.end as usize;
    while at < limit {
        let end = line::end(text, at).min(limit);
        let line = &text[at..end];
        let indent = line::indent(&text[line::start(text, at)..end]);
        let body = line.trim_start();
        if body.starts_with('"') {
            events.push(Event::Line(at, indent));
        }
        let first = at + line.len() - body.len();
        let last = at + line.trim_end().len();
        let (mut quoted, mut escaped) = (false, false);
        for (offset, byte) in line.bytes().enumerate() {
            let place = at + offset;
            match byte {
                _ if escaped => escaped = false,
                b'\\' if quoted => escaped = true,
                b'"' => quoted = !quoted,
                _ if quoted => {}
                b'/' if line[offset..].starts_with("//") => break,
                b'{' | b'[' | b'}' | b']' => {
                    let (leads, trails) = (place == first, place + 1 == last);
                    let bracket = Bracket { at: place, byte, indent, leads, trails };
                    events.push(if matches!(byte, b'{' | b'[') {
                        Event::Open(bracket)
                    } else {
                        Event::Close(bracket)
                    });
                }
                _ => {}
            }
        }
        at = end + 1;
    }
    events
}
