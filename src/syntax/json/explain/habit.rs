//! Whole-body notations: what is wrong throughout is no slip but another language.

use super::super::call::names_argument;
use super::super::{Issue, IssueKind, JsonTree, Node, NodeKind, Notation, unquoted};

/// Takes the bare words of a pattern for what they are, names for what the reader puts there: `{"id": id, "depot": depot
/// of the parcel}`. In a pattern no value is one: every one of them is bare words or a template.
pub(super) fn name_words_of_pattern(tree: &mut JsonTree, text: &str) {
    let bare = tree.issues.iter().filter(|issue| issue.kind == IssueKind::UnquotedValue).count();
    if bare == 0 {
        return;
    }
    let is_named = |node: &Node| {
        let written = node.span.of(text);
        node.key
            .is_some_and(|key| node.kind == NodeKind::Placeholder && unquoted(key.span.of(text)) == written)
    };
    let words = bare + tree.nodes().filter(|(_, node)| is_named(node)).count();
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ');
    let names = |text: &str| text.starts_with(char::is_alphabetic) && text.chars().all(is_word);
    let is_open = |node: &Node| match node.kind {
        NodeKind::Object | NodeKind::Array | NodeKind::Placeholder | NodeKind::Elision => true,
        NodeKind::Invalid => names(node.span.of(text)),
        NodeKind::String => is_template(unquoted(node.span.of(text))),
        NodeKind::Number | NodeKind::Bool(_) | NodeKind::Null => false,
    };
    let has_members = tree.nodes().any(|(_, node)| node.key.is_some());
    if words < 2 || !has_members || !tree.nodes().all(|(_, node)| is_open(node)) {
        return;
    }
    for issue in tree.issues.iter_mut().filter(|issue| issue.kind == IssueKind::UnquotedValue) {
        issue.kind = IssueKind::Placeholder;
        if let Some(node) = issue.node {
            tree.nodes[node.0 as usize].kind = NodeKind::Placeholder;
        }
    }
}

/// `<id>`, `{id}`, `...`, and nothing at all.
fn is_template(text: &str) -> bool {
    let around = |open: char, close: char| text.starts_with(open) && text.ends_with(close);
    around('<', '>') || around('{', '}') || text.trim_matches(['.', '…']).is_empty()
}

/// The notation that a text is written in, if it is not JSON.
pub(super) fn notation(tree: &JsonTree, text: &str) -> Option<Notation> {
    let of_kind = |kind| tree.issues.iter().filter(move |issue| issue.kind == kind);
    let count = |kind| of_kind(kind).count();
    let is_printed = |issue: &Issue| {
        let call = issue.span.of(text).split_once('(');
        call.is_some_and(|(_, given)| {
            let rest = &text[issue.span.end as usize - given.len()..];
            names_argument(rest)
        })
    };
    if of_kind(IssueKind::Call).any(is_printed) {
        return Some(Notation::Objects);
    }
    let (bare, single) = (count(IssueKind::UnquotedKey), count(IssueKind::SingleQuotes));
    let assigned = of_kind(IssueKind::WrongColon).filter(|issue| issue.span.of(text) == "=").count();
    if bare > 0 && assigned > 1 && assigned >= bare {
        return Some(Notation::Assignments);
    }
    let is_index = |issue: &Issue| issue.span.of(text).bytes().all(|byte| byte.is_ascii_digit());
    let mut keys = of_kind(IssueKind::UnquotedKey);
    if keys.clone().next().is_some_and(|first| first.span.of(text) == "0")
        && keys.all(is_index)
        && counts_elements(text)
    {
        return Some(Notation::Viewer);
    }
    if count(IssueKind::TrailingComma) > 0 && count(IssueKind::UnquotedValue) > 1 {
        let is_variable = |issue: &Issue| is_variable(issue.span.of(text));
        if of_kind(IssueKind::UnquotedValue).all(is_variable) {
            return Some(Notation::Program);
        }
    }
    let is_expression = |issue: &Issue| {
        let written = issue.span.of(text);
        written.starts_with('$') || written.matches('.').count() > 1 && is_path(written)
    };
    let bare_values = count(IssueKind::UnquotedValue);
    if bare_values > 1 && of_kind(IssueKind::UnquotedValue).all(is_expression) {
        return Some(Notation::Program);
    }
    // `{'sent': True}`: one place may do.
    let is_literal = |issue: &Issue| matches!(issue.span.of(text), "True" | "False" | "None");
    let is_printed = single > 0 && of_kind(IssueKind::InvalidLiteral).any(is_literal);
    if bare < 2 && single < 2 && !is_printed {
        return None;
    }
    let named = tree.nodes().filter(|(_, node)| node.key.is_some()).count();
    if bare > 1 && bare * 2 >= named {
        return Some(Notation::JavaScript);
    }
    let is_double = |at: u32| text.as_bytes().get(at as usize) == Some(&b'"');
    let double = tree
        .nodes()
        .flat_map(|(_, node)| node.key.map(|key| key.span.start).into_iter().chain([node.span.start]))
        .any(is_double);
    ((single > 1 || is_printed) && !double && named > 0).then_some(Notation::Python)
}

/// `parcel_key`: a name as programs have it, and services seldom as a value.
fn is_variable(text: &str) -> bool {
    text.contains('_')
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// `parcel.data.id`: a way through what a program knows.
fn is_path(text: &str) -> bool {
    let is_name = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_lowercase())
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    text.split('.').all(is_name)
}

/// Whether `[2]` ends a line: the number of the elements below it.
fn counts_elements(text: &str) -> bool {
    text.lines().any(|line| {
        let inner = line.trim_end().strip_suffix(']').and_then(|line| line.rsplit_once('['));
        inner.is_some_and(|(before, count)| {
            let is_count = !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit());
            is_count && (before.trim().is_empty() || before.trim_end().ends_with(':'))
        })
    })
}
