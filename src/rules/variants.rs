//! Bodies that show more than one body at once: groups of members under comments of their own, and the lines that a
//! change takes out beside those that it puts in.
//!
//! What two of the bodies have in common is no slip of their writer. No rule is named here.

use super::JsonContext;
use crate::diagnostic::{Diagnostic, Level};
use crate::syntax::json::{Issue, IssueKind, NodeId, NodeKind};

/// The marks of site generators on lines that a change takes out and puts in.
const CHANGES: [&str; 2] = ["[!code --]", "[!code ++]"];

/// No more comments than this are looked at between two members.
const MOST: usize = 64;

/// Whether a body shows a change: it has marks on lines taken out or put in.
pub(crate) fn shows_change(cx: &JsonContext<'_, '_>) -> bool {
    let text = cx.text();
    let is_marked = |issue: &Issue| {
        issue.kind == IssueKind::Comment && CHANGES.iter().any(|mark| issue.span.of(text).contains(mark))
    };
    let has_sign = |sign: &str| cx.tree.issues.iter().any(|issue| is_sign(cx, issue, sign));
    cx.tree.issues.iter().any(is_marked) || has_sign("+") && has_sign("-")
}

/// Whether an issue is the sign that a line begins with.
fn is_sign(cx: &JsonContext<'_, '_>, issue: &Issue, sign: &str) -> bool {
    issue.kind == IssueKind::UnexpectedText && issue.span.of(cx.text()) == sign && is_alone(cx, issue)
}

/// Whether a comment on a line of its own, in the object of the second member, is between two members of one name.
pub(crate) fn is_set_apart(cx: &JsonContext<'_, '_>, again: &Issue) -> bool {
    let Some(first) = again.related else { return false };
    let object = again.node.map(|node| cx.tree.node(node).parent.unwrap_or(node));
    let is_head = |issue: &Issue| {
        let inside = issue.node == object || issue.node == again.node;
        issue.kind == IssueKind::Comment && inside && is_alone(cx, issue)
    };
    let issues = &cx.tree.issues;
    let from = issues.partition_point(|issue| issue.span.start < first.end);
    let between = issues[from..].iter().take_while(|issue| issue.span.start < again.span.start);
    between.take(MOST).any(is_head)
}

/// Whether a member is one of several in a row that have one name and a string of their own each: what may be there.
pub(crate) fn lists_values(cx: &JsonContext<'_, '_>, again: &Issue) -> bool {
    /// So many in a row are no slip; no more are looked at in each direction.
    const ROW: usize = 3;
    let (tree, text) = (cx.tree, cx.text());
    let Some(node) = again.node else { return false };
    let is_alike = |id: &NodeId| {
        tree.node(*id).kind == NodeKind::String && tree.name(*id, text) == tree.name(node, text)
    };
    let before = tree.before(node).take_while(is_alike).take(ROW - 1);
    let row = before.chain([node]).chain(tree.behind(node).take_while(is_alike).take(ROW - 1));
    let mut values: Vec<&str> = row.map(|id| tree.node(id).span.of(text)).collect();
    let length = values.len();
    values.sort_unstable();
    values.dedup();
    length >= ROW && values.len() == length
}

/// Whether a place where a comma is missing is the border of two bodies: a comment follows that announces what is below
/// it, or another one in the same object sets members apart that were there before.
pub(crate) fn is_border(cx: &JsonContext<'_, '_>, gap: &Issue) -> bool {
    let issues = &cx.tree.issues;
    let from = issues.partition_point(|issue| issue.span.start < gap.span.start);
    let behind = |issue: &&Issue| issue.kind == IssueKind::Comment && is_alone(cx, issue);
    let Some(comment) = issues[from..].iter().take(2).find(behind) else { return false };
    let is_next = cx.text()[gap.span.end as usize..comment.span.start as usize].trim().is_empty();
    let object = |issue: &Issue| issue.node.and_then(|node| cx.tree.node(node).parent);
    let repeats = |again: &&Issue| again.kind == IssueKind::DuplicateKey && object(again) == gap.node;
    let near = &issues[from.saturating_sub(MOST)..issues.len().min(from + MOST)];
    // `# For password authentication:` begins the other body, even if the two have no member in common.
    let announces = || comment.span.of(cx.text()).trim_end().ends_with(':');
    let heads_excerpt = || is_blank_before(cx, comment) && is_headed_excerpt(cx, gap);
    is_next
        && (announces()
            || heads_excerpt()
            || near.iter().filter(repeats).any(|again| is_set_apart(cx, again)))
}

/// Whether a blank line is before the comment that a line begins with.
fn is_blank_before(cx: &JsonContext<'_, '_>, comment: &Issue) -> bool {
    let before = cx.text()[..comment.span.start as usize].trim_end_matches([' ', '\t']);
    before.strip_suffix('\n').is_some_and(|above| above.trim_end_matches([' ', '\t', '\r']).ends_with('\n'))
}

/// Whether the members beside a gap are excerpts of bodies: no braces are around them, and a comment is above the first.
fn is_headed_excerpt(cx: &JsonContext<'_, '_>, gap: &Issue) -> bool {
    let mut issues = cx.tree.issues.iter().filter(|issue| issue.span.start < gap.span.start);
    let is_bare = |issue: &Issue| issue.kind == IssueKind::BareMembers && issue.node == gap.node;
    issues.any(|issue| issue.kind == IssueKind::Comment && is_alone(cx, issue))
        && cx.tree.issues.iter().any(is_bare)
}

/// Whether nothing but white space is before an issue on its line.
fn is_alone(cx: &JsonContext<'_, '_>, issue: &Issue) -> bool {
    let before = &cx.text()[..issue.span.start as usize];
    let before = before.trim_end_matches([' ', '\t']);
    before.is_empty() || before.ends_with('\n')
}

/// Lets only the strict reader hear a finding.
pub(crate) fn lower(finding: &mut Diagnostic) {
    finding.level = Some(Level::Strict);
}
