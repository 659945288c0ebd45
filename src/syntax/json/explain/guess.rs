//! What an explanation is, and what it costs to believe one. Nothing here reads text.

use super::super::{IssueKind, Repair};
use crate::text::LocalSpan;

/// One explanation: what is wrong, and the edits that mend it.
#[derive(Clone, Debug)]
pub(super) struct Guess {
    pub(super) kind: IssueKind,
    pub(super) span: LocalSpan,
    pub(super) related: Option<LocalSpan>,
    pub(super) repairs: Vec<Repair>,
    /// What it costs to believe it; a fault that the parser had to guess at costs [`DOUBT`].
    pub(super) cost: u32,
}

/// What a fault costs that makes everything after it doubtful.
pub(super) const DOUBT: u32 = 10;

/// What a fault of this kind costs.
pub(super) fn weight(kind: IssueKind) -> u32 {
    use IssueKind::{
        BareMembers, Comment, ControlCharacter, DuplicateKey, Elision, ExtraColon, MissingColon,
        MissingComma, MultipleDocuments, Placeholder, TemplateTag, TripleQuotes, UnquotedValue, WrongColon,
    };
    match kind {
        Comment | Elision | Placeholder | TemplateTag | TripleQuotes | BareMembers => 0,
        MissingComma | MissingColon | WrongColon | ExtraColon | ControlCharacter | MultipleDocuments
        | UnquotedValue => 6,
        DuplicateKey => 3,
        kind if kind.is_guess() => DOUBT,
        _ => 2,
    }
}
