//! What a page says about the statuses of its responses, as facts with their places.

use crate::document::SectionId;
use crate::extract::mention::Codes;
use crate::text::Span;

/// The part of a page that a declaration is about: a section with those inside, or the page.
pub(super) type Scope = Option<SectionId>;

/// One place where a page names a status code of its responses.
#[derive(Clone, Copy, Debug)]
pub struct DeclaredStatus {
    /// The codes.
    pub codes: Codes,
    /// The code with its reason phrase, without marks of code and bold.
    pub span: Span,
    /// The reason phrase, where it follows as in a status line.
    pub phrase: Option<Span>,
    /// Where it stands.
    pub form: StatusForm,
    /// How much it says.
    pub certainty: Certainty,
    /// What the same sentence, or the one behind it, says about the body.
    pub body: Option<DeclaredBody>,
    /// Whether it stands where a page lists what comes back: in a section of responses, a list, a table, a heading. A
    /// sentence elsewhere is about the response next to it.
    pub formal: bool,
    /// The sentence that it stands in; its own place elsewhere.
    pub sentence: Span,
    /// The section that it stands in.
    pub section: SectionId,
    /// The part of the page that it is about.
    pub(super) scope: Scope,
}

impl DeclaredStatus {
    /// Where the part of the page begins that it is about.
    pub fn start(&self) -> SectionId {
        self.scope.unwrap_or(SectionId(0))
    }
}

/// Where a status is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StatusForm {
    /// In a sentence.
    Sentence,
    /// At the beginning of a list item.
    List,
    /// In a table's column of codes.
    Table,
    /// In a heading: what follows is about it.
    Heading,
}

/// How much a declaration says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Certainty {
    /// This is what comes back.
    Promised,
    /// This may come back, under a condition.
    Possible,
    /// This does not come back.
    Denied,
}

/// What a sentence says about the body of the response that it declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeclaredBody {
    /// Whether there is one.
    pub promised: bool,
    /// The words that say so.
    pub span: Span,
    /// Whether they stand in the same sentence.
    pub here: bool,
}
