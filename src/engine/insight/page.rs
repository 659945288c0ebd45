//! What was understood of a page, as plain facts for a person or a program.

use serde::Serialize;
use std::collections::HashMap;

use crate::conformance::{Conformance, Coverage, Page, ShownMembers, shown_members};
use crate::engine::insight::declarations::{InspectedDeclarations, declarations};
use crate::extract::{
    BlockType, Body, BodyKind, Evidence, Example, ExampleKind, Message, MessageRef, PairingReason,
};
use crate::text::{SourceFile, Span};

/// A page.
#[derive(Clone, Debug, Serialize)]
pub struct InspectedPage {
    /// As shown.
    pub path: String,
    /// Its examples in order.
    pub examples: Vec<InspectedExample>,
    /// What it declares outside of them.
    pub declared: InspectedDeclarations,
    /// The lines of code blocks in containers that are not read.
    pub unread: Vec<u32>,
    /// The members of described types that they show.
    #[serde(skip)]
    pub(in crate::engine) shown_members: ShownMembers,
}

/// A code block that is an example.
#[derive(Clone, Debug, Serialize)]
pub struct InspectedExample {
    /// Line of the opening fence.
    pub line: u32,
    /// Line of the closing fence.
    pub end_line: u32,
    /// Its role.
    pub kind: &'static str,
    /// How it is written.
    pub dialect: &'static str,
    /// What says that it is a request or a response; `None` where nothing does.
    pub role_evidence: Option<RoleEvidence>,
    /// What says which status it has; `None` where it has none.
    pub status_evidence: Option<RoleEvidence>,
    /// What the annotation says that it is.
    pub block_type: Option<&'static str>,
    /// The name in the annotation; several are joined by commas.
    pub name: Option<String>,
    /// The first message, or the bare body.
    #[serde(flatten)]
    pub first: InspectedMessage,
    /// What is known of the first body's type.
    pub schema: Option<InspectedSchema>,
    /// How that type was found, or why the body was not held against any.
    pub schema_reason: Option<String>,
    /// The same of every body, if there are several messages.
    #[serde(skip)]
    pub schemas: Vec<Option<InspectedSchema>>,
    /// Every message, if there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<InspectedMessage>,
}

/// Why an example has its role or its status.
#[derive(Clone, Debug, Serialize)]
pub struct RoleEvidence {
    /// `annotation`; `message` for a first line of its own or of its message; `position` for the message before it;
    /// otherwise the dialect whose words say so, or `words`.
    pub by: &'static str,
    /// Line of the words.
    pub line: Option<u32>,
    /// The words.
    pub text: Option<String>,
}

/// A message, or a body without one.
#[derive(Clone, Debug, Default, Serialize)]
pub struct InspectedMessage {
    /// Of a request, as written.
    pub method: Option<String>,
    /// Of a request, as written.
    pub target: Option<String>,
    /// Of a response.
    pub status: Option<u16>,
    /// Of a response, as written.
    pub reason: Option<String>,
    /// Name and value, as written.
    pub headers: Vec<(String, String)>,
    /// `None` if there is no body.
    pub body: Option<InspectedBody>,
    /// Why it is believed to be a message; absent for a body without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<InspectedEvidence>,
    /// Opening line of the request's block for a response, of the first response's for a request.
    pub paired_with: Option<u32>,
    /// Why it is tied so, or that it is not.
    pub pairing: Option<&'static str>,
    /// Method and target of the operation that it is about, if a description of the API knows it.
    pub operation: Option<String>,
}

/// A body.
#[derive(Clone, Debug, Serialize)]
pub struct InspectedBody {
    /// Line of its first byte.
    pub line: u32,
    /// What `Content-Type` says, without parameters.
    pub media_type: Option<String>,
    /// What it holds.
    pub kind: &'static str,
    /// Whether a strict parser accepts it; `None` if it is not JSON.
    pub json_valid: Option<bool>,
    /// Why it is believed to be that.
    pub evidence: InspectedEvidence,
}

/// Why a message or a body is believed to be one.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct InspectedEvidence {
    /// `declared`, `told` or `guessed`.
    pub strength: &'static str,
    /// What declares it, says so, or is guessed from.
    pub reason: &'static str,
}

impl From<Evidence> for InspectedEvidence {
    fn from(evidence: Evidence) -> Self {
        Self { strength: evidence.strength().word(), reason: evidence.reason() }
    }
}

/// What is known of a body's type.
#[derive(Clone, Debug, Serialize)]
pub struct InspectedSchema {
    /// The type that it was held against, or else the one that the annotation names.
    #[serde(rename = "type")]
    pub type_name: Option<String>,
    /// The file that describes it.
    pub source: Option<String>,
    /// `checked`, `unknown-type` or `not-covered`.
    pub coverage: &'static str,
    /// How the type was found, or why the body was not held against any.
    #[serde(skip)]
    pub reason: Option<String>,
}

/// What was understood of a page that was held against the schemas.
pub(in crate::engine) fn page_facts(page: &Page<'_>) -> InspectedPage {
    let ties = ties(page);
    let operations = page.operations();
    let facts = |example| example_facts(page, example, &ties, &operations);
    InspectedPage {
        path: page.source.path().to_owned(),
        examples: page.examples.iter().map(facts).collect(),
        declared: declarations(page),
        unread: page.document.unread.iter().map(|fence| page.source.line(fence.start)).collect(),
        shown_members: shown_members(page),
    }
}

/// For every message that is part of an exchange: the opening line of its counterpart, and why.
type Ties = HashMap<MessageRef, (Option<u32>, PairingReason)>;

fn ties(page: &Page<'_>) -> Ties {
    let opening = |message: MessageRef| page.source.line(page.example(message.example).block.opening.start);
    let mut ties = HashMap::new();
    for exchange in &page.exchanges {
        if let Some(request) = exchange.request {
            let first = exchange.responses.first();
            let reason = first.map_or(PairingReason::Unpaired, |(_, reason)| *reason);
            ties.insert(request, (first.map(|(response, _)| opening(*response)), reason));
            if let Some(payload) = exchange.payload {
                ties.insert(payload, (Some(opening(request)), PairingReason::Order));
            }
        }
        for (response, reason) in &exchange.responses {
            ties.insert(*response, (exchange.request.map(opening), *reason));
        }
    }
    for example in &page.examples {
        if let Some(head) = example.body_of {
            let body = MessageRef { example: example.id, message: 0 };
            ties.insert(body, (Some(opening(head)), PairingReason::SplitMessage));
        }
    }
    ties
}

/// The operation that each message is about.
type Operations = HashMap<MessageRef, (String, String)>;

fn example_facts(
    page: &Page<'_>,
    example: &Example<'_>,
    ties: &Ties,
    operations: &Operations,
) -> InspectedExample {
    let source = page.source;
    let annotation = page.annotation(example);
    let mut messages: Vec<_> = example
        .bodies()
        .enumerate()
        .map(|(index, (message, body))| {
            let at = MessageRef { example: example.id, message: index as u32 };
            let known =
                operations.get(&at).filter(|(method, target)| page.conformance.describes(method, target));
            let operation = known.map(|(method, target)| format!("{method} {target}"));
            InspectedMessage { operation, ..message_facts(source, example, message, body, ties.get(&at)) }
        })
        .collect();
    let first = messages.first().cloned().unwrap_or_default();
    if messages.len() < 2 {
        messages.clear();
    }
    let schemas: Vec<_> = example
        .bodies()
        .enumerate()
        .map(|(index, (_, body))| {
            let at = MessageRef { example: example.id, message: index as u32 };
            let type_name = annotation.and_then(|annotation| annotation.type_name).filter(|_| index == 0);
            (body.json.is_some() || type_name.is_some())
                .then(|| schema_facts(&page.conformance, at, type_name))
        })
        .collect();
    let names = annotation.map(|annotation| annotation.names.join(", ")).filter(|names| !names.is_empty());
    InspectedExample {
        line: source.line(example.block.opening.start),
        end_line: source.line(example.span.end.saturating_sub(1).max(example.span.start)),
        kind: kind_word(example.kind),
        dialect: example.dialect.word(),
        role_evidence: role_evidence(page, example),
        status_evidence: status_evidence(page, example),
        block_type: annotation.and_then(|annotation| annotation.block_type).map(block_type_word),
        name: names,
        first,
        schema: schemas.first().cloned().flatten(),
        schema_reason: schemas.first().and_then(|schema| schema.as_ref()?.reason.clone()),
        schemas,
        messages,
    }
}

fn role_evidence(page: &Page<'_>, example: &Example<'_>) -> Option<RoleEvidence> {
    let by = match example.kind {
        _ if example.annotation.is_some() => "annotation",
        _ if !example.messages.is_empty() && example.kind != ExampleKind::Fragment => "message",
        ExampleKind::Request | ExampleKind::Response if example.told_by.is_some() => example.dialect.word(),
        ExampleKind::Request | ExampleKind::Response => "position",
        _ => return None,
    };
    Some(evidence(page, by, example.told_by))
}

fn status_evidence(page: &Page<'_>, example: &Example<'_>) -> Option<RoleEvidence> {
    if example.messages.iter().any(|message| message.http.status().is_some()) {
        return Some(evidence(page, "message", None));
    }
    let status = example.status?;
    let by = if example.body_of.is_some() { "message" } else { "words" };
    Some(evidence(page, by, status.place))
}

fn evidence(page: &Page<'_>, by: &'static str, words: Option<Span>) -> RoleEvidence {
    let text = words.map(|span| span.of(page.source.text()).to_owned());
    RoleEvidence { by, line: words.map(|span| page.source.line(span.start)), text }
}

fn schema_facts(conformance: &Conformance, at: MessageRef, annotated: Option<&str>) -> InspectedSchema {
    let coverage = conformance.of(at).map(|body| &body.coverage);
    let (type_name, source, reason) = match coverage {
        Some(Coverage::Checked { by, name, source }) => {
            (Some(name.as_str()), source.clone(), Some(by.words().to_owned()))
        }
        Some(Coverage::UnknownType { name }) => (Some(name.as_str()), None, None),
        Some(Coverage::NotCovered(why)) => (annotated, None, Some(why.to_string())),
        None => (annotated, None, None),
    };
    InspectedSchema {
        type_name: type_name.map(str::to_owned),
        source,
        coverage: coverage.map_or("not-covered", Coverage::word),
        reason,
    }
}

fn message_facts(
    source: &SourceFile,
    example: &Example<'_>,
    message: Option<&Message<'_>>,
    body: &Body,
    tie: Option<&(Option<u32>, PairingReason)>,
) -> InspectedMessage {
    let http = message.map(|message| &message.http);
    let request = http.and_then(|http| http.request());
    let status_line = http.and_then(|http| http.status_line());
    let owned = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let media_type = http
        .and_then(|http| http.header("content-type"))
        .and_then(|header| owned(header.value.text.split(';').next().unwrap_or_default().trim()));
    let headers = http.map(|http| http.headers.as_slice()).unwrap_or_default();
    InspectedMessage {
        method: request.and_then(|line| owned(line.method.text)),
        target: request.and_then(|line| owned(line.target.text)),
        status: status_line.map_or(example.status.map(|status| status.code), |line| line.status),
        reason: status_line.and_then(|line| line.reason).and_then(|reason| owned(reason.text)),
        headers: headers
            .iter()
            .map(|header| (header.name.text.to_owned(), header.value.text.to_owned()))
            .collect(),
        body: (body.kind != BodyKind::None).then(|| InspectedBody {
            line: source.line(example.file_span(body.span).start),
            media_type,
            kind: body_word(body.kind),
            json_valid: body.json.as_ref().map(crate::syntax::json::JsonTree::is_valid),
            evidence: body.evidence.into(),
        }),
        evidence: message.map(|message| message.evidence.into()),
        paired_with: tie.and_then(|(line, _)| *line),
        pairing: tie.map(|(_, reason)| reason.word()),
        operation: None,
    }
}

fn kind_word(kind: ExampleKind) -> &'static str {
    match kind {
        ExampleKind::Request => "request",
        ExampleKind::Response => "response",
        ExampleKind::RequestList => "request-list",
        ExampleKind::Resource => "resource",
        ExampleKind::Payload => "payload",
        ExampleKind::Example => "example",
        ExampleKind::Fragment => "fragment",
    }
}

fn body_word(kind: BodyKind) -> &'static str {
    match kind {
        BodyKind::None => "none",
        BodyKind::Json => "json",
        BodyKind::Placeholder => "placeholder",
        BodyKind::Form => "form",
        BodyKind::Multipart => "multipart",
        BodyKind::Markup => "markup",
        BodyKind::Text => "text",
    }
}

fn block_type_word(block_type: BlockType) -> &'static str {
    match block_type {
        BlockType::Request => "request",
        BlockType::Response => "response",
        BlockType::Resource => "resource",
        BlockType::Example => "example",
        BlockType::Samples => "samples",
        BlockType::SimulatedResponse => "simulatedResponse",
        BlockType::TestParams => "testParams",
        BlockType::Ignored => "ignored",
        BlockType::Permissions => "permissions",
        BlockType::Unknown => "unknown",
    }
}
