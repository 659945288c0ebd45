//! From one code block to an example, or to the knowledge that it is none.
//!
//! The content decides first, then the annotation, then the info string: writers label loosely, and a page that
//! shows an HTTP message in a fence that says `json` still shows an HTTP message.

use super::annotation::{Annotation, BlockType};
use super::language::Language;
use super::notation;
use super::sniff::{self, Shape};
use super::{Body, BodyKind, Dialect, Example, ExampleId, ExampleKind, Message};
use crate::markdown::{Block, CodeBlock, FenceStyle};
use crate::syntax::http::{self, HttpIssueKind, HttpMessage};
use crate::syntax::json::{self, IssueKind, JsonTree};
use crate::text::LocalSpan;

/// The example that a code block is. `annotation` is the one that stands before it, with its index.
pub(super) fn example<'d>(
    id: ExampleId,
    block: &'d Block<'d>,
    code: &'d CodeBlock<'d>,
    annotation: Option<(usize, &Annotation<'d>)>,
) -> Option<Example<'d>> {
    let looked = Look::at(code, annotation.and_then(|(_, annotation)| annotation.block_type))?;
    let (kind, dialect, messages, payload) = looked.read()?;
    let dialect = if annotation.is_some() { Dialect::Annotation } else { dialect };
    Some(Example {
        id,
        kind,
        dialect,
        block: code,
        span: block.span,
        container: block.container,
        section: block.section,
        annotation: annotation.map(|(index, _)| index),
        messages,
        payload,
    })
}

type Read<'d> = (ExampleKind, Dialect, Vec<Message<'d>>, Option<Body>);

/// A code block with everything that tells what it is.
struct Look<'d> {
    text: &'d str,
    word: String,
    language: Language,
    indented: bool,
    /// What the annotation says that it is, `ignored` and unknown words aside.
    declared: Option<BlockType>,
}

impl<'d> Look<'d> {
    /// `None` if the block is out of question, which the many fences of program text are.
    fn at(code: &'d CodeBlock<'d>, block_type: Option<BlockType>) -> Option<Self> {
        let word = code.language();
        let language = Language::of(&word);
        let declared = block_type
            .filter(|of| !matches!(of, BlockType::Ignored | BlockType::Unknown | BlockType::Permissions));
        let text = code.body.text();
        if language == Language::Foreign && declared.is_none() || block_type == Some(BlockType::Permissions) {
            return None;
        }
        Some(Self { text, word, language, indented: code.style == FenceStyle::Indented, declared })
    }

    fn read(self) -> Option<Read<'d>> {
        if self.may_be_message() {
            let messages = http::parse(self.text);
            if !messages.is_empty() && self.are_messages(&messages) {
                return Some(self.messages(messages));
            }
        }
        self.payload()
    }

    /// A first look at the first line that saves parsing what is plainly no message.
    fn may_be_message(&self) -> bool {
        match self.text.trim_start().as_bytes() {
            // `[GET] /parcels`
            [b'[', next, ..] => next.is_ascii_uppercase(),
            [] | [b'{' | b'[' | b'"' | b'<', ..] => false,
            _ => true,
        }
    }

    /// Whether to believe that the block holds messages. In a fence that promises something else, a word and
    /// whatever follows are none: `DELETE old files`, `GET key`.
    fn are_messages(&self, messages: &[HttpMessage<'_>]) -> bool {
        if self.declared.is_some() || self.language == Language::Http {
            return true;
        }
        let Some(first) = messages.first() else { return false };
        let Some(line) = first.request() else {
            return first.status_line().is_some_and(|line| line.version.is_some() || !self.indented);
        };
        let target = line.target.text;
        let rooted =
            target.starts_with(['/', '{', '<']) || target.starts_with("../") || target.contains("://");
        match self.language {
            Language::Shell | Language::Foreign => line.version.is_some(),
            Language::Neutral => line.version.is_some() || rooted && !target.contains(' '),
            Language::Json | Language::Http => true,
        }
    }

    fn messages(self, parsed: Vec<HttpMessage<'d>>) -> Read<'d> {
        let several = parsed.len() > 1;
        let bare = |message: &HttpMessage<'_>| message.headers.is_empty() && message.body.is_empty();
        let is_list = several && parsed.iter().all(|message| message.request().is_some() && bare(message));
        let console = parsed.iter().any(|message| self.is_console(message));
        let kind = match parsed.first() {
            _ if is_list => ExampleKind::RequestList,
            Some(first) if first.request().is_none() => ExampleKind::Response,
            _ => ExampleKind::Request,
        };
        let dialect = match () {
            () if is_list => Dialect::Signature,
            () if console => Dialect::Console,
            () if several => Dialect::HttpMessages,
            () if self.indented => Dialect::Indented,
            () => Dialect::HttpMessage,
        };
        let with_body = |http: HttpMessage<'d>| {
            let body = self.message_body(&http);
            Message { http, body }
        };
        (kind, dialect, parsed.into_iter().map(with_body).collect(), None)
    }

    /// The form that API consoles read: a request line without version or headers, and its body at once. In a block
    /// that is labelled for a console, a blank line may stand between.
    fn is_console(&self, message: &HttpMessage<'_>) -> bool {
        let Some(line) = message.request() else { return false };
        let labelled = matches!(self.word.as_str(), "json" | "console" | "kibana" | "sense");
        let at_once = message.issues.iter().any(|issue| issue.kind == HttpIssueKind::MissingBlankLine);
        line.version.is_none()
            && message.headers.is_empty()
            && (labelled || self.word.is_empty() && at_once && self.is_json(message))
    }

    fn is_json(&self, message: &HttpMessage<'_>) -> bool {
        sniff::shape(message.body.of(self.text)) == Shape::Container
    }

    fn message_body(&self, message: &HttpMessage<'_>) -> Body {
        let span = message.body;
        let text = span.of(self.text);
        let content_type =
            message.header("Content-Type").map(|header| header.value.text.to_ascii_lowercase());
        let says_json = content_type.as_deref().is_some_and(|value| value.contains("json"));
        let says_other =
            content_type.as_deref().is_some_and(|value| !value.is_empty() && !value.contains("json"));
        let mut kind = sniff::shape(text).body_kind(text, says_json, says_other);
        if kind == BodyKind::Text && content_type.is_some_and(|value| value.starts_with("multipart/")) {
            kind = BodyKind::Multipart;
        }
        self.body(span, kind)
    }

    /// The whole block as a body without a message.
    fn payload(self) -> Option<Read<'d>> {
        let trimmed = self.text.trim();
        let start = self.text.len() - self.text.trim_start().len();
        let span = LocalSpan::new(start, start + trimmed.len());
        let shape = sniff::shape(trimmed);
        let promised = self.language == Language::Json || self.declared.is_some();
        if !promised && !self.is_unasked_json(trimmed, shape) {
            return self.declared.map(|_| self.read_as(shape, self.body(span, BodyKind::Text)));
        }
        let mut body = self.body(span, shape.body_kind(trimmed, promised, false));
        let says_json = matches!(self.word.as_str(), "json" | "jsonc");
        if says_json && body.json.as_ref().is_some_and(|tree| notation::is_foreign(tree, self.text)) {
            body = Body { span, kind: BodyKind::Text, json: None };
        }
        let sure = promised || self.language == Language::Http;
        if !sure && body.json.as_ref().is_none_or(is_program_text) {
            return None;
        }
        Some(self.read_as(shape, body))
    }

    fn read_as(&self, shape: Shape, body: Body) -> Read<'d> {
        let kind = match self.declared {
            Some(BlockType::Resource) => ExampleKind::Resource,
            Some(BlockType::Example) => ExampleKind::Example,
            Some(BlockType::Response | BlockType::SimulatedResponse) => ExampleKind::Response,
            Some(BlockType::Request) => ExampleKind::Request,
            _ if shape == Shape::Members => ExampleKind::Fragment,
            _ => ExampleKind::Payload,
        };
        let dialect = if self.indented { Dialect::Indented } else { Dialect::JsonFence };
        (kind, dialect, Vec::new(), Some(body))
    }

    /// Whether a block that nobody called JSON is JSON nevertheless.
    fn is_unasked_json(&self, trimmed: &str, shape: Shape) -> bool {
        match (self.language, shape) {
            (Language::Http, Shape::Container | Shape::Members) => true,
            (Language::Neutral, Shape::Container) => sniff::is_plainly_json(trimmed),
            (Language::Neutral, Shape::Members) => !self.indented && sniff::are_plainly_members(trimmed),
            _ => false,
        }
    }

    fn body(&self, span: LocalSpan, kind: BodyKind) -> Body {
        if kind != BodyKind::Json {
            return Body { span, kind, json: None };
        }
        let tree = json::parse(self.text, span);
        match self.swallowed_prose(span, &tree) {
            Some(shorter) => Body { span: shorter, kind, json: Some(json::parse(self.text, shorter)) },
            None => Body { span, kind, json: Some(tree) },
        }
    }

    /// In indented code a paragraph after the example easily becomes part of it: the body ends at the blank line
    /// before text that follows a complete value.
    fn swallowed_prose(&self, span: LocalSpan, tree: &JsonTree) -> Option<LocalSpan> {
        if !self.indented {
            return None;
        }
        let trailing = tree.issues.iter().find(|issue| issue.kind == IssueKind::TrailingText)?;
        let before = LocalSpan { start: span.start, end: trailing.span.start }.of(self.text);
        let value = before.trim_end();
        let is_apart = before[value.len()..].matches('\n').count() > 1;
        is_apart.then(|| LocalSpan::new(span.start as usize, span.start as usize + value.len()))
    }
}

/// Whether what began as JSON turns out to be program text or a program's own notation, in a block that nobody
/// called JSON.
fn is_program_text(tree: &JsonTree) -> bool {
    let foreign = [
        IssueKind::InvalidLiteral,
        IssueKind::UnexpectedText,
        IssueKind::WrongColon,
        IssueKind::TrailingText,
    ];
    let values = tree.nodes().count();
    tree.issues.iter().any(|issue| foreign.contains(&issue.kind)) || tree.issues.len() * 2 > values
}
