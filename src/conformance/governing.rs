//! What a description says of one value or one operation of a page, for those who look at a single place: editors.
//!
//! A page is checked without this. The way to a value is followed in the schema that its body was held against; an
//! object that names its own type goes on with that type, as the check does.

use super::Page;
use super::binding::Binder;
use crate::extract::MessageRef;
use crate::schema::{
    Answer, BoundSchema, Direction, Instance, OperationFacts, OperationQuery, SchemaSet, Step, ValueFacts,
    element_name,
};

/// A step from a container of a body to a value in it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hop<'h> {
    /// The offset of the container's bracket in the text that the tree counts in.
    pub(crate) open: u32,
    pub(crate) step: Step<'h>,
}

/// What governs a value.
#[derive(Clone, Debug)]
pub(crate) struct Governed {
    /// Index of the provider.
    pub(crate) provider: u32,
    pub(crate) facts: ValueFacts,
    /// The type of the object that the value is a member of, for a reader.
    pub(crate) owner: Option<String>,
    /// The place in another description, whose words are among the facts.
    pub(crate) also_at: Option<(u32, crate::schema::SchemaPlace)>,
}

/// What a message asks for.
#[derive(Clone, Debug)]
pub(crate) struct MessageOperation {
    pub(crate) method: String,
    /// As written, without the base that the page uses.
    pub(crate) target: String,
    /// What is said of it, and by which provider.
    pub(crate) facts: Option<(u32, OperationFacts)>,
}

/// What governs the value at the end of `way` in a body of the page; `open` is its bracket, if it has one.
pub(crate) fn governed(
    page: &Page<'_>,
    at: MessageRef,
    way: &[Hop<'_>],
    open: Option<u32>,
) -> Option<Governed> {
    let schemas = page.conformance.schemas()?;
    let body = page.conformance.of(at)?;
    let bound = body.schema?;
    let (example, tree) = body.tree(page)?;
    let (_, text) = example.body(at.message as usize)?;
    let text = example.text_of(text);
    let opened = |open: u32| {
        let (node, _) = tree.nodes().find(|(_, node)| node.span.start == open)?;
        Some(Instance { tree, text, node })
    };
    let named = |value: Instance<'_>| {
        let name = value.member("@odata.type").or_else(|| value.member("@type"))?;
        // Of a string that is being written, what follows may count as a part of it: a name has no quote.
        schemas.type_in(bound.provider, name.written().split('"').next()?)
    };
    let provider = schemas.provider(bound.provider);
    let (mut schema, mut path, mut around) = (bound.schema, Vec::new(), Vec::new());
    let hops = way.iter().map(|hop| (hop.open, Some(hop.step)));
    for (open, step) in hops.chain(open.map(|open| (open, None))) {
        let value = opened(open);
        // The object around a collection may name the type of the elements: it is none of these.
        let is_around = schema.collection && path.is_empty() && step == Some(Step::Member("value"));
        if let Some(own) = value.filter(|_| !is_around).and_then(named) {
            schema = own;
            path.clear();
            around.clear();
        }
        path.extend(step);
        around.push(value);
    }
    let facts = provider.describe(schema, &path, &around)?;
    let owner = match path.split_last() {
        Some((Step::Member(_), before)) => {
            provider.describe(schema, before, &around).as_ref().and_then(owner_name)
        }
        _ => None,
    };
    let mut governed = Governed { provider: bound.provider, facts, owner, also_at: None };
    if let Some(Step::Member(name)) = path.last() {
        governed.complete(schemas, name);
    }
    Some(governed)
}

/// What a reader calls the object that a member is in, if it has a name. The one around a collection has none.
fn owner_name(owner: &ValueFacts) -> Option<String> {
    let name = owner.type_name.strip_suffix(" or null").unwrap_or(&owner.type_name);
    (name != "object" && element_name(name).is_none()).then(|| name.to_owned())
}

/// Which way the message at a place goes.
pub(crate) fn direction(page: &Page<'_>, schemas: &SchemaSet, at: MessageRef) -> Option<Direction> {
    Binder::new(page, schemas).direction(at)
}

impl Governed {
    /// Takes from other descriptions of the same type what the governing one does not say.
    fn complete(&mut self, schemas: &SchemaSet, name: &str) {
        let Some(owner) = self.owner.as_deref().filter(|_| self.facts.description.is_none()) else { return };
        for (index, provider) in schemas.providers.iter().enumerate() {
            if index == self.provider as usize {
                continue;
            }
            let crate::schema::Resolution::Found(schema) = provider.by_type(owner) else { continue };
            let Some(other) = provider.describe(schema, &[Step::Member(name)], &[]) else { continue };
            if other.description.is_some() {
                self.facts.description = other.description;
                self.also_at = other.described_at.map(|place| (index as u32, place));
                return;
            }
        }
    }
}

/// What the message at a place asks for, or the request that it answers.
pub(crate) fn operation(page: &Page<'_>, schemas: &SchemaSet, at: MessageRef) -> Option<MessageOperation> {
    let binder = Binder::new(page, schemas);
    let operation = binder.operation(at)?;
    let (method, target) = (operation.method.into_owned(), operation.target.to_owned());
    let facts = schemas.of_version(operation.version).find_map(|(index, provider)| {
        provider.describe_operation(&method, &target).map(|facts| (index, facts))
    });
    Some(MessageOperation { method, target, facts })
}

/// The schema of the body that a description gives the request of a message.
pub(crate) fn request_body(page: &Page<'_>, schemas: &SchemaSet, at: MessageRef) -> Option<BoundSchema> {
    let binder = Binder::new(page, schemas);
    let operation = binder.operation(at).filter(|operation| operation.direction == Direction::Request)?;
    let query = OperationQuery { media_type: None, ..operation.query() };
    match schemas.by_operation_in(operation.version, &query) {
        Answer::Found(schema) => Some(schema),
        Answer::Ambiguous(schemas) => schemas.first().copied(),
        _ => None,
    }
}
