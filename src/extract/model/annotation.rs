//! `<!-- { "blockType": … } -->`: the comment before a fence that says what the fence is.
//!
//! Read leniently: a malformed annotation still takes effect, and what is wrong with it is kept for the rules.

use super::ExampleId;
use crate::syntax::json::{JsonTree, NodeId};
use crate::text::{BodyText, LocalSpan, Span};

/// One annotation comment.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "the format of the comment is a bag of flags")]
pub struct Annotation<'d> {
    /// What the comment is about.
    pub kind: AnnotationKind,
    /// The text of the HTML block that holds the comment.
    pub body: &'d BodyText<'d>,
    /// The comment, `<!--` and `-->` included, in that text.
    pub comment: LocalSpan,
    /// Whether `-->` ends the comment; otherwise the HTML block does.
    pub closed: bool,
    /// The JSON of the comment, recovered.
    pub tree: JsonTree,
    /// What `blockType` says; `None` if the key is missing.
    pub block_type: Option<BlockType>,
    /// Every top-level member, in order.
    pub fields: Vec<AnnotationField<'d>>,
    /// `name`, one or several, case kept.
    pub names: Vec<&'d str>,
    /// `@odata.type` or `@type`, without `Collection(…)` and `#`.
    pub type_name: Option<&'d str>,
    /// `isCollection`, or the type was `Collection(…)`.
    pub is_collection: bool,
    /// `truncated`; `"true"` counts.
    pub truncated: bool,
    /// `expectError`.
    pub expect_error: bool,
    /// The example that it annotates; `None` if no code block follows at once.
    pub example: Option<ExampleId>,
    /// Whether a code block that is no example follows at once.
    pub has_block: bool,
}

/// What an annotation is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AnnotationKind {
    /// The code block that follows.
    Block,
    /// The page: `"type": "#page.annotation"` and its kin.
    Page,
}

/// A top-level member of an annotation.
#[derive(Clone, Copy, Debug)]
pub struct AnnotationField<'d> {
    /// The key as written, without quotes.
    pub key: &'d str,
    /// The key with its quotes, in the annotation's text.
    pub key_span: LocalSpan,
    /// The value.
    pub value: NodeId,
}

/// The values of `blockType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockType {
    /// `request`
    Request,
    /// `response`
    Response,
    /// `resource`
    Resource,
    /// `example`
    Example,
    /// `samples`
    Samples,
    /// `simulatedResponse`
    SimulatedResponse,
    /// `testParams`
    TestParams,
    /// `ignored`
    Ignored,
    /// `permissions`
    Permissions,
    /// Anything else.
    Unknown,
}

impl BlockType {
    /// Every known word.
    pub const WORDS: [(&'static str, Self); 9] = [
        ("request", Self::Request),
        ("response", Self::Response),
        ("resource", Self::Resource),
        ("example", Self::Example),
        ("samples", Self::Samples),
        ("simulatedResponse", Self::SimulatedResponse),
        ("testParams", Self::TestParams),
        ("ignored", Self::Ignored),
        ("permissions", Self::Permissions),
    ];

    /// The block type that a word names; case does not matter.
    pub fn from_word(word: &str) -> Self {
        let known = Self::WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word));
        known.map_or(Self::Unknown, |(_, block_type)| *block_type)
    }
}

impl<'d> Annotation<'d> {
    /// The text that the spans of this annotation count in.
    pub fn text(&self) -> &'d str {
        self.body.text()
    }

    /// Where a piece of the annotation stands in the file.
    pub fn file_span(&self, local: LocalSpan) -> Span {
        self.body.span(local)
    }

    /// The member of that name, compared without case as the readers of annotations do.
    pub fn field(&self, key: &str) -> Option<&AnnotationField<'d>> {
        self.fields.iter().find(|field| field.key.eq_ignore_ascii_case(key))
    }

    /// Where the name, or the first line of a list of names, stands in the file.
    pub fn names_span(&self) -> Option<Span> {
        let value = self.tree.node(self.field("name")?.value).span;
        let line = value.of(self.text()).lines().next().unwrap_or_default().len() as u32;
        Some(self.file_span(LocalSpan { start: value.start, end: value.start + line }))
    }

    /// The member that names the type.
    pub fn type_field(&self) -> Option<&AnnotationField<'d>> {
        self.field("@odata.type").or_else(|| self.field("@type"))
    }

    /// The text of a value, without quotes.
    pub fn value(&self, field: &AnnotationField<'d>) -> &'d str {
        unquoted(self.tree.node(field.value).span.of(self.body.text()))
    }
}

/// The text between the quotes of a string, whatever they are; other text as it stands.
pub(in crate::extract) fn unquoted(text: &str) -> &str {
    let quotes = ['"', '\'', '“', '”', '‘', '’'];
    text.strip_prefix(quotes).map_or(text, |rest| rest.strip_suffix(quotes).unwrap_or(rest))
}
