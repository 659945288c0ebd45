//! From an offset of a file to a place in the text of an example: the way back of [`Example::file_span`].

use std::sync::Arc;

use crate::conformance::{Hop, Page};
use crate::extract::{Annotation, Body, Example, Message, MessageRef};
use crate::schema::{SchemaSet, Step};
use crate::syntax::json::{JsonTree, NodeId};
use crate::text::{LocalSpan, Span};

/// A message of an example, and an offset in the text of its block.
pub(super) struct Head<'p, 'd> {
    pub(super) page: &'p Page<'d>,
    pub(super) schemas: &'p SchemaSet,
    pub(super) example: &'p Example<'d>,
    pub(super) message: &'p Message<'d>,
    pub(super) at: MessageRef,
    pub(super) local: u32,
}

/// The first answer for an offset of a page: of its annotations, of the messages of the example there, of its bodies.
pub(super) fn ask<T>(
    page: &Page<'_>,
    schemas: &Arc<SchemaSet>,
    offset: u32,
    in_annotation: impl Fn(&Annotation<'_>, &SchemaSet, u32) -> Option<T>,
    in_head: impl Fn(&Head<'_, '_>) -> Option<T>,
    in_body: impl Fn(&Page<'_>, &SchemaSet, &Example<'_>, u32) -> Option<T>,
) -> Option<T> {
    let schemas = page.conformance.schemas().unwrap_or(schemas);
    if let Some(found) = page.annotations.iter().find_map(|one| in_annotation(one, schemas, offset)) {
        return Some(found);
    }
    let (example, local) = self::example(page, offset)?;
    let mut messages = example.messages.iter().enumerate();
    let found = messages.find_map(|(index, message)| {
        let at = MessageRef { example: example.id, message: index as u32 };
        in_head(&Head { page, schemas, example, message, at, local })
    });
    found.or_else(|| in_body(page, schemas, example, local))
}

/// The example that an offset is in, fences excluded, with the offset in its text.
pub(super) fn example<'p, 'd>(page: &'p Page<'d>, offset: u32) -> Option<(&'p Example<'d>, u32)> {
    let example = page.examples.iter().find(|example| example.span.touches(offset))?;
    let local = inverse(example.text(), offset, |local| file_offset(example, local))?;
    Some((example, local))
}

fn file_offset(example: &Example<'_>, local: u32) -> u32 {
    example.file_span(LocalSpan { start: local, end: local }).start
}

/// The offset in the text that a body's tree counts in.
pub(super) fn in_body(example: &Example<'_>, body: &Body, local: u32) -> Option<u32> {
    match &body.unquoted {
        None => Some(local),
        Some(unquoted) => inverse(example.text_of(body), local, |inner| {
            unquoted.in_block(LocalSpan { start: inner, end: inner }).start
        }),
    }
}

/// Where a piece of the text that a body's tree counts in is in the file.
pub(super) fn in_file(example: &Example<'_>, body: &Body, local: LocalSpan) -> Span {
    example.file_span(body.in_block(local))
}

/// The last place in `text` that `forward`, which never goes back, does not lead beyond `wanted`; `None` if it begins
/// later.
fn inverse(text: &str, wanted: u32, forward: impl Fn(u32) -> u32) -> Option<u32> {
    let (mut low, mut high) = (0, text.len() as u32 + 1);
    while low < high {
        let middle = low + (high - low) / 2;
        if forward(middle) <= wanted {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Some(text.floor_char_boundary(low.checked_sub(1)? as usize) as u32)
}

/// The body of an example that holds an offset of the block's text, its tree, and the offset in the tree's text.
pub(super) fn body<'e>(
    example: &'e Example<'_>,
    local: u32,
) -> Option<(MessageRef, &'e Body, &'e JsonTree, u32)> {
    example.bodies().enumerate().find_map(|(index, (_, body))| {
        if !body.span.touches(local) {
            return None;
        }
        let at = MessageRef { example: example.id, message: index as u32 };
        Some((at, body, body.json.as_ref()?, in_body(example, body, local)?))
    })
}

/// The way from the root of a tree to a node.
pub(super) fn way<'t>(tree: &JsonTree, text: &'t str, node: NodeId) -> Vec<Hop<'t>> {
    let mut way = Vec::new();
    let mut at = node;
    while let Some(parent) = tree.node(at).parent {
        let step = tree.name(at, text).map_or(Step::Element, Step::Member);
        way.push(Hop { open: tree.node(parent).span.start, step });
        at = parent;
    }
    way.reverse();
    way
}
