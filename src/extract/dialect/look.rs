//! One code block with everything that tells what it is, for the dialects to look at; and the ways to read it that
//! several of them share: as messages, as a bare body.

use std::borrow::Cow;

use super::language::Language;
use super::sniff::{self, Shape};
use super::{Dialect, Reading, notation};
use crate::document::{CodeBlock, FenceStyle};
use crate::extract::{BlockType, Body, BodyKind, ExampleKind, Message, MessageForm, Unquoted};
use crate::syntax::http::{self, HttpMessage};
use crate::syntax::json::{self, IssueKind, JsonTree};
use crate::text::LocalSpan;

/// A code block with everything that tells what it is.
pub(super) struct Look<'d> {
    /// The block's text.
    pub(super) text: &'d str,
    /// The first word of the info string, lower-cased.
    pub(super) word: Cow<'d, str>,
    /// What it promises.
    pub(super) language: Language,
    /// Whether the block is indented code.
    pub(super) indented: bool,
    /// What the annotation says that it is, `ignored` and unknown words aside.
    pub(super) declared: Option<BlockType>,
    /// Whether the words around the block say that a body stands in it.
    pub(super) told: bool,
}

impl<'d> Look<'d> {
    /// `None` if the block is out of question, which the many fences of program text are.
    pub(super) fn at(code: &'d CodeBlock<'d>, block_type: Option<BlockType>) -> Option<Self> {
        let word = code.language();
        let language = Language::of(&word);
        let declared = block_type
            .filter(|of| !matches!(of, BlockType::Ignored | BlockType::Unknown | BlockType::Permissions));
        let text = code.body.text();
        let is_data = || text.trim_start().starts_with(['{', '[']);
        let readable = match language {
            Language::Script => is_data() || sniff::begins_message(text) || sniff::begins_command(text),
            // Documents about documents show what is none.
            Language::Foreign => {
                !matches!(&*word, "markdown" | "md" | "mdx" | "diff" | "patch") && sniff::begins_message(text)
            }
            _ => true,
        };
        if !readable && declared.is_none() || block_type == Some(BlockType::Permissions) {
            return None;
        }
        let indented = code.style == FenceStyle::Indented;
        Some(Self { text, word, language, indented, declared, told: false })
    }

    /// Whether words around the block could make an example of it that its text alone does not: it has the look of a
    /// body, and its label promises nothing else.
    pub(super) fn may_be_told(code: &CodeBlock<'_>) -> bool {
        // A label that calls it text means what it says.
        let open = match Language::of(&code.language()) {
            Language::Neutral => code.info.is_empty(),
            Language::Script | Language::Shell => true,
            _ => false,
        };
        let text = code.body.text();
        let whole = match sniff::shape(text) {
            Shape::Container => true,
            // What a command printed may be cut off.
            Shape::Members => code.info.is_empty(),
            _ => false,
        };
        open && whole && (sniff::has_members(text) || sniff::is_plainly_json(text))
    }

    /// The HTTP messages of the block, if it holds any.
    pub(super) fn messages(&self) -> Option<Vec<HttpMessage<'d>>> {
        let messages = if self.may_be_message() { http::parse(self.text) } else { Vec::new() };
        (!messages.is_empty() && self.are_messages(&messages)).then_some(messages)
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
        let is_one_word = target.lines().all(|line| is_one_word(line.trim()));
        let rooted =
            target.starts_with(['/', '{', '<']) || target.starts_with("../") || target.contains("://");
        match self.language {
            Language::Shell | Language::Script | Language::Foreign => {
                line.version.is_some() || rooted && is_one_word && self.is_consistent(messages)
            }
            Language::Neutral => {
                let console = matches!(&*self.word, "console" | "kibana" | "sense");
                let indexed = console && (target.starts_with('_') || target.contains('/'));
                let relative =
                    || self.word.is_empty() && target.contains('/') && self.is_consistent(messages);
                line.version.is_some() || (rooted || indexed || relative()) && is_one_word
            }
            Language::Json | Language::Http => true,
        }
    }

    /// Whether requests without a version are nothing but requests: common methods, fields, and bodies that are sent.
    fn is_consistent(&self, messages: &[HttpMessage<'_>]) -> bool {
        messages.iter().all(|message| {
            let body = sniff::shape(message.body.of(self.text));
            let sent = matches!(body, Shape::Empty | Shape::Container | Shape::Placeholder)
                || !message.headers.is_empty();
            let known = message.request().is_none_or(|line| http::is_common_method(line.method.text));
            let sound = |issue: &http::HttpIssue| issue.kind != http::HttpIssueKind::MalformedHeader;
            let one = || body != Shape::Container || is_one_document(self.text, message.body);
            sent && known && message.issues.iter().all(sound) && one()
        })
    }

    /// The messages with their bodies.
    pub(super) fn with_bodies(&self, dialect: Dialect, parsed: Vec<HttpMessage<'d>>) -> Reading<'d> {
        let kind = match parsed.first() {
            _ if dialect == Dialect::Signature && parsed.len() > 1 => ExampleKind::RequestList,
            Some(first) if first.request().is_none() => ExampleKind::Response,
            _ => ExampleKind::Request,
        };
        let printed = self.language == Language::Shell && kind == ExampleKind::Response;
        let message = |http| if printed { self.printed(http) } else { self.message(http) };
        let messages = parsed.into_iter().map(message).collect();
        Reading { kind, dialect, messages, payload: None, commands: Vec::new() }
    }

    /// The head of a message without its start line, in a fence that promises HTTP.
    pub(super) fn fields(&self) -> Option<Reading<'d>> {
        if self.language != Language::Http || self.declared.is_some() {
            return None;
        }
        let quoted = self.text.trim_start().starts_with(['"', '\'']);
        let http = if quoted { http::parse_quoted_fields(self.text) } else { http::parse_fields(self.text) }?;
        let message = Message { form: MessageForm::Fields, ..self.message(http) };
        let (kind, dialect) = (ExampleKind::Fragment, Dialect::HttpMessage);
        Some(Reading { kind, dialect, messages: vec![message], payload: None, commands: Vec::new() })
    }

    /// A message with its body.
    pub(super) fn message(&self, http: HttpMessage<'d>) -> Message<'d> {
        let body = self.message_body(&http);
        Message::new(MessageForm::Http, http, body)
    }

    /// A message that a command printed. It is shown, not sent: how its lines are laid out is nobody's mistake.
    pub(super) fn printed(&self, http: HttpMessage<'d>) -> Message<'d> {
        let http = HttpMessage { issues: Vec::new(), ..http };
        Message { form: MessageForm::Printed, ..self.message(http) }
    }

    fn message_body(&self, message: &HttpMessage<'_>) -> Body {
        let span = message.body;
        let text = span.of(self.text);
        let content_type =
            message.header("Content-Type").map(|header| header.value.text.to_ascii_lowercase());
        let says_json = content_type.as_deref().is_some_and(|value| value.contains("json"));
        let says_other = !says_json && content_type.as_deref().is_some_and(|value| !value.is_empty());
        let mut kind = sniff::shape(text).body_kind(text, says_json, says_other);
        if kind == BodyKind::Text && content_type.is_some_and(|value| value.starts_with("multipart/")) {
            kind = BodyKind::Multipart;
        }
        self.body(span, kind)
    }

    /// The whole block as a body without a message.
    pub(super) fn payload(self) -> Option<Reading<'d>> {
        let trimmed = self.text.trim();
        let start = self.text.len() - self.text.trim_start().len();
        let end = start + trimmed.len();
        let note = sniff::folding_note(trimmed);
        let span = LocalSpan::new(start + note, end);
        let trimmed = &trimmed[note..];
        let mut shape = sniff::shape(trimmed);
        if self.language == Language::Json && shape == Shape::Text && sniff::is_titled(trimmed) {
            shape = Shape::Container;
        }
        // `{ … }.toJSON()` is an expression of a program.
        if self.language == Language::Script && trimmed.ends_with(')') && self.declared.is_none() {
            return None;
        }
        let promised = self.language == Language::Json || self.declared.is_some() || self.told;
        let guessed = || self.is_unasked_json(trimmed, shape) || self.is_nearly_json(span, shape);
        if !promised && !guessed() {
            return self.declared.map(|_| self.read_as(shape, self.body(span, BodyKind::Text)));
        }
        let says_json = matches!(&*self.word, "json" | "jsonc");
        let mut kind = shape.body_kind(trimmed, promised, false);
        if says_json && kind == BodyKind::Json && notation::is_ruby(trimmed) {
            kind = BodyKind::Text;
        }
        let mut body = self.body(span, kind);
        let is_script = self.language == Language::Script;
        let is_other = |tree: &JsonTree| {
            (says_json || self.told && !is_script) && notation::is_foreign(tree, self.text)
                || self.told && notation::is_printed(tree, self.text, is_script)
        };
        if body.json.as_ref().is_some_and(is_other) {
            body = Body::new(span, BodyKind::Text, None);
        }
        if self.told
            && let Some(tree) = &mut body.json
        {
            notation::keep_one(tree);
        }
        let sure = promised || self.language == Language::Http;
        let is_other =
            |tree: &JsonTree| is_program_text(tree) && tree.lone_slip(self.text, body.span, 2).is_none();
        if !sure && body.json.as_ref().is_none_or(is_other) {
            return None;
        }
        Some(self.read_as(shape, body))
    }

    fn read_as(&self, shape: Shape, body: Body) -> Reading<'d> {
        let kind = match self.declared {
            Some(BlockType::Resource) => ExampleKind::Resource,
            Some(BlockType::Example) => ExampleKind::Example,
            Some(BlockType::Response | BlockType::SimulatedResponse) => ExampleKind::Response,
            Some(BlockType::Request) => ExampleKind::Request,
            // What is told to be a body has lost its brackets.
            _ if shape == Shape::Members && !self.told => ExampleKind::Fragment,
            _ => ExampleKind::Payload,
        };
        let dialect = if self.indented { Dialect::Indented } else { Dialect::JsonFence };
        Reading { kind, dialect, messages: Vec::new(), payload: Some(body), commands: Vec::new() }
    }

    /// Whether a block that nobody called JSON is JSON nevertheless.
    fn is_unasked_json(&self, trimmed: &str, shape: Shape) -> bool {
        match (self.language, shape) {
            (Language::Http, Shape::Container) => true,
            (Language::Http, Shape::Members) => !sniff::is_header_list(trimmed),
            (Language::Neutral, Shape::Container) => sniff::is_json_throughout(trimmed),
            // No program begins so.
            (Language::Script, Shape::Container) => {
                trimmed.ends_with(['}', ']', ';']) && sniff::is_json_throughout(trimmed)
            }
            // What a command reads or prints is labelled like the command.
            (Language::Shell, Shape::Container) => {
                sniff::is_json_throughout(trimmed) && !sniff::is_shell_test(trimmed)
            }
            (Language::Neutral, Shape::Members) => !self.indented && sniff::are_plainly_members(trimmed),
            _ => false,
        }
    }

    /// Whether a block that nobody called JSON is JSON but for one slip.
    fn is_nearly_json(&self, span: LocalSpan, shape: Shape) -> bool {
        let text = span.of(self.text);
        let open = matches!(self.language, Language::Neutral | Language::Script | Language::Shell);
        open && shape == Shape::Container
            && sniff::has_members(text)
            && json::parse(self.text, span).lone_slip(self.text, span, 2).is_some()
    }

    pub(super) fn body(&self, span: LocalSpan, kind: BodyKind) -> Body {
        if kind != BodyKind::Json {
            return Body::new(span, kind, None);
        }
        if self.is_folded(span) {
            let unfolded = Unquoted::unfolded(span, self.text);
            let json = json::parse(unfolded.text(), LocalSpan::new(0, unfolded.text().len()));
            return Body::inside(span, json, unfolded);
        }
        let tree = json::parse(self.text, span);
        let (span, tree) = match self.swallowed_prose(span, &tree) {
            Some(shorter) => (shorter, json::parse(self.text, shorter)),
            None => (span, tree),
        };
        Body::new(span, kind, Some(tree))
    }

    /// Whether the lines of a body are broken as a note in the block says (RFC 8792).
    fn is_folded(&self, span: LocalSpan) -> bool {
        span.of(self.text).contains("\\\n") && self.text[..span.end as usize].contains("RFC 8792")
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

/// Whether the spaces of a target are all within templates: `/parcels/{{ page.id }}`, `/parcels/<parcel id>`.
fn is_one_word(target: &str) -> bool {
    let mut depth = 0_u32;
    target.bytes().all(|byte| {
        match byte {
            b'{' | b'<' | b'[' => depth += 1,
            b'}' | b'>' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        byte != b' ' || depth > 0
    })
}

/// Whether a body is one JSON document, however mistyped.
fn is_one_document(text: &str, body: LocalSpan) -> bool {
    let apart = [IssueKind::MultipleDocuments, IssueKind::TrailingText, IssueKind::UnexpectedText];
    json::parse(text, body).issues.iter().all(|issue| !apart.contains(&issue.kind))
}

/// Whether what began as JSON turns out to be program text or a program's own notation, in a block that nobody
/// called JSON.
pub(super) fn is_program_text(tree: &JsonTree) -> bool {
    let foreign = [
        IssueKind::InvalidLiteral,
        IssueKind::UnexpectedText,
        IssueKind::WrongColon,
        IssueKind::TrailingText,
    ];
    // What is meant for the reader says nothing of the notation.
    let mut faults = tree.issues.iter().filter(|issue| !issue.kind.is_note()).peekable();
    let first = faults.next();
    let single = faults.peek().is_none();
    let members = tree.nodes().filter(|(_, node)| node.key.is_some()).count();
    // One slip among many members is one, whatever it is; but what follows a value is often somebody else's.
    let slip = single && members >= 4 && first.is_some_and(|issue| issue.kind != IssueKind::TrailingText);
    let count = usize::from(first.is_some()) + faults.count();
    let is_foreign = tree.issues.iter().any(|issue| foreign.contains(&issue.kind));
    is_foreign && !slip || count * 2 > tree.nodes().count()
}
