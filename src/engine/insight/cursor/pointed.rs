//! What is written at an offset: the subject of hover, of definitions and of renaming.

use std::sync::Arc;

use super::locate::{self, Head};
use crate::conformance::{Governed, MessageOperation, Page, governed, operation};
use crate::extract::{Annotation, AnnotationField, Example, MessageRef};
use crate::schema::{Answer, SchemaPlace, SchemaSet, ValueFacts, element_name};
use crate::syntax::http::{HttpMessage, StartLine};
use crate::syntax::json::{JsonTree, NodeId, NodeKind};
use crate::text::{LocalSpan, SourceFile, Span};

/// Something that is written on a page.
#[derive(Debug)]
pub(crate) struct Pointed {
    /// Where.
    pub(crate) span: Span,
    pub(crate) subject: Subject,
}

/// What it is.
#[derive(Debug)]
pub(crate) enum Subject {
    /// Method or target of a request line.
    Operation(Box<OperationAt>),
    /// A status code or its phrase, and what the description says of it for its operation.
    Status { code: u16, words: Option<String>, operation: Option<Box<OperationAt>> },
    /// The name of a header field, and what the description says of it for its operation.
    HeaderName { name: String, words: Option<String>, operation: Option<Box<OperationAt>> },
    /// A member of a body or its value.
    Value(Box<ValueAt>),
    /// The name of a type, and where that is defined.
    Type { name: String, definition: Option<Definition> },
    /// The name that an annotation gives to an example.
    ExampleName(String),
}

/// A place in a description.
#[derive(Clone, Debug)]
pub(crate) struct Definition {
    pub(crate) file: Arc<SourceFile>,
    pub(crate) span: Span,
}

/// An operation that an example shows.
#[derive(Debug)]
pub(crate) struct OperationAt {
    pub(crate) operation: MessageOperation,
    pub(crate) definition: Option<Definition>,
}

/// A value that a description governs.
#[derive(Debug)]
pub(crate) struct ValueAt {
    /// The name of the member, if it is one.
    pub(crate) name: Option<String>,
    /// The type of the object around it.
    pub(crate) owner: Option<String>,
    /// The type that the value itself names, if it is another than the declared one.
    pub(crate) own_type: Option<String>,
    pub(crate) facts: ValueFacts,
    /// Where the value is described, in the governing description and in one that has words for it.
    pub(crate) definitions: Vec<Definition>,
    /// Where its type is defined.
    pub(crate) type_definition: Option<Definition>,
}

/// What is at an offset of a page.
pub(super) fn at(page: &Page<'_>, schemas: &Arc<SchemaSet>, offset: u32) -> Option<Pointed> {
    locate::ask(page, schemas, offset, in_annotation, in_head, in_body)
}

fn in_annotation(annotation: &Annotation<'_>, schemas: &SchemaSet, offset: u32) -> Option<Pointed> {
    let whole = annotation.file_span(annotation.comment);
    if !whole.touches(offset) {
        return None;
    }
    for field in &annotation.fields {
        for value in values(annotation, field) {
            let local = annotation.tree.node(value).span;
            if !annotation.file_span(local).touches(offset) {
                continue;
            }
            let (span, text) = inner(local, annotation.text());
            let span = annotation.file_span(span);
            if field.key.eq_ignore_ascii_case("name") {
                return Some(Pointed { span, subject: Subject::ExampleName(text.to_owned()) });
            }
            if annotation.type_field().is_some_and(|of| of.value == field.value) {
                return Some(Pointed { span, subject: named_type(schemas, text) });
            }
        }
    }
    None
}

/// Where annotations of a page give an example this name, without quotes.
pub(super) fn named(page: &Page<'_>, name: &str) -> Vec<Span> {
    let mut found = Vec::new();
    for annotation in &page.annotations {
        let Some(field) = annotation.field("name") else { continue };
        for value in values(annotation, field) {
            let (span, text) = inner(annotation.tree.node(value).span, annotation.text());
            if text == name {
                found.push(annotation.file_span(span));
            }
        }
    }
    found
}

/// The value of a member, or the elements of its list.
fn values(annotation: &Annotation<'_>, field: &AnnotationField<'_>) -> Vec<NodeId> {
    let value = field.value;
    match annotation.tree.node(value).kind {
        NodeKind::Array => annotation.tree.children(value).collect(),
        _ => vec![value],
    }
}

/// A string without its quotes.
fn inner(span: LocalSpan, text: &str) -> (LocalSpan, &str) {
    let written = span.of(text);
    match written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) => (LocalSpan { start: span.start + 1, end: span.end - 1 }, inner),
        None => (span, written),
    }
}

fn named_type(schemas: &SchemaSet, written: &str) -> Subject {
    let name = written.trim_start_matches('#');
    let name = element_name(name).unwrap_or(name);
    let bound = match schemas.by_type(name) {
        Answer::Found(bound) => Some(bound),
        Answer::Ambiguous(all) => all.first().copied(),
        _ => None,
    };
    let definition = bound.and_then(|bound| {
        let place = schemas.provider(bound.provider).defined_at(bound.schema)?;
        definition(schemas, bound.provider, place)
    });
    Subject::Type { name: name.to_owned(), definition }
}

fn definition(schemas: &SchemaSet, provider: u32, place: SchemaPlace) -> Option<Definition> {
    let (file, span) = schemas.span(provider, place)?;
    Some(Definition { file: Arc::clone(file), span })
}

/// What the message at a place asks for, with the place of its description.
fn operation_at(page: &Page<'_>, schemas: &SchemaSet, at: MessageRef) -> Option<Box<OperationAt>> {
    let operation = operation(page, schemas, at)?;
    let place = operation.facts.as_ref().and_then(|(provider, facts)| Some((*provider, facts.described_at?)));
    let definition = place.and_then(|(provider, place)| definition(schemas, provider, place));
    Some(Box::new(OperationAt { operation, definition }))
}

fn in_head(head: &Head<'_, '_>) -> Option<Pointed> {
    let http: &HttpMessage<'_> = &head.message.http;
    let local = head.local;
    let pointed = |span: LocalSpan, subject| Some(Pointed { span: head.example.file_span(span), subject });
    let operation = || operation_at(head.page, head.schemas, head.at);
    match &http.start {
        StartLine::Request(line) => {
            for part in [line.method, line.target] {
                if !part.text.is_empty() && part.span.touches(local) {
                    return pointed(part.span, Subject::Operation(operation()?));
                }
            }
        }
        StartLine::Status(line) => {
            let parts = [Some(line.code), line.reason];
            if let (Some(part), Some(code)) =
                (parts.into_iter().flatten().find(|part| part.span.touches(local)), line.status)
            {
                let operation = operation();
                let words = operation.as_ref().and_then(|at| status_words(at, code));
                return pointed(part.span, Subject::Status { code, words, operation });
            }
        }
    }
    let header = http.headers.iter().find(|header| header.name.span.touches(local))?;
    let operation = operation();
    let name = header.name.text.to_owned();
    let words = operation.as_ref().and_then(|at| header_words(at, &name, http.request().is_some()));
    pointed(header.name.span, Subject::HeaderName { name, words, operation })
}

/// What a description says of a header field of an operation.
fn header_words(at: &OperationAt, name: &str, is_request: bool) -> Option<String> {
    let (_, facts) = at.operation.facts.as_ref()?;
    let headers = if is_request { &facts.request_headers } else { &facts.response_headers };
    headers.iter().find(|header| header.name.eq_ignore_ascii_case(name))?.description.clone()
}

/// What a description says of a status of an operation: of the code, its class, or any.
fn status_words(at: &OperationAt, code: u16) -> Option<String> {
    let (_, facts) = at.operation.facts.as_ref()?;
    let class = format!("{}XX", code / 100);
    let keys = [code.to_string(), class, "default".to_owned()];
    keys.iter().find_map(|key| {
        let (_, words) = facts.statuses.iter().find(|(status, _)| status.eq_ignore_ascii_case(key))?;
        words.clone()
    })
}

fn in_body(page: &Page<'_>, schemas: &SchemaSet, example: &Example<'_>, local: u32) -> Option<Pointed> {
    let (at, body, tree, offset) = locate::body(example, local)?;
    let text = example.text_of(body);
    let (node, span) = node_at(tree, offset)?;
    let way = locate::way(tree, text, node);
    let span_in_file = locate::in_file(example, body, span);
    let is_name = tree.node(node).key.is_some_and(|key| key.span == span);
    if !is_name && matches!(tree.name(node, text), Some("@odata.type" | "@type")) {
        let (inner, written) = inner(span, text);
        let subject = named_type(schemas, written);
        return Some(Pointed { span: locate::in_file(example, body, inner), subject });
    }
    let declared = governed(page, at, &way, None);
    let is_object = tree.node(node).kind == NodeKind::Object;
    let own = is_object.then(|| governed(page, at, &way, Some(tree.node(node).span.start))).flatten();
    let value = value_at(schemas, declared, own, tree.name(node, text))?;
    Some(Pointed { span: span_in_file, subject: Subject::Value(Box::new(value)) })
}

/// What a value is as it is declared, and as an object of a type that it names itself.
fn value_at(
    schemas: &SchemaSet,
    declared: Option<Governed>,
    own: Option<Governed>,
    name: Option<&str>,
) -> Option<ValueAt> {
    let is_another = |own: &&Governed| {
        declared.as_ref().is_some_and(|declared| declared.facts.type_name != own.facts.type_name)
    };
    let named = own.as_ref().filter(is_another);
    let named = named.map(|own| (own.facts.type_name.clone(), own.provider, own.facts.type_at));
    let Governed { provider, facts, owner, also_at } = declared.or(own)?;
    let places = facts.described_at.map(|place| (provider, place)).into_iter().chain(also_at);
    let definitions = places.filter_map(|(provider, place)| definition(schemas, provider, place)).collect();
    let (own_type, provider, type_at) = match named {
        Some((name, provider, type_at)) => (Some(name), provider, type_at),
        None => (None, provider, facts.type_at),
    };
    let type_definition = type_at.and_then(|place| definition(schemas, provider, place));
    let name = name.map(str::to_owned);
    Some(ValueAt { name, owner, own_type, facts, definitions, type_definition })
}

/// The member whose name is at an offset, or the value that is no container, with the place of the one or the other.
fn node_at(tree: &JsonTree, offset: u32) -> Option<(NodeId, LocalSpan)> {
    tree.nodes().find_map(|(id, node)| {
        let key = node.key.map(|key| key.span).filter(|span| span.touches(offset));
        let is_container = matches!(node.kind, NodeKind::Object | NodeKind::Array);
        let value = (!is_container && node.span.touches(offset)).then_some(node.span);
        key.or(value).map(|span| (id, span))
    })
}
