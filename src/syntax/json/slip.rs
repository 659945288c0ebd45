//! Texts that are JSON but for one place. In a text that nobody calls JSON this is what tells a slip of the pen from
//! another notation: without the slip it is a whole document whose names are all in double quotes.

use super::{Issue, IssueKind, JsonTree, NodeKind, parse};
use crate::text::LocalSpan;

impl JsonTree {
    /// The only fault of a text, notes to its reader aside. `text` and `within` are what was parsed. `None` if the repair
    /// leaves another fault or fewer than `members` names in double quotes.
    pub fn lone_slip(&self, text: &str, within: LocalSpan, members: usize) -> Option<&Issue> {
        let mut faults = self.issues.iter().filter(|issue| !issue.kind.is_note() && !issue.follows);
        let issue = faults.next().filter(|issue| is_one_place(issue, text))?;
        if faults.next().is_some() {
            return None;
        }
        let repaired = self.repaired(text, within);
        let tree = parse(&repaired, LocalSpan::new(0, repaired.len()));
        let root = tree.root().map(|root| tree.node(root).kind);
        let names = tree
            .nodes()
            .filter(|(_, node)| node.key.is_some_and(|key| repaired[key.span.range()].starts_with('"')));
        let whole = matches!(root, Some(NodeKind::Object | NodeKind::Array)) && names.count() >= members;
        let left =
            |other: &Issue| other.kind != IssueKind::DuplicateKey || issue.kind != IssueKind::DuplicateKey;
        (whole && !tree.issues.iter().any(left)).then_some(issue)
    }
}

/// Whether a fault is about one place, and not about what else stands in the text.
fn is_one_place(issue: &Issue, text: &str) -> bool {
    use IssueKind::{
        Alternatives, BareMembers, DuplicateKey, MultipleDocuments, TrailingText, TripleQuotes, UnquotedValue,
    };
    match issue.kind {
        DuplicateKey => true,
        MultipleDocuments | TrailingText | BareMembers | TripleQuotes | Alternatives => false,
        // A type or a name stands for a value.
        UnquotedValue => {
            let written = issue.span.of(text);
            !issue.repairs.is_empty() && !written.chars().all(|c| c.is_ascii_alphabetic() || c == '_')
        }
        _ => !issue.repairs.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::{IssueKind, LocalSpan, parse};

    #[test]
    fn slips_in_what_is_json_otherwise() {
        use IssueKind::{DuplicateKey, InvalidLiteral, MissingColon, SingleQuotes, UnquotedValue};
        let cases = [
            ("{\"a\" 1, \"b\": 2}", Some(MissingColon)),
            ("{'a': 1, \"b\": 2}", Some(SingleQuotes)),
            ("{\"a\": True, \"b\": 2} ", Some(InvalidLiteral)),
            ("{\"a\": 1, \"a\": 2}", Some(DuplicateKey)),
            ("{\"a\": https://x.example/7, \"b\": 2}", Some(UnquotedValue)),
            ("{\"a\": string, \"b\": 2}", None),
            ("{\"a\" 1}", None),
            ("{'a': 1, 'b': 2}", None),
            ("{\"a\": 1, \"b\": 2}", None),
            ("{\"a\": 1, \"b\": 2}\n{\"a\": 3}", None),
        ];
        for (text, expected) in cases {
            let within = LocalSpan::new(0, text.len());
            let tree = parse(text, within);
            assert_eq!(tree.lone_slip(text, within, 2).map(|issue| issue.kind), expected, "{text}");
        }
    }
}
