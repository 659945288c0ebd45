//! Which faults are nothing but the echo of an earlier one. Nothing is removed: the repairs still count.

use super::guess::{DOUBT, weight};
use crate::syntax::json::{IssueKind, JsonTree};

/// Marks what follows from an earlier fault: faults on the line of one that had to be guessed at, and, once a bracket is
/// in doubt, whatever depends on which bracket is open.
pub(super) fn mark(tree: &mut JsonTree, text: &str) {
    let mut doubted: Option<usize> = None;
    let mut torn = false;
    for at in 0..tree.issues.len() {
        let kind = tree.issues[at].kind;
        if weight(kind) == 0 {
            continue;
        }
        let beside = doubted.is_some_and(|last| is_same_line(tree, last, at, text));
        tree.issues[at].follows =
            beside || torn && depends_on_brackets(kind) || doubted.is_some() && is_structural(kind);
        // A lone mark before a value leaves everything else as it is.
        let is_mark =
            kind == IssueKind::UnexpectedText && matches!(tree.issues[at].span.of(text), "`" | "\\");
        if weight(kind) >= DOUBT && !is_mark {
            doubted = Some(at);
            torn |= is_structural(kind);
        }
    }
}

fn is_same_line(tree: &JsonTree, last: usize, at: usize, text: &str) -> bool {
    let (one, other) = (tree.issues[last].span, tree.issues[at].span);
    !text.as_bytes()[one.end as usize..other.start.max(one.end) as usize].contains(&b'\n')
}

/// A fault that leaves it open which container the rest belongs to.
fn is_structural(kind: IssueKind) -> bool {
    use IssueKind::{MismatchedClose, MultipleDocuments, TrailingText, Unclosed, UnexpectedClose};
    matches!(kind, Unclosed | UnexpectedClose | MismatchedClose | MultipleDocuments | TrailingText)
}

/// A fault that is none if the brackets are other ones.
fn depends_on_brackets(kind: IssueKind) -> bool {
    use IssueKind::{
        DuplicateKey, ExtraComma, MemberInArray, MissingComma, MissingKey, MissingValue, UnexpectedText,
        WrongColon,
    };
    let depends = [
        DuplicateKey,
        ExtraComma,
        MemberInArray,
        MissingComma,
        MissingKey,
        MissingValue,
        UnexpectedText,
        WrongColon,
    ];
    is_structural(kind) || depends.contains(&kind)
}
