//! Why a block is believed to be what it is taken for: whoever wrote the page declared it, the words around the block
//! say so, or it was guessed from its look. Plain data; the readers decide.

use crate::diagnostic::Strength;

/// Why a message or a body is believed to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// It looks like one.
    Guessed(Guess),
    /// What stands around it says so.
    Told(Telling),
    /// It says so itself, in a notation that is made for it.
    Declared(Declaration),
}

/// What a guess goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guess {
    /// Its look alone.
    Look,
    /// Its look, and the label of its fence calls it plain text.
    PlainLabel,
    /// Its look, and a command printed it: it is shown, not sent, and its layout is nobody's mistake.
    Printed,
}

/// What around a block says what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Telling {
    /// The paragraph before: `Example response:`.
    LabelText,
    /// The heading of its section.
    Heading,
    /// The caption of the block.
    Caption,
    /// The block beside it, whose other half it is.
    Partner,
    /// The command that sends it.
    Command,
    /// A label that consoles of an API have.
    Console,
}

/// What declares a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Declaration {
    /// The label of its fence: `json`, `http`.
    Label,
    /// A start line with a version.
    StartLine,
    /// The `Content-Type` of its message.
    ContentType,
    /// The annotation before it.
    Annotation,
    /// The item of API Blueprint that it belongs to.
    Item,
    /// The description of the API that it is a part of.
    Description,
}

impl Default for Evidence {
    fn default() -> Self {
        Self::Guessed(Guess::Look)
    }
}

impl Evidence {
    /// How strong it is.
    pub fn strength(self) -> Strength {
        match self {
            Self::Guessed(_) => Strength::Guessed,
            Self::Told(_) => Strength::Told,
            Self::Declared(_) => Strength::Declared,
        }
    }

    /// The word for what it is, for programs.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Guessed(Guess::Look) => "look",
            Self::Guessed(Guess::PlainLabel) => "look-despite-label",
            Self::Guessed(Guess::Printed) => "command-output",
            Self::Told(Telling::LabelText) => "label-text",
            Self::Told(Telling::Heading) => "heading",
            Self::Told(Telling::Caption) => "caption",
            Self::Told(Telling::Partner) => "partner",
            Self::Told(Telling::Command) => "command",
            Self::Told(Telling::Console) => "console",
            Self::Declared(Declaration::Label) => "label",
            Self::Declared(Declaration::StartLine) => "start-line",
            Self::Declared(Declaration::ContentType) => "content-type",
            Self::Declared(Declaration::Annotation) => "annotation",
            Self::Declared(Declaration::Item) => "item",
            Self::Declared(Declaration::Description) => "description",
        }
    }

    /// Whether a command printed it.
    pub fn is_printed(self) -> bool {
        self == Self::Guessed(Guess::Printed)
    }
}
