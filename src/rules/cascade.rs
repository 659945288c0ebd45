//! Many findings of one kind in one body are one habit of its writer: beyond a few they become one finding, which
//! counts the rest and mends them all.

use super::{Findings, JsonContext, flavour};
use crate::diagnostic::{Diagnostic, Level, Strength};
use crate::syntax::json::{Issue, IssueKind, Notation};
use crate::text::Edit;

/// Up to this many findings of a rule in one body are reported each for itself, three on one line aside; and so many
/// others are pointed to.
const FEW: usize = 3;

/// Issues that are reported together; most often it is one alone.
#[derive(Debug)]
pub(crate) struct Group<'p> {
    /// The first one, on which the finding stands.
    pub(crate) first: &'p Issue,
    others: Vec<&'p Issue>,
}

/// The issues of these kinds in a body, as they are to be reported.
pub(crate) fn groups<'p>(cx: &JsonContext<'p, '_>, kinds: &'static [IssueKind]) -> Vec<Group<'p>> {
    grouped(cx, cx.issues(kinds).collect())
}

/// These issues, as they are to be reported.
pub(crate) fn grouped<'p>(cx: &JsonContext<'p, '_>, issues: Vec<&'p Issue>) -> Vec<Group<'p>> {
    // Three on one line are a habit as well.
    let share_line = |first: &Issue, last: &Issue| {
        !cx.text()[first.span.end as usize..last.span.start as usize].contains('\n')
    };
    let are_few = match issues[..] {
        [first, _, last] => !share_line(first, last),
        _ => issues.len() <= FEW,
    };
    if are_few {
        return issues.into_iter().map(|first| Group { first, others: Vec::new() }).collect();
    }
    let mut issues = issues.into_iter();
    issues.next().map(|first| Group { first, others: issues.collect() }).into_iter().collect()
}

/// The issues of these kinds in a body as one group, however few they are.
pub(crate) fn all<'p>(cx: &JsonContext<'p, '_>, kinds: &'static [IssueKind]) -> Option<Group<'p>> {
    let mut issues = cx.issues(kinds);
    let first = issues.next()?;
    Some(Group { first, others: issues.collect() })
}

/// Reports a body that is written in another notation as one finding, with one fix for all of it, if it is one whose rule
/// is about these kinds; `false` if it is not.
pub(crate) fn notation(
    cx: &JsonContext<'_, '_>,
    kinds: &'static [IssueKind],
    findings: &mut Findings<'_>,
) -> bool {
    let Some(notation) = cx.tree.notation.filter(|notation| kinds.contains(&notation.carrier())) else {
        return false;
    };
    // Remarks are for the reader; what is wrong with them is said by their own rule.
    let issues: Vec<&Issue> = cx.habits(notation).filter(|issue| issue.kind != IssueKind::Comment).collect();
    let Some(first) = cx.issues(kinds).next() else { return true };
    if is_label_at_fault(cx) {
        return true;
    }
    let python = || cx.tree.issues.iter().any(|issue| issue.kind == IssueKind::InvalidLiteral);
    let (name, label) = match notation {
        Notation::JavaScript => ("a JavaScript object", "JSON has its keys in double quotes"),
        Notation::Python if python() => ("a Python dictionary", "JSON has its strings in double quotes"),
        Notation::Python => ("strings in single quotes", "JSON has its strings in double quotes"),
        Notation::Objects => ("objects as Python prints them", "JSON has no calls"),
        Notation::Program => ("a literal of a program", "JSON has no variables"),
        Notation::Assignments => {
            ("assignments", "JSON has its keys in double quotes, and a colon behind them")
        }
        Notation::Viewer => {
            ("the tree that a viewer of JSON shows", "the index of an element, which JSON does not write")
        }
    };
    // Such a text is no JSON that would only have to be corrected.
    if matches!(notation, Notation::Objects | Notation::Program | Notation::Viewer) {
        let finding = cx.report(findings, first, format!("expected JSON, found {name}")).label(label);
        let is_program = notation != Notation::Viewer;
        if is_program && cx.message.is_none() && cx.body.evidence.strength() < Strength::Declared {
            finding.level(Level::Strict);
        }
        return true;
    }
    let single = if issues.len() == 1 { "place" } else { "places" };
    let message = format!("expected JSON, found {name}: {} {single} to change", issues.len());
    // What the notation does not explain may be meant in another way.
    let sure = notation != Notation::Assignments
        && issues.iter().all(|issue| notation.explains(issue.kind))
        && !cx.tree.cut;
    let edits: Vec<Edit> = issues.iter().flat_map(|issue| cx.edits(&issue.repairs)).collect();
    let complete = issues.iter().all(|issue| !issue.repairs.is_empty() && !adds_or_removes(issue.kind));
    cx.report(findings, first, message).label(label).fix_if_sure(
        sure && complete,
        "write it as JSON",
        if complete { edits } else { Vec::new() },
    );
    true
}

/// Whether the repair of a fault takes away what the page says, or puts in what it does not.
fn adds_or_removes(kind: IssueKind) -> bool {
    use IssueKind::{MissingKey, MissingValue, MultipleDocuments, TrailingText, UnexpectedText};
    matches!(kind, MissingKey | MissingValue | MultipleDocuments | TrailingText | UnexpectedText)
}

/// Whether it is the label of the fence that is wrong, as the rule about labels says: it calls the code of a program or an
/// event of a stream JSON.
pub(crate) fn is_label_at_fault(cx: &JsonContext<'_, '_>) -> bool {
    cx.message.is_none()
        && (matches!(cx.tree.notation, Some(Notation::Objects | Notation::Program))
            || flavour::is_event(cx.example, cx.body.span.of(cx.example.text()), cx.page.document.text))
        && flavour::is_named_json(&cx.example.block.language())
}

impl<'p> Group<'p> {
    /// Adds the finding. `rest` says how many more there are; `another` is what stands at the next few of them.
    pub(crate) fn report<'f>(
        &self,
        cx: &JsonContext<'p, '_>,
        findings: &'f mut Findings<'_>,
        mut message: String,
        rest: impl FnOnce(usize) -> String,
        another: &'static str,
    ) -> &'f mut Diagnostic {
        if !self.is_single() {
            message.push_str(&rest(self.others.len()));
        }
        let finding = cx.report(findings, self.first, message);
        for other in self.others.iter().take(FEW) {
            finding.related(cx.span(other.span), another);
        }
        finding
    }

    /// The issues in order.
    pub(crate) fn issues(&self) -> impl Iterator<Item = &'p Issue> {
        std::iter::once(self.first).chain(self.others.iter().copied())
    }

    /// Whether it is one issue alone.
    pub(crate) fn is_single(&self) -> bool {
        self.others.is_empty()
    }

    /// Whether nothing that had to be guessed at is right beside one of them.
    pub(crate) fn stands_alone(&self, cx: &JsonContext<'p, '_>) -> bool {
        self.issues().all(|issue| cx.stands_alone(issue))
    }

    /// The edits that mend every issue; none if one of them cannot be mended.
    pub(crate) fn edits(&self, cx: &JsonContext<'p, '_>) -> Vec<Edit> {
        if self.issues().any(|issue| issue.repairs.is_empty()) {
            return Vec::new();
        }
        self.issues().flat_map(|issue| cx.edits(&issue.repairs)).collect()
    }
}
