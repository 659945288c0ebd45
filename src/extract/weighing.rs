//! The one place that decides why a block is believed to be what it is taken for. Rules and outputs ask for the result.
//! Nothing here reads a block.

use super::dialect::{self, Language as Label};
use super::surroundings::Around;
use super::{
    Declaration, Dialect, Dialects, Evidence, Example, ExampleKind, Guess, Message, MessageForm, Telling,
};
use super::{announced, layout};
use crate::cues::Language;
use crate::document::Document;
use crate::syntax::http::{self, StartLine};

/// Weighs the evidence for every message and every body of a page, once their roles are known.
pub(super) fn assign<'d>(
    document: &'d Document<'d>,
    language: Language,
    examples: &mut [Example<'d>],
    allowed: Dialects,
) {
    for example in examples {
        let block = Block::of(example);
        let payload = block.of_payload(example);
        if let Some(body) = &mut example.payload {
            body.evidence = payload;
        }
        let mut told = None;
        for index in 0..example.messages.len() {
            let mut head = block.of_head(example, &example.messages[index]);
            if head == Evidence::default() {
                let says = || is_told(document, language, example, allowed);
                head = *told.get_or_insert_with(says);
            }
            let message = &mut example.messages[index];
            message.evidence = head;
            message.body.evidence = of_body(message);
        }
        announced::forgive(document, language, example);
        layout::forgive(document, language, example);
    }
}

/// What the block as such says.
#[derive(Clone, Copy)]
struct Block {
    annotated: bool,
    language: Label,
    /// Whether the label calls it text.
    plain: bool,
}

impl Block {
    fn of(example: &Example<'_>) -> Self {
        let word = example.block.language();
        Self { annotated: example.annotation.is_some(), language: Label::of(&word), plain: is_plain(&word) }
    }

    fn declared(self) -> Option<Evidence> {
        self.annotated.then_some(Evidence::Declared(Declaration::Annotation))
    }

    /// What its label alone makes of a guess.
    fn guessed(self) -> Evidence {
        Evidence::Guessed(if self.plain { Guess::PlainLabel } else { Guess::Look })
    }

    fn of_payload(self, example: &Example<'_>) -> Evidence {
        let labelled = || (self.language == Label::Json).then_some(Evidence::Declared(Declaration::Label));
        let told = || told_by(example.dialect, example.kind);
        self.declared().or_else(labelled).or_else(told).unwrap_or(match self.language {
            // The label of the message whose body it is.
            Label::Http => Evidence::Told(Telling::Partner),
            Label::Shell => Evidence::Guessed(Guess::Printed),
            _ => self.guessed(),
        })
    }

    fn of_head(self, example: &Example<'_>, message: &Message<'_>) -> Evidence {
        let version = match &message.http.start {
            StartLine::Request(line) => line.version,
            StartLine::Status(line) => line.version,
        };
        match message.form {
            MessageForm::Command => Evidence::Told(Telling::Command),
            MessageForm::Output | MessageForm::Printed => Evidence::Guessed(Guess::Printed),
            MessageForm::Http | MessageForm::Fields => self.declared().unwrap_or(match self.language {
                Label::Http => Evidence::Declared(Declaration::Label),
                _ if version.is_some_and(|version| version.text.contains('/')) => {
                    Evidence::Declared(Declaration::StartLine)
                }
                Label::Json => Evidence::Told(Telling::Console),
                _ if dialect::is_console_label(&example.block.language()) => Evidence::Told(Telling::Console),
                _ => self.guessed(),
            }),
        }
    }
}

/// What tells the role of a body that stands alone.
fn told_by(dialect: Dialect, kind: ExampleKind) -> Option<Evidence> {
    match dialect {
        Dialect::Label => Some(Evidence::Told(Telling::LabelText)),
        Dialect::HeadingLabel | Dialect::StatusHeading => Some(Evidence::Told(Telling::Heading)),
        Dialect::Caption => Some(Evidence::Told(Telling::Caption)),
        Dialect::ApiBlueprint => Some(Evidence::Declared(Declaration::Item)),
        _ if matches!(kind, ExampleKind::Request | ExampleKind::Response) => {
            Some(Evidence::Told(Telling::Partner))
        }
        _ => None,
    }
}

/// What the words around a message say that nothing else declares.
fn is_told<'d>(
    document: &'d Document<'d>,
    language: Language,
    example: &Example<'d>,
    allowed: Dialects,
) -> Evidence {
    let around = Around::of(document, language, example.span, false);
    let told = dialect::cue(&around, allowed).and_then(|(dialect, _)| told_by(dialect, ExampleKind::Example));
    told.unwrap_or_default()
}

/// What a message says of its body.
fn of_body(message: &Message<'_>) -> Evidence {
    let says = |word: &str| {
        let field = message.http.header("Content-Type");
        field.is_some_and(|field| field.value.text.to_ascii_lowercase().contains(word))
    };
    match message.form {
        MessageForm::Output | MessageForm::Printed => message.evidence,
        _ if message.http.abridged => Evidence::default(),
        _ if says("json") => Evidence::Declared(Declaration::ContentType),
        // Nothing but a request begins with a method and a whole address, whatever the label of its fence is.
        _ if message.evidence == Evidence::default() && names_address(message) => {
            Evidence::Told(Telling::Partner)
        }
        _ => message.evidence,
    }
}

/// Whether a request line has a common method and an absolute address, and a blank line is below it.
fn names_address(message: &Message<'_>) -> bool {
    let line = message.http.request();
    message.http.issues.is_empty()
        && line
            .is_some_and(|line| http::is_common_method(line.method.text) && line.target.text.contains("://"))
}

/// Whether the label of a fence says that it holds nothing but text.
fn is_plain(word: &str) -> bool {
    let word = word.trim_start_matches('.');
    matches!(
        word,
        "text"
            | "txt"
            | "plain"
            | "plaintext"
            | "plain-text"
            | "none"
            | "raw"
            | "nohighlight"
            | "no-highlight"
            | "output"
            | "log"
            | "console"
    )
}
