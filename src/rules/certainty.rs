//! What is heard of a block that is not known to be what it is taken for: every rule states the evidence that its findings
//! need, and where there is less, only what is certain is said at the default level.
//!
//! The one place that compares the evidence of a page with what rules state. No rule is named here.

use std::collections::HashSet;
use std::mem;

use super::{JsonContext, layout};
use crate::diagnostic::{Diagnostic, Level};
use crate::extract::{Evidence, Guess};
use crate::syntax::json::{IssueKind, NodeKind};
use crate::text::LocalSpan;

/// The group of the rules about the syntax of JSON.
const SYNTAX: &str = "json";

/// How many of the places that a finding stands for it points to.
const POINTED: usize = 3;

/// Lowers the findings about a message that need more evidence than there is.
pub(super) fn of_message(evidence: Evidence, found: &mut [Diagnostic]) {
    for finding in found.iter_mut().filter(|finding| evidence.strength() < finding.rule.needs) {
        lower(finding);
    }
}

/// Judges the findings from `from` on, which are about one JSON text that was perhaps only guessed to be one. Where all
/// its faults are of one kind and their repairs leave none, they are one finding; otherwise the guess may be wrong.
pub(super) fn of_body(cx: &JsonContext<'_, '_>, found: &mut Vec<Diagnostic>, from: usize) {
    if found.len() > from
        && let Some(doubtful) = first_doubt(cx)
    {
        let mut at = 0;
        found.retain(|finding| {
            at += 1;
            at <= from || finding.rule.group() != SYNTAX || finding.primary.span.start <= doubtful
        });
        // Nobody knows what a repair of the first one leaves.
        for finding in found[from..].iter_mut().filter(|finding| finding.rule.group() == SYNTAX) {
            finding.fix = None;
        }
    }
    let Evidence::Guessed(guess) = cx.body.evidence else { return };
    let is_heard = |finding: &Diagnostic| {
        finding.rule.group() == SYNTAX && finding.level.unwrap_or(finding.rule.level) == Level::Default
    };
    let heard: Vec<usize> = (from..found.len()).filter(|&at| is_heard(&found[at])).collect();
    let Some((&first, others)) = heard.split_first() else { return };
    let is_one = others.iter().all(|&at| found[at].rule.id == found[first].rule.id);
    let is_slip = || guess != Guess::PlainLabel && is_lone_slip(cx);
    let is_fixed = heard.iter().all(|&at| found[at].fix.is_some());
    if is_one && (is_fixed && is_certain(cx, guess) || is_slip()) {
        join(found, first, others);
    } else {
        for at in heard {
            lower(&mut found[at]);
        }
    }
}

/// Where the first fault is after which nothing of a body can be relied on: it has faults of several kinds, and what is
/// meant by more than one of them had to be guessed. One that is corrected shows what the others are.
fn first_doubt(cx: &JsonContext<'_, '_>) -> Option<u32> {
    let faults = || cx.tree.issues.iter().filter(|issue| issue.kind.is_fault() && !issue.follows);
    let kinds: HashSet<IssueKind> = faults().map(|issue| issue.kind).collect();
    let doubts = kinds.iter().filter(|kind| kind.is_guess()).count();
    let first = faults().find(|issue| issue.kind.is_guess())?;
    (kinds.len() > 2 && doubts > 1).then(|| cx.span(first.span).start)
}

/// Lets only the strict reader hear a finding.
fn lower(finding: &mut Diagnostic) {
    let level = finding.level.unwrap_or(finding.rule.level);
    finding.level = Some(level.max(Level::Strict));
}

/// Whether the faults of a text are slips in what is JSON otherwise. A listing that a label calls text must hold one whole
/// document without any note to its reader.
fn is_certain(cx: &JsonContext<'_, '_>, guess: Guess) -> bool {
    use IssueKind::{BareMembers, Comment, Elision, Placeholder, TemplateTag, TripleQuotes};
    let root = cx.tree.root().map(|root| cx.tree.node(root).kind);
    if guess == Guess::PlainLabel && !matches!(root, Some(NodeKind::Object | NodeKind::Array)) {
        return false;
    }
    cx.tree.issues.iter().all(|issue| match issue.kind {
        Comment | Elision | BareMembers => guess != Guess::PlainLabel,
        Placeholder | TemplateTag | TripleQuotes => true,
        kind => is_slip(kind) && !issue.repairs.is_empty(),
    })
}

/// Whether a text is JSON but for one place: its repair leaves no fault, among so many members that it is no other notation.
fn is_lone_slip(cx: &JsonContext<'_, '_>) -> bool {
    /// So many names in double quotes make JSON of a text.
    const MEMBERS: usize = 2;
    let text = cx.text();
    let within = if cx.body.unquoted.is_some() { LocalSpan::new(0, text.len()) } else { cx.body.span };
    let Some(slip) = cx.tree.lone_slip(text, within, MEMBERS) else { return false };
    match slip.kind {
        // A listing may be cut off.
        IssueKind::Unclosed => layout::is_whole(text) || layout::lacks_last_bracket(text),
        _ => true,
    }
}

/// Whether nothing but a slip of the pen explains a fault. What other notations have on purpose, what may be cut off and
/// what leaves several ways to go on is none.
fn is_slip(kind: IssueKind) -> bool {
    use IssueKind::{
        DoubledQuotes, ExtraColon, ExtraComma, InvalidEscape, InvalidWhitespace, MissingColon, MissingComma,
        MissingOpenQuote, SmartQuotes, TrailingComma, UnescapedQuote, UnterminatedString,
    };
    matches!(
        kind,
        DoubledQuotes
            | ExtraColon
            | ExtraComma
            | InvalidEscape
            | InvalidWhitespace
            | MissingColon
            | MissingComma
            | MissingOpenQuote
            | SmartQuotes
            | TrailingComma
            | UnescapedQuote
            | UnterminatedString
    )
}

/// Makes one finding of several of one rule: it repairs them all.
fn join(found: &mut Vec<Diagnostic>, first: usize, others: &[usize]) {
    let mut edits = Vec::new();
    let mut places = Vec::new();
    for &at in others.iter().rev() {
        let other = found.remove(at);
        places.push(other.primary.span);
        edits.extend(other.fix.into_iter().flat_map(|fix| fix.edits));
    }
    if places.is_empty() {
        return;
    }
    let finding = &mut found[first];
    let message = mem::take(&mut finding.message);
    finding.message = format!("{message}; {} more like it in this body", places.len());
    for place in places.into_iter().rev().take(POINTED) {
        finding.related(place, "another one");
    }
    if let Some(fix) = &mut finding.fix {
        fix.edits.extend(edits);
        fix.edits.sort_by_key(|edit| edit.span);
    }
}
