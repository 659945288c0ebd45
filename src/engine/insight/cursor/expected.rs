//! What may be written at an offset: the choices of completion.

use std::sync::Arc;

use super::locate::{self, Head};
use crate::conformance::{Hop, Page, direction, governed, operation};
use crate::extract::{Annotation, Body, Example, MessageForm, MessageRef};
use crate::schema::{
    Direction, HeaderFacts, OperationFacts, Resolution, SchemaSet, Step, ValueFacts, element_name,
};
use crate::syntax::http::StartLine;
use crate::syntax::json::{self, Cursor, JsonTree, Slot};
use crate::text::{LocalSpan, Span};

/// What may be written at a place.
#[derive(Debug)]
pub(crate) struct Expected {
    /// What is written there so far, and is replaced.
    pub(crate) span: Span,
    pub(crate) kind: ExpectedKind,
}

/// The choices.
#[derive(Debug)]
pub(crate) enum ExpectedKind {
    /// The name of a member of a body.
    MemberName(Box<MemberNames>),
    /// A value of a body, as JSON writes it.
    MemberValue(Box<ValueFacts>),
    /// The name of a type, with what stands around it: `"#…"`.
    TypeName(Vec<String>),
    /// The target of a request with its method, or a method.
    Target(Vec<OperationChoice>),
    /// A status of the operation, with the description's words.
    Status(Vec<(String, Option<String>)>),
    /// The name of a header field; those that the operation describes come first.
    HeaderName { is_request: bool, described: Vec<HeaderFacts>, present: Vec<String> },
    /// A media type; those that the operation describes come first.
    MediaType(Vec<String>),
    /// A key of an annotation that is not there yet.
    AnnotationKey { present: Vec<String>, is_bare: bool },
    /// A value of `blockType`.
    BlockType,
}

/// The members that an object may have.
#[derive(Debug)]
pub(crate) struct MemberNames {
    pub(crate) facts: ValueFacts,
    /// Those that it has.
    pub(crate) present: Vec<String>,
    /// Whether a colon follows already.
    pub(crate) has_colon: bool,
    /// Whether objects may name their type: they do in OData.
    pub(crate) names_type: bool,
}

/// An operation of a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OperationChoice {
    /// Empty for something that several methods are used with.
    pub(crate) method: String,
    pub(crate) path: String,
}

/// What may be written at an offset of a page.
pub(super) fn at(page: &Page<'_>, schemas: &Arc<SchemaSet>, offset: u32) -> Option<Expected> {
    locate::ask(page, schemas, offset, in_annotation, in_head, in_body)
}

fn in_annotation(annotation: &Annotation<'_>, schemas: &SchemaSet, offset: u32) -> Option<Expected> {
    let whole = annotation.file_span(annotation.comment);
    if !(whole.start < offset && offset < whole.end) {
        return None;
    }
    let text = annotation.text();
    let brace = annotation.comment.start as usize + annotation.comment.of(text).find('{')?;
    let json = LocalSpan::new(brace, annotation.comment.end as usize);
    let local = offset - whole.start + annotation.comment.start;
    // An annotation in a container is not one piece of the file.
    if annotation.file_span(LocalSpan { start: local, end: local }).start != offset {
        return None;
    }
    let cursor = json::cursor(text, json, local);
    if cursor.around.len() != 1 {
        return None;
    }
    let token = whole_token(text, cursor.token);
    let kind = match cursor.slot {
        Slot::Name => ExpectedKind::AnnotationKey {
            present: annotation.fields.iter().map(|field| field.key.to_owned()).collect(),
            is_bare: !has_colon(text, token),
        },
        Slot::Value(Some("blockType")) => ExpectedKind::BlockType,
        Slot::Value(Some("@odata.type" | "@type")) => {
            ExpectedKind::TypeName(quoted(schemas.providers.iter().flat_map(|one| one.names()), ""))
        }
        _ => return None,
    };
    Some(Expected { span: annotation.file_span(token), kind })
}

fn quoted(names: impl Iterator<Item = String>, mark: &str) -> Vec<String> {
    let mut names: Vec<String> = names.map(|name| format!("\"{mark}{name}\"")).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// A token with what belongs to it behind the cursor: the rest of the string on its line, or of the word.
fn whole_token(text: &str, token: LocalSpan) -> LocalSpan {
    let rest = text[token.end as usize..].lines().next().unwrap_or_default();
    let more = if token.of(text).starts_with('"') {
        let end = rest.find(['"', ':', ',', '{', '}', '[', ']']).unwrap_or(0);
        if rest[end..].starts_with('"') { end + 1 } else { 0 }
    } else {
        rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '@')))
            .unwrap_or(rest.len())
    };
    LocalSpan { start: token.start, end: token.end + more as u32 }
}

fn has_colon(text: &str, token: LocalSpan) -> bool {
    text[token.end as usize..].trim_start_matches([' ', '\t']).starts_with(':')
}

fn in_head(head: &Head<'_, '_>) -> Option<Expected> {
    let Head { example, message, local, .. } = *head;
    if !matches!(message.form, MessageForm::Http | MessageForm::Printed) {
        return None;
    }
    let text = example.text();
    let http = &message.http;
    let start_line = http.start_line();
    let line_start = text[..local as usize].rfind('\n').map_or(0, |at| at as u32 + 1);
    let expected = |start: u32, end: u32, kind| {
        Some(Expected { span: example.file_span(LocalSpan { start, end }), kind })
    };
    if line_start <= start_line.start && local >= start_line.start && local <= line_end(text, local) {
        return in_start_line(head);
    }
    // A field that is being written may not be in the head yet.
    if line_start <= start_line.start || line_start > http.head.end + 1 {
        return None;
    }
    let line = &text[line_start as usize..local as usize];
    let Some((name, value)) = line.split_once(':') else {
        if name_length(line) as usize != line.len() {
            return None;
        }
        let present = http.headers.iter().map(|header| header.name.text.to_owned()).collect();
        let is_request = http.request().is_some();
        let headers = |of: OperationFacts| if is_request { of.request_headers } else { of.response_headers };
        let described = operation_facts(head).map(headers).unwrap_or_default();
        let end = local + name_length(&text[local as usize..]);
        return expected(line_start, end, ExpectedKind::HeaderName { is_request, described, present });
    };
    let is_media = ["content-type", "accept"].iter().any(|field| name.trim().eq_ignore_ascii_case(field));
    if !is_media {
        return None;
    }
    let written = value.rsplit(',').next().unwrap_or_default().trim_start();
    let asks = http.request().is_some() && name.trim().eq_ignore_ascii_case("content-type");
    let described = operation_facts(head)
        .map(|facts| if asks { facts.consumes } else { facts.produces })
        .unwrap_or_default();
    let end = local + media_length(&text[local as usize..]);
    expected(local - written.len() as u32, end, ExpectedKind::MediaType(described))
}

fn line_end(text: &str, at: u32) -> u32 {
    text[at as usize..].find('\n').map_or(text.len() as u32, |end| at + end as u32)
}

fn name_length(rest: &str) -> u32 {
    rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(rest.len()) as u32
}

fn media_length(rest: &str) -> u32 {
    rest.find(|c: char| c.is_whitespace() || matches!(c, ',' | ';')).unwrap_or(rest.len()) as u32
}

/// What the description says of the operation that a message belongs to.
fn operation_facts(head: &Head<'_, '_>) -> Option<OperationFacts> {
    operation(head.page, head.schemas, head.at)?.facts.map(|(_, facts)| facts)
}

fn in_start_line(head: &Head<'_, '_>) -> Option<Expected> {
    let Head { example, message, local, .. } = *head;
    let expected = |span: LocalSpan, kind| Some(Expected { span: example.file_span(span), kind });
    match &message.http.start {
        StartLine::Request(line) => {
            let choices = operations(head.schemas);
            if local <= line.method.span.end {
                return None;
            }
            let target = line.target.span;
            let is_at = line.target.text.is_empty() || target.start <= local && local <= target.end;
            let span =
                if line.target.text.is_empty() { LocalSpan { start: local, end: local } } else { target };
            let fits = |choice: &OperationChoice| {
                choice.method.is_empty() || choice.method.eq_ignore_ascii_case(line.method.text)
            };
            let choices = choices.into_iter().filter(fits).collect();
            if is_at { expected(span, ExpectedKind::Target(choices)) } else { None }
        }
        StartLine::Status(line) => {
            if local < line.code.span.start {
                return None;
            }
            let statuses = operation_facts(head).map(|facts| facts.statuses);
            let span = LocalSpan { start: line.code.span.start, end: line.line.end };
            expected(span, ExpectedKind::Status(statuses.unwrap_or_default()))
        }
    }
}

/// The operations of all descriptions that have a path.
fn operations(schemas: &SchemaSet) -> Vec<OperationChoice> {
    let all = schemas.providers.iter().flat_map(|provider| provider.operations());
    let with_path = all.filter(|operation| operation.path.starts_with('/'));
    with_path.map(|operation| OperationChoice { method: operation.method, path: operation.path }).collect()
}

fn in_body(page: &Page<'_>, schemas: &SchemaSet, example: &Example<'_>, local: u32) -> Option<Expected> {
    let (at, body, tree, offset) = locate::body(example, local)?;
    let text = example.text_of(body);
    let span = body.unquoted.as_ref().map_or(body.span, |_| LocalSpan::new(0, text.len()));
    let cursor = json::cursor(text, span, offset);
    let token = whole_token(text, cursor.token);
    let span = editable(example, body, token)?;
    let way = way(&cursor);
    let kind = match cursor.slot {
        Slot::Nothing => return None,
        Slot::Name => {
            let open = cursor.around.last()?.at;
            let mut governed = governed(page, at, &way, Some(open))?;
            let direction = direction(page, schemas, at);
            governed.facts.members.retain(|member| match direction {
                Some(Direction::Request) => !member.is_read_only,
                Some(Direction::Response(_)) => !member.is_write_only,
                None => true,
            });
            let names_type = schemas.provider(governed.provider).owns_namespaces();
            let present = present(tree, text, open, offset);
            let has_colon = has_colon(text, token);
            ExpectedKind::MemberName(Box::new(MemberNames {
                facts: governed.facts,
                present,
                has_colon,
                names_type,
            }))
        }
        Slot::Value(Some("@odata.type")) => ExpectedKind::TypeName(derived(page, schemas, at, &way)),
        Slot::Value(name) => {
            let mut way = way;
            let open = cursor.around.last()?.at;
            way.push(Hop { open, step: name.map_or(Step::Element, Step::Member) });
            ExpectedKind::MemberValue(Box::new(governed(page, at, &way, None)?.facts))
        }
    };
    Some(Expected { span, kind })
}

/// The way to the innermost open container.
fn way<'t>(cursor: &Cursor<'t>) -> Vec<Hop<'t>> {
    let pairs = cursor.around.windows(2);
    pairs
        .map(|pair| Hop { open: pair[0].at, step: pair[1].name.map_or(Step::Element, Step::Member) })
        .collect()
}

/// The names of the members that the object at a bracket has, but for the one that is being written.
fn present(tree: &JsonTree, text: &str, open: u32, offset: u32) -> Vec<String> {
    let object = tree.nodes().find(|(_, node)| node.span.start == open);
    let members = object.into_iter().flat_map(|(id, _)| tree.children(id));
    let others = members.filter(|id| {
        let key = tree.node(*id).key;
        key.is_some_and(|key| !(key.span.start <= offset && offset <= key.span.end))
    });
    others.filter_map(|id| tree.name(id, text).map(str::to_owned)).collect()
}

/// The types that the object at a bracket may name: those that derive from the one that governs it.
fn derived(page: &Page<'_>, schemas: &SchemaSet, at: MessageRef, way: &[Hop<'_>]) -> Vec<String> {
    let Some(governed) = governed(page, at, way, None) else { return Vec::new() };
    let provider = schemas.provider(governed.provider);
    // Asked without the name that the object has now.
    let name = governed.facts.type_name.as_str();
    let name = element_name(name).unwrap_or(name);
    let Resolution::Found(base) = provider.by_type(name) else { return Vec::new() };
    let derives = |name: &String| matches!(provider.by_type(name), Resolution::Found(schema) if provider.derives(schema, base) == Some(true));
    quoted(provider.names().into_iter().filter(derives), "#")
}

/// Where a token of a body is in the file, if it can be replaced there as it is.
fn editable(example: &Example<'_>, body: &Body, token: LocalSpan) -> Option<Span> {
    let block = match &body.unquoted {
        None => token,
        Some(unquoted) => unquoted.editable(token, "\"a\": 1")?,
    };
    let span = example.file_span(block);
    (span.len() == token.len()).then_some(span)
}
