//! What an example is.

use super::{Annotation, Dialect, Endpoint, Evidence, ExampleId, MessageRef, Unquoted};
use crate::document::{CodeBlock, ContainerId, SectionId};
use crate::syntax::http::HttpMessage;
use crate::syntax::json::JsonTree;
use crate::syntax::shell::curl::Request;
use crate::syntax::shell::{Flavour, Issue};
use crate::text::{LocalSpan, Span};

/// The role of an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExampleKind {
    /// A request (the first message of the block, if it holds several).
    Request,
    /// A response.
    Response,
    /// Several request lines and nothing else: endpoint signatures.
    RequestList,
    /// A resource definition (`blockType: resource`).
    Resource,
    /// A body without a message around it.
    Payload,
    /// `blockType: example`.
    Example,
    /// Members without braces, or fields without a start line.
    Fragment,
}

/// One code block that is an example.
#[derive(Debug)]
pub struct Example<'d> {
    /// Its place in the page's list.
    pub id: ExampleId,
    /// Its role.
    pub kind: ExampleKind,
    /// How it is written.
    pub dialect: Dialect,
    /// The code block.
    pub block: &'d CodeBlock<'d>,
    /// The whole block in the file, fences included.
    pub span: Span,
    /// Where it stands.
    pub container: ContainerId,
    /// The section that it stands in.
    pub section: SectionId,
    /// The status that the surroundings name for a bare response.
    pub status: Option<ToldStatus>,
    /// The words around a bare body that say what it is.
    pub told_by: Option<Span>,
    /// The message that a bare body belongs to, if its head stands in another block.
    pub body_of: Option<MessageRef>,
    /// The block beside it that holds the JSON Schema of its body.
    pub schema: Option<ExampleId>,
    /// The endpoint that the text names for a message, where no request is shown.
    pub endpoint: Option<Endpoint<'d>>,
    /// Index into [`Page::annotations`](super::ParsedPage::annotations).
    pub annotation: Option<usize>,
    /// The HTTP messages; empty where the block holds a bare body.
    pub messages: Vec<Message<'d>>,
    /// The bare body, where the block holds no message.
    pub payload: Option<Body>,
    /// The commands of `curl`, whether they send a request or fail to.
    pub commands: Vec<CurlCommand>,
}

/// A command of `curl` in a shell session.
#[derive(Debug)]
pub struct CurlCommand {
    /// From the first byte of the first word to the last one of the last.
    pub span: LocalSpan,
    /// The shell that it is written for.
    pub shell: Flavour,
    /// Its options and what they say.
    pub request: Request,
    /// What is wrong with its quotes and line ends.
    pub issues: Vec<Issue>,
    /// The index of the message that it sends.
    pub message: Option<u32>,
}

/// A status that the words around an example name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToldStatus {
    /// The code.
    pub code: u16,
    /// The code with its reason phrase in the file; `None` where the words are no piece of it.
    pub place: Option<Span>,
}

/// An HTTP message and what its body holds.
#[derive(Debug)]
pub struct Message<'d> {
    /// The block that its body stands in, if it is another one.
    pub body_in: Option<ExampleId>,
    /// How it is written.
    pub form: MessageForm,
    /// The message as written.
    pub http: HttpMessage<'d>,
    /// Its body.
    pub body: Body,
    /// Why it is believed to be a message.
    pub evidence: Evidence,
}

/// How a message is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageForm {
    /// As HTTP/1.1 writes it (RFC 9112).
    Http,
    /// As a command that sends it.
    Command,
    /// As what a command prints of it, head and body. It is shown, not sent.
    Printed,
    /// As what a command prints of it: the body alone. Its status line is empty.
    Output,
    /// Its fields alone. Its status line is empty, and nothing tells which way it goes.
    Fields,
}

/// A body.
#[derive(Debug)]
pub struct Body {
    /// Its bytes in the code block's text; empty if there is none.
    pub span: LocalSpan,
    /// What it holds.
    pub kind: BodyKind,
    /// The parsed JSON, exactly when `kind` is [`BodyKind::Json`].
    pub json: Option<JsonTree>,
    /// The text that the tree's spans count in, if the body is written inside quotes.
    pub unquoted: Option<Box<Unquoted>>,
    /// Why it is believed to be what it is taken for.
    pub evidence: Evidence,
}

/// What a body holds, by its content and only then by what the message or the fence says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BodyKind {
    /// Nothing.
    None,
    /// JSON, valid or not.
    Json,
    /// A template or a description that stands for the whole body: `{{ STREAM }}`, `<Image>`, `...`.
    Placeholder,
    /// `a=1&b=2`.
    Form,
    /// MIME parts.
    Multipart,
    /// XML or HTML.
    Markup,
    /// Anything else.
    Text,
}

impl Body {
    /// A body that is written without quotes around it.
    pub(in crate::extract) fn new(span: LocalSpan, kind: BodyKind, json: Option<JsonTree>) -> Self {
        Self { span, kind, json, unquoted: None, evidence: Evidence::default() }
    }

    /// JSON that is written inside the quotes of something else.
    pub(in crate::extract) fn inside(span: LocalSpan, tree: JsonTree, unquoted: Unquoted) -> Self {
        let unquoted = Some(Box::new(unquoted));
        Self { unquoted, ..Self::new(span, BodyKind::Json, Some(tree)) }
    }

    /// Where a piece of the text that its tree counts in stands in the block's text.
    pub fn in_block(&self, local: LocalSpan) -> LocalSpan {
        self.unquoted.as_ref().map_or(local, |unquoted| unquoted.in_block(local))
    }
}

impl<'d> Message<'d> {
    pub(in crate::extract) fn new(form: MessageForm, http: HttpMessage<'d>, body: Body) -> Self {
        Self { body_in: None, form, http, body, evidence: Evidence::default() }
    }
}

impl<'d> Example<'d> {
    /// The block's text.
    pub fn text(&self) -> &'d str {
        self.block.body.text()
    }

    /// The text that the spans of a body's tree count in.
    pub fn text_of<'p>(&self, body: &'p Body) -> &'p str
    where
        'd: 'p,
    {
        body.unquoted.as_ref().map_or(self.text(), |unquoted| unquoted.text())
    }

    /// Where a piece of the block's text stands in the file.
    pub fn file_span(&self, local: LocalSpan) -> Span {
        self.block.body.span(local)
    }

    /// The annotation of this example among those of its page.
    pub fn annotation<'p>(&self, annotations: &'p [Annotation<'d>]) -> Option<&'p Annotation<'d>> {
        self.annotation.and_then(|index| annotations.get(index))
    }

    /// Every body of the block with the message that it belongs to.
    pub fn bodies(&self) -> impl Iterator<Item = (Option<&Message<'d>>, &Body)> {
        let messages = self.messages.iter().map(|message| (Some(message), &message.body));
        messages.chain(self.payload.iter().map(|body| (None, body)))
    }

    /// The same to be changed.
    pub(crate) fn bodies_mut(&mut self) -> impl Iterator<Item = &mut Body> {
        self.messages.iter_mut().map(|message| &mut message.body).chain(&mut self.payload)
    }

    /// One of them by its number. A block may hold thousands.
    pub fn body(&self, number: usize) -> Option<(Option<&Message<'d>>, &Body)> {
        match self.messages.get(number) {
            Some(message) => Some((Some(message), &message.body)),
            None => self.payload.as_ref().filter(|_| number == self.messages.len()).map(|body| (None, body)),
        }
    }
}
