//! From an HTML block to the annotations in its comments.
//!
//! Decides only what is an annotation and what it says; where it belongs is the page's business.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::model::{Annotation, AnnotationField, AnnotationKind, BlockType, unquoted};
use crate::syntax::json::{self, JsonTree, NodeId, NodeKind};
use crate::text::{BodyText, LocalSpan};

/// The keys of a block annotation, as API Doctor reads them.
pub(crate) const KEYS: &[&str] = &[
    "blockType",
    "name",
    "@odata.type",
    "@type",
    "@type.aka",
    "@property.aka",
    "isCollection",
    "collectionProperty",
    "isEmpty",
    "truncated",
    "optionalProperties",
    "nullableProperties",
    "openType",
    "baseType",
    "keyProperty",
    "abstract",
    "expectError",
    "sampleKeys",
    "scopes",
    "apiVersions",
    "tags",
    "target",
    "opaqueUrl",
    "idempotent",
    "isComposable",
    "isMediaEntity",
    "longRunningResponseType",
    "requestUrls",
    "mergePermissions",
    "@odata.annotations",
];

/// Keys that other tools' comments use as well: alone they make no annotation.
const COMMON_KEYS: &[&str] = &["name", "scopes", "tags", "target", "abstract"];

/// What begins and what ends a comment; searchers are made once, for comments are many and short.
static OPENING: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("<!--"));
static CLOSING: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("-->"));

/// The annotations in the text of one HTML block.
pub(super) fn annotations<'d>(body: &'d BodyText<'d>) -> Vec<Annotation<'d>> {
    let text = body.text();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = OPENING.find(&text.as_bytes()[at..]).map(|offset| at + offset) {
        let inside = start + "<!--".len();
        let close = CLOSING.find(&text.as_bytes()[inside..]).map(|offset| inside + offset);
        let inner_end = close.unwrap_or(text.len());
        let end = close.map_or(text.len(), |close| close + "-->".len());
        let inner = &text[inside..inner_end];
        if inner.trim_start().starts_with('{') {
            let json_start = inner_end - inner.trim_start().len();
            let json = LocalSpan::new(json_start, json_start + inner.trim().len());
            let comment = LocalSpan::new(start, end);
            found.extend(annotation(body, comment, json, close.is_some()));
        }
        at = end;
    }
    found
}

fn annotation<'d>(
    body: &'d BodyText<'d>,
    comment: LocalSpan,
    json: LocalSpan,
    closed: bool,
) -> Option<Annotation<'d>> {
    let text = body.text();
    let tree = json::parse(text, json);
    let fields = fields(&tree, text);
    let kind = kind(&tree, &fields, text)?;
    let value =
        |key: &str| fields.iter().find(|field| field.key.eq_ignore_ascii_case(key)).map(|field| field.value);
    let string = |id: NodeId| unquoted(tree.node(id).span.of(text));
    let truth = |key: &str| value(key).is_some_and(|id| is_true(&tree, id, text));
    let block_type = value("blockType").map(|id| BlockType::from_word(string(id)));
    let names = value("name").map(|id| names(&tree, id, text)).unwrap_or_default();
    let written_type = value("@type").or_else(|| value("@odata.type")).filter(|&id| is_string(&tree, id));
    let (type_name, wrapped) = written_type.map_or((None, false), |id| type_name(string(id)));
    let is_collection = wrapped || truth("isCollection");
    let (truncated, expect_error) = (truth("truncated"), truth("expectError"));
    Some(Annotation {
        kind,
        body,
        comment,
        closed,
        block_type,
        names,
        type_name,
        is_collection,
        truncated,
        expect_error,
        example: None,
        has_block: false,
        fields,
        tree,
    })
}

fn fields<'d>(tree: &JsonTree, text: &'d str) -> Vec<AnnotationField<'d>> {
    let Some(root) = tree.root() else { return Vec::new() };
    let field = |id: NodeId| {
        let key_span = tree.node(id).key?.span;
        Some(AnnotationField { key: unquoted(key_span.of(text)), key_span, value: id })
    };
    tree.children(root).filter_map(field).collect()
}

/// What the comment is about; `None` if it is no annotation but, say, documentation that was commented out.
fn kind(tree: &JsonTree, fields: &[AnnotationField<'_>], text: &str) -> Option<AnnotationKind> {
    let is_page = |field: &AnnotationField<'_>| {
        let value = unquoted(tree.node(field.value).span.of(text));
        field.key.eq_ignore_ascii_case("type") && value.to_ascii_lowercase().starts_with("#page.")
    };
    if fields.iter().any(is_page) {
        return Some(AnnotationKind::Page);
    }
    let is_telling = |field: &AnnotationField<'_>| {
        let is = |key: &&str| key.len() == field.key.len() && key.eq_ignore_ascii_case(field.key);
        KEYS.iter().any(is) && !COMMON_KEYS.iter().any(is) || is_nearly_block_type(field.key)
    };
    let mut telling = fields.iter().filter(|field| is_telling(field)).peekable();
    telling.peek()?;
    // A body that was commented out has a type as well, and members that no annotation has.
    let is_body =
        telling.all(|field| is_type(field.key)) && fields.iter().any(|field| !is_nearly_key(field.key));
    (!is_body).then_some(AnnotationKind::Block)
}

fn is_type(key: &str) -> bool {
    key.eq_ignore_ascii_case("@odata.type") || key.eq_ignore_ascii_case("@type")
}

/// Whether a key is one of an annotation, give or take a slip.
fn is_nearly_key(key: &str) -> bool {
    KEYS.iter().any(|known| {
        known.len().abs_diff(key.len()) <= 2
            && strsim::osa_distance(&key.to_ascii_lowercase(), &known.to_ascii_lowercase())
                <= usize::from(known.len() > 4) * 2
    })
}

fn is_nearly_block_type(key: &str) -> bool {
    key.len().abs_diff("blockType".len()) <= 2
        && strsim::osa_distance(&key.to_ascii_lowercase(), "blocktype") <= 2
}

fn is_string(tree: &JsonTree, id: NodeId) -> bool {
    tree.node(id).kind == NodeKind::String
}

/// `true`, or the same as a string.
fn is_true(tree: &JsonTree, id: NodeId, text: &str) -> bool {
    let node = tree.node(id);
    match node.kind {
        NodeKind::Bool(value) => value,
        NodeKind::Array | NodeKind::Object => false,
        _ => unquoted(node.span.of(text)).eq_ignore_ascii_case("true"),
    }
}

fn names<'d>(tree: &JsonTree, id: NodeId, text: &'d str) -> Vec<&'d str> {
    let name = |id: NodeId| is_string(tree, id).then(|| unquoted(tree.node(id).span.of(text)).trim());
    let names: Vec<&str> = match tree.node(id).kind {
        NodeKind::Array => tree.children(id).filter_map(name).collect(),
        _ => name(id).into_iter().collect(),
    };
    names.into_iter().filter(|name| !name.is_empty()).collect()
}

/// A type without `Collection(…)` and `#`, and whether it was wrapped.
fn type_name(written: &str) -> (Option<&str>, bool) {
    let written = written.trim().trim_start_matches('#');
    let prefix = "Collection(";
    let wrapped = written.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    let name = if wrapped { written[prefix.len()..].trim_end_matches(')') } else { written };
    let name = name.trim().trim_start_matches('#');
    (Some(name).filter(|name| !name.is_empty()), wrapped)
}
