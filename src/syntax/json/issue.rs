//! What can be wrong with JSON text, as data. Messages and severities belong to the rules.

use std::borrow::Cow;

use super::NodeId;
use crate::text::LocalSpan;

/// One departure from RFC 8259.
#[derive(Clone, Debug)]
pub struct Issue {
    /// What it is.
    pub kind: IssueKind,
    /// The culprit: the smallest piece on a single line that is wrong. Empty where something is missing.
    pub span: LocalSpan,
    /// Another place that explains it: the opener, the first of two keys.
    pub related: Option<LocalSpan>,
    /// The container or value that it belongs to.
    pub node: Option<NodeId>,
    /// The edits that mend it. Those of all issues together make the text valid.
    pub repairs: Vec<Repair>,
    /// Whether it is only the echo of an earlier issue, and nothing that a reader should hear of.
    pub follows: bool,
}

impl Issue {
    /// An issue by itself.
    pub(super) fn new(kind: IssueKind, span: LocalSpan, repairs: Vec<Repair>) -> Self {
        Self { kind, span, related: None, node: None, repairs, follows: false }
    }
}

/// Replace `span` by `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The bytes that go.
    pub span: LocalSpan,
    /// What stands there afterwards.
    pub text: Cow<'static, str>,
    /// Which of several insertions at one place comes first.
    pub(super) order: u32,
}

/// The kinds of departure. Names follow the rules that report them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IssueKind {
    /// A comma before a closing bracket or after the document.
    TrailingComma,
    /// Two members or elements with nothing between. The span is empty and stands after the first.
    MissingComma,
    /// A doubled or leading comma.
    ExtraComma,
    /// A key and a value with no colon between; empty span after the key.
    MissingColon,
    /// `=`, `;` or `=>` written for the colon.
    WrongColon,
    /// A colon written twice.
    ExtraColon,
    /// `"name:" "value"`: the colon is inside the quotes.
    ColonInQuotes,
    /// `.`, `;` or `:` written for the comma.
    WrongComma,
    /// `"value,"` and the next member: the comma is inside the quotes.
    CommaInQuotes,
    /// A key with a colon but without a value, or a lone string among members.
    MissingValue,
    /// A value among members without a key.
    MissingKey,
    /// `{"id"}`: the quotes are inside the braces.
    QuotesInBraces,
    /// `{"a", "b"}`: elements in braces.
    ListInBraces,
    /// `{[ "id": 1 ]}`: the brackets of a list and its element in the wrong order.
    SwappedBrackets,
    /// `"name": "name": value`; `related` is the first.
    RepeatedName,
    /// A member (`"k": v`) inside an array; the span is its key.
    MemberInArray,
    /// A bracket that is never closed; empty span where the close belongs, `related` is the opener.
    Unclosed,
    /// An opening bracket that is written twice and closed once; `related` is the other one.
    ExtraOpen,
    /// A close without an opener.
    UnexpectedClose,
    /// A close of the wrong kind; `related` is the opener.
    MismatchedClose,
    /// A missing opening bracket; empty span where it belongs, `related` is the close.
    MissingOpen,
    /// A string without its closing quote, ended at the line end.
    UnterminatedString,
    /// A string without its opening quote.
    MissingOpenQuote,
    /// A quote inside a string that is not escaped.
    UnescapedQuote,
    /// `""text""`: a string whose quotes are written twice.
    DoubledQuotes,
    /// A raw line break, tab or other control character inside a string.
    ControlCharacter,
    /// `\` followed by something that is no escape.
    InvalidEscape,
    /// A string in `'`.
    SingleQuotes,
    /// The console's `"""` around a string; no rule reports it.
    TripleQuotes,
    /// A string in typographic quotes.
    SmartQuotes,
    /// A member name without quotes.
    UnquotedKey,
    /// A value without quotes that is neither number nor literal.
    UnquotedValue,
    /// A call where a value belongs: `ObjectId("…")`, `Parcel(id='p-1')`.
    Call,
    /// A number that JSON does not know: `01`, `.5`, `+1`, `0x1F`, `NaN`.
    InvalidNumber,
    /// `9 95`, `9,95`: a number with a gap.
    TornNumber,
    /// `True`, `None`, `undefined`.
    InvalidLiteral,
    /// A space that JSON does not know, between tokens: NBSP, BOM, zero-width.
    InvalidWhitespace,
    /// A member name that the object already has; `related` is the first.
    DuplicateKey,
    /// Text after the document.
    TrailingText,
    /// Text before the document or between tokens.
    UnexpectedText,
    /// A second document.
    MultipleDocuments,
    /// A comment that says something.
    Comment,
    /// A tag of a template engine between tokens: `{% raw %}`; gone when the page is built, and no rule reports it.
    TemplateTag,
    /// An unquoted template: `<id>`, `{id}`, `$VAR`, `{{x}}`.
    Placeholder,
    /// A choice of values: `"a" | "b"`.
    Alternatives,
    /// Members without the braces around them.
    BareMembers,
    /// Something left out on purpose.
    Elision,
}

impl IssueKind {
    /// Whether it is meant for the reader and no fault.
    pub fn is_note(self) -> bool {
        use IssueKind::{Comment, Elision, Placeholder, TemplateTag};
        matches!(self, Comment | Elision | Placeholder | TemplateTag)
    }

    /// Whether it is wrong in itself: neither a note to the reader nor something that leaves every part of the text to be
    /// read.
    pub fn is_fault(self) -> bool {
        use IssueKind::{BareMembers, DuplicateKey, MultipleDocuments, TripleQuotes};
        !self.is_note() && !matches!(self, TripleQuotes | BareMembers | DuplicateKey | MultipleDocuments)
    }

    /// Whether the repair is one of several that might be meant: the brackets, quotes or words around it cannot be
    /// relied on.
    pub fn is_guess(self) -> bool {
        use IssueKind::{
            ColonInQuotes, CommaInQuotes, ExtraOpen, ListInBraces, MemberInArray, MismatchedClose,
            MissingKey, MissingOpen, MissingOpenQuote, MissingValue, QuotesInBraces, RepeatedName,
            SwappedBrackets, TornNumber, TrailingText, Unclosed, UnescapedQuote, UnexpectedClose,
            UnexpectedText, UnquotedValue, UnterminatedString,
        };
        matches!(
            self,
            MissingValue
                | MissingKey
                | ColonInQuotes
                | CommaInQuotes
                | QuotesInBraces
                | ListInBraces
                | SwappedBrackets
                | RepeatedName
                | MissingOpen
                | ExtraOpen
                | TornNumber
                | MemberInArray
                | Unclosed
                | UnexpectedClose
                | MismatchedClose
                | UnterminatedString
                | MissingOpenQuote
                | UnescapedQuote
                | UnquotedValue
                | UnexpectedText
                | TrailingText
        )
    }
}
