//! The relatives of JSON that a fence may name, and what each of them allows.
//!
//! The parser reads everything as RFC 8259; this is the one place that forgives what the fence announces. It never
//! forgives what no language allows, such as a missing quote.

use crate::document::CodeBlock;
use crate::extract::{Dialect, Example};
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

/// Whether the label of a fence calls its text JSON, with comments or without.
pub(crate) fn is_named_json(label: &str) -> bool {
    matches!(label, "json" | "json5" | "jsonc")
}

/// Whether a text is the data of an event of a stream (WHATWG HTML section 9.2), broken for the reader: its page speaks of
/// such streams. In a description, `data:` is a member like any other.
pub(crate) fn is_event(example: &Example<'_>, text: &str, page: &str) -> bool {
    const WORDS: [&str; 5] = ["event-stream", "Server-Sent", "server-sent", "SSE", "[DONE]"];
    text.trim_start().starts_with("data:")
        && example.dialect != Dialect::Description
        && WORDS.iter().any(|word| memchr::memmem::find(page.as_bytes(), word.as_bytes()).is_some())
}

impl Flavour {
    /// The flavour that the fence of `block` names; plain JSON if it names none.
    pub(crate) fn of(block: &CodeBlock<'_>) -> Self {
        match &*block.language() {
            "jsonc" => Self::Jsonc,
            "json5" => Self::Json5,
            "js" | "javascript" | "jsx" | "mjs" | "ts" | "typescript" | "tsx" => Self::JavaScript,
            "hjson" => Self::Hjson,
            _ => Self::Json,
        }
    }

    /// Whether the language allows what RFC 8259 does not; `written` is the text that an issue is about.
    pub(crate) fn allows(self, kind: IssueKind, written: &str) -> bool {
        use IssueKind::{
            Call, Comment, InvalidEscape, InvalidLiteral, InvalidNumber, InvalidWhitespace, MissingComma,
            SingleQuotes, TrailingComma, UnquotedKey, UnquotedValue,
        };
        match self {
            Self::Json => false,
            Self::Jsonc => matches!(kind, Comment | TrailingComma),
            Self::Json5 => {
                matches!(
                    kind,
                    Comment | TrailingComma | SingleQuotes | UnquotedKey | InvalidEscape | InvalidWhitespace
                ) || kind == InvalidNumber && !has_leading_zero(written)
            }
            Self::JavaScript => {
                Self::Json5.allows(kind, written)
                    || matches!(kind, UnquotedValue | Call)
                    || kind == InvalidLiteral
                        && matches!(written, "undefined" | "NaN" | "Infinity" | "-Infinity")
            }
            Self::Hjson => Self::Json5.allows(kind, written) || matches!(kind, MissingComma | UnquotedValue),
        }
    }
}

/// `007`: no relative of JSON has such a number.
fn has_leading_zero(written: &str) -> bool {
    let digits = written.trim_start_matches(['-', '+']).as_bytes();
    matches!(digits, [b'0', b'0'..=b'9', ..])
}
