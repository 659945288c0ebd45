//! The relatives of JSON that a fence may name, and what each of them allows.
//!
//! The parser reads everything as RFC 8259; this is the one place that forgives what the fence announces. It never
//! forgives what no language allows, such as a missing quote.

use crate::markdown::CodeBlock;
use crate::syntax::json::IssueKind;

/// The language of a JSON text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flavour {
    /// RFC 8259.
    Json,
    /// JSON with comments and trailing commas.
    Jsonc,
    /// JSON5.
    Json5,
    /// An object literal of JavaScript or TypeScript.
    JavaScript,
    /// Hjson.
    Hjson,
}

impl Flavour {
    /// The flavour that the fence of `block` names; plain JSON if it names none.
    pub(crate) fn of(block: &CodeBlock<'_>) -> Self {
        match block.language().as_str() {
            "jsonc" => Self::Jsonc,
            "json5" => Self::Json5,
            "js" | "javascript" | "jsx" | "mjs" | "ts" | "typescript" | "tsx" => Self::JavaScript,
            "hjson" => Self::Hjson,
            _ => Self::Json,
        }
    }

    /// Whether the language allows what RFC 8259 does not.
    pub(crate) fn allows(self, kind: IssueKind) -> bool {
        use IssueKind::{
            Comment, InvalidEscape, InvalidLiteral, InvalidNumber, InvalidWhitespace, MissingComma,
            SingleQuotes, TrailingComma, UnquotedKey, UnquotedValue,
        };
        match self {
            Self::Json => false,
            Self::Jsonc => matches!(kind, Comment | TrailingComma),
            Self::Json5 => matches!(
                kind,
                Comment
                    | TrailingComma
                    | SingleQuotes
                    | UnquotedKey
                    | InvalidNumber
                    | InvalidEscape
                    | InvalidWhitespace
            ),
            Self::JavaScript => Self::Json5.allows(kind) || matches!(kind, InvalidLiteral | UnquotedValue),
            Self::Hjson => Self::Json5.allows(kind) || matches!(kind, MissingComma | UnquotedValue),
        }
    }
}
